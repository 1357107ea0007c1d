"""What each part of the need says of one opening, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from attaches.domain.need_facts import Facts
from matching.types import Bilingual


def _days(facts: Facts) -> Bilingual:
    days = int(facts.days_left)
    if days < 1:
        return Bilingual(zh="不到一天就截止。", en="Less than a day is left.")
    return Bilingual(zh=f"还剩{days}天。", en="1 day is left." if days == 1 else f"{days} days are left.")


def _candidates(facts: Facts) -> Bilingual:
    places = Bilingual(
        zh=f"{facts.places_left}个名额",
        en="1 free place" if facts.places_left == 1 else f"{facts.places_left} free places",
    )
    if facts.suitable is None:
        return Bilingual(zh=f"{places.zh}，尚未生成候选名单。", en=f"No list was made yet for {places.en}.")
    if not facts.suitable:
        return Bilingual(
            zh=f"{places.zh}，尚无合适人选。", en=f"Nobody suitable was found yet for {places.en}."
        )
    people = "1 suitable person was" if facts.suitable == 1 else f"{facts.suitable} suitable people were"
    return Bilingual(
        zh=f"{places.zh}，已找到{facts.suitable}位合适人选。", en=f"{people} found for {places.en}."
    )


def _priority(facts: Facts) -> Bilingual:
    named = [
        name
        for holds, name in (
            (
                facts.framework,
                Bilingual(zh="与你所负责国家的合作框架", en="a cooperation framework with your countries"),
            ),
            (facts.challenge, Bilingual(zh="全球性挑战", en="a global challenge")),
            (facts.programme, Bilingual(zh="某项计划", en="a programme")),
        )
        if holds
    ]
    if not named:
        return Bilingual(
            zh="不属于合作框架、全球性挑战或计划。",
            en="It is part of no framework with your countries, of no global challenge and no programme.",
        )
    return Bilingual(
        zh=f"涉及{'、'.join(name.zh for name in named)}。",
        en=f"It is tied to {_row([name.en for name in named])}.",
    )


def _row(words: list[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _supply(facts: Facts) -> Bilingual:
    if not facts.here:
        return Bilingual(
            zh="你所负责的国家中，尚无人同意在这些领域由你联系。",
            en="Nobody here who works in these fields has agreed yet to be found by you.",
        )
    people = "1 person here works" if facts.here == 1 else f"{facts.here} people here work"
    return Bilingual(
        zh=f"当地有{facts.here}人在这些领域工作，并同意由你联系。",
        en=f"{people} in these fields and agreed to be found by you.",
    )


def _outcomes(facts: Facts) -> Bilingual:
    if not facts.completed:
        return Bilingual(
            zh="这些领域尚无来自当地的已完成交流访问。",
            en="No stay from here in these fields was completed yet.",
        )
    stays = "1 stay from here" if facts.completed == 1 else f"{facts.completed} stays from here"
    verb = "was" if facts.completed == 1 else "were"
    return Bilingual(
        zh=f"这些领域来自当地的交流访问已完成{facts.completed}次。",
        en=f"{stays} in these fields {verb} completed.",
    )


SENTENCES: Mapping[str, Callable[[Facts], Bilingual]] = MappingProxyType(
    {
        "days": _days,
        "candidates": _candidates,
        "priority": _priority,
        "supply": _supply,
        "outcomes": _outcomes,
    }
)
