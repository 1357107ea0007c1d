"""The check of links that every test's letters go through, tried itself."""

import pytest
from django.conf import settings
from django.core.mail import EmailMessage

from tests.support.letters import leads_nowhere, paths_in


def test_links_of_our_site_alone_are_followed() -> None:
    site = settings.WAGTAILADMIN_BASE_URL
    letter = EmailMessage(body=f"See {site}/en/me/?x=1#top\nand https://doi.org/10.1/x or {site}/nowhere/.")
    assert paths_in(letter) == ["/en/me/", "/nowhere/."]


@pytest.mark.parametrize(
    ("path", "lost"),
    [
        ("/en/me/", False),
        ("/zh-hans/me/notices/", False),
        ("/en/", False),
        ("/en/mee/", True),
        ("/me/", True),
        ("/en/me/.", True),
    ],
)
def test_what_no_view_has_is_nowhere(path: str, lost: bool) -> None:
    assert leads_nowhere(path) is lost
