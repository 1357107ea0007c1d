"""A Europass CV in XML: the present schema (Candidate) and the one before it (SkillsPassport)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from experts.importing import tidy
from experts.importing.citations import read_citation
from experts.importing.languages import code_of, level_of
from experts.importing.limits import ROWS
from experts.importing.record import Post, Record, Spoken, Told, Work
from experts.importing.trees import text
from experts.importing.works import in_list

ROOTS = ("Candidate", "SkillsPassport")
DOCTORATE = ("phd", "ph.d", "dphil", "doctor", "博士")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
PUBLICATIONS = "part:Publications"
LAST = "eqf8"  # the European Qualifications Framework's level of a doctorate


def read_europass(root: Element) -> Record:
    return _candidate(root) if root.tag == "Candidate" else _passport(root)


def _record(
    *,
    name: str,
    country: str,
    summary: str,
    posts: Iterable[Post],
    doctorate: Told | None,
    languages: Iterable[Spoken],
    works: Iterable[Work | None],
    part: str,
) -> Record:
    listed = in_list("europass", (work for work in works if work))
    clean, biography = tidy.line(name), tidy.prose(summary)
    return Record(
        format="europass",
        names=(Told(clean, f"part:{part}"),) if clean else (),
        country=Told(country, f"part:{part}") if country else None,
        doctorate_year=doctorate,
        biographies=(Told(biography, f"part:{part}"),) if biography else (),
        posts=tuple(posts)[:ROWS],
        languages=tuple(languages)[:ROWS],
        works=listed.works,
        notes=listed.notes,
    )


def _work(title: str, written: str) -> Work | None:
    """A publication that has a title of its own, or a citation alone."""
    about = tidy.prose(written).replace("\n", " ")
    if not title:
        return read_citation(about, PUBLICATIONS) if about else None
    return Work(
        title=tidy.line(title),
        year=tidy.year(tidy.DOI.sub("", about)),
        doi=tidy.doi(about),
        place=PUBLICATIONS,
    )


def _candidate(root: Element) -> Record:
    person, profile = root.find("CandidatePerson"), root.find("CandidateProfile")
    person = Element("CandidatePerson") if person is None else person
    profile = Element("CandidateProfile") if profile is None else profile
    name = person.find("PersonName")
    full = text(name, "FormattedName") or f"{text(name, 'GivenName')} {text(name, 'FamilyName')}"
    mother = [code for one in person.iter("PrimaryLanguageCode") if (code := code_of(one.text or ""))]
    return _record(
        name=full,
        country=next(
            (text(one, "CountryCode") for one in person.iter("Address") if text(one, "CountryCode")), ""
        ),
        summary=text(profile, "ExecutiveSummary"),
        posts=_employers(profile),
        doctorate=_degree(profile),
        languages=[
            *(Spoken(code, "native", "part:PrimaryLanguageCode") for code in mother),
            *_competencies(profile),
        ],
        works=[
            _work(
                text(one, "Title"),
                " ".join(text(one, name) for name in ("Reference", "Link", "Date", "Year")),
            )
            for one in profile.iter("Publication")
        ],
        part="CandidatePerson",
    )


def _employers(profile: Element) -> Iterator[Post]:
    for employer in profile.iter("EmployerHistory"):
        for position in employer.iter("PositionHistory"):
            period = position.find("EmploymentPeriod")
            yield Post(
                name=tidy.line(text(employer, "OrganizationName")),
                role=tidy.line(text(position, "PositionTitle")),
                city=tidy.line(text(position, "City") or _below(employer, "CityName")),
                country=text(position, "Country") or _below(employer, "CountryCode"),
                start_year=tidy.year(text(period, "StartDate", "FormattedDateTime")),
                end_year=tidy.year(text(period, "EndDate", "FormattedDateTime")),
                place="part:EmploymentHistory",
            )


def _below(node: Element, name: str) -> str:
    found = next(node.iter(name), None)
    return text(found)


def _degree(profile: Element) -> Told | None:
    for one in profile.iter("EducationOrganizationAttendance"):
        titles = " ".join(node.text or "" for node in one.iter("DegreeName")).casefold()
        level = _below(one, "EducationLevelCode").casefold()
        year = tidy.year(text(one, "AttendancePeriod", "EndDate", "FormattedDateTime"))
        if year and (any(word in titles for word in DOCTORATE) or level in (LAST, "8")):
            return Told(str(year), "part:EducationHistory")
    return None


def _competencies(profile: Element) -> Iterator[Spoken]:
    for one in profile.iter("PersonCompetency"):
        if text(one, "TaxonomyID").casefold() != "language":
            continue
        levels = [level for score in one.iter("ScoreText") if (level := level_of(score.text or "")) in LEVELS]
        if code := code_of(text(one, "CompetencyID")):
            yield Spoken(code, min(levels, default=""), "part:PersonQualifications")


def _passport(root: Element) -> Record:
    learner = next(root.iter("LearnerInfo"), None)
    learner = Element("LearnerInfo") if learner is None else learner
    name = learner.find("Identification/PersonName")
    return _record(
        name=f"{text(name, 'FirstName')} {text(name, 'Surname')}",
        country=text(learner, "Identification", "ContactInfo", "Address", "Contact", "Country", "Code"),
        summary=text(learner, "Headline", "Description", "Label") or text(learner, "ProfileSummary"),
        posts=_experience(learner),
        doctorate=_title(learner),
        languages=_tongues(learner),
        works=[
            _work("", text(one, "Description"))
            for one in learner.iter("Achievement")
            if text(one, "Title", "Code").casefold() == "publications"
        ],
        part="LearnerInfo/Identification",
    )


def _experience(learner: Element) -> Iterator[Post]:
    for one in learner.iter("WorkExperience"):
        address = one.find("Employer/ContactInfo/Address/Contact")
        yield Post(
            name=tidy.line(text(one, "Employer", "Name")),
            role=tidy.line(text(one, "Position", "Label")),
            city=tidy.line(text(address, "Municipality")),
            country=text(address, "Country", "Code"),
            start_year=_passport_year(one, "From"),
            end_year=_passport_year(one, "To"),
            place="part:WorkExperienceList",
        )


def _passport_year(one: Element, end: str) -> int:
    found = one.find(f"Period/{end}")
    return tidy.year(found.get("year") or text(found, "Year")) if found is not None else 0


def _title(learner: Element) -> Told | None:
    for one in learner.iter("Education"):
        title = text(one, "Title").casefold()
        year = _passport_year(one, "To")
        if year and (any(word in title for word in DOCTORATE) or text(one, "Level", "Code") == "8"):
            return Told(str(year), "part:EducationList")
    return None


def _tongues(learner: Element) -> Iterator[Spoken]:
    for one in learner.iter("MotherTongue"):
        if code := code_of(text(one, "Description", "Code") or text(one, "Description", "Label")):
            yield Spoken(code, "native", "part:MotherTongueList")
    for one in learner.iter("ForeignLanguage"):
        proficiency = one.find("ProficiencyLevel")
        levels = [
            level
            for part in (proficiency if proficiency is not None else ())
            if (level := level_of(part.text or ""))
        ]
        if code := code_of(text(one, "Description", "Code") or text(one, "Description", "Label")):
            yield Spoken(code, min(levels, default=""), "part:ForeignLanguageList")
