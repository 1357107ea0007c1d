import pytest

from bases.models import Opening
from experts.models import Profile, WantedStay
from matching.domain import parts
from matching.domain.scoring import FAR, GOOD_FROM, HIGH, LOW, STRONG_FROM, calibrated, score, strength
from matching.domain.stays import StayFit
from matching.types import Strength
from tests.factories import FrameworkFactory, MatchableProfileFactory, OpenOpeningFactory

IDEAL = StayFit(WantedStay(), kind=True, duration=True, dates=True, share=1.0)


def test_weights_of_all_parts_are_one_whole() -> None:
    assert sum(kind.weight for kind in parts.PARTS.values()) == pytest.approx(1)


def test_every_part_is_named_and_explained_in_both_languages() -> None:
    for kind in parts.PARTS.values():
        assert kind.label.zh
        assert kind.label.en
        assert kind.sentence.zh.endswith("。")
        assert kind.sentence.en.endswith(".")


def test_research_outweighs_all_other_parts_together() -> None:
    others = sum(kind.weight for name, kind in parts.PARTS.items() if name != "affinity")

    assert parts.PARTS["affinity"].weight >= 3 * others - 1e-9


@pytest.mark.parametrize(
    ("raw", "value"), [(-1.0, 0.0), (LOW, 0.0), ((LOW + HIGH) / 2, 0.5), (HIGH, 1.0), (1.0, 1.0)]
)
def test_calibration_is_a_straight_line_between_two_ends(raw: float, value: float) -> None:
    assert calibrated(raw) == pytest.approx(value)


def test_weights_are_brought_to_one_where_parts_do_not_apply() -> None:
    found = score([parts.research(0.4)], affinity=0.25)

    assert [part.weight for part in found.parts] == [1.0]
    assert found.total == 0.4


@pytest.mark.parametrize(
    ("total", "word"),
    [
        (1.0, Strength.STRONG),
        (STRONG_FROM, Strength.STRONG),
        (STRONG_FROM - 0.001, Strength.GOOD),
        (GOOD_FROM, Strength.GOOD),
        (GOOD_FROM - 0.001, Strength.PARTIAL),
        (0.0, Strength.PARTIAL),
    ],
)
def test_strength_is_a_word_for_the_total(total: float, word: Strength) -> None:
    assert strength(total) is word


def test_without_a_common_subject_a_match_is_weak_however_well_the_rest_fits() -> None:
    others = [parts.part(name, 1.0, zh="", en="") for name in parts.PARTS if name != "affinity"]

    assert score([parts.research(FAR - 0.01), *others], affinity=0.1).strength is Strength.WEAK
    assert score([parts.research(FAR), *others], affinity=0.1).strength is not Strength.WEAK
    assert [word for word in Strength if word.fits] == [Strength.STRONG, Strength.GOOD]


@pytest.mark.parametrize(
    ("fit", "value"),
    [
        (StayFit(None), 0.5),
        (StayFit(WantedStay()), 0.0),
        (StayFit(WantedStay(), kind=True), 0.2),
        (StayFit(WantedStay(), kind=True, duration=True), 0.3),
        (StayFit(WantedStay(), kind=True, duration=True, dates=True, share=0.5), 0.8),
        (IDEAL, 1.0),
    ],
)
def test_availability_grows_with_what_fits(fit: StayFit, value: float) -> None:
    assert parts.availability(fit).value == pytest.approx(value)


def of(opening: Opening, profile: Profile, *, affinity: float = 0.5) -> dict[str, float]:
    found = parts.parts_of(
        opening, profile, affinity=affinity, fit=IDEAL, partners=parts.partners_of(opening)
    )
    return {part.name: part.value for part in found}


@pytest.mark.django_db
def test_parts_come_in_the_order_of_their_list() -> None:
    assert list(of(OpenOpeningFactory(), MatchableProfileFactory())) == list(parts.PARTS)


@pytest.mark.django_db
def test_parts_of_a_pair_that_fits_and_of_one_that_does_not() -> None:
    opening = OpenOpeningFactory(
        fields=["energy", "materials"],
        challenges=["climate"],
        career_stages=["R4"],
        requires={"en": "C1"},
        framework=FrameworkFactory(countries=["NO", "CN"]),
    )
    near = MatchableProfileFactory(
        fields=["materials", "energy"],
        challenges=["climate"],
        career_stage="R4",
        speaks={"en": "C2"},
        country="NO",
    )
    far = MatchableProfileFactory(
        fields=["health"], challenges=["disease"], career_stage="R2", speaks={"en": "B1"}, country="US"
    )

    assert of(opening, near, affinity=0.9) == {
        "affinity": 0.9, "field": 1.0, "challenge": 1.0, "language": 1.0, "career_stage": 1.0, "availability": 1.0,
        "framework": 1.0,
    }  # fmt: skip
    assert of(opening, far, affinity=0.1) == {
        "affinity": 0.1, "field": 0.0, "challenge": 0.0, "language": 0.3333, "career_stage": 0.0, "availability": 1.0,
        "framework": 0.0,
    }  # fmt: skip


@pytest.mark.django_db
def test_somebody_off_the_subject_with_every_box_ticked_stays_behind_somebody_near_it_with_none() -> None:
    opening = OpenOpeningFactory(challenges=["climate"], career_stages=["R4"], requires={"en": "C1"})
    boxes = MatchableProfileFactory(challenges=["climate"], career_stage="R4", speaks={"en": "C2"})
    near = MatchableProfileFactory(fields=["health"], career_stage="R3", speaks={"en": "B2"})

    off = score(parts.parts_of(opening, boxes, affinity=0.1, fit=IDEAL, partners=None), affinity=0.1)
    on = score(parts.parts_of(opening, near, affinity=0.6, fit=StayFit(None), partners=None), affinity=0.6)

    assert on.total > off.total
