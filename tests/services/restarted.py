"""Run by test_postgres.py in a process of its own: what a process meets whose PostgreSQL dies under it.

Speaks with its test by lines: says "halfway" and "broken", and waits for a line after each.
"""

from __future__ import annotations

import sys
from typing import Any
from wsgiref.util import setup_testing_defaults

import django


def main() -> None:
    django.setup()
    from django.db import OperationalError, connection, transaction

    from accounts.domain.consent import give_consent
    from accounts.models import AuditEvent, Consent, Purpose, User

    user = User.objects.create(email="somebody@example.org", name="Somebody")
    first = _ask()
    try:
        with transaction.atomic():
            give_consent(user, purpose=Purpose.MATCHING, version="2026-01", by=user)
            _say("halfway")
            Consent.objects.count()
        error = "none"
    except OperationalError as problem:
        error = type(problem).__name__
    connection.close()  # what the end of a request does with a connection that broke
    _say("broken")
    after = _ask()
    consents = Consent.objects.filter(user=user).count()
    events = AuditEvent.objects.filter(verb="consent given").count()
    give_consent(user, purpose=Purpose.MATCHING, version="2026-01", by=user)
    print(error, first, after, consents, events, Consent.objects.filter(user=user).count(), flush=True)


def _say(line: str) -> None:
    print(line, flush=True)
    sys.stdin.readline()


def _ask() -> str:
    """-> status of the home page, asked for as a server asks."""
    from talentbridge.wsgi import application

    environ: dict[str, Any] = {"PATH_INFO": "/en/"}
    setup_testing_defaults(environ)
    statuses: list[str] = []
    answer = application(environ, lambda status, headers, *_: statuses.append(status))
    b"".join(answer)
    answer.close()
    return statuses[0].split()[0]


if __name__ == "__main__":
    main()
