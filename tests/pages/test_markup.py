"""What every page of ours promises: a strict policy, nothing inline, both languages, one place to skip to."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from bases.choices import BaseStatus, PublicationState
from bases.models import SavedSearch
from experts.models import TeamMember
from nominations.domain import links as nomination_links
from search.indexing import rebuild
from tests.factories import (
    BaseFactory,
    FrameworkFactory,
    MatchableProfileFactory,
    NominationFactory,
    OpenOpeningFactory,
    ProfileImportFactory,
    ProgrammeFactory,
    PublicationFactory,
    TeamFactory,
    TermFactory,
    TermProposalFactory,
)
from tests.pages.conftest import World

PAGES = {
    "/{language}/": "anonymous",
    "/{language}/account/login/": "anonymous",
    "/{language}/account/signup/": "anonymous",
    "/{language}/account/password/reset/": "anonymous",
    "/{language}/account/confirm-email/": "anonymous",
    "/{language}/account/": "staff",
    "/{language}/account/settings/": "expert",
    "/{language}/account/rights/": "officer",
    "/{language}/account/roles/ask/": "expert",
    "/{language}/account/second-factor/": "staff",
    "/{language}/account/sessions/": "expert",
    "/{language}/account/2fa/": "officer",
    "/{language}/account/connected/": "expert",
    "/{language}/roles/": "officer",
    "/{language}/roles/invite/": "officer",
    "/{language}/styleguide/": "anonymous",
    "/{language}/styleguide/question/": "anonymous",
    "/{language}/openings/": "anonymous",
    "/{language}/openings/?q=tungsten&field=energy": "anonymous",
    "/{language}/openings/?q=!!!": "anonymous",
    "/{language}/openings/?q=nothing-like-it": "anonymous",
    "/{language}/openings/{opening}/": "staff",
    "/{language}/openings/{draft}/": "staff",
    "/{language}/openings/{opening}/shortlist/": "staff",
    "/{language}/bases/": "anonymous",
    "/{language}/bases/?kind=alliance": "anonymous",
    "/{language}/bases/{base}/": "anonymous",
    "/{language}/matches/{match}/": "staff",
    "/{language}/me/": "officer",
    "/{language}/reports/ranking-audit/": "officer",
    "/{language}/system/": "officer",
    "/{language}/system/retry/": "officer",
    "/{language}/me/openings/": "expert",
    "/{language}/institutions/{institution}/": "anonymous",
    "/{language}/openings/programmes/{programme}/": "anonymous",
    "/{language}/frameworks/{framework}/": "anonymous",
    "/{language}/bases/{withdrawn}/": "anonymous",
    "/{language}/searches/": "expert",
    "/{language}/searches/add/?field=energy": "expert",
    "/{language}/searches/{search}/name/": "expert",
    "/{language}/searches/{search}/delete/": "expert",
    "/{language}/openings/{closed}/": "anonymous",
    "/{language}/openings/{late}/": "anonymous",
    "/{language}/terms/": "officer",
    "/{language}/terms/?q=nothing-like-it": "officer",
    "/{language}/terms/add/": "officer",
    "/{language}/terms/{term}/": "officer",
    "/{language}/terms/{term}/delete/": "officer",
    "/{language}/terms/import/": "officer",
    "/{language}/terms/missing/": "officer",
    "/{language}/terms/proposals/": "officer",
    "/{language}/terms/proposals/{proposal}/": "officer",
    "/{language}/terms/in-text/": "expert",
    "/{language}/terms/propose/": "expert",
    "/{language}/me/profile/import/": "expert",
    "/{language}/me/profile/import/{profile_import}/": "expert",
    "/{language}/me/profile/": "expert",
    "/{language}/me/profile/person/": "expert",
    "/{language}/me/profile/work/": "expert",
    "/{language}/me/profile/stays/": "expert",
    "/{language}/me/profile/who-sees-what/": "expert",
    "/{language}/me/profile/experience/": "expert",
    "/{language}/me/profile/publications/add/": "expert",
    "/{language}/me/profile/publications/{publication}/": "expert",
    "/{language}/me/profile/publications/{publication}/remove/": "expert",
    "/{language}/me/profile/places/add/": "expert",
    "/{language}/me/profile/as-others-see-it/": "expert",
    "/{language}/me/profile/as-others-see-it/?as=introduced": "expert",
    "/{language}/me/profile/what-is-missing/": "expert",
    "/{language}/me/consents/": "expert",
    "/{language}/nominations/": "attaché",
    "/{language}/nominations/new/": "attaché",
    "/{language}/nominations/import/": "attaché",
    "/{language}/nominations/send/": "attaché",
    "/{language}/nominations/{nomination_draft}/": "attaché",
    "/{language}/nominations/{nomination_draft}/edit/": "attaché",
    "/{language}/nominations/{nomination_draft}/letter/": "attaché",
    "/{language}/nominations/{nomination_of_expert}/": "attaché",
    "/{language}/nominations/about-me/": "expert",
    "/{language}/nominations/about-me/{nomination_of_expert}/": "expert",
    "/{language}/nominations/answer/{nomination_link}/": "anonymous",
    "/{language}/nominations/answer/nonsense/": "anonymous",
    "/{language}/me/bases/": "expert",
    "/{language}/me/teams/": "expert",
    "/{language}/me/peers/": "expert",
    "/{language}/openings/{opening}/teams/": "staff",
    "/{language}/projects/{project}/partners/": "staff",
    "/{language}/bases/{base}/people/": "staff",
    "/{language}/profiles/duplicates/": "officer",
    "/{language}/profiles/duplicates/?profile=1": "administrator",
}
ERROR = "/{language}/nowhere/"  # speaks both languages at once
SAMPLES = "/{language}/styleguide/"  # shows a solid button as one of its samples
VOID = {"meta", "link", "input", "br", "wbr", "hr", "img", "rect", "use", "path"}


class Markup(HTMLParser):
    """Collects what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.foreign: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[str | None] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.headings: list[int] = []
        self.solid = 0  # buttons, those of closed dialogs left out
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        data = found.get("type") in ("application/ld+json", "application/json")  # is read, never run
        if tag == "style" or (tag == "script" and not found.get("src") and not data):
            self.inline.append(f"<{tag}>")
        self.inline += [f"{tag} {name}" for name in found if name == "style" or name.startswith("on")]
        for name in ("src", "href", "action", "srcset"):
            value = found.get(name) or ""
            told = tag == "link" and found.get("rel") in ("alternate", "canonical")  # is read, never fetched
            if value.startswith(("http:", "https:", "//", "javascript:")) and not told:
                self.foreign.append(value)
        css = (found.get("class") or "").split()
        kinds = {"button--line", "button--quiet"}
        if "button" in css and not kinds.intersection(css) and "dialog" not in self.open:
            self.solid += 1
        if "id" in found:
            self.ids.append(str(found["id"]))
        if tag == "label" and found.get("for"):
            self.labelled.add(str(found["for"]))
        if tag in ("input", "select", "textarea") and found.get("type") not in ("hidden", "checkbox"):
            self.controls.append(found.get("id"))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_strict_and_whole(
    indexed: World, as_role: Callable[[str], Client], language: str
) -> None:
    names = {"opening": indexed.opening.pk, "draft": indexed.draft.pk, "base": indexed.opening.base.slug}
    names |= {"project": indexed.project.pk, "match": indexed.match.pk}
    names |= {"term": TermFactory().pk, "proposal": TermProposalFactory().pk}
    framework = FrameworkFactory()
    names |= {"programme": ProgrammeFactory(framework=framework).slug, "framework": framework.slug}
    names["institution"] = indexed.opening.institution.slug
    names["withdrawn"] = BaseFactory(status=BaseStatus.WITHDRAWN).slug
    names["profile_import"] = ProfileImportFactory.create(user=indexed.users["expert"]).pk
    names["search"] = SavedSearch.objects.create(user=indexed.users["expert"], name="Energy").pk
    names["publication"] = PublicationFactory(profile=indexed.profile).pk
    attache = indexed.users["attaché"]
    names["nomination_draft"] = NominationFactory.create(nominated_by=attache, ready=True).pk
    waiting = NominationFactory.create(nominated_by=attache, profile=indexed.profile, sent=True)
    names["nomination_of_expert"] = waiting.pk
    stranger = NominationFactory.create(opening=indexed.opening, sent=True, name="Somebody Else")
    names["nomination_link"] = nomination_links.seal(stranger)
    base = indexed.opening.base
    names["closed"] = OpenOpeningFactory(base=base, publication=PublicationState.CLOSED).pk
    names["late"] = OpenOpeningFactory(base=base, deadline=timezone.now()).pk
    TeamMember.objects.create(
        team=TeamFactory(lead=indexed.profile), profile=MatchableProfileFactory(name=indexed.profile.name)
    )
    rebuild()
    tag = {"en": "en", "zh-hans": "zh-Hans"}[language]
    wrong: dict[str, list[str]] = {}
    for path, role in [*PAGES.items(), (ERROR, "anonymous")]:
        answer = as_role(role).get(path.format(language=language, **names))
        html = answer.content.decode()
        markup = Markup(html)
        found = problems(markup, answer["Content-Security-Policy"])
        if markup.solid > 1 and path != SAMPLES:
            found.append(f"{markup.solid} solid buttons")
        if path != ERROR and f'<html lang="{tag}">' not in html:
            found.append("another language")
        if path != ERROR and not ('hreflang="zh-Hans"' in html and 'hreflang="en"' in html):
            found.append("no alternates")
        if found:
            wrong[path] = found
    assert wrong == {}


def problems(page: Markup, policy: str) -> list[str]:
    """What a page does not keep."""
    found = [f"inline: {what}" for what in page.inline] + [f"from elsewhere: {what}" for what in page.foreign]
    found += [f"closed out of turn: {tag}" for tag in page.unbalanced] + [
        f"never closed: {tag}" for tag in page.open
    ]
    found += [f"without a label: {control}" for control in page.controls if control not in page.labelled]
    found += [f"twice: #{id}" for id in set(page.ids) if page.ids.count(id) > 1]
    if page.headings.count(1) != 1:
        found.append(f"{page.headings.count(1)} first headings")
    if "main" not in page.ids:
        found.append("nowhere to skip to")
    if "default-src 'self'" not in policy or "unsafe" in policy or "http" in policy:
        found.append(f"policy: {policy}")
    return found


def test_no_style_sheet_asks_anybody_else() -> None:
    sheets = list((Path(settings.ROOT) / "static" / "css").glob("*.css"))
    assert len(sheets) >= 4
    for sheet in sheets:
        assert "url(" not in sheet.read_text(encoding="utf-8")
        assert "@import" not in sheet.read_text(encoding="utf-8")


def test_fallback_colours_are_those_of_light_dark() -> None:
    css = (Path(settings.ROOT) / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    new, _, old = css.partition("@supports not")
    light, _, dark = old.partition("@media")
    plain = re.compile(r"(--color-[\w-]+): (#\w+);")
    pairs = re.findall(r"(--color-[\w-]+): light-dark\((#\w+), (#\w+)\);", new)
    assert len(pairs) > 20
    assert plain.findall(light) == [(name, value) for name, value, _ in pairs]
    assert plain.findall(dark) == [(name, value) for name, _, value in pairs]


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    sprite = set(
        re.findall(
            r'<symbol id="([\w-]+)"',
            (Path(settings.ROOT) / "static" / "icons.svg").read_text(encoding="utf-8"),
        )
    )
    used: set[str] = set()
    for template in (Path(settings.ROOT) / "templates").rglob("*.html"):
        used |= set(re.findall(r'{% icon "([\w-]+)"', template.read_text(encoding="utf-8")))
    assert used <= sprite
