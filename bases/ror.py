"""Our copy of the Research Organization Registry (ror.org): ids that cannot be, names to look for, reading it.

What comes with the platform is an extract; `manage.py load_ror` brings the whole.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from django.apps.registry import Apps

EXTRACT = Path(__file__).resolve().parent / "data" / "ror.csv"
PREFIX = re.compile(r"^(?:https?://)?(?:www\.)?ror\.org/", re.IGNORECASE)
SHAPE = re.compile(r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}")
FIGURES = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's, of base 32
HAN = re.compile(r"[\u3400-\u9fff]")
BETWEEN = re.compile(r"[,\s]*")
CHUNK = 1 << 20
LONGEST = 8 * CHUNK  # characters of one organisation
BATCH = 2_000


class NotRor(Exception):
    """The file is no dump of ROR; the message says where and why."""


def bare(text: str) -> str:
    """The id in what somebody typed or pasted."""
    return PREFIX.sub("", text.strip()).strip("/").lower()


def fits(ror: str) -> bool:
    """Whether the last two figures of an id of the right shape belong to the others (ISO 7064, mod 97-10)."""
    number = 0
    for figure in ror[:7]:
        number = number * 32 + FIGURES.index(figure)
    return 98 - number * 100 % 97 == int(ror[7:])


def fold(text: str) -> str:
    """Without accents, case and double blanks: names are stored and looked for so."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(kept.casefold().split())


def load_extract(apps: Apps) -> None:
    """For the migration that makes the table."""
    model = apps.get_model("bases", "RorRecord")
    with EXTRACT.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        model.objects.bulk_create(model(**_of_extract(row)) for row in rows)


def _of_extract(row: Mapping[str, str]) -> dict[str, str]:
    names = row["names"].split("|")
    return {
        **{name: row[name] for name in ("id", "kind", "country", "city", "website")},
        "name": names[0],
        "name_zh": next((name for name in names if HAN.search(name)), ""),
        "words": "\n".join(map(fold, names)),
    }


def records_in(file: IO[str]) -> Iterator[dict[str, str]]:
    """Columns of each active organisation of a dump (a JSON list, schema 2), one at a time. Raises NotRor."""
    for number, record in enumerate(_objects(file), start=1):
        try:
            if record["status"] == "active":
                yield _of_dump(record)
        except (KeyError, TypeError, IndexError, AttributeError, StopIteration) as error:
            raise NotRor(f"Record {number} is none of ROR's schema 2 ({error!r}).") from error


def _of_dump(record: Mapping[str, Any]) -> dict[str, str]:
    names = record["names"]
    first = next(name["value"] for name in names if "ror_display" in name["types"])
    chinese = next((name["value"] for name in names if name["lang"] == "zh"), "")
    places = record["locations"]
    place = places[0]["geonames_details"] if places else {}
    sites = [link["value"] for link in record["links"] if link["type"] == "website"]
    ror = bare(record["id"])
    if not SHAPE.fullmatch(ror) or not fits(ror):
        raise KeyError(record["id"])
    return {
        "id": ror,
        "name": first[:400],
        "name_zh": chinese[:400],
        "words": "\n".join(fold(name["value"]) for name in names),
        "kind": next((kind for kind in record["types"] if kind != "funder"), "")[:20],
        "country": place.get("country_code") or "",
        "city": (place.get("name") or "")[:120],
        "website": (sites[0] if sites else "")[:400],
    }


def _objects(file: IO[str]) -> Iterator[Any]:
    """The objects of a JSON list, in bounded memory. Raises NotRor."""
    decoder, text, at = json.JSONDecoder(), file.read(CHUNK).lstrip("\ufeff \t\r\n"), 1
    if not text.startswith("["):
        raise NotRor("The file does not begin with a list; use the JSON of ROR's schema 2.")
    while True:
        at = BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        if text.startswith("]", at):
            return
        try:
            found, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            chunk = file.read(CHUNK)  # the rest of this object
            if not chunk or len(text) - at > LONGEST:
                raise NotRor("The list breaks off or holds no objects; download it again.") from None
            text, at = text[at:] + chunk, 0
            continue
        yield found


def store(model: Any, records: Iterable[dict[str, str]]) -> int:
    """Replace what is there by `records`; how many. In a transaction of the caller."""
    model.objects.all().delete()
    count, rows = 0, []
    for record in records:
        rows.append(model(**record))
        if len(rows) == BATCH:
            model.objects.bulk_create(rows)
            count, rows = count + len(rows), []
    model.objects.bulk_create(rows)
    return count + len(rows)
