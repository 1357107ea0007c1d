"""Loads the small reference tables from `taxonomy/data/`. Idempotent: every data migration may call it again."""

from __future__ import annotations

import csv
from pathlib import Path

from django.apps.registry import Apps

from taxonomy.terms import GENERAL, read_terms

DATA = Path(__file__).resolve().parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_reference(apps: Apps) -> None:
    """Fields, challenges, disciplines and regions, in the order of their files."""
    model = {
        name: apps.get_model("taxonomy", name)
        for name in ("PriorityField", "Challenge", "Discipline", "Region")
    }
    for order, row in enumerate(rows("fields"), 1):
        slug = row.pop("slug")
        model["PriorityField"].objects.update_or_create(slug=slug, defaults={**row, "order": order})
    for order, row in enumerate(rows("challenges"), 1):
        slug = row.pop("slug")
        model["Challenge"].objects.update_or_create(slug=slug, defaults={**row, "order": order})
    for order, row in enumerate(rows("disciplines"), 1):
        fields = [slug for slug in row.pop("fields").split("|") if slug]
        code = row.pop("code")
        discipline, _ = model["Discipline"].objects.update_or_create(
            code=code, defaults={**row, "order": order}
        )
        discipline.fields.set(fields)
    for order, row in enumerate(rows("regions"), 1):
        slug, countries = row.pop("slug"), row.pop("countries").split()
        model["Region"].objects.update_or_create(
            slug=slug, defaults={**row, "countries": countries, "order": order}
        )


def load_terms(apps: Apps) -> None:
    """The terminology files; a term that exists already is left as it is, for somebody may have corrected it."""
    term = apps.get_model("taxonomy", "Term")
    term.objects.bulk_create(
        (
            term(
                zh=row.zh,
                en=row.en,
                zh_aliases=list(row.zh_aliases),
                en_aliases=list(row.en_aliases),
                field_id=None if row.field == GENERAL else row.field,
            )
            for row in read_terms()
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
