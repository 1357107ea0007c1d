"""From nothing to openings for me, by phone, in either language: every tap and every field is counted."""

from __future__ import annotations

import re
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from experts.models import Profile
from search.indexing import rebuild
from tests.e2e.test_accounts import link_in_the_last_letter
from tests.e2e.test_my_opening import log_in
from tests.factories import OpenOpeningFactory, UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST = 25  # interactions from the first page after registering to the list
SECONDS = 180
WORDS = {
    "en": {
        "register": "Register",
        "name": "Name",
        "address": "E-mail address",
        "password": "Password",
        "confirm": "Confirm",
        "begin": "Begin my profile",
        "young": "Young scientist",
        "kind": "Kind",
        "import": "Begin with an ORCID record or a CV",
        "look": "See what it would change",
        "take": "Take what is ticked",
        "stage": "Career stage",
        "country": "Country where you work",
        "on": "Save and go on",
        "field": "Energy and resources",
        "line": "In one line, in English",
        "text": "What you work on, in English",
        "next": "Go on",
        "language": "Language",
        "level": "Level",
        "matching": "Be matched with openings",
        "institutions": "Be shown to institutions",
        "activate": "Make it active and see openings",
        "openings": "Openings for me",
    },
    "zh-hans": {
        "register": "注册",
        "name": "姓名",
        "address": "电子邮箱",
        "password": "密码",
        "confirm": "确认",
        "begin": "开始填写档案",
        "young": "青年科学家",
        "kind": "类别",
        "import": "从 ORCID 记录或简历导入",
        "look": "查看将有哪些改动",
        "take": "采用勾选的内容",
        "stage": "职业阶段",
        "country": "工作所在国家",
        "on": "保存并继续",
        "field": "能源资源开发利用",
        "line": "一句话简介（英文）",
        "text": "研究内容（英文）",
        "next": "继续",
        "language": "语言",
        "level": "水平",
        "matching": "同意参与岗位匹配",
        "institutions": "同意向机构展示",
        "activate": "启用档案并查看岗位",
        "openings": "适合我的岗位",
    },
}


class Hand:
    """Does what a person does on a page, counts it, and looks that nothing lies beyond the edge."""

    def __init__(self, page: Page, say: dict[str, str]) -> None:
        self.page = page
        self.say = say
        self.did = 0

    def _one(self) -> None:
        self.did += 1
        self.page.wait_for_load_state()
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 360, self.page.url

    def tap(self, word: str, *, role: str = "button") -> None:
        self._one()
        self.page.locator("main").get_by_role(role, name=self.say[word], exact=True).first.click()  # type: ignore[arg-type]

    def write(self, word: str, text: str) -> None:
        self._one()
        self.page.locator("main").get_by_label(self.say[word], exact=True).first.fill(text)

    def choose(self, word: str, value: str) -> None:
        self._one()
        self.page.locator("main").get_by_label(self.say[word], exact=True).first.select_option(value)

    def bring(self, path: str) -> None:
        self._one()
        self.page.locator("main input[type=file]").set_input_files(path)

    def tick(self, word: str) -> None:
        self._one()
        self.page.locator("main").get_by_label(self.say[word], exact=True).check()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_register_and_see_openings_that_fit(browser: Browser, live_server: LiveServer, language: str) -> None:
    opening = OpenOpeningFactory()
    rebuild()
    say = WORDS[language]
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"/{language}/account/signup/")
    for word, text in (
        ("name", "Lin Yue"),
        ("address", "lin@example.org"),
        ("password", "four quiet red rivers"),
    ):
        page.get_by_label(say[word]).fill(text)
    page.get_by_role("button", name=say["register"]).click()
    expect(page).to_have_url(re.compile("confirm-email"))
    page.goto(link_in_the_last_letter())
    page.get_by_role("button", name=say["confirm"]).click()
    hand, began = Hand(page, say), monotonic()
    hand.tap("begin", role="link")
    hand.tick("young")
    hand.choose("stage", "R1")
    hand.choose("country", "NO")
    hand.tap("on")
    hand.tick("field")
    hand.write("line", "Plasma physicist, laser diagnostics of tungsten walls")
    hand.write(
        "text", "I measure how much deuterium stays in tungsten, by a laser between the shots of a tokamak."
    )
    hand.tap("on")
    hand.tap("next", role="link")  # no publications yet
    hand.choose("language", "en")
    hand.choose("level", "C1")
    hand.tap("on")
    hand.tap("on")  # who sees what: as it is
    hand.tick("matching")
    hand.tick("institutions")
    hand.tap("on")
    hand.tap("activate")
    expect(page.get_by_role("heading", level=1)).to_have_text(say["openings"])
    expect(page.get_by_role("link", name=str(opening.text_in("en").title)).first).to_be_visible()
    assert hand.did <= MOST
    assert monotonic() - began < SECONDS
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Profile.objects.matchable().get().name == "Lin Yue"
    assert complaints == []
    context.close()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_orcid_file_brings_the_profile_and_its_first_openings(
    browser: Browser, live_server: LiveServer, language: str
) -> None:
    opening = OpenOpeningFactory(
        text__title="Outdoor degradation of photovoltaic modules",
        text__description="How photovoltaic modules age outdoors, measured on test fields.",
        text__requirements=["Outdoor tests of photovoltaic modules"],
    )
    rebuild()
    say, user = WORDS[language], UserFactory(language=language)
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    log_in(page, user, language)
    hand, began = Hand(page, say), monotonic()
    hand.tap("begin", role="link")
    hand.tap("import", role="link")
    hand.bring("tests/experts/importing/samples/orcid.json")
    hand.tap("look")
    expect(page.get_by_role("button", name=say["take"], exact=True)).to_be_visible()
    hand.choose("kind", "expert")
    hand.choose("stage", "R3")
    hand.tap("take")
    page.goto(f"/{language}/me/profile/work/")
    hand.tick("field")
    hand.write("line", "How photovoltaic modules age outdoors")
    hand.tap("on")
    hand.tap("next", role="link")  # publications and places are there
    hand.choose("language", "en")
    hand.choose("level", "C1")
    hand.tap("on")
    hand.tap("on")  # who sees what: as it is
    hand.tick("matching")
    hand.tick("institutions")
    hand.tap("on")
    hand.tap("activate")
    expect(page.get_by_role("heading", level=1)).to_have_text(say["openings"])
    expect(page.get_by_role("link", name=str(opening.text_in("en").title)).first).to_be_visible()
    assert hand.did <= MOST
    assert monotonic() - began < SECONDS
    profile = Profile.objects.matchable().get()
    assert profile.publications.exists()
    assert profile.affiliations.exists()
    context.close()
