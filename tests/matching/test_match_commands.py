from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from search.backends import registry
from search.backends.base import IndexLocked, IndexMismatch
from tests.factories import (
    FeedbackFactory,
    MatchableProfileFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProfileFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]
TEXT = "Laser diagnostics of deuterium in tungsten walls."
WRITE = "write what the person should work on, in Chinese or English."


def run(*arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=options.pop("stderr", out), **options)
    return out.getvalue()


def refusal(*arguments: Any, **options: Any) -> str:
    with pytest.raises(CommandError) as error:
        run(*arguments, **options)
    return str(error.value)


def test_table_shows_both_languages_reasons_and_evidence(indexed: Index) -> None:
    MatchableProfileFactory(name="Ada Solvang", native_name="苏爱达", speaks={"en": "C1"})
    opening = OpenOpeningFactory(requires={"en": "B2"})
    indexed()

    shown = run("match_opening", str(opening.pk))

    assert "1. 苏爱达 Ada Solvang" in shown
    assert "高度契合 · Strong match" in shown
    assert "Research" in shown
    assert "研究内容" in shown
    assert "English C1; B2 is asked for." in shown
    assert "laser-induced" in shown
    assert "Biography" in shown


def test_table_names_those_who_are_not_eligible_and_why(indexed: Index) -> None:
    MatchableProfileFactory(name="Ada Solvang", career_stage="R1")
    opening = OpenOpeningFactory(career_stages=["R4"])
    indexed()

    shown = run("match_opening", str(opening.pk))

    assert "Nobody who may come was found." in shown
    assert "1 not eligible" in shown
    assert "the opening asks for" in shown


def test_json_has_the_documented_shape(indexed: Index) -> None:
    profile = MatchableProfileFactory(speaks={"en": "C1"})
    PublicationFactory(profile=profile)
    opening = OpenOpeningFactory(requires={"en": "B2"})
    indexed()

    document = json.loads(run("match_opening", str(opening.pk), format="json"))

    assert list(document) == [
        "format", "asked", "engine", "computed_at", "pool", "feedback", "ranked", "ineligible", "aside",
    ]  # fmt: skip
    assert (document["format"], document["asked"], document["pool"]) == (
        1,
        {"kind": "opening", "id": opening.pk},
        1,
    )
    [one] = document["ranked"]
    assert list(one) == [
        "id", "rank", "moved", "name", "score", "strength", "affinity", "parts", "eligible", "eligibility", "evidence",
        "points",
    ]  # fmt: skip
    assert (one["id"], one["rank"], one["eligible"]) == (profile.pk, 1, True)
    assert set(one["parts"][0]) == {"name", "value", "weight", "text"}
    assert set(one["eligibility"][0]) == {"code", "verdict", "text", "remedy"}
    assert set(one["eligibility"][0]["text"]) == {"zh", "en"}
    pair = one["evidence"][0]
    assert list(pair) == ["asked", "has", "source", "terms", "open", "named", "similarity", "topic", "answer"]
    assert [list(point) for point in one["points"]] == [list(pair)] * len(one["points"])
    assert one["points"][0] in one["evidence"]
    assert set(pair["asked"]) == set(pair["has"]) == {"text", "language", "marks"}
    start, end = pair["asked"]["marks"][0]
    assert pair["asked"]["text"][start:end] == pair["terms"][0]["asked"]


def test_verdicts_count_unless_the_list_is_asked_for_without(indexed: Index) -> None:
    opening, profile = OpenOpeningFactory(), MatchableProfileFactory()
    FeedbackFactory(opening=opening, profile=profile)
    FeedbackFactory(opening=opening, profile=profile, side="person")
    indexed()

    for command, asked, other in (("match_opening", opening, profile), ("match_profile", profile, opening)):
        heard = json.loads(run(command, str(asked.pk), format="json"))
        plain = json.loads(run(command, str(asked.pk), format="json", plain=True))
        assert (heard["feedback"], plain["feedback"]) == (1, 0)
        assert [one["id"] for one in heard["aside"]] == [one["id"] for one in plain["ranked"]] == [other.pk]
        assert heard["ranked"] == plain["aside"] == []
        assert "1 verdicts taken into account, 1 set aside" in run(command, str(asked.pk))


def test_json_is_alone_on_standard_output(indexed: Index) -> None:
    MatchableProfileFactory()
    draft = OpeningFactory()
    indexed()
    warnings = io.StringIO()

    json.loads(run("match_opening", str(draft.pk), format="json", stderr=warnings))

    assert warnings.getvalue().strip() == f"Opening {draft.pk} takes no applications now (draft)."


@pytest.mark.parametrize(
    ("state", "word"), [("held", "held for review"), ("refused", "refused after review")]
)
def test_an_opening_that_the_review_holds_is_refused(indexed: Index, state: str, word: str) -> None:
    MatchableProfileFactory()
    opening = OpeningFactory(
        sensitivity=state, sensitivity_reason="Dual use.", sensitivity_reason_language="en"
    )
    indexed()

    assert refusal("match_opening", str(opening.pk)) == (
        f"Opening {opening.pk} is matched with nobody ({word}) until an officer clears it."
    )


def test_a_past_deadline_is_said(indexed: Index) -> None:
    MatchableProfileFactory()
    opening = OpenOpeningFactory(deadline=timezone.now() - timedelta(days=1))
    indexed()

    assert "and its deadline has passed" in run("match_opening", str(opening.pk))


def test_signs_alone_are_named_as_the_reason(indexed: Index) -> None:
    """An empty list would say that nothing fits."""
    person = MatchableProfileFactory(text__headline="🔥🔥", text__biography="✨ 100 %", text__keywords=[])
    opening = OpenOpeningFactory(text__title="🔥", text__description="✨", text__requirements=[])
    indexed()

    assert f"Profile {person.pk} holds no word that may be read" in refusal("match_profile", str(person.pk))
    assert f"Opening {opening.pk} holds no word" in refusal("match_opening", str(opening.pk))


def test_top_limits_the_list(indexed: Index) -> None:
    for _ in range(3):
        MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()

    document = json.loads(run("match_opening", str(opening.pk), "--top", "2", "--format", "json"))

    assert [one["rank"] for one in document["ranked"]] == [1, 2]


def test_text_is_matched_from_the_line_and_from_standard_input(
    indexed: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = MatchableProfileFactory()
    indexed()
    monkeypatch.setattr("sys.stdin", io.StringIO(TEXT))

    documents = [json.loads(run("match_opening", text=text, format="json")) for text in (TEXT, "-")]

    assert [one["id"] for one in documents[0]["ranked"]] == [profile.pk]
    assert documents[0]["ranked"] == documents[1]["ranked"]
    assert documents[0]["asked"] == {"kind": "text", "text": TEXT}


def test_a_list_of_people_who_are_all_far_from_it_says_so(indexed: Index) -> None:
    MatchableProfileFactory()
    indexed()

    assert "Nobody here works near this" in run(
        "match_opening", text="Laser shows for whales and children in harbours and parks of fjords"
    )
    assert "Nobody here works near this" not in run("match_opening", text=TEXT)


def test_a_person_for_whom_there_is_nothing_is_told_of_openings(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    OpenOpeningFactory(deadline=timezone.now() - timedelta(days=1))
    indexed()

    assert "No opening that this person may take was found." in run("match_profile", str(profile.pk))


def test_openings_for_a_profile_are_shown_and_put_out_as_json(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    opening = OpenOpeningFactory(text__title="Laser diagnostics of tungsten walls")
    indexed()

    shown = run("match_profile", str(profile.pk))
    document = json.loads(run("match_profile", str(profile.pk), format="json"))

    assert "1. Laser diagnostics of tungsten walls" in shown
    assert document["asked"] == {"kind": "profile", "id": profile.pk}
    assert [one["id"] for one in document["ranked"]] == [opening.pk]
    assert document["ranked"][0]["name"]["en"] == "Laser diagnostics of tungsten walls"


@pytest.mark.parametrize(
    ("arguments", "options", "sentence"),
    [
        ([], {}, "Give either the id of an opening or --text, not both and not neither."),
        (["1"], {"text": TEXT}, "Give either the id of an opening or --text, not both and not neither."),
        (["999"], {}, "There is no opening 999: look for its number in the list of openings."),
        (["seven"], {}, "'seven' is no id: give the number of the opening as its page address has it."),
        (["9" * 40], {}, f"'{'9' * 40}' is no id: give the number of the opening as its page address has it."),
        ([], {"text": ""}, f"The text is empty: {WRITE}"),
        ([], {"text": " \u200b\n"}, f"The text is empty: {WRITE}"),
        ([], {"text": "?! … 。"}, f"The text holds no word: {WRITE}"),
        (
            [],
            {"text": "x" * 10_000_000},
            "The text has 10,000,000 characters and the limit is 20,000: shorten it to what is asked.",
        ),
        (
            [],
            {"text": "Исследование плазмы и вольфрама в токамаке"},
            "The text is neither Chinese nor English, the two languages that are understood: translate it first.",
        ),
        (
            [],
            {"text": "Wir untersuchen die Wand des Reaktors und das Plasma mit einem Laser"},
            "The text is neither Chinese nor English, the two languages that are understood: translate it first.",
        ),
        (
            [],
            {"text": f"{TEXT} \udce9"},
            "The text holds bytes that are no UTF-8: save it as UTF-8 and try again.",
        ),
        ([], {"text": TEXT}, "The index holds no people: run `manage.py rebuild_index`."),
    ],
)  # fmt: skip
def test_match_opening_refuses_with_one_sentence(
    arguments: list[str], options: dict[str, str], sentence: str
) -> None:
    assert refusal("match_opening", *arguments, **options) == sentence


def test_a_long_text_on_standard_input_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("plasma " * 1_500_000))

    assert refusal("match_opening", text="-").endswith("the limit is 20,000: shorten it to what is asked.")


def test_standard_input_that_is_no_utf8_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO("等离子体".encode("gb18030")), encoding="utf-8")
    )

    assert refusal("match_opening", text="-") == (
        "The text holds bytes that are no UTF-8: save it as UTF-8 and try again."
    )


def test_match_profile_refuses_with_one_sentence(indexed: Index) -> None:
    outside = ProfileFactory()
    inside = MatchableProfileFactory()

    assert (
        refusal("match_profile", "999")
        == "There is no profile 999: look for its number in the administration."
    )
    assert refusal("match_profile", str(outside.pk)) == (
        f"Profile {outside.pk} is not in the pool: the person must be active, have a verified address, and agree to "
        "be matched."
    )
    assert (
        refusal("match_profile", str(inside.pk))
        == "The index holds no openings: run `manage.py rebuild_index`."
    )


@pytest.mark.parametrize("number", ["0", "201", "-1", "many"])
def test_top_is_a_number_within_bounds(number: str) -> None:
    assert refusal("match_opening", "1", f"--top={number}") == (
        f"Error: argument --top: {number!r} is not a whole number from 1 to 200"
    )


def test_an_unknown_encoder_is_named(settings: Settings) -> None:
    settings.SEARCH_ENCODERS = {"text": "search.encoders.nonsense.Nonsense", "english": "hashing"}

    assert "search.encoders.nonsense.Nonsense" in refusal("match_opening", text=TEXT)


@pytest.mark.parametrize(
    "error",
    [
        IndexMismatch("The index was made by other encoders: run `manage.py rebuild_index`."),
        IndexLocked("The index is locked by another process: try again."),
    ],
)
def test_an_index_that_cannot_be_used_says_so(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = OpenOpeningFactory()

    class Broken:
        def digests(self, kind: str) -> dict[str, str]:
            raise error

        frequencies = background = search = fetch = digests

    monkeypatch.setattr("matching.domain.people.get_backend", Broken)

    assert refusal("match_opening", str(opening.pk)) == str(error)


def test_an_index_of_other_encoders_must_be_rebuilt(settings: Settings, indexed: Index) -> None:
    settings.SEARCH_BACKEND = "search.backends.embedded.EmbeddedBackend"
    MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()
    registry.reset()
    settings.SEARCH_ENCODERS = {"text": "search.encoders.use.UseMultilingual", "english": "hashing"}

    assert "rebuild_index" in refusal("match_opening", str(opening.pk))
