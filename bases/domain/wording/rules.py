"""The rules. An opening may ask for what the work needs; not for an age, a sex, a family, an origin.

What they look for stands in bases/data/wording.toml. The sensitive ones name what a person has to look at (plan,
chapter 3.3), not what is forbidden.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from bases.domain.wording.findings import Kind, Rule, Said

PATTERNS = tomllib.loads((Path(__file__).parents[2] / "data" / "wording.toml").read_text(encoding="utf-8"))


def _rule(kind: Kind, name: str, why: Said, remedy: Said) -> Rule:
    english, chinese = "|".join(PATTERNS[name]["en"]), "|".join(PATTERNS[name]["zh"])
    return Rule(
        kind, re.compile(rf"(?<![A-Za-z])(?:{english})(?![A-Za-z])|{chinese}", re.IGNORECASE), why, remedy
    )


D, U, S = Kind.DISCRIMINATING, Kind.UNCLEAR, Kind.SENSITIVE

OF_ALL_TEXTS = (
    _rule(
        D,
        "age",
        _("It asks for an age."),
        _("Choose career stages instead, or name the experience that the work needs."),
    ),
    _rule(
        D,
        "sex",
        _("It asks for a sex."),
        _("Leave it out: say what is to be done, and let everybody apply who can do it."),
    ),
    _rule(
        D,
        "family",
        _("It asks about marriage or children."),
        _("Leave it out; if the stay is hard for families, describe the housing instead."),
    ),
    _rule(
        D,
        "looks",
        _("It asks about looks."),
        _("Leave it out; if the work needs strength or reach, name the task."),
    ),
    _rule(
        D,
        "health",
        _("It shuts out people with an illness or a disability."),
        _("Name the tasks that the work needs, so that people can say how they would do them."),
    ),
    _rule(
        D,
        "origin",
        _("It asks for an origin, a religion or a mother tongue."),
        _("Choose a language and a level instead: whoever has it can do the work."),
    ),
    _rule(
        D,
        "nationality",
        _("It limits nationalities in the text."),
        _("Use the nationality rule instead: it stands for a framework, and is the same in both languages."),
    ),
)
OF_REQUIREMENTS = (
    _rule(
        U,
        "left_open",
        _("It is left open what else would do."),
        _("Name all that would do, or the one thing that is needed."),
    ),
    _rule(
        U,
        "vague",
        _("Everybody thinks that they have it, and nobody can show it."),
        _("Say what is to be done: “writes reports for partners in English”."),
    ),
    _rule(
        U,
        "enough",
        _("How much is enough stays open."),
        _("Give a figure or an example: “two years with cryogenic vacuum systems”."),
    ),
)
SENSITIVE = (
    _rule(
        S,
        "arms",
        _("Arms or dual-use goods are named."),
        _("Say under “Sensitive fields” what the work is for, and who may see its results."),
    ),
    _rule(
        S,
        "fissile",
        _("Fissile material is named."),
        _("Say under “Sensitive fields” under which safeguards the work stands."),
    ),
    _rule(
        S,
        "life",
        _("Dangerous agents or human genetic resources are named."),
        _("Say under “Sensitive fields” which approval the work has, and from whom."),
    ),
    _rule(
        S,
        "secrets",
        _("Secrets, code breaking or controlled exports are named."),
        _("Say under “Sensitive fields” what of it a guest would see."),
    ),
    _rule(
        S,
        "infrastructure",
        _("Critical infrastructure or surveying is named."),
        _("Say under “Sensitive fields” which data leave the base, and with whose approval."),
    ),
)
