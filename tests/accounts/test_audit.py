"""What was done cannot be changed, by any way in."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.domain.audit import record
from accounts.models import AuditEvent
from accounts.models.audit import AppendOnly
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> AuditEvent:
    user = UserFactory()
    return record("tried", user, by=user, before={"state": "a"}, after={"state": "b"})


def test_event_says_who_what_and_when(event: AuditEvent) -> None:
    event.refresh_from_db()
    assert (event.object_type, event.object_id) == ("accounts.user", str(event.actor_id))
    assert (event.before, event.after) == ({"state": "a"}, {"state": "b"})
    assert event.at is not None


def test_platform_itself_has_no_actor() -> None:
    assert record("tried", UserFactory(), by=None).actor is None


def _save(event: AuditEvent) -> None:
    event.verb = "never happened"
    event.save()


@pytest.mark.parametrize(
    "attempt",
    [
        _save,
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(verb="never happened"),
        lambda event: AuditEvent.objects.bulk_update([event], ["verb"]),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.update_or_create(pk=event.pk, defaults={"verb": "never happened"}),
    ],
    ids=["save", "delete", "queryset update", "bulk update", "queryset delete", "update or create"],
)
def test_model_refuses_changes(event: AuditEvent, attempt: Callable[[AuditEvent], object]) -> None:
    with pytest.raises(AppendOnly), transaction.atomic():
        attempt(event)
    assert AuditEvent.objects.get().verb == "tried"


def test_database_refuses_changes(event: AuditEvent) -> None:
    with (
        pytest.raises(DatabaseError, match="cannot be changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE accounts_auditevent SET verb = 'never happened'")
    assert AuditEvent.objects.get().verb == "tried"


def test_event_outlives_its_actor(event: AuditEvent) -> None:
    actor = event.actor
    assert actor is not None
    number = actor.pk
    actor.delete()
    kept = AuditEvent.objects.select_related("actor").get()
    assert (kept.actor_id, kept.actor) == (number, None)
