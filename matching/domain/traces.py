"""What tells of a profile who it is: names, identifiers, where they work, what they published, what they wrote."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from django.db.models import QuerySet

from experts.models import ExternalId, Profile, ProfileText, Publication
from matching.domain.same_name import NameForms
from search.text.cedict import simplify
from search.text.characters import plain

LEAST_CHARACTERS = (
    60  # letters of a text, or Chinese characters, that two people do not write alike by chance
)
LEAST_TITLE = 20  # of a title: "Editorial" is nobody's own
_DOI = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:)", re.IGNORECASE)
_ORCID = re.compile(r"^https?://orcid\.org/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything normalised, so that equal means the same."""

    pk: int
    names: NameForms
    country: str
    affiliation: str
    identifiers: frozenset[str]
    papers: frozenset[str]  # DOI where there is one, and the title
    texts: frozenset[str]  # digests of what was written in each language
    fields: frozenset[str]

    def keys(self) -> Iterator[str]:
        """Two profiles of one person share one of these at least; few others do."""
        for name in self.names.whole_keys():
            yield f"country:{self.country}:{name}"
            if self.affiliation:
                yield f"affiliation:{self.affiliation}:{name}"
        yield from (f"identifier:{value}" for value in self.identifiers)
        yield from (f"text:{digest}" for digest in self.texts)
        loose = self.names.loose_keys()
        yield from (f"paper:{paper}:{name}" for paper in self.papers for name in loose)
        yield from (f"field:{field}:{name}" for field in self.fields for name in loose)


def traces(rows: QuerySet[Profile]) -> dict[int, Trace]:
    """Profile id -> its trace, of all `rows`. Five queries."""
    chosen = rows.order_by().values("pk")
    identifiers, papers, texts, fields = (defaultdict[int, set[str]](set) for _ in range(4))
    for pk, scheme, value in ExternalId.objects.filter(profile__in=chosen).values_list(
        "profile_id", "scheme", "value"
    ):
        identifiers[pk].add(identifier(scheme, value))
    for pk, doi, title in Publication.objects.filter(profile__in=chosen).values_list(
        "profile_id", "doi", "title"
    ):
        papers[pk].update(paper_keys(doi, title))
    for pk, *written in ProfileText.objects.filter(profile__in=chosen).values_list(
        "profile_id", "headline", "biography"
    ):
        texts[pk].update(text_digests(written))
    for pk, field in Profile.fields.through.objects.filter(profile__in=chosen).values_list(
        "profile_id", "priorityfield_id"
    ):
        fields[pk].add(str(field))
    people = Profile.objects.filter(pk__in=chosen).order_by("pk")
    found = {}
    for pk, name, native, country, affiliation, orcid in people.values_list(
        "pk", "name", "native_name", "country", "affiliation", "orcid"
    ):
        own = {identifier("orcid", orcid)} if orcid else set()
        found[pk] = Trace(
            pk=pk,
            names=NameForms.of(name, native),
            country=str(country),
            affiliation=letters(affiliation),
            identifiers=frozenset(identifiers[pk] | own),
            papers=frozenset(papers[pk]),
            texts=frozenset(texts[pk]),
            fields=frozenset(fields[pk]),
        )
    return found


def identifier(scheme: str, value: str) -> str:
    """ "ORCID", "https://orcid.org/0000-0002-1825-0097" -> "orcid:0000000218250097" """
    return f"{letters(scheme)}:{letters(_ORCID.sub('', value.strip()))}"


def paper_keys(doi: str | None, title: str) -> Iterator[str]:
    """By DOI and by title: the same paper may be entered once with and once without its DOI."""
    if doi:
        yield f"doi {_DOI.sub('', doi.strip()).casefold()}"
    if len(said := letters(title)) >= LEAST_TITLE:
        yield f"title {said}"


def text_digests(written: Iterable[str]) -> Iterator[str]:
    """Of headline and biography together, where there is enough of them to tell people apart."""
    said = letters(" ".join(written))
    if len(said) >= LEAST_CHARACTERS:
        yield blake2b(said.encode(), digest_size=12).hexdigest()


def letters(text: str) -> str:
    """Letters and digits alone, in one case and one script."""
    return re.sub(r"[\W_]+", "", simplify(plain(text)))
