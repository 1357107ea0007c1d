"""An opening as its editor shows it, and takes it as a whole."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.editing import Part, Refused, Values, change_part, mark_of
from accounts.domain.steps import lock
from accounts.models import User
from bases.choices import Direction, NationalityRule, OpeningStep, PublicationState, Sensitivity
from bases.domain.errors import TooManyDrafts
from bases.domain.opening_rights import require_right
from bases.models import Institution, Opening, OpeningText, RequiredLanguage
from taxonomy.choices import Language, SourceChannel, StayKind
from taxonomy.transitions import IllegalTransition

ENDS: Mapping[str, Language] = {"zh": Language.ZH, "en": Language.EN}
TEXTS = ("title", "summary", "description", "requirements", "duties", "pay", "housing", "ip")
PLAIN = (
    "direction", "kind", "places", "months_min", "months_max", "starts_from", "starts_until",
    "career_stages", "nationality_rule", "declared", "declaration",
)  # fmt: skip
LINKS = ("base", "project", "programme", "framework")
CHINA, ELSEWHERE = "Asia/Shanghai", "UTC"
MOST_DRAFTS = 300  # of an institution
DOUBLE_CLICK = timedelta(seconds=20)


def read_opening(opening: Opening) -> dict[str, Any]:
    """Field of the editor -> value. Texts end in `_zh` and `_en`; requirements are lists of lines."""
    values: dict[str, Any] = {name: getattr(opening, name) for name in PLAIN}
    values |= {name: getattr(opening, f"{name}_id") for name in LINKS}
    values["nationalities"] = sorted(country.code for country in opening.nationalities)
    values["fields_of_work"] = sorted(opening.fields.values_list("pk", flat=True))
    values["challenges"] = sorted(opening.challenges.values_list("pk", flat=True))
    values["languages"] = [
        {"language": row.language, "level": row.level}
        for row in RequiredLanguage.objects.filter(opening=opening).order_by("language")
    ]
    local = opening.local_deadline
    values |= {"deadline_day": local.date(), "deadline_time": local.time().replace(second=0, microsecond=0)}
    values["deadline_zone"] = opening.deadline_zone
    texts = {text.language: text for text in OpeningText.objects.filter(opening=opening)}
    original = next((text.language for text in texts.values() if text.is_original), "")
    values["original"] = str(original)
    for end, language in ENDS.items():
        text = texts.get(language)
        for name in TEXTS:
            values[f"{name}_{end}"] = getattr(text, name) if text else [] if name == "requirements" else ""
    return values


def write_opening(opening: Opening, values: Values) -> None:
    """Raises Refused where the values do not fit together."""
    for name in PLAIN:
        setattr(opening, name, values[name])
    for name in LINKS:
        setattr(opening, f"{name}_id", values[name])
    opening.nationalities = ",".join(values["nationalities"])
    opening.declaration_language = values["original"] if values["declaration"] else ""
    opening.deadline = moment_of(values)
    opening.deadline_zone = values["deadline_zone"]
    opening.save()
    opening.fields.set(values["fields_of_work"])
    opening.challenges.set(values["challenges"])
    _write_languages(opening, values["languages"])
    _write_texts(opening, values)


OPENING: Part[Opening] = Part("opening", read_opening, write_opening)


def moment_of(values: Values) -> datetime:
    """The deadline on the clock of its own zone."""
    zone = zoneinfo.ZoneInfo(values["deadline_zone"])
    return datetime.combine(values["deadline_day"], values["deadline_time"], zone)


def change_opening(opening: Opening, values: Values, *, seen: str, by: User) -> bool:
    """For drafts: what others have looked at is not changed behind their back.

    Raises NotTheirStep, IllegalTransition, ChangedMeanwhile, Refused.
    """
    require_right(opening, OpeningStep.SUBMIT, by=by)
    with transaction.atomic():
        if change_part(opening, OPENING, values, seen=seen, by=by):
            opening.refresh_from_db()
            if opening.publication != PublicationState.DRAFT:
                raise IllegalTransition(_("Only a draft can be changed; take the opening back first."))
            return True
    return False


def deletable(opening: Opening) -> bool:
    """A draft that nobody outside has seen, and on which no officer decided."""
    undecided = opening.sensitivity in (Sensitivity.UNCHECKED, Sensitivity.CLEAR)
    return opening.publication == PublicationState.DRAFT and not opening.published_at and undecided


@transaction.atomic
def delete_draft(opening: Opening, *, by: User) -> None:
    """Of what nobody outside has seen. Raises NotTheirStep, IllegalTransition."""
    require_right(opening, OpeningStep.SUBMIT, by=by)
    lock(opening)
    if not deletable(opening):
        raise IllegalTransition(_("Only a draft that was never public can be deleted; withdraw the opening."))
    record("opening draft deleted", opening, by=by)
    opening.delete()


@transaction.atomic
def begin_opening(institution: Institution, values: Values, *, by: User) -> Opening:
    """A draft with `values` of the editor. Raises NotTheirStep, and TooManyDrafts."""
    Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
    opening = Opening(institution=institution, created_by=by, channel=SourceChannel.HOST)
    drafts = Opening.objects.filter(institution=institution, publication=PublicationState.DRAFT)
    if drafts.count() >= MOST_DRAFTS:
        raise TooManyDrafts(
            _("An institution keeps at most %(most)d drafts; hand in or delete some.") % {"most": MOST_DRAFTS}
        )
    write_opening(opening, values)
    require_right(opening, OpeningStep.SUBMIT, by=by)
    record("opening drafted", opening, by=by)
    return opening


def begin_once(institution: Institution, values: Values, *, by: User) -> Opening:
    """The same; a double click finds the draft that the first one made."""
    with transaction.atomic():
        Institution.objects.select_for_update(no_key=True).get(pk=institution.pk)
        lately = Opening.objects.filter(
            institution=institution, created_by=by, created_at__gt=timezone.now() - DOUBLE_CLICK
        )
        wanted = mark_of(values)
        for draft in lately.order_by("-pk")[:5]:
            if draft.publication == PublicationState.DRAFT and mark_of(read_opening(draft)) == wanted:
                return draft
        return begin_opening(institution, values, by=by)


def copy_opening(opening: Opening, *, by: User) -> Opening:
    """A draft with the same words and terms. Days that are over, or nearly, move on; nothing is declared yet."""
    values = read_opening(opening) | {"declared": "", "declaration": ""}
    fresh = usual_days(opening.institution)
    if values["deadline_day"] <= fresh["deadline_day"] - timedelta(days=30):
        values |= {name: fresh[name] for name in ("starts_from", "starts_until", "deadline_day")}
    return begin_once(opening.institution, values, by=by)


def usual_days(institution: Institution) -> dict[str, Any]:
    """What a new draft begins with: two months to apply, arrival within the year after."""
    today = timezone.localdate()
    return {
        "starts_from": today + timedelta(days=90),
        "starts_until": today + timedelta(days=455),
        "deadline_day": today + timedelta(days=60),
        "deadline_time": time(18),
        "deadline_zone": CHINA if institution.country.code == "CN" else ELSEWHERE,
    }


def blank_opening(institution: Institution) -> dict[str, Any]:
    """The values of a draft in which nothing is written yet."""
    values: dict[str, Any] = dict.fromkeys(LINKS)
    values |= usual_days(institution)
    values |= {"direction": Direction.INBOUND, "kind": StayKind.EXPERT_VISIT, "places": 1}
    values |= {"months_min": 1, "months_max": 12, "nationality_rule": NationalityRule.ANY}
    values |= {"declared": "", "declaration": "", "original": Language.ZH}
    values |= {
        name: [] for name in ("career_stages", "nationalities", "fields_of_work", "challenges", "languages")
    }
    for end in ENDS:
        values |= {f"{name}_{end}": [] if name == "requirements" else "" for name in TEXTS}
    return values


def _write_languages(opening: Opening, rows: list[dict[str, Any]]) -> None:
    wanted = {row["language"]: row["level"] for row in rows}
    opening.required_languages.exclude(language__in=wanted).delete()
    for language, level in wanted.items():
        RequiredLanguage.objects.update_or_create(
            opening=opening, language=language, defaults={"level": level}
        )


def _write_texts(opening: Opening, values: Values) -> None:
    """A language without a title has no version. Which one is the original changes before another can be it."""
    written = {end: language for end, language in ENDS.items() if values[f"title_{end}"]}
    if not written:
        raise Refused("title_en", _("Write a title in Chinese or in English."))
    first = values["original"] if values["original"] in written.values() else next(iter(written.values()))
    opening.texts.exclude(language__in=written.values()).delete()
    opening.texts.exclude(language=first).update(is_original=False)
    for end, language in sorted(written.items(), key=lambda item: item[1] != first):
        words = {name: values[f"{name}_{end}"] for name in TEXTS}
        OpeningText.objects.update_or_create(
            opening=opening, language=language, defaults={**words, "is_original": language == first}
        )
