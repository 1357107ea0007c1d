"""When the largest part of a page is painted, on a phone with a slow line: `python -m tests.bench.paint ADDRESS`.

The site runs already (`make stack`, `make demo`); each page is opened three times by somebody who was never there.
"""

from __future__ import annotations

import argparse
import statistics
import sys

from playwright.sync_api import Browser, sync_playwright

from tests.bench.goals import Figure
from tests.e2e.conftest import CHROMIUM, QUIET

PAGES = ("", "openings/", "openings/1/", "bases/", "fields/energy/", "countries/pk/", "search/?q=tokamak")
GOAL = Figure("largest part painted", "ms", at_most=2_000)
TIMES = 3
# A slow fourth-generation line, as Lighthouse throttles it: 1.6 Mbit/s down, 0.75 up, 150 ms there and back.
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
_LARGEST = """() => new Promise(resolve => {
    new PerformanceObserver(list => resolve(list.getEntries().at(-1).startTime))
        .observe({type: "largest-contentful-paint", buffered: true});
})"""


def painted(browser: Browser, address: str) -> float:
    """-> ms from the click until the largest part stands there."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    page.goto(address, wait_until="load")
    milliseconds: float = page.evaluate(_LARGEST)
    context.close()
    return milliseconds


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.paint", description=__doc__)
    parser.add_argument("address", help="of the site, for example http://127.0.0.1:8000")
    site = parser.parse_args().address.rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        painted(browser, f"{site}/en/")  # the first of all waits for the process to get going
        for path in PAGES:
            for language in ("en", "zh-hans"):
                median = statistics.median(
                    painted(browser, f"{site}/{language}/{path}") for _ in range(TIMES)
                )
                mark = "" if GOAL.met(median) else f"  goal {GOAL.goal}"
                sys.stdout.write(f"{median:6.0f} ms  /{language}/{path}{mark}\n")
        browser.close()


if __name__ == "__main__":
    main()
