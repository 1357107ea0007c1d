"""What of an opening fits together: texts and titles, place, days, and the rule of nationalities."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bases.choices import Direction, NationalityRule
from bases.domain.opening_part import ENDS, TEXTS, moment_of
from bases.models import Project
from bases.opening_fields import OpeningFields
from bases.validators import PHRASE_LENGTH, PHRASES
from taxonomy.choices import StayKind


class OpeningChecks(OpeningFields):
    """Each is asked of whatever the fields could read."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._clean_texts(data)
        self._clean_place(data)
        self._clean_stay(data)
        self._clean_rule(data)
        return data

    def _clean_texts(self, data: dict[str, Any]) -> None:
        for end in ENDS:
            for name in TEXTS:
                data[f"{name}_{end}"] = str(data.get(f"{name}_{end}") or "").replace("\r\n", "\n").strip()
            lines = [line.strip(" \t•·*-") for line in data[f"requirements_{end}"].split("\n")]
            data[f"requirements_{end}"] = [line for line in lines if line]
        data["declaration"] = str(data.get("declaration") or "").replace("\r\n", "\n").strip()
        written = [end for end in ENDS if data[f"title_{end}"]]
        if len(written) == 1:
            data["original"] = ENDS[written[0]].value
        # Errors last: each takes its value out of the data.
        for end in ENDS:
            phrases = data[f"requirements_{end}"]
            without = end not in written and f"title_{end}" not in self.errors
            if without and any(data[f"{name}_{end}"] for name in TEXTS):
                self.add_error(
                    f"title_{end}", _("Where there is a text in this language, it needs the title too.")
                )
            if len(phrases) > PHRASES or any(len(phrase) > PHRASE_LENGTH for phrase in phrases):
                error = _("At most %(count)d lines of at most %(length)d letters each.")
                self.add_error(f"requirements_{end}", error % {"count": PHRASES, "length": PHRASE_LENGTH})
        here = "zh" if (get_language() or "").startswith("zh") else "en"
        if not written and not self.errors.keys() & {"title_zh", "title_en"}:
            self.add_error(f"title_{here}", _("Write a title in Chinese or in English."))

    def _clean_place(self, data: dict[str, Any]) -> None:
        without = (
            data.get("kind") == StayKind.INTERNATIONAL_POST or data.get("direction") == Direction.OUTBOUND
        )
        if not data.get("base") and not data.get("project") and not without:
            self.add_error("base", _("Choose the base, or the project, that people come to."))
        project = data.get("project")
        if (
            project
            and data.get("base")
            and not Project.objects.filter(pk=project, base=data["base"]).exists()
        ):
            self.add_error("project", _("This project is not at that base; choose one that is, or no base."))

    def _clean_stay(self, data: dict[str, Any]) -> None:
        least, most = data.get("months_min"), data.get("months_max")
        if least and most and most < least:
            self.add_error("months_max", _("The longest stay is shorter than the shortest."))
        first, last = data.get("starts_from"), data.get("starts_until")
        if first and last and last < first:
            self.add_error("starts_until", _("The latest arrival lies before the earliest."))
        if last and last <= timezone.localdate() and self._changed("starts_until", last):
            self.add_error("starts_until", _("This day is over. Choose a later one."))
        zone, day = data.get("deadline_zone"), data.get("deadline_day")
        whole = zone and day and data.get("deadline_time") is not None
        if whole and moment_of(data) <= timezone.now() and self._changed("deadline_day", day):
            here = timezone.now().astimezone(zoneinfo.ZoneInfo(str(zone)))
            error = _("This moment is over: there it is %(now)s. Choose a later one.")
            self.add_error("deadline_day", error % {"now": f"{here:%Y-%m-%d %H:%M}"})

    def _clean_rule(self, data: dict[str, Any]) -> None:
        rule = data.get("nationality_rule")
        if rule == NationalityRule.ANY:
            data["nationalities"] = []
        elif rule and not data.get("nationalities") and "nationalities" not in self.errors:
            self.add_error(
                "nationalities", _("Choose the countries that the rule is about, or any nationality.")
            )
        for name in ("nationalities", "career_stages"):
            data[name] = sorted(data.get(name) or [])
        for name in ("fields_of_work", "challenges"):
            data[name] = sorted(data.get(name) or [])

    def _changed(self, name: str, value: Any) -> bool:
        """An old draft is saved although its days are over; it is not handed in with them."""
        return self.now is None or self.now.get(name) != value
