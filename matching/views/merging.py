"""One person with two profiles joins them: says so in each account, then goes on with one of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.audience import user_of
from matching.domain import merging as domain
from matching.domain.merging import NotBoth, WrongCode
from matching.forms_merging import MergeCode
from matching.models import MergeRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """`step`: agree, decline or take. Nothing of the other profile is shown before both owners agreed."""
    user = user_of(request)
    rows = MergeRequest.objects.visible_to(user).select_related("first", "second")
    question = get_object_or_404(rows, pk=pk)
    side = domain.side_of(question, user)
    form = MergeCode(request.POST if request.POST.get("step") == "agree" else None)
    if request.method == "POST":
        try:
            match request.POST.get("step"):
                case "agree":
                    code = form.cleaned_data["code"] if form.is_valid() else ""
                    domain.agree(question, code=code, by=user)
                case "decline":
                    domain.decline(question, by=user)
                    messages.success(
                        request, _("Recorded: the other profile is not yours. Nothing was changed.")
                    )
                    return redirect("experts:profile")
                case "take":
                    proposal = domain.take_over(question, by=user)
                    messages.success(
                        request,
                        _(
                            "You go on with this profile; the other one is hidden. Now take from it what you want."
                        ),
                    )
                    return redirect("experts:import", proposal.pk)
        except NotBoth:
            messages.warning(request, _("This changed meanwhile. Here is how it stands now."))
        except WrongCode:
            form.add_error("code", _("The other account shows another code."))
            return _page(request, question, side, form, status=400)
        return redirect("matching:merge", pk)
    return _page(request, question, side, form)


def _page(
    request: HttpRequest, question: MergeRequest, side: str, form: MergeCode, *, status: int = 200
) -> HttpResponse:
    context = {
        "section": "desk",
        "question": question,
        "open": not question.declined_at and not question.taken_at,
        "mine": domain.code_of(question, side),
        "theirs": domain.code_of(question, domain.other_side(side)),
        "form": form,
        "both": domain.agreed(question),
    }
    return render(request, "matching/merge.html", context, status=status)
