"""An ORCID record as orcid.org serves it (v3.0), in JSON or XML: both have the same names."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from experts.importing import tidy
from experts.importing.limits import ENTRIES, ROWS, Refused
from experts.importing.record import Handle, Note, Post, Record, Told, Work
from experts.importing.trees import text

DOCTORATE = ("phd", "ph.d", "dphil", "doctor", "dr.", "博士")


def read_orcid(root: Element) -> Record:
    """Raises Refused for a part of a record that does not tell whose it is."""
    owner = tidy.orcid(text(root, "orcid-identifier", "path"))
    if not owner:
        raise Refused("orcid_without_owner")
    person = root.find("person")
    activities = root.find("activities-summary")
    person = Element("person") if person is None else person
    activities = Element("activities-summary") if activities is None else activities
    works, notes = _works(activities)
    biography = tidy.block(text(person, "biography", "content"))
    return Record(
        format="orcid",
        orcid=Told(owner, "part:orcid-identifier"),
        names=tuple(_names(person)),
        country=next((Told(code, "part:person/addresses") for code in _countries(person)), None),
        doctorate_year=_doctorate(activities),
        biographies=(Told(biography, "part:person/biography"),) if biography else (),
        keywords=tuple(
            Told(tidy.line(text(one, "content")), "part:person/keywords")
            for one in person.iter("keyword")
            if text(one, "content")
        ),
        posts=tuple(_post(one, "employments") for one in activities.iter("employment-summary"))[:ROWS],
        works=works,
        identifiers=tuple(_identifiers(person))[:ROWS],
        notes=notes,
    )


def _names(person: Element) -> Iterator[Told]:
    """The name for publications, given and family name, then the others."""
    name = person.find("name")
    written = [
        (text(name, "credit-name"), "part:person/name/credit-name"),
        (f"{text(name, 'given-names')} {text(name, 'family-name')}", "part:person/name"),
        *((text(one, "content"), "part:person/other-names") for one in person.iter("other-name")),
    ]
    for value, place in written:
        if clean := tidy.line(value):
            yield Told(clean, place)


def _countries(person: Element) -> Iterator[str]:
    for address in person.iter("address"):
        if code := text(address, "country"):
            yield code


def _post(summary: Element, part: str) -> Post:
    organization = summary.find("organization")
    source = text(organization, "disambiguated-organization", "disambiguation-source")
    identifier = text(organization, "disambiguated-organization", "disambiguated-organization-identifier")
    return Post(
        name=tidy.line(text(organization, "name")),
        role=tidy.line(text(summary, "role-title")),
        city=tidy.line(text(organization, "address", "city")),
        country=text(organization, "address", "country"),
        ror=identifier.rpartition("/")[2] if source == "ROR" else "",
        start_year=tidy.year(text(summary, "start-date", "year")),
        end_year=tidy.year(text(summary, "end-date", "year")),
        place=f"part:activities-summary/{part}",
    )


def _doctorate(activities: Element) -> Told | None:
    for summary in activities.iter("education-summary"):
        post = _post(summary, "educations")
        if post.end_year and any(word in post.role.casefold() for word in DOCTORATE):
            return Told(str(post.end_year), post.place)
    return None


def _works(activities: Element) -> tuple[tuple[Work, ...], tuple[Note, ...]]:
    """One of each group: ORCID puts the same work from several sources into one, the preferred first."""
    works: list[Work] = []
    untitled = 0
    listed = activities.find("works")
    for group in listed if listed is not None else ():
        summary = next(group.iter("work-summary"), None)
        if summary is None:
            continue
        title = tidy.prose(text(summary, "title", "title")).replace("\n", " ")
        if not title:
            untitled += 1
            continue
        works.append(
            Work(
                title=title,
                year=tidy.year(text(summary, "publication-date", "year")),
                doi=_doi(summary) or _doi(group),
                venue=tidy.line(text(summary, "journal-title")),
                place="part:activities-summary/works",
            )
        )
        if len(works) > ENTRIES:
            raise Refused("too_many_entries", limit=ENTRIES)
    return tuple(works), (Note("untitled", untitled),) if untitled else ()


def _doi(node: Element) -> str:
    for one in node.iter("external-id"):
        own = text(one, "external-id-relationship") in ("self", "")
        if own and text(one, "external-id-type").lower() == "doi":
            return tidy.doi(text(one, "external-id-value"))
    return ""


def _identifiers(person: Element) -> Iterator[Handle]:
    for one in person.iter("external-identifier"):
        scheme, value = text(one, "external-id-type"), text(one, "external-id-value")
        if scheme and value:
            yield Handle(tidy.line(scheme)[:30], tidy.line(value), "part:person/external-identifiers")
