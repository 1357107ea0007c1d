from datetime import date

import pytest

from bases.models import Opening
from experts.models import WantedStay
from matching.domain.stays import best_fit, months_before
from taxonomy.choices import StayKind

TODAY = date(2027, 1, 1)


def opening(**changes: object) -> Opening:
    values: dict[str, object] = {
        "kind": StayKind.EXPERT_VISIT,
        "months_min": 2,
        "months_max": 3,
        "starts_from": date(2027, 3, 1),
        "starts_until": date(2027, 3, 31),
    }
    return Opening(**(values | changes))


def wanted(pk: int = 1, **changes: object) -> WantedStay:
    values: dict[str, object] = {
        "pk": pk,
        "kind": StayKind.EXPERT_VISIT,
        "months_min": 1,
        "months_max": 2,
        "earliest": date(2027, 1, 1),
        "latest": date(2027, 12, 31),
    }
    return WantedStay(**(values | changes))


def test_fit_of_someone_free_all_year_takes_every_day_of_arrival() -> None:
    fit = best_fit(opening(), [wanted()], today=TODAY)

    assert (fit.kind, fit.duration, fit.dates, fit.share) == (True, True, True, 1.0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": StayKind.YOUNG_12}, (False, False, False, 0.0)),
        ({"months_min": 1, "months_max": 1}, (True, False, False, 0.0)),
        ({"months_min": 4, "months_max": 6}, (True, False, False, 0.0)),
        ({"earliest": date(2027, 4, 1)}, (True, True, False, 0.0)),
        ({"latest": date(2027, 4, 30)}, (True, True, False, 0.0)),  # two months from 1 March end on 1 May
        ({"latest": date(2027, 5, 1)}, (True, True, True, 1 / 31)),
        ({"earliest": date(2027, 3, 31)}, (True, True, True, 1 / 31)),
    ],
)
def test_fit_holds_up_to_the_first_rule_that_fails(
    changes: dict[str, object], expected: tuple[bool, bool, bool, float]
) -> None:
    fit = best_fit(opening(), [wanted(**changes)], today=TODAY)

    assert (fit.kind, fit.duration, fit.dates, fit.share) == expected


def test_best_fit_takes_the_stay_that_comes_furthest_whatever_the_order() -> None:
    stays = [wanted(1, kind=StayKind.YOUNG_12), wanted(2), wanted(3, earliest=date(2027, 3, 20)), wanted(4)]

    chosen = [best_fit(opening(), order, today=TODAY).stay for order in (stays, stays[::-1])]

    assert [stay and stay.pk for stay in chosen] == [2, 2]


def test_arrival_before_today_is_over() -> None:
    fit = best_fit(opening(), [wanted()], today=date(2027, 4, 1))

    assert (fit.duration, fit.dates) == (True, False)


def test_nobody_who_names_no_stay_fits() -> None:
    assert best_fit(opening(), [], today=TODAY).stay is None


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
        (date(2027, 1, 15), 1, date(2026, 12, 15)),
        (date(2027, 12, 31), 24, date(2025, 12, 31)),
    ],
)
def test_months_before_ends_in_the_right_month(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before
