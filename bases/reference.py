"""Loads the cooperation frameworks that the plan names from `bases/data/frameworks.csv`; what exists is left alone."""

from __future__ import annotations

import csv
from pathlib import Path

from django.apps.registry import Apps

FRAMEWORKS = Path(__file__).resolve().parent / "data" / "frameworks.csv"


def load_frameworks(apps: Apps) -> None:
    """Name in both languages, kind, countries and first year; notes on reciprocity are for officers to write."""
    framework, text = apps.get_model("bases", "Framework"), apps.get_model("bases", "FrameworkText")
    with FRAMEWORKS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = {"zh-hans": row.pop("name_zh"), "en": row.pop("name_en")}
            slug, countries = row.pop("slug"), row.pop("countries").split()
            made, new = framework.objects.get_or_create(slug=slug, defaults={**row, "countries": countries})
            if new:
                for language, name in names.items():
                    text.objects.create(
                        framework=made, language=language, name=name, is_original=language == "zh-hans"
                    )
