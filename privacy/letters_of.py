"""Links of letters: whoever has the letter follows them, but nobody who is logged in as somebody else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from privacy.models import DataRequest, Erasure


def not_theirs(request: HttpRequest, row: DataRequest | Erasure) -> HttpResponse | None:
    """The page that says so; None where the letter is the reader's."""
    reader = request.user
    if not isinstance(reader, User) or row.user_id == reader.pk:
        return None
    if isinstance(row, DataRequest) and row.user_id is None and _reads(reader, row.email):
        return None
    return render(request, "accounts/not_yours.html", {"section": "account"}, status=403)


def _reads(reader: User, email: str) -> bool:
    return reader.email_verified_at is not None and reader.email.lower() == email.lower()
