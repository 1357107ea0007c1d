"""Taking an import into a profile, and undoing it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from accounts.models import AuditEvent, User
from experts.choices import ProfileState, PublicationSource
from experts.domain import import_guards, import_taking, import_undoing, imports
from experts.domain.import_taking import Choice
from experts.domain.import_types import Plan, Standing
from experts.domain.profiles import activate_profile
from experts.models import (
    Affiliation,
    ExternalId,
    ImportState,
    LanguageSkill,
    Profile,
    ProfileImport,
    ProfileText,
    Publication,
)
from experts.models.profile_import import KEPT_DAYS
from search.models import IndexJob
from tests.experts.importing.files import bibtex, sample
from tests.factories import ProfileFactory, PublicationFactory, UserFactory
from tests.factories.experts import AffiliationFactory

pytestmark = pytest.mark.django_db

ORCID_ID = "0000-0002-1694-233X"
NEW = {"kind": "expert", "name": "Marit Solvang-Årdal", "career_stage": "R3", "country": "NO"}


def brought(user: User, data: bytes) -> ProfileImport:
    proposal = imports.begin_import(user, data)
    imports.read_import(proposal.pk)
    proposal.refresh_from_db()
    return proposal


def everything(plan: Plan) -> Choice:
    keys = [line.key for line in plan.lines if line.can_be_taken] + [line.key for line in plan.new_works]
    return Choice(keys=frozenset(keys))


def take_all(proposal: ProfileImport, new: dict[str, Any] | None = None) -> Profile:
    plan = import_taking.plan_for(proposal)
    return import_taking.take_import(proposal, everything(plan), seen=plan.seen, by=proposal.user, new=new)


def state_of(profile: Profile) -> dict[str, Any]:
    """Everything that an import may touch."""
    profile = Profile.objects.get(pk=profile.pk)
    columns = ("name", "native_name", "country", "affiliation", "doctorate_year", "orcid")
    rows = (ProfileText, Affiliation, LanguageSkill, ExternalId, Publication)
    return {name: str(getattr(profile, name)) for name in columns} | {
        model.__name__: list(
            model.objects.filter(profile=profile)
            .order_by("pk")
            .values(*(column.name for column in model._meta.concrete_fields))
        )
        for model in rows
    }


def standings(plan: Plan) -> dict[str, Standing]:
    return {line.key: line.standing for line in plan.lines}


def test_orcid_record_begins_a_profile() -> None:
    user = UserFactory()
    SocialAccount.objects.create(user=user, provider="orcid", uid=ORCID_ID)
    profile = take_all(brought(user, sample("orcid.json")), NEW)

    assert (profile.user, profile.state, profile.native_name) == (user, ProfileState.DRAFT, "苏玛丽")
    assert (profile.orcid, profile.doctorate_year) == (ORCID_ID, 2010)
    assert profile.affiliation == "Nordhavn Institute for Energy"
    text = ProfileText.objects.get(profile=profile)
    assert (text.language, text.is_original) == ("en", True)
    assert text.headline == "Senior researcher, Nordhavn Institute for Energy"
    assert text.keywords == ["photovoltaics", "outdoor degradation"]
    assert [
        (row.name, row.country.code, row.ror, row.role_language) for row in profile.affiliations.all()
    ] == [
        ("Nordhavn Institute for Energy", "NO", "05gq02987", "en"),
        ("Technical University of Varnamo", "SE", "", "en"),
    ]
    assert [(row.scheme, row.value) for row in profile.external_ids.all()] == [
        ("Scopus Author ID", "56012345678")
    ]
    assert [(row.language, row.doi, row.source) for row in profile.publications.all()] == [
        ("en", "10.5555/pv.2021.17", PublicationSource.ORCID),
        ("zh-hans", None, PublicationSource.ORCID),
    ]
    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == [
        "profile created by import",
        "profile import taken",
    ]
    assert AuditEvent.objects.latest("pk").after["publications"] == 2


def test_values_stand_beside_those_of_the_profile() -> None:
    profile = ProfileFactory(
        name="Marit Solvang", country="NO", text__biography="An older text.", text__keywords=["PV"]
    )
    AffiliationFactory(profile=profile, name="Technical University of Varnamo", start_year=2010, country="SE")
    LanguageSkill.objects.create(profile=profile, language="en", level="B2")
    plan = import_taking.plan_for(brought(profile.user, sample("orcid.xml")))

    assert standings(plan) == {
        "field.name": Standing.OTHER,
        "field.country": Standing.SAME,
        "field.native_name": Standing.NEW,
        "field.affiliation": Standing.NEW,
        "field.doctorate_year": Standing.NEW,
        "field.orcid": Standing.CANNOT,  # not connected: anybody could have this file
        "text.en.biography": Standing.OTHER,
        "text.en.keywords": Standing.MORE,
        "affiliation.0": Standing.NEW,
        "affiliation.1": Standing.OTHER,  # the profile knows no end
        "externalid.0": Standing.NEW,
    }
    by_key = {line.key: line for line in plan.lines}
    assert (by_key["field.name"].present, by_key["field.name"].proposed) == (
        "Marit Solvang",
        "Marit Solvang-Årdal",
    )
    assert by_key["text.en.biography"].present == "An older text."
    assert by_key["text.en.keywords"].proposed == "photovoltaics, outdoor degradation"
    assert by_key["text.en.biography"].place == "part:person/biography"
    ticked = {line.key for line in plan.lines if line.ticked}
    assert ticked == {
        "field.native_name",
        "field.affiliation",
        "field.doctorate_year",
        "text.en.keywords",
        "affiliation.0",
        "externalid.0",
    }


def test_of_a_guess_nothing_is_ticked_but_publications_with_a_doi() -> None:
    plan = import_taking.plan_for(brought(UserFactory(), sample("cv-en.txt")))
    assert not any(line.ticked for line in plan.lines)
    assert [(line.work.title, line.ticked) for line in plan.works] == [
        ("Snow melt on frozen ground: a field study", True),
        ("Floods that nobody forecast", False),
        ("Soil frost under forests and fields in a warm winter", False),
    ]


@pytest.mark.parametrize(
    ("there", "found"),
    [
        ({"title": "Another title", "doi": "10.5555/PV.2021.17"}, True),
        ({"title": "outdoor degradation of BIFACIAL modules & its signature in IV curves.", "year": 2021}, True),
        ({"title": "Outdoor degradation of bifacial modules & its signature in IV curves", "year": 2020}, False),
        (
            {
                "title": "Outdoor degradation of bifacial modules & its signature in IV curves",
                "year": 2021,
                "doi": "10.5555/preprint.1",
            },
            False,
        ),
    ],
    ids=["doi", "title and year", "another year", "another doi"],
)  # fmt: skip
def test_publication_is_there_by_doi_else_by_title_and_year(there: dict[str, Any], found: bool) -> None:
    profile = ProfileFactory()
    PublicationFactory(profile=profile, **there)
    plan = import_taking.plan_for(brought(profile.user, sample("zotero.bib")))
    assert [line.is_there for line in plan.works] == [found, False, False, False]
    assert [line.ticked for line in plan.works] == [not found, True, True, True]


def test_only_what_is_chosen_is_taken() -> None:
    profile = ProfileFactory(name="Marit Solvang")
    proposal = brought(profile.user, sample("orcid.json"))
    plan = import_taking.plan_for(proposal)
    chosen = Choice(keys=frozenset({"field.native_name", "publication.1"}))
    profile = import_taking.take_import(proposal, chosen, seen=plan.seen, by=proposal.user)
    assert (profile.name, profile.native_name) == ("Marit Solvang", "苏玛丽")
    assert [row.title for row in profile.publications.all()] == ["高纬度地区光伏组件的户外衰减"]
    assert not profile.affiliations.exists()


def test_taking_twice_takes_once() -> None:
    profile = ProfileFactory()
    proposal = brought(profile.user, sample("zotero.bib"))
    seen = import_taking.plan_for(proposal).seen
    choice = everything(import_taking.plan_for(proposal))
    for _ in range(2):
        import_taking.take_import(
            ProfileImport.objects.get(pk=proposal.pk), choice, seen=seen, by=proposal.user
        )
    assert profile.publications.count() == 4
    assert AuditEvent.objects.filter(verb="profile import taken").count() == 1


def change_biography(profile: Profile) -> None:
    profile.texts.update(biography="Changed in another tab.")


def add_publication(profile: Profile) -> None:
    PublicationFactory(profile=profile, doi="10.5555/pv.2021.17")


@pytest.mark.parametrize("change", [change_biography, add_publication])
def test_page_older_than_the_profile_takes_nothing(change: Callable[[Profile], None]) -> None:
    profile = ProfileFactory()
    proposal = brought(profile.user, sample("orcid.json"))
    plan = import_taking.plan_for(proposal)
    change(profile)
    before = state_of(profile)
    with pytest.raises(import_guards.StaleImport):
        import_taking.take_import(proposal, everything(plan), seen=plan.seen, by=proposal.user)
    assert state_of(profile) == before


def test_text_in_a_new_language_needs_its_headline() -> None:
    profile = ProfileFactory(text__language="zh-hans")
    proposal = brought(profile.user, sample("orcid.json"))
    plan = import_taking.plan_for(proposal)
    with pytest.raises(import_guards.HeadlineMissing):
        import_taking.take_import(
            proposal, Choice(frozenset({"text.en.biography"})), seen=plan.seen, by=proposal.user
        )
    take_all(proposal)
    english = profile.texts.get(language="en")
    assert not english.is_original


def test_title_is_asked_for_where_only_a_doi_is_known() -> None:
    profile = ProfileFactory()
    proposal = brought(profile.user, sample("dois.txt"))
    plan = import_taking.plan_for(proposal)
    assert [(line.needs_title, line.ticked) for line in plan.works] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    keys = frozenset({"publication.0"})
    with pytest.raises(import_guards.TitleMissing):
        import_taking.take_import(proposal, Choice(keys), seen=plan.seen, by=proposal.user)
    titled = Choice(keys, titles={"publication.0": " Outdoor  degradation "})
    import_taking.take_import(proposal, titled, seen=plan.seen, by=proposal.user)
    assert [(row.title, row.doi) for row in profile.publications.all()] == [
        ("Outdoor degradation", "10.5555/pv.2021.17")
    ]


def test_nothing_chosen_is_said() -> None:
    proposal = brought(ProfileFactory().user, sample("zotero.bib"))
    plan = import_taking.plan_for(proposal)
    with pytest.raises(import_guards.NothingChosen):
        import_taking.take_import(proposal, Choice(frozenset()), seen=plan.seen, by=proposal.user)


@pytest.mark.parametrize("known_by", ["log-in", "profile"])
def test_record_of_another_person_is_refused(known_by: str) -> None:
    mine = "0000-0001-5109-3700"
    user = ProfileFactory(orcid=mine if known_by == "profile" else None).user
    if known_by == "log-in":
        SocialAccount.objects.create(user=user, provider="orcid", uid=mine)
    proposal = brought(user, sample("orcid.json"))
    assert (proposal.state, proposal.problem) == (ImportState.FAILED, "other_person")
    assert proposal.problem_values == {"theirs": ORCID_ID, "mine": mine}
    assert proposal.record == {}


def test_identifiers_of_another_profile_cannot_be_taken() -> None:
    other = ProfileFactory(orcid=ORCID_ID)
    ExternalId.objects.create(profile=other, scheme="Scopus Author ID", value="56012345678")
    user = ProfileFactory().user
    SocialAccount.objects.create(user=user, provider="orcid", uid=ORCID_ID)
    plan = import_taking.plan_for(brought(user, sample("orcid.json")))
    assert standings(plan)["field.orcid"] == Standing.CANNOT
    assert standings(plan)["externalid.0"] == Standing.CANNOT
    take_all(ProfileImport.objects.get(user=user))
    assert not ExternalId.objects.filter(profile__user=user).exists()


def test_undo_puts_back_what_was_there() -> None:
    profile = ProfileFactory(name="Marit Solvang", text__keywords=["PV"])
    AffiliationFactory(profile=profile, name="Technical University of Varnamo", start_year=2010, country="SE")
    PublicationFactory(profile=profile)
    before = state_of(profile)
    proposal = brought(profile.user, sample("orcid.json"))
    take_all(proposal)
    assert state_of(profile) != before
    assert import_undoing.undoable_import(profile.user) == proposal
    assert import_undoing.undo_import(proposal, by=profile.user) == 0
    assert state_of(profile) == before
    assert AuditEvent.objects.latest("pk").verb == "profile import undone"
    with pytest.raises(import_guards.NotUndoable):
        import_undoing.undo_import(ProfileImport.objects.get(pk=proposal.pk), by=profile.user)


def test_undo_keeps_what_was_changed_since() -> None:
    profile = ProfileFactory(text__biography="Before.")
    proposal = brought(profile.user, sample("orcid.json"))
    take_all(proposal)
    profile.texts.update(biography="Written after the import.")
    Profile.objects.filter(pk=profile.pk).update(native_name="苏马丽")
    profile.publications.filter(year=2019).update(venue="Corrected")
    assert import_undoing.undo_import(proposal, by=profile.user) == 3
    profile.refresh_from_db()
    assert profile.native_name == "苏马丽"
    assert profile.texts.get().biography == "Written after the import."
    assert [row.venue for row in profile.publications.all()] == ["Corrected"]
    assert profile.doctorate_year is None


def test_undo_of_an_import_that_began_the_profile_takes_it_away() -> None:
    user = UserFactory()
    proposal = brought(user, sample("orcid.json"))
    take_all(proposal, NEW)
    import_undoing.undo_import(proposal, by=user)
    assert not Profile.objects.filter(user=user).exists()


def test_undo_leaves_a_begun_profile_in_which_its_person_went_on() -> None:
    user = UserFactory()
    proposal = brought(user, sample("orcid.json"))
    profile = take_all(proposal, NEW)
    LanguageSkill.objects.create(profile=profile, language="no", level="native")
    import_undoing.undo_import(proposal, by=user)
    assert [row.language for row in Profile.objects.get(user=user).languages.all()] == ["no"]


def test_undo_never_leaves_a_profile_in_use_without_text() -> None:
    profile = ProfileFactory(text=None)
    proposal = brought(profile.user, sample("orcid.json"))
    take_all(proposal)
    activate_profile(profile, by=profile.user)
    before = state_of(profile)
    with pytest.raises(import_guards.NotUndoable):
        import_undoing.undo_import(proposal, by=profile.user)
    assert state_of(profile) == before


def test_only_the_last_import_can_be_undone_and_only_for_a_time() -> None:
    profile = ProfileFactory()
    first, last = brought(profile.user, sample("orcid.json")), brought(profile.user, sample("scholar.bib"))
    take_all(first)
    take_all(last)
    with pytest.raises(import_guards.NotUndoable):
        import_undoing.undo_import(first, by=profile.user)
    ProfileImport.objects.filter(pk=last.pk).update(
        taken_at=timezone.now() - timedelta(days=KEPT_DAYS, hours=1)
    )
    with pytest.raises(import_guards.NotUndoable):
        import_undoing.undo_import(ProfileImport.objects.get(pk=last.pk), by=profile.user)


def test_whole_import_is_one_change_for_the_index() -> None:
    profile = ProfileFactory()
    proposal = brought(profile.user, bibtex(700))
    IndexJob.objects.all().delete()
    take_all(proposal)
    assert profile.publications.count() == 700
    assert IndexJob.objects.filter(object_id=profile.pk).count() == 1
    import_undoing.undo_import(proposal, by=profile.user)
    assert not profile.publications.exists()


def test_file_is_forgotten_once_it_is_read() -> None:
    proposal = brought(UserFactory(), sample("zotero.bib"))
    assert (proposal.state, proposal.data) == (ImportState.READY, None)
    refused = brought(proposal.user, b"hello")
    assert (refused.state, refused.data, refused.problem) == (ImportState.FAILED, None, "unknown_format")


def test_file_is_read_once_and_not_after_it_was_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = imports.begin_import(UserFactory(), sample("zotero.bib"))
    imports.discard_import(proposal)
    imports.read_import(proposal.pk or 0)
    assert not ProfileImport.objects.exists()


def test_one_file_at_a_time_and_five_that_wait() -> None:
    user = UserFactory()
    imports.begin_import(user, sample("zotero.bib"))
    with pytest.raises(import_guards.TooManyImports):
        imports.begin_import(user, sample("zotero.bib"))
    ProfileImport.objects.update(state=ImportState.READY, data=None)
    for _ in range(imports.WAITING - 1):
        brought(user, sample("scholar.bib"))
    with pytest.raises(import_guards.TooManyImports):
        imports.begin_import(user, sample("zotero.bib"))
    assert imports.begin_import(UserFactory(), sample("zotero.bib"))  # somebody else


def test_old_imports_are_forgotten() -> None:
    user = ProfileFactory().user
    waiting, taken, fresh = (brought(user, sample("zotero.bib")) for _ in range(3))
    take_all(taken)
    old = timezone.now() - timedelta(days=KEPT_DAYS, hours=1)
    ProfileImport.objects.filter(pk=waiting.pk).update(created_at=old)
    ProfileImport.objects.filter(pk=taken.pk).update(taken_at=old)
    assert imports.purge_imports() == 2
    assert list(ProfileImport.objects.all()) == [fresh]


def test_imports_go_with_their_person() -> None:
    proposal = brought(UserFactory(), sample("orcid.json"))
    proposal.user.delete()
    assert not ProfileImport.objects.exists()


def test_name_too_long_for_a_profile_cannot_be_taken() -> None:
    record = json.loads(sample("orcid.json"))
    record["person"]["name"]["credit-name"]["value"] = "Marit " + "a" * 150
    plan = import_taking.plan_for(brought(ProfileFactory().user, json.dumps(record).encode()))
    line = next(line for line in plan.lines if line.key == "field.name")
    assert (line.standing, "150" in line.why) == (Standing.CANNOT, True)


def test_posts_without_country_or_year_cannot_be_taken() -> None:
    text = "Ilse Brandt\n\nExperience\n2014 – 2012 Researcher, University of Varnamo, Varnamo, Sweden\n"
    text += "2016 – present Researcher, University of Nordhavn\n"
    plan = import_taking.plan_for(brought(ProfileFactory().user, text.encode()))
    posts = [line for line in plan.lines if line.kind == "affiliation"]
    assert [line.standing for line in posts] == [Standing.CANNOT, Standing.CANNOT]
    assert posts[0].why != posts[1].why
