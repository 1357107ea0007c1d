"""Looking through everything that an opening says."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from bases.choices import NationalityRule
from bases.domain.wording.findings import Finding, Kind, search
from bases.domain.wording.rules import OF_ALL_TEXTS, OF_REQUIREMENTS, SENSITIVE
from bases.models import Opening

TEXTS = ("title", "summary", "description", "duties", "pay", "housing", "ip")
LONG = 160  # letters of one requirement


def findings_of(opening: Opening) -> list[Finding]:
    """Language by language, what has to be mended first."""
    found = [*_in_texts(opening), *_in_rules(opening)]
    order = (Kind.DISCRIMINATING, Kind.SENSITIVE, Kind.UNCLEAR)
    return sorted(dict.fromkeys(found), key=lambda one: order.index(one.kind))


def _in_texts(opening: Opening) -> Iterator[Finding]:
    for version in opening.texts.all():
        language = version.language
        for field in TEXTS:
            words = getattr(version, field)
            yield from search((*OF_ALL_TEXTS, *SENSITIVE), words, language=language, field=field)
        for phrase in version.requirements:
            rules = (*OF_ALL_TEXTS, *SENSITIVE, *OF_REQUIREMENTS)
            yield from search(rules, phrase, language=language, field="requirements")
            if len(phrase) > LONG:
                yield Finding(
                    Kind.UNCLEAR,
                    language,
                    "requirements",
                    phrase,
                    _("It is long for one requirement."),
                    _("Make a line of each thing that is asked: each is matched and shown for itself."),
                )


def _in_rules(opening: Opening) -> Iterator[Finding]:
    """A nationality rule needs a framework, and lets in the framework's own countries."""
    if opening.nationality_rule == NationalityRule.ANY:
        return
    names = ", ".join(str(country.name) for country in opening.nationalities)
    if opening.framework is None:
        yield Finding(
            Kind.DISCRIMINATING,
            "",
            "nationality_rule",
            names,
            _("It limits nationalities, and no cooperation framework asks for that."),
            _("Let every nationality apply, or choose the framework that the opening stands under."),
        )
        return
    partners = {country.code for country in opening.framework.countries}
    ruled = {country.code for country in opening.nationalities}
    only = opening.nationality_rule == NationalityRule.ONLY
    if partners and (not ruled <= partners if only else ruled & partners):
        yield Finding(
            Kind.DISCRIMINATING,
            "",
            "nationality_rule",
            names,
            _("It goes beyond the framework: the countries of the rule are not those of the framework."),
            _("Let in the partner countries of the framework, or every nationality."),
        )
