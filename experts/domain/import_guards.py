"""Why an import is refused, and the lock under which it is answered."""

from __future__ import annotations

from experts.models import ProfileImport


class ImportRefused(Exception):
    """Nothing was changed. The subclass says why."""


class TooManyImports(ImportRefused):
    """Several proposals wait already, or a file is being read: answer those first."""


class StaleImport(ImportRefused):
    """The profile changed since the page was made, or the proposal was answered: look at it again."""


class NothingChosen(ImportRefused):
    """Not a single value was chosen."""


class HeadlineMissing(ImportRefused):
    """A text in a new language needs its headline. `language` is the language."""

    def __init__(self, language: str) -> None:
        super().__init__(f"A text in {language} needs a headline.")
        self.language = language


class TitleMissing(ImportRefused):
    """A publication was chosen of which only the DOI is known: write its title."""


class NotUndoable(ImportRefused):
    """Only the last import can be undone, for a time, and not if it leaves a profile in use without any text."""


def lock_import(proposal: ProfileImport) -> None:
    """A proposal that was thrown away meanwhile is stale."""
    found = ProfileImport.objects.select_for_update().filter(pk=proposal.pk)
    try:
        proposal.refresh_from_db(from_queryset=found)
    except ProfileImport.DoesNotExist as error:
        raise StaleImport from error
