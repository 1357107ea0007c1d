"""A page on which a person answers: by the link of a letter, or logged in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.domain.errors import NotTheirStep
from accounts.models import User
from experts.choices import NominationState
from experts.domain.parts.person import Refused
from experts.forms.consents import ConsentsForm
from experts.models import Nomination, Profile
from matching.models import Introduction
from nominations.choices import NominationStep as S
from nominations.domain.answering import Yes, accept, require_in_time
from nominations.domain.ending import decline, never_again
from nominations.domain.forward import obstacles
from nominations.domain.steps import require
from nominations.forms.answer import AcceptForm
from nominations.turn import turn_for_person
from taxonomy.transitions import IllegalTransition

CONFLICT, GONE = 409, 410
TOLD = (
    S.SEND,
    S.REMIND,
    S.HAND_OVER,
    S.ACCEPT,
    S.CORRECT,
    S.DECLINE,
    S.PUT_FORWARD,
)  # what came before is the attaché's alone


class Answering:
    """`by`: who is logged in; else `token` is the link by which they came."""

    def __init__(
        self, request: HttpRequest, nomination: Nomination, *, by: User | None, token: str = ""
    ) -> None:
        self.request, self.nomination, self.by, self.token = request, nomination, by, token
        self.gone = False
        self.done, self.stays, self.status, self.trouble = False, True, 200, ""
        self.profile = Profile.objects.filter(user=by).first() if by else None
        asked = str(request.POST.get("answer", "")) if request.method == "POST" else ""
        self.asked = asked
        self.form = self._form(request.POST if asked == "accept" else None)

    def take(self) -> None:
        """Raises PermissionDenied where it is not the reader's to answer."""
        try:
            self._take()
        except NotTheirStep as error:
            raise PermissionDenied(str(error)) from error
        except Nomination.DoesNotExist:  # withdrawn, or its time was over, at this very moment
            self.gone = True
        except Refused as error:
            self.form.add_error(error.field, str(error))
        except IllegalTransition as error:
            self.nomination.refresh_from_db()
            self.trouble, self.status = str(error), CONFLICT

    def page(self) -> HttpResponse:
        if self.gone:
            return render(self.request, "nominations/gone.html", {"section": "account"}, status=GONE)
        state = self.nomination.state
        accepted = state == NominationState.ACCEPTED
        kept_back = obstacles(self.nomination) if accepted and self.by else []
        began = _began(self.nomination) if accepted and self.by else None
        context = {
            "section": "account",
            "nomination": self.nomination,
            "turn": turn_for_person(self.nomination, began=began, kept_back=bool(kept_back)),
            "began": began,
            "events": [event for event in self.nomination.events.all() if event.step in TOLD],
            "open": state == NominationState.SENT,
            "declined": state == NominationState.DECLINED,
            "accepted": accepted,
            "form": self.form,
            "has_profile": self.profile is not None,
            "has_account": self._has_account(),
            "trouble": self.trouble,
            "by_link": self.by is None,
            "obstacles": kept_back,
        }
        return render(self.request, "nominations/answer.html", context, status=self.status)

    def _take(self) -> None:
        who: dict[str, Any] = {"by": self.by, "token": self.token}
        if self.asked == "accept":
            self._accept(who)
        elif self.asked == "decline":
            if self.nomination.state != NominationState.DECLINED:  # a double click is one answer
                require_in_time(self.nomination)
                decline(self.nomination, **who)
            self.done = True
        elif self.asked == "never":
            never_again(self.nomination, **who)
            self.done, self.stays = True, False
        else:
            self.trouble, self.status = _("Choose one of the answers on this page."), CONFLICT

    def _accept(self, who: dict[str, Any]) -> None:
        if self.nomination.state == NominationState.ACCEPTED:  # a double click
            self.done = True
            return
        require(self.nomination, S.ACCEPT)
        if not self.form.is_valid():
            return
        yes = Yes(purposes=self.form.chosen) if isinstance(self.form, ConsentsForm) else self.form.yes
        accept(self.nomination, yes, **who)
        if self.by:
            messages.success(self.request, _("Accepted."))
        self.done = True

    def _form(self, data: Any) -> Any:
        if self.profile is not None and self.by is not None:
            return ConsentsForm(data, user=self.by)
        return AcceptForm(data, nomination=self.nomination)

    def _has_account(self) -> bool:
        """Whoever has one logs in to accept."""
        email = self.nomination.email
        known = User.objects.filter(email=email.lower(), email_verified_at__isnull=False) if email else None
        return self.by is None and known is not None and known.exists()


def _began(nomination: Nomination) -> Introduction | None:
    return nomination.introductions.select_related("opening", "exchange").order_by("pk").last()
