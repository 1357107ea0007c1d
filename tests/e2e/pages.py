"""What a browser can say of any page: its weight, its widths, its words, what it asks for and where it leads."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, Response

AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
OF_COLOUR = (
    "color-contrast",
    "link-in-text-block",
)  # what a theme can change; the others take a second a page
WIDTHS = (360, 768, 1280)
HEAVIEST = 100_000  # bytes of HTML, styles and scripts together, compressed
MOST_SHIFT = 0.1  # of the layout while a page loads (cumulative layout shift)

# Text that is neither in the language of the page nor marked as being in another one. Names that have no other form are
# Latin in Chinese, too: a sentence is four words.
_STRANGE = """() => {
    const own = document.documentElement.lang;
    const strange = own === "en" ? /[\\u3400-\\u9fff]/ : /[A-Za-z]{2,}(?:[ ,;:’'-]+[A-Za-z]{2,}){3,}/;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (element.closest("script, style, datalist") || element.closest("[lang]").lang !== own) continue;
        if (strange.test(walker.currentNode.data)) found.push(walker.currentNode.data.trim().slice(0, 120));
    }
    return found;
}"""
_SHIFT = """() => new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value; })
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 0);
})"""


@dataclass
class Visit:
    """One page, and everything that came for it."""

    page: Page
    responses: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", lambda response: self.responses.append(response))
        # Every page is weighed as for somebody who comes to it first.
        tools = self.page.context.new_cdp_session(self.page)
        tools.send("Network.enable")
        tools.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def go(self, path: str) -> int:
        """-> status."""
        self.responses.clear()
        answer = self.page.goto(path)
        assert answer
        return answer.status

    def foreign(self, site: str) -> list[str]:
        """Addresses beyond `site` that were asked."""
        return [one.url for one in self.responses if not one.url.startswith((site, "data:"))]

    def weight(self) -> int:
        """Bytes of HTML, styles and scripts, compressed as a server does."""
        kinds = ("document", "stylesheet", "script")
        return sum(
            len(gzip.compress(one.body())) for one in self.responses if one.request.resource_type in kinds
        )

    def fonts(self) -> list[str]:
        return [one.url for one in self.responses if one.request.resource_type == "font"]

    def shift(self) -> float:
        found: float = self.page.evaluate(_SHIFT)
        return found

    def strange_words(self) -> list[str]:
        """Texts in the other language that are not marked as such."""
        found: list[str] = self.page.evaluate(_STRANGE)
        return found

    def links(self) -> set[str]:
        """Paths on this site that the page leads to, without what follows them."""
        hrefs: list[str] = self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        site = urlsplit(self.page.url).netloc
        return {urlsplit(href).path for href in hrefs if urlsplit(href).netloc == site}

    def sideways(self) -> int:
        """Pixels that lie beyond the right edge."""
        beyond: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return beyond


def violations(page: Page, *, rules: Sequence[str] = ()) -> dict[str, list[str]]:
    """What axe finds by `rules`, or by all of its own: rule -> what is wrong where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    return {
        f"{one['id']}: {one['help']}": [
            f"{node['target'][0]} {node['failureSummary']}" for node in one["nodes"]
        ]
        for one in found
    }
