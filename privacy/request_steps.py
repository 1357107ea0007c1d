"""The buttons of a request, and whose turn it is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.step_form import Button, StepForm
from accounts.turns import Turn
from privacy.choices import RequestState, RequestStep
from privacy.domain import handling
from privacy.domain.stored_under import erase_stored, may_be_erased, may_be_sent, send_stored
from privacy.models import DataRequest
from privacy.request_way import OFFICER, WAY


class AnswerForm(StepForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Your answer to the person")


class QuestionForm(StepForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Your question to the person")


BUTTONS: dict[str, Button] = {
    button.step: button
    for button in (
        Button(
            RequestStep.TAKE,
            gettext_lazy("Take it on"),
            gettext_lazy("You answer it; other officers see that you do."),
            handling.take,
            primary=True,
        ),
        Button(
            RequestStep.SEND,
            gettext_lazy("Send what is stored under this address"),
            gettext_lazy(
                "A letter to the confirmed address holds a link to a file of everything that is stored under it. You "
                "do not see the file; the request stays open for your answer."
            ),
            send_stored,
            done=gettext_lazy("The letter with the link is on its way to the address."),
        ),
        Button(
            RequestStep.ERASE,
            gettext_lazy("Erase what is stored under this address"),
            gettext_lazy(
                "Recommendations, invitations, messages of forms and this request lose everything that names the "
                "person. A last letter says so, and the request is answered."
            ),
            erase_stored,
            done=gettext_lazy("Erased; the last letter is on its way."),
            harm=True,
            sure=gettext_lazy("Yes, nothing of it can be brought back"),
        ),
        Button(
            RequestStep.ANSWER,
            gettext_lazy("Answer"),
            gettext_lazy("What you write goes to the person by letter, and the request is closed."),
            lambda row, *, by, reason, language: handling.answer(
                row, by=by, reason=reason, language=language
            ),
            reasoned=True,
            primary=True,
            form=AnswerForm,
        ),
        Button(
            RequestStep.ASK,
            gettext_lazy("Ask the person"),
            gettext_lazy("Where you cannot decide without knowing more. The deadline goes on."),
            lambda row, *, by, reason, language: handling.ask_back(
                row, by=by, reason=reason, language=language
            ),
            reasoned=True,
            form=QuestionForm,
        ),
        Button(
            RequestStep.EXTEND,
            gettext_lazy("Extend the deadline by 60 days"),
            gettext_lazy("Once, and only where it is complicated; the person reads why."),
            lambda row, *, by, reason, language: handling.extend(
                row, by=by, reason=reason, language=language
            ),
            reasoned=True,
        ),
        Button(
            RequestStep.REFUSE,
            gettext_lazy("Refuse"),
            gettext_lazy("Say on which ground; the letter tells the person where to complain."),
            lambda row, *, by, reason, language: handling.refuse(
                row, by=by, reason=reason, language=language
            ),
            reasoned=True,
            harm=True,
        ),
    )
}


def buttons_for(row: DataRequest) -> list[Button]:
    extended = row.events.filter(step=RequestStep.EXTEND).exists()
    steps = [step for step in WAY.steps_from(row.state, who=OFFICER) if step in BUTTONS]
    over = {
        RequestStep.EXTEND: extended,
        RequestStep.SEND: not may_be_sent(row),
        RequestStep.ERASE: not may_be_erased(row),
    }
    return [BUTTONS[step] for step in BUTTONS if step in steps and not over.get(RequestStep(step))]


def mark_of(row: DataRequest) -> str:
    """Of what the page shows."""
    return f"{row.state}:{row.events.count()}"


def turn_for_officers(row: DataRequest) -> Turn:
    if row.state == RequestState.OPEN:
        return Turn(_("An officer takes it on."), _("Take it on"), "now", row.due_at)
    if row.state == RequestState.TAKEN:
        return Turn(_("Answer it, ask the person, or refuse it."), _("Answer"), "now", row.due_at)
    if row.state == RequestState.ASKED:
        words = _(
            "The person was asked something. The deadline goes on: without their answer, decide as it is."
        )
        return Turn(words, _("Answer of the person"), "wait", row.due_at)
    return Turn(_("It is closed: %(state)s.") % {"state": row.get_state_display()})


def turn_for_person(row: DataRequest) -> Turn:
    if row.state in (RequestState.OPEN, RequestState.TAKEN):
        return Turn(_("An officer works on it, and a letter tells you."), _("Answered"), "wait", row.due_at)
    if row.state == RequestState.ASKED:
        return Turn(
            _("An officer asks you something; answer below."), _("Answer of the person"), "now", row.due_at
        )
    return Turn(_("It is closed: %(state)s.") % {"state": row.get_state_display()})
