"""Loads the small reference tables from `taxonomy/data/`. Idempotent: a data migration calls it, and so may a later one."""

from __future__ import annotations

import csv
from pathlib import Path

from django.apps.registry import Apps

DATA = Path(__file__).resolve().parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_reference(apps: Apps) -> None:
    """Fields, challenges, disciplines and regions, in the order of their files."""
    model = {name: apps.get_model("taxonomy", name) for name in ("PriorityField", "Challenge", "Discipline", "Region")}
    for order, row in enumerate(rows("fields"), 1):
        slug = row.pop("slug")
        model["PriorityField"].objects.update_or_create(slug=slug, defaults={**row, "order": order})
    for order, row in enumerate(rows("challenges"), 1):
        slug = row.pop("slug")
        model["Challenge"].objects.update_or_create(slug=slug, defaults={**row, "order": order})
    for order, row in enumerate(rows("disciplines"), 1):
        fields = [slug for slug in row.pop("fields").split("|") if slug]
        code = row.pop("code")
        discipline, _ = model["Discipline"].objects.update_or_create(code=code, defaults={**row, "order": order})
        discipline.fields.set(fields)
    for order, row in enumerate(rows("regions"), 1):
        slug, countries = row.pop("slug"), row.pop("countries").split()
        model["Region"].objects.update_or_create(slug=slug, defaults={**row, "countries": countries, "order": order})
