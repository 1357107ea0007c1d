"""Rules that compare the stay offered with those wanted: kind, duration, dates."""

from __future__ import annotations

from datetime import date

from bases.models import Opening
from matching.domain.stays import StayFit
from matching.domain.wording import both, day, months
from matching.types import Bilingual, Reason, Verdict
from taxonomy.choices import StayKind

UNSAID = Reason(
    "stay",
    Verdict.UNKNOWN,
    Bilingual(
        zh="档案未写明希望的来访方式与时间。", en="The profile does not say which stays are wanted, or when."
    ),
)


def stay(opening: Opening, fit: StayFit, *, today: date, quoted: bool) -> tuple[Reason, ...]:
    """Up to the first rule that is not met: the later ones mean nothing without it. `quoted`: dates may be told."""
    if fit.stay is None:
        return (UNSAID,)
    offered = both(StayKind(opening.kind))
    if not fit.kind:
        text = Bilingual(
            zh=f"本人未表示愿意接受这类安排（{offered.zh}）。",
            en=f"Is not looking for this kind of stay ({offered.en.lower()}).",
        )
        return (Reason("stay", Verdict.UNMET, text),)
    reasons = [
        Reason(
            "stay",
            Verdict.MET,
            Bilingual(zh=f"希望的安排：{offered.zh}。", en=f"Looks for this: {offered.en.lower()}."),
        )
    ]
    own = months(fit.stay.months_min, fit.stay.months_max)
    asked = months(opening.months_min, opening.months_max)
    fits = Bilingual(
        zh=f"停留时长{'符合' if fit.duration else '不符合'}岗位的{asked.zh}。",
        en=f"{'Can' if fit.duration else 'Cannot'} stay for the {asked.en} of the opening.",
    )
    said = Bilingual(
        zh=f"可停留{own.zh}；岗位为{asked.zh}。", en=f"Can stay {own.en}; the opening is for {asked.en}."
    )
    verdict = Verdict.MET if fit.duration else Verdict.UNMET
    reasons.append(Reason("duration", verdict, said if quoted else fits, fits))
    if not fit.duration:
        return tuple(reasons)
    return (*reasons, _dates(opening, fit, today, quoted=quoted))


def _dates(opening: Opening, fit: StayFit, today: date, *, quoted: bool) -> Reason:
    if fit.stay is None:
        raise ValueError("Dates are compared once a stay of the right kind is found.")
    first, last = day(opening.starts_from), day(opening.starts_until)
    if opening.starts_until < today:
        text = Bilingual(
            zh=f"最晚报到日期（{last.zh}）已过。", en=f"The latest day of arrival, {last.en}, has passed."
        )
        return Reason("dates", Verdict.UNMET, text)
    window = Bilingual(zh=f"报到时间为{first.zh}至{last.zh}", en=f"arrival is from {first.en} to {last.en}")
    fits = (
        Bilingual(zh=f"时间合适；{window.zh}。", en=f"The dates fit; {window.en}.")
        if fit.dates
        else Bilingual(zh=f"时间不合；{window.zh}。", en=f"The dates do not fit; {window.en}.")
    )
    free, until = day(fit.stay.earliest), day(fit.stay.latest)
    said = Bilingual(
        zh=f"{free.zh}至{until.zh}有空；{window.zh}。",
        en=f"Free from {free.en} to {until.en}; {window.en}.",
    )
    verdict = Verdict.MET if fit.dates else Verdict.UNMET
    return Reason("dates", verdict, said if quoted else fits, fits)
