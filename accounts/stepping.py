"""Pressing a button of a page: the mark compared under the lock, the step taken once, and what to answer otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.audience import user_of
from accounts.domain.errors import NotTheirStep, SeenChanged
from accounts.step_form import Button, StepForm, forms_of
from taxonomy.transitions import IllegalTransition

Row = TypeVar("Row", bound=models.Model)
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """What a page of steps knows. `already`: this very step was the last, and the same person took it. `legal`: whether
    the state of the row allows a step at all, where that is to be said before anything that is wrong in its form."""

    buttons: Mapping[str, Button]  # all there are, by step, whatever the state
    lock: Callable[[Row], None]
    mark: Callable[[Row], str]  # of what the page shows
    already: Callable[..., bool]  # (row, step, by=…)
    legal: Callable[[Row, str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """`form`: bound, with what is wrong in it. `status`: of the page that shows it; 0: taken, lead onward."""

    form: StepForm | None
    status: int
    error: str = ""

    def forms(self, buttons: Iterable[Button], *, seen: str) -> list[StepForm]:
        """For the page that is shown now: what was filled in wrongly stays filled in; after a refusal all are empty."""
        wrong = self.form if self.status == 200 else None
        made = forms_of(buttons, seen=seen)
        return [wrong if wrong and one.button.step == wrong.button.step else one for one in made]

    @property
    def taken(self) -> bool:
        return self.status == 0


def press(request: HttpRequest, row: Row, page: Page[Row]) -> Pressed:
    """Take the step that was posted. Raises PermissionDenied where it is not the reader's."""
    user, step = user_of(request), str(request.POST.get("step", ""))
    button = page.buttons.get(step)
    if button is None:
        return Pressed(None, CONFLICT, _("Choose one of the steps on this page."))
    if page.already(row, step, by=user) and request.POST.get("seen") != page.mark(row):
        return Pressed(None, 0)  # sent twice: the page that was sent is older than the step
    if page.legal is not None and not page.legal(row, step):
        return Pressed(None, CONFLICT, moved_on())
    form = (button.form or StepForm)(request.POST, button=button, seen="")
    if not form.is_valid():
        return Pressed(form, 200)
    try:
        with transaction.atomic():
            page.lock(row)
            if form.cleaned_data["seen"] != page.mark(row):
                raise SeenChanged(moved_on())
            button.take(row, by=user, **form.said)
    except NotTheirStep as error:
        raise PermissionDenied(str(error)) from error
    except IllegalTransition as error:
        row.refresh_from_db()
        return Pressed(form, CONFLICT, str(error))
    if said := button.done(row) if callable(button.done) else str(button.done):
        messages.success(request, said)
    return Pressed(form, 0)


def moved_on() -> str:
    return _("Meanwhile this has moved on; look at where it stands now.")


def last_was(row: models.Model, step: str, *, by: models.Model) -> bool:
    """The last event on a row with `events` that the clock did not bring is this step by the same person."""
    last = row.events.exclude(side="platform").order_by("at", "pk").last()  # type: ignore[attr-defined]
    return last is not None and last.step == step and last.by_id == by.pk
