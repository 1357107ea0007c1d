"""The HTML of a letter: words lead somewhere, addresses are in the text alone."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from accounts.letter_html import letter_html
from talentbridge.templatetags.letters import quoted

SITE = settings.WAGTAILADMIN_BASE_URL
LINK = f"{SITE}/en/nominations/answer/abc:def/?x=1&y=2#accept"


def links(text: str) -> list[tuple[str, str, bool]]:
    """(address, words, whether it is a button)."""
    found = re.findall(r'<a (.*?)href="([^"]*)"[^>]*>(.*?)</a>', letter_html(text))
    return [(address, words, "class" in before) for before, address, words in found]


ESCAPED = LINK.replace("&", "&amp;")


@pytest.mark.parametrize(
    ("text", "words", "button"),
    [
        (f"Hello.\n\n{LINK}", "Open the page", True),
        (f"Hello.\n\nAnswer here:\n{LINK}", "Answer here", True),
        (f"Hello.\n\nAnswer here:\n\n{LINK}", "Answer here", True),
        (f"请在此答复：\n{LINK}", "请在此答复", True),
        (f"Decline: {LINK}", "Decline", True),
        (f"For this opening: Walls & <roofs>\n{LINK}", "For this opening: Walls &amp; &lt;roofs&gt;", False),
        (f"– Walls\n  {LINK}", "Walls", False),
        (f"For this: {'long title ' * 15}end\n{LINK}", f"For this: {'long title ' * 15}end", False),
        (f"Words.\n\n\n\nAnswer here:\n{LINK}", "Answer here", True),
        (f"{'A long sentence. ' * 9}If it was you, agree here:\n\n{LINK}", "If it was you, agree here", True),
        (f"{'很长的一句话。' * 20}请确认：\n\n{LINK}", "请确认", True),
        (f"The host wrote:\n\nCome soon.\n\n{LINK}", "Open the page", True),
    ],
)
def test_words_lead_where_the_text_has_an_address(text: str, words: str, button: bool) -> None:
    assert links(text) == [(ESCAPED, words, button)]
    shown = re.sub(r"<[^>]+>", "", letter_html(text))
    assert SITE not in shown, "no reader sees an address of ours"


def test_nothing_that_was_said_is_lost() -> None:
    text = f"One.\n\n{'Two. ' * 30}Agree:\n\n{LINK}\n\nThree\nfour.\n\n-- \nTo end letters:\n{LINK}"
    html = letter_html(text)
    for said in ("One.", "Two. " * 29 + "Two.", "Agree", "Three<br>four.", "To end letters"):
        assert said in html
    assert [button for *_rest, button in links(text)] == [True, False], "the foot has no buttons"


def test_several_ways_stand_beside_each_other_and_one_is_seen_first() -> None:
    html = letter_html(f"Accept: {LINK}\nDecline: {LINK}\nNever again: {LINK}")
    assert html.count("<p>") == 1
    assert re.findall(r'class="([^"]*)"', html) == ["button", "button line", "button line"]


def test_of_other_sites_the_address_is_seen_and_markup_is_words() -> None:
    html = letter_html(f"See https://evil.example/?next={SITE}/ now\n<b>bold</b> & more")
    assert ">https://evil.example/" in html
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in html


def test_words_of_its_own_are_in_the_reader_s_language() -> None:
    with override("zh-hans"):
        assert links(f"你好。\n\n{LINK}")[0][1] == "打开页面"


def test_of_what_ends_its_name_leads_there_and_the_warning_is_text() -> None:
    row = {
        "what": "Stay: Planned",
        "about": "Walls",
        "address": "/en/exchanges/1/",
        "but": "You have signed.",
    }
    text = render_to_string("letters/endings.txt", {"rows": [row], "site": SITE})
    assert links(text) == [(f"{SITE}/en/exchanges/1/", "- Stay: Planned · Walls", False)]
    assert "You have signed." in letter_html(text)


def test_what_somebody_wrote_is_no_button_and_no_foot_of_ours() -> None:
    said = quoted(f"Urgent <b>– confirm now:\n{SITE}/en/account/login/\n\n-- \nLi")
    text = f"The reason:\n\n{said}\n\nAnswer here:\n{LINK}"
    html = letter_html(text)
    assert html.count('class="button"') == 1
    assert [words for _address, words, button in links(text) if button] == ["Answer here"]
    assert (f"{SITE}/en/account/login/", f"{SITE}/en/account/login/", False) in links(text)
    [quote] = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", html)
    assert "Urgent &lt;b&gt; – confirm now" in quote.replace("&lt;b&gt;–", "&lt;b&gt; –")
    assert quote.endswith("--<br>Li")
    assert 'class="foot"' not in html
