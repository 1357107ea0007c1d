"""Why a file is not taken, and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from bases.files.limits import Refused

WORDS: dict[str, Any] = {
    "empty": _("The file is empty; choose another."),
    "too_large": _("The file is larger than %(limit)s MB. Save it smaller, or hand in its pages as several files."),
    "other_kind": _("This is neither PDF nor PNG nor JPEG, whatever its name says. Export it as PDF and try again."),
    "broken": _("The file is broken and cannot be read. Save it anew and try again."),
    "encrypted": _("The PDF is protected by a password; officers could not read it. Save it without one."),
    "too_many_pages": _("The PDF has more than %(limit)s pages. Hand in the pages that prove it."),
    "too_many_pixels": _("The picture has more than %(limit)s million pixels. Save it smaller."),
    "inflates": _("The PDF unpacks to more than %(limit)s MB. Print it to a new PDF and try again."),
    "runs_code": _("The PDF holds a script, an action or another file. Print it to a new PDF and try again."),
    "no_picture": _("A PDF is no picture. Choose a PNG or a JPEG."),
    "too_small": _("The picture is less than %(limit)s pixels wide or high; it would not be seen well."),
    "one_at_a_time": _("Another file of yours is being looked at. Wait a moment, then send this one again."),
    "too_heavy": _("The file takes too much time or memory to look at. Print it to a new PDF and try again."),
}  # fmt: skip


def refusal(refused: Refused) -> str:
    return str(WORDS[refused.code]) % refused.values
