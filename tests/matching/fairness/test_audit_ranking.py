"""The command, and the page that shows what it wrote."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from bases.models import Opening
from experts.models import Profile
from matching.fairness.report import PREFIX, folder
from tests.factories import (
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    ProfileFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]
PAGE = "/en/reports/ranking-audit/"


@pytest.fixture(autouse=True)
def no_report() -> None:
    for path in folder().glob("*"):
        path.unlink()


def judged_to_fit() -> Mapping[int, list[int]]:
    """Everybody for every opening."""
    people = list(Profile.objects.values_list("pk", flat=True))
    return dict.fromkeys(Opening.objects.values_list("pk", flat=True), people)


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command("audit_ranking", people=0, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def pool(indexed: Index, settings: Settings) -> None:
    """Six people in Norway and six in Uganda who wrote the same but for one sentence, and two openings."""
    settings.AUDIT_KNOWN_MERIT = f"{__name__}.judged_to_fit"
    for i in range(12):
        MatchableProfileFactory(
            name=f"Wrenna Aldermoor {i}", country=("NO", "UG")[i % 2], text__headline=f"Plasma physicist {i}"
        )
    OpenOpeningFactory.create_batch(2)
    indexed()


def gaps(document: Mapping[str, Any], kind: str) -> dict[str, Any]:
    [finding] = [one for one in document["findings"] if one["kind"] == kind]
    return {gap["by"]: gap for gap in finding["gaps"]}


def test_groups_of_the_database_are_compared(pool: None) -> None:
    document = json.loads(run(format="json"))
    assert [(one["kind"], one["people"], one["lists"]) for one in document["findings"]] == [
        ("known", 12, 2),
        ("field", 12, 2),
    ]
    for kind in ("known", "field"):
        income = gaps(document, kind)["income"]
        assert [(group["name"], group["people"]) for group in income["groups"]] == [("high", 6), ("low", 6)]
        assert 0 < income["ratio"] <= 1
        assert gaps(document, kind)["stage"]["ratio"] is None  # all are of one stage


def test_no_person_is_named(pool: None) -> None:
    assert "Aldermoor" not in run() + run(format="json")


def test_whoever_left_the_pool_is_not_counted(pool: None) -> None:
    Profile.objects.filter(country="UG").first().user.consents.all().delete()
    income = gaps(json.loads(run(format="json")), "known")["income"]
    assert [(group["name"], group["people"]) for group in income["groups"]] == [("high", 6), ("low", 5)]


def test_whom_a_rule_of_the_opening_excludes_is_no_equal(pool: None) -> None:
    Opening.objects.update(nationality_rule="only", nationalities="NO")
    Profile.objects.filter(country="UG").update(nationalities="UG")
    income = gaps(json.loads(run(format="json")), "known")["income"]
    assert [group["name"] for group in income["groups"]] == ["high"]


def test_without_an_opening_there_is_nothing_to_compare(indexed: Index) -> None:
    indexed()
    assert json.loads(run(format="json"))["findings"] == []


def test_without_a_source_of_merit_the_field_remains(pool: None, settings: Settings) -> None:
    settings.AUDIT_KNOWN_MERIT = ""
    assert [one["kind"] for one in json.loads(run(format="json"))["findings"]] == ["field"]
    assert "Who merits which opening is not known here" in run()


def test_where_merit_is_known_nothing_is_said_of_its_lack(pool: None) -> None:
    assert "Who merits which opening is not known here" not in run()


def test_made_up_people_are_ranked_by_the_engine(indexed: Index) -> None:
    out = io.StringIO()
    call_command("audit_ranking", people=48, format="json", stdout=out, stderr=io.StringIO())
    [finding] = json.loads(out.getvalue())["findings"]
    assert (finding["kind"], finding["people"], finding["lists"]) == ("made_up", 48, 12)
    assert {gap["by"] for gap in finding["gaps"]} == {"income", "stage", "script", "language", "institution"}


def test_the_report_is_written_for_readers_and_for_the_page(pool: None) -> None:
    run()
    assert sorted(path.suffix for path in folder().iterdir()) == [".json", ".md"]
    [words] = folder().glob(f"{PREFIX}*.md")
    assert words.read_text("utf-8").startswith("# Audit of the ranking")


def test_out_names_another_place(pool: None, tmp_path: Path) -> None:
    text = run(out=tmp_path / "new" / "audit.md")
    assert (tmp_path / "new" / "audit.md").read_text("utf-8") == text
    assert list(folder().glob("*")) == []


def test_a_place_that_cannot_be_written_is_named(pool: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="Choose another place with --out"):
        run(out=tmp_path / "file" / "audit.md")


@pytest.mark.parametrize("asked", ["-1", "many", "99999"])
def test_a_number_of_people_that_is_none_is_refused(asked: str) -> None:
    with pytest.raises(CommandError, match="whole number from 0 to 4000"):
        call_command("audit_ranking", f"--people={asked}")


def page_for(user: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(PAGE)


def test_the_page_says_what_to_run_before_the_first_audit() -> None:
    answer = page_for(OfficerFactory()).content.decode()
    assert "has not been audited yet" in answer
    assert "manage.py audit_ranking" in answer


def test_the_page_shows_the_newest_audit(pool: None) -> None:
    run()
    answer = page_for(OfficerFactory()).content.decode()
    assert "People whom somebody judged to fit" in answer
    assert "Income group of the country" in answer
    assert "Aldermoor" not in answer


def test_a_broken_report_is_named_on_the_page() -> None:
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / f"{PREFIX}2026-11-25.json").write_text("{}", "utf-8")
    answer = page_for(OfficerFactory()).content.decode()
    assert "The report cannot be read" in answer
    assert f"{PREFIX}2026-11-25.json is no report" in answer


def test_only_officers_read_it() -> None:
    assert page_for(UserFactory()).status_code == 403
    assert page_for(ProfileFactory().user).status_code == 403
