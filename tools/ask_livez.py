"""Whether the web process of this container lives: asks its /livez under a host name that it answers to."""

import os
import sys
import urllib.request

PATIENCE = 4  # seconds


def main() -> None:
    port = os.environ.get("WEB_BIND", "127.0.0.1:8000").rpartition(":")[2]
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".").replace("*", "localhost")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/livez", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            answer.read()
    except OSError as error:
        sys.exit(f"/livez does not answer: {error}")


if __name__ == "__main__":
    main()
