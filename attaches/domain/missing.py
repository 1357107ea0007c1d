"""Who is missing in some countries for an opening, in words. `missing` only thinks; `asked_by` and `here` read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import override
from django_countries import countries as every_country

from attaches.domain.strength import Strength
from bases.models import Opening
from experts.models import LanguageSkill, Profile, WantedStay
from matching.domain.wording import all_of, both
from matching.types import Bilingual
from taxonomy.choices import CareerStage, Language, LanguageLevel, SpokenLanguage, StayKind


@dataclass(frozen=True, slots=True)
class Asked:
    """What an opening asks of people. Empty: anything will do."""

    fields: Mapping[str, Bilingual]  # short name -> name
    stages: frozenset[str]
    languages: Mapping[str, LanguageLevel]
    kind: StayKind


@dataclass(frozen=True, slots=True)
class Here:
    """What there is among the people whom a reader may find; all but the first two of those in the opening's fields."""

    people: int
    fields: frozenset[str]
    in_fields: int = 0
    stages: frozenset[str] = frozenset()
    languages: Mapping[str, int] | None = (
        None  # language -> the highest step anybody reaches (LanguageLevel.steps)
    )
    kind: bool = True  # somebody wants such a stay, or says nothing of the stays they want
    countries: frozenset[str] = frozenset()


def missing(asked: Asked, here: Here, *, countries: Iterable[str]) -> list[Bilingual]:
    """One sentence for each thing that nobody here has; empty: each is had by somebody, if not by one and the same."""
    if not here.people:
        return [
            Bilingual(
                zh="你所负责的国家中，还没有人同意由你联系。",
                en="Nobody in your countries has agreed to be found by you yet.",
            )
        ]
    found = [_no_field(name) for slug, name in asked.fields.items() if slug not in here.fields]
    if not here.in_fields:
        return found
    if asked.stages and not asked.stages & here.stages:
        found.append(_no_stage(sorted(asked.stages)))
    reached = here.languages or {}
    found += [
        _no_language(language, level)
        for language, level in asked.languages.items()
        if reached.get(language, 0) < level.steps
    ]
    if not here.kind:
        kind = both(asked.kind)
        found.append(
            Bilingual(
                zh=f"这些领域的人都没有表示愿意参加“{kind.zh}”。",
                en=f"Nobody in these fields wants a stay of this kind: {kind.en.lower()}.",
            )
        )
    if nowhere := sorted(set(countries) - here.countries):
        found.append(_no_country(nowhere))
    return found


def asked_by(opening: Opening) -> Asked:
    """Of an opening with its fields and languages."""
    return Asked(
        {field.slug: Bilingual(zh=field.name_zh, en=field.name_en) for field in opening.fields.all()},
        frozenset(opening.career_stages),
        {row.language: LanguageLevel(row.level) for row in opening.required_languages.all()},
        StayKind(opening.kind),
    )


def here(opening: Opening, known: Strength) -> Here:
    """Three queries, however many people there are."""
    wanted = [field.pk for field in opening.fields.all()]
    people = known.those_in(wanted)
    asked = [row.language for row in opening.required_languages.all()]
    reached: dict[str, int] = {}
    skills = LanguageSkill.objects.filter(profile__in=people, language__in=asked).order_by()
    for language, level in skills.values_list("language", "level").distinct():
        reached[language] = max(reached.get(language, 0), LanguageLevel(level).steps)
    pairs = Profile.objects.filter(pk__in=people).order_by().values_list("career_stage", "country").distinct()
    found = [(str(stage), str(country)) for stage, country in pairs]
    stays = WantedStay.objects.filter(profile__in=people).order_by().values_list("profile_id", "kind")
    kinds = [(profile, kind == opening.kind) for profile, kind in stays]
    return Here(
        people=len(known.those_in(list(known.here))),
        fields=frozenset(known.here),
        in_fields=len(people),
        stages=frozenset(stage for stage, _ in found),
        languages=reached,
        kind=any(fits for _, fits in kinds) or bool(people - {profile for profile, _ in kinds}),
        countries=frozenset(country for _, country in found),
    )


def _no_field(name: Bilingual) -> Bilingual:
    return Bilingual(
        zh=f"“{name.zh}”领域：当地尚无人同意由你联系。",
        en=f"Nobody you may find here works in this field: {name.en}.",
    )


def _no_stage(stages: Sequence[str]) -> Bilingual:
    words = all_of([CareerStage(stage) for stage in stages])
    return Bilingual(
        zh=f"这些领域的人中，没有处于所要求的职业阶段的（{words.zh}）。",
        en=f"Nobody in these fields is at a career stage that is asked for: {words.en}.",
    )


def _no_language(language: str, level: LanguageLevel) -> Bilingual:
    name = both(SpokenLanguage(language))
    label = both(level)
    return Bilingual(
        zh=f"这些领域的人中，没有人的{name.zh}达到{label.zh}。",
        en=f"Nobody in these fields speaks {name.en} at {label.en} or better.",
    )


def _no_country(codes: Sequence[str]) -> Bilingual:
    def names(language: str) -> list[str]:
        with override(language):
            return [str(every_country.name(code)) for code in codes]

    return Bilingual(
        zh=f"这些领域中，以下国家尚无人同意由你联系：{'、'.join(names(Language.ZH))}。",
        en=f"In these fields you may find nobody yet in {', '.join(names(Language.EN))}.",
    )
