"""Rows that become cards on a phone: labels have the room that they need, boxes to tick say what they choose."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from exchanges.models import Signature
from tests.e2e.pages import violations
from tests.e2e.test_browser import log_in
from tests.exchanges.cohorts import a_cohort
from tests.factories import AttachePostFactory, OfficerFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

# Of each label: the widest of its words, and the room that its column gives.
LABELS = """() => [...document.querySelectorAll('.table--cards td[data-head]')].map(cell => {
  const own = getComputedStyle(cell, '::before'), probe = document.createElement('span');
  Object.assign(probe.style, {font: own.font, position: 'absolute', whiteSpace: 'nowrap'});
  cell.append(probe);
  const words = cell.dataset.head.split(/\\s+/).map(word => { probe.textContent = word; return probe.offsetWidth; });
  probe.remove();
  return {head: cell.dataset.head, word: Math.max(...words),
    room: parseFloat(getComputedStyle(cell.parentElement).gridTemplateColumns)
      || parseFloat(getComputedStyle(cell).gridTemplateColumns)};
})"""


@pytest.mark.parametrize("path", ["attaches/pipeline/", "funnel/"])
def test_no_word_of_a_label_is_cut(page: Page, path: str) -> None:
    user = OfficerFactory() if path == "funnel/" else AttachePostFactory().user
    a_cohort()
    page.set_viewport_size({"width": 360, "height": 780})
    log_in(page, user.email)
    page.goto(f"/en/{path}")
    labels = page.evaluate(LABELS)
    assert labels
    assert [one for one in labels if not one["word"] <= one["room"] + 0.5] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_stay_is_chosen_by_a_label_that_one_sees(page: Page) -> None:
    cohort = a_cohort()
    page.set_viewport_size({"width": 360, "height": 780})
    log_in(page, cohort[0].host.email)
    page.goto(f"/en/openings/{cohort[0].exchange.introduction.opening_id}/exchanges/")
    label = page.locator(".choice").first
    expect(label).to_be_visible()
    label.click()
    expect(page.get_by_role("checkbox").first).to_be_checked()
    box, words = label.locator("input").bounding_box(), label.locator("span").first.bounding_box()
    assert box
    assert words
    assert box["x"] + box["width"] < words["x"] < 100  # beside each other, at the edge


def test_a_group_is_signed_in_one_form(page: Page) -> None:
    cohort = a_cohort()
    for stay in cohort:
        stay.propose()
    page.set_viewport_size({"width": 360, "height": 780})
    log_in(page, cohort[0].host.email)
    page.goto(f"/en/openings/{cohort[0].exchange.introduction.opening_id}/exchanges/")
    page.get_by_role("link", name="Read and sign the 3 agreements").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == {}
    left_out = cohort[2].exchange.introduction.profile.display_name
    page.get_by_role("checkbox", name=left_out).uncheck()
    page.get_by_label("Your full name").fill("Somebody Else")
    page.get_by_label("I have read each of these texts").check()
    page.get_by_role("button", name="Sign those chosen").click()
    expect(page.get_by_role("alert")).to_contain_text("Type your name as it stands there")
    expect(page.get_by_role("checkbox", name=left_out)).not_to_be_checked()
    page.get_by_label("Your full name").fill(cohort[0].host.name)
    page.get_by_role("button", name="Sign those chosen").click()
    results = page.get_by_role("status").filter(has_text="What became of each")
    expect(results.get_by_role("listitem")).to_have_count(2)
    assert violations(page) == {}
    assert Signature.objects.count() == 2
