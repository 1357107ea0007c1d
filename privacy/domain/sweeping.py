"""What is left of somebody in texts of others: every table is looked through, and what names them is taken out.

Tables are read as the database lists them, not as models know them, so that nothing escapes. Texts are rewritten as
they are stored: a name within JSON, also within JSON in JSON (as in revisions of pages), is found in its escaped form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.db import connection

from accounts.models import User
from experts.models import Profile
from privacy.person import Person
from search.text.characters import HAN

MARK = "[...]"  # in the place of a name: no letter of any language, and safe within JSON
SHORTEST = 6  # letters of a name that is one word
TEXTS = ("char", "text", "json")  # of types of columns
# Of other people who bear the same name, what cannot be changed, and what belongs to the database itself.
LEFT_OUT = {
    ("experts_profile", "name"),
    ("experts_profile", "native_name"),
    ("accounts_user", "name"),
    ("accounts_user", "email"),
    ("account_emailaddress", "email"),
}
TABLES_LEFT_OUT = re.compile(
    r"django_migrations|sqlite_.*|pg_.*|accounts_auditevent|.*_fts(_.*)?|.*ftsindexentry.*"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells who somebody is. `exact`: addresses and identifiers; `names`: both scripts, both orders."""

    exact: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.exact, *self.names)


def marks_of(person: Person) -> Marks:
    """Read before anything is erased."""
    exact = set(person.addresses)
    names: list[str] = []
    if person.user:
        names.append(person.user.name)
        accounts = SocialAccount.objects.filter(user=person.user).values_list("uid", flat=True)
        exact |= {uid for uid in accounts if len(uid) >= SHORTEST}
    if person.profile:
        names += [person.profile.name, person.profile.native_name]
        exact |= {person.profile.orcid or ""}
        exact |= {row.value for row in person.profile.external_ids.all() if len(row.value) >= SHORTEST}
    forms = {form for name in names for form in _forms(name)}
    return Marks(tuple(sorted(exact - {""})), tuple(sorted(forms)))


def is_shared(person: Person) -> bool:
    """Somebody else here bears the same name: texts may mean them."""
    names = {person.user.name if person.user else ""}
    if person.profile:
        names |= {person.profile.name, person.profile.native_name}
    names.discard("")
    profiles = Profile.objects.exclude(pk__in=[person.profile.pk] if person.profile else [])
    users = User.objects.exclude(pk__in=[person.user.pk] if person.user else [])
    return any(
        profiles.filter(name__iexact=name).exists()
        or profiles.filter(native_name__iexact=name).exists()
        or users.filter(name__iexact=name).exists()
        for name in names
    )


def sweep(needles: Iterable[str]) -> dict[str, list[object]]:
    """Take every one of `needles` out of every text of every table; -> table.column: keys of the rows changed."""
    needles = tuple(needles)
    if not needles:
        return {}
    pattern = re.compile("|".join(map(_pattern, sorted(needles, key=len, reverse=True))), re.IGNORECASE)
    changed: dict[str, list[object]] = {}
    for table, key, columns in text_columns():
        for column in columns:
            if (table, column) not in LEFT_OUT:
                rows = _sweep_column(table, key, column, pattern, needles)
                if rows:
                    changed[f"{table}.{column}"] = rows
    return changed


def text_columns() -> Iterator[tuple[str, str, list[str]]]:
    """(table, its primary key, its columns of text), as the database knows them."""
    with connection.cursor() as cursor:
        tables = [
            table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t"
        ]
        for table in sorted(tables):
            if TABLES_LEFT_OUT.fullmatch(table):
                continue
            key = connection.introspection.get_primary_key_column(cursor, table)
            columns = _columns(cursor, table)
            if key and columns:
                yield table, key, [name for name in columns if name != key]


def _columns(cursor: object, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        kinds = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
        cursor.execute(kinds, [table])  # type: ignore[attr-defined]
        found = cursor.fetchall()  # type: ignore[attr-defined]
    else:
        cursor.execute(f"PRAGMA table_info({connection.ops.quote_name(table)})")  # type: ignore[attr-defined]
        found = [(row[1], row[2]) for row in cursor.fetchall()]  # type: ignore[attr-defined]
    return [name for name, kind in found if any(text in kind.lower() for text in TEXTS)]


def _sweep_column(
    table: str, key: str, column: str, pattern: re.Pattern[str], needles: tuple[str, ...]
) -> list[object]:
    quoted = connection.ops.quote_name
    text = f"CAST({quoted(column)} AS text)"
    likes = sorted({like for needle in needles for like in _likes(needle)})
    where = " OR ".join([f"LOWER({text}) LIKE %s"] * len(likes))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted(key)}, {text} FROM {quoted(table)} WHERE {where}", likes)
        found = cursor.fetchall()
        changed: list[object] = []
        for pk, value in found:
            swept = pattern.sub(MARK, value)
            if swept != value:
                as_json = "::jsonb" if connection.vendor == "postgresql" and _is_jsonb(table, column) else ""
                cursor.execute(
                    f"UPDATE {quoted(table)} SET {quoted(column)} = %s{as_json} WHERE {quoted(key)} = %s",
                    [swept, pk],
                )
                changed.append(pk)
    return changed


def _is_jsonb(table: str, column: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type FROM information_schema.columns WHERE table_name = %s AND column_name = %s",
            [table, column],
        )
        return bool(cursor.fetchone()[0] == "jsonb")


def _forms(name: str) -> Iterator[str]:
    """The whole name in either order; never a word of it alone, which others bear as well."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    words = plain.split()
    if len(words) > 1:
        yield plain
        yield " ".join([words[-1], *words[:-1]])
        yield f"{words[-1]}, {' '.join(words[:-1])}"
    elif len(plain) >= SHORTEST or re.fullmatch(f"[{HAN}]{{2,}}", plain):
        yield plain


def _likes(needle: str) -> Iterator[str]:
    """A part of the needle that a LIKE finds, as it is written and as JSON escapes it."""
    longest = max(needle.split(), key=len)
    runs = re.findall(r"[ -~]{3,}", longest)
    if runs:
        yield f"%{max(runs, key=len).lower()}%"
        return
    yield f"%{longest.lower()}%"
    yield f"%{longest}%"
    first = longest.encode("utf-16-be")[:2].hex()
    yield f"%u{first}%"


def _pattern(needle: str) -> str:
    """Matches it as it is written, and as JSON writes it at any depth. A name is not found within another word; one of
    two Chinese characters not between others, where they may be parts of two words."""
    body = r"(?:\s|\\+[nrt])+".join("".join(map(_letter, word)) for word in needle.split())
    if re.fullmatch(f"[{HAN}]{{2}}", needle):
        escaped = r"\\u[3-9][0-9a-f]{3}"
        return rf"(?<![{HAN}])(?<!{escaped}){body}(?![{HAN}])(?!\\+u[3-9][0-9a-f]{{3}})"
    first, last = needle[0], needle[-1]
    before = r"(?:(?<![^\W_])|(?<=\\[nrt]))" if _spaced(first) else ""
    after = r"(?![^\W_])" if _spaced(last) else ""
    return before + body + after


def _spaced(letter: str) -> bool:
    """Of a script that sets its words apart."""
    return letter.isalnum() and not re.match(f"[{HAN}\u3040-\u30ff\u0e00-\u0e7f]", letter)


def _letter(letter: str) -> str:
    if letter.isascii():
        return re.escape(letter)
    units = letter.encode("utf-16-be")
    codes = "".join(r"\\+u" + units[at : at + 2].hex() for at in range(0, len(units), 2))
    return f"(?:{re.escape(letter)}|{codes})"
