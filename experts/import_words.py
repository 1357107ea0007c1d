"""What is said of an import: why a file is not read, what was left out, where a value stood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from experts.importing.record import Note

FORMATS: Mapping[str, Any] = {
    "orcid": _("ORCID record"),
    "bibtex": _("BibTeX"),
    "ris": _("RIS"),
    "csl": _("CSL-JSON"),
    "doi": _("DOI list"),
    "cv": _("CV"),
    "europass": _("Europass CV"),
    "manual": _("Your other profile"),
}

# Code of a refusal -> why the file is not read, and what to do.
REFUSALS: Mapping[str, Any] = {
    "empty": _("The file is empty. Choose another one."),
    "too_large": _("The file is larger than %(limit)d MB. Bring a smaller one, or split it."),
    "too_many_entries": _("The file holds more than %(limit)d publications. Split it into several files."),
    "too_many_pages": _("The PDF has more than %(limit)d pages. Bring the pages with your CV alone."),
    "too_much_text": _("The text has more than %(limit)d characters. Bring the part about you alone."),
    "too_slow": _(
        "The file could not be read within %(limit)d seconds. Save it anew from its program, or split it."
    ),
    "too_heavy": _(
        "The file needs more memory than a file may take. Save it anew from its program, or split it."
    ),
    "inflates": _(
        "The file unpacks to more than %(limit)d MB, so it was left alone. Save it without pictures."
    ),
    "nothing_found": _(
        "Nothing in the file could be recognised as something of a profile. Try another format, or type it in."
    ),
    "lookup_failed": _(
        "The other server did not answer, or not in time. Try again later, or bring the record as a file."
    ),
    "lookup_unknown": _("Nothing is known there under this iD or DOI. Check it, or bring a file."),
    "unknown_format": _("This is none of the formats that can be read. They are listed beside the form."),
    "not_text": _(
        "This is neither text nor a document that can be read. The formats are listed beside the form."
    ),
    "garbled": _(
        "The letters of this file are garbled: it was saved in a wrong encoding. Export it again as UTF-8."
    ),
    "encoding": _("The encoding of the text cannot be told. Save it as UTF-8 and bring it again."),
    "html": _("This is a web page. Export the list as BibTeX, RIS or CSL-JSON instead."),
    "archive": _("This is an archive. Unpack it and bring one file of it."),
    "old_word": _("This is a document of Word before 2007. Save it as .docx or PDF and bring it again."),
    "macros": _("The document holds macros. Save it as .docx without macros, or as PDF, and bring it again."),
    "broken_docx": _("The Word document is damaged. Save it anew, or as PDF."),
    "docx_without_text": _("The Word document holds no text."),
    "pdf_encrypted": _("The PDF is protected by a password. Save it without one and bring it again."),
    "pdf_without_text": _("The PDF holds pictures of pages and no text. Bring a PDF made by a text program."),
    "broken_pdf": _("The PDF is damaged. Save or print it anew as PDF."),
    "broken_xml": _("The XML breaks off or is damaged in line %(line)d. Download the file again."),
    "xml_entities": _(
        "The XML declares entities of its own, which are not read. Download the file again from its source."
    ),
    "unknown_xml": _("This XML is neither an ORCID record nor a Europass CV."),
    "broken_json": _("The JSON breaks off or is damaged in line %(line)d. Download the file again."),
    "unknown_json": _("This JSON is neither an ORCID record nor a list of publications (CSL-JSON)."),
    "broken_bibtex": _(
        "No entry of the BibTeX could be read; the first mistake is in the entry at line %(line)d."
    ),
    "broken_ris": _(
        "The RIS could not be read. Export it again: each entry begins with TY and ends with ER."
    ),
    "orcid_without_owner": _(
        "This part of an ORCID record does not say whose it is. Bring the whole record."
    ),
    "other_person": _(
        "This is the ORCID record %(theirs)s; yours is %(mine)s. Download your own record: log in at orcid.org, open "
        "your record and save it as JSON or XML. If it is yours, correct the iD in your profile first."
    ),
}

# Code of a note -> what was left out.
NOTES: Mapping[str, Any] = {
    "broken_entry": ngettext_lazy(
        "%(number)d entry could not be read", "%(number)d entries could not be read", "number"
    ),
    "untitled": ngettext_lazy("%(number)d entry has no title", "%(number)d entries have no title", "number"),
    "twice": ngettext_lazy(
        "%(number)d publication comes twice", "%(number)d publications come twice", "number"
    ),
}

PLACES: Mapping[str, Any] = {
    "line": _("line %(at)s"),
    "page": _("page %(at)s"),
    "entry": _("entry %(at)s"),
}


def refusal(code: str, values: Mapping[str, Any]) -> str:
    return str(REFUSALS[code]) % values


def note(found: Note) -> str:
    """With the place of the first one."""
    said = NOTES[found.code] % {"number": found.count}
    where = place(found.place)
    return f"{said} ({where})" if where else str(said)


def place(written: str) -> str:
    """ "line:12" as people say it; a part of a record by its own name."""
    kind, _colon, at = written.partition(":")
    return str(PLACES[kind]) % {"at": at} if kind in PLACES else at
