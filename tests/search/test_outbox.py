"""A change is in the index after its commit, and nowhere before or without it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import RequestFactory
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import Consent, Purpose, User
from bases.choices import BaseStatus, PublicationState, Verification
from bases.models import BaseText, ProjectText
from experts.choices import Audience, ProfileState, Section
from experts.models import Profile, Publication
from search.admin import IndexJobAdmin
from search.backends.base import SearchBackend
from search.indexing import deferred, outbox, work_off
from search.models import IndexJob
from search.tasks import work_off_outbox
from taxonomy.models import Challenge, PriorityField
from tests.factories import (
    AdministratorFactory,
    BaseFactory,
    MatchableProfileFactory,
    OpenOpeningFactory,
    ProfileFactory,
    ProjectFactory,
    PublicationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Committed = Callable[[], AbstractContextManager[object]]


def waiting() -> set[str]:
    return {str(job) for job in IndexJob.objects.all()}


def forget() -> None:
    IndexJob.objects.all().delete()


def make_and_roll_back() -> None:
    with transaction.atomic():
        MatchableProfileFactory()
        assert waiting()
        raise ZeroDivisionError


def test_saved_profile_is_indexed_after_its_commit(index: SearchBackend, committed: Committed) -> None:
    with committed():
        profile = MatchableProfileFactory()
        assert waiting() == {f"profile:{profile.pk}"}
        assert index.digests("profile") == {}

    assert list(index.digests("profile")) == [f"profile:{profile.pk}"]
    assert waiting() == set()


def test_rolled_back_transaction_leaves_no_job() -> None:
    with pytest.raises(ZeroDivisionError):
        make_and_roll_back()

    assert waiting() == set()


def test_job_belongs_to_the_transaction_of_the_save(transactional_db: None) -> None:
    """Without any transaction around it, the save itself is one: a failing receiver takes the row with it."""
    from django.db.models.signals import post_save

    profile = MatchableProfileFactory()
    forget()

    def fail(**_: object) -> None:
        raise ZeroDivisionError

    post_save.connect(fail, sender=Profile)
    try:
        with pytest.raises(ZeroDivisionError):
            Profile.objects.get(pk=profile.pk).save()
    finally:
        post_save.disconnect(fail, sender=Profile)

    assert waiting() == set()


def test_work_is_done_once_for_a_transaction(committed: Committed, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []

    def start(args: tuple[object, ...], **options: object) -> None:
        started.append((args, options))
        work_off()

    monkeypatch.setattr(work_off_outbox, "apply_async", start)
    with committed():
        MatchableProfileFactory()
        with transaction.atomic():
            OpenOpeningFactory()

    assert started == [((), {"retry": False})]


def test_a_busy_broker_gets_one_task_for_a_transaction(
    committed: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr(work_off_outbox, "apply_async", lambda *args, **options: started.append(options))

    with committed():
        with pytest.raises(ZeroDivisionError):
            make_and_roll_back()
        MatchableProfileFactory()
        with transaction.atomic():
            OpenOpeningFactory()

    assert len(started) == 1


def test_rolled_back_savepoint_takes_only_its_own_rows(index: SearchBackend, committed: Committed) -> None:
    with committed():
        with pytest.raises(ZeroDivisionError):
            make_and_roll_back()
        profile = MatchableProfileFactory()

    assert list(index.digests("profile")) == [f"profile:{profile.pk}"]


def test_broker_that_is_down_does_not_break_the_save(
    committed: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(work_off_outbox, "apply_async", refuse)
    with committed():
        profile = MatchableProfileFactory()

    assert waiting() == {f"profile:{profile.pk}"}


def test_deferred_writes_rows_and_starts_nothing(
    django_capture_on_commit_callbacks: Callable[..., list],
) -> None:
    with django_capture_on_commit_callbacks() as callbacks, deferred():
        profile = MatchableProfileFactory()

    assert outbox._start not in callbacks
    assert waiting() == {f"profile:{profile.pk}"}


@pytest.mark.parametrize(
    "change",
    [
        lambda profile: profile.save(),
        lambda profile: profile.texts.get().save(),
        lambda profile: profile.texts.get().delete(),
        lambda profile: PublicationFactory(profile=profile),
        lambda profile: Publication.objects.filter(profile=profile).delete(),
        lambda profile: profile.languages.get().save(),
        lambda profile: profile.visibility.create(section=Section.BIOGRAPHY, audience=Audience.NOBODY),
        lambda profile: profile.visibility.get().save(),
        lambda profile: profile.visibility.all().delete(),
        lambda profile: profile.fields.add("health"),
        lambda profile: profile.fields.clear(),
        lambda profile: profile.challenges.set(Challenge.objects.all()),
        lambda profile: PriorityField.objects.get(pk="health").profiles.add(profile),
        lambda profile: PriorityField.objects.get(pk="energy").profiles.clear(),
        lambda profile: profile.user.consents.filter(purpose=Purpose.MATCHING).get().save(),
        lambda profile: profile.user.consents.all().delete(),
        lambda profile: profile.user.save(),
        lambda profile: profile.user.save(update_fields=["is_active"]),
        lambda profile: profile.delete(),
        lambda profile: profile.user.delete(),
    ],
)
def test_change_of_a_profile_is_noted(change: Callable[[Profile], object]) -> None:
    profile = MatchableProfileFactory(speaks={"en": "C1"})
    PublicationFactory(profile=profile)
    profile.visibility.create(section=Section.NAME, audience=Audience.NOBODY)
    id = profile.pk
    forget()

    change(profile)

    assert waiting() == {f"profile:{id}"}


def test_logging_in_is_not_a_change() -> None:
    user = MatchableProfileFactory().user
    forget()

    user.save(update_fields=["last_login"])

    assert waiting() == set()


def test_change_on_the_host_side_is_noted_for_all_it_concerns() -> None:
    base = BaseFactory()
    project = ProjectFactory(base=base)
    opening = OpenOpeningFactory(base=base, project=project)
    alone = OpenOpeningFactory(base=base)
    OpenOpeningFactory()
    names = f"base:{base.pk}", f"opening:{opening.pk}", f"opening:{alone.pk}"

    def noted(change: Callable[[], object]) -> set[str]:
        forget()
        change()
        return waiting()

    assert noted(opening.save) == {names[1]}
    assert noted(opening.texts.get().save) == {names[1]}
    assert noted(lambda: opening.fields.set(["health"])) == {names[1]}
    assert noted(lambda: opening.required_languages.create(language="en", level="B2")) == {names[1]}
    assert noted(BaseText.objects.get(base=base).save) == set(names)
    assert noted(base.save) == set(names)
    assert noted(ProjectText.objects.get(project=project).save) == {names[0], names[1]}
    assert noted(base.institution.save) == set(names)
    project.base_id = BaseFactory().pk
    assert noted(project.save) == {names[0], names[1], f"base:{project.base_id}"}


def test_withdrawn_consent_removes(index: SearchBackend, committed: Committed) -> None:
    with committed():
        profile = MatchableProfileFactory()
    assert len(index.digests("profile")) == 1

    with committed():
        consent = Consent.objects.get(user=profile.user, purpose=Purpose.MATCHING)
        consent.withdrawn_at = timezone.now()
        consent.save()

    assert index.digests("profile") == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda profile: Profile(pk=profile.pk).delete(),
        lambda profile: User.objects.filter(pk=profile.user_id).delete(),
        lambda profile: save(profile.user, is_active=False),
        lambda profile: save(profile.user, email_verified_at=None),
        lambda profile: save(profile, state=ProfileState.HIDDEN),
    ],
)
def test_profile_that_may_not_be_found_is_removed(
    change: Callable[[Profile], object], index: SearchBackend, committed: Committed
) -> None:
    with committed():
        profile = MatchableProfileFactory()
    assert len(index.digests("profile")) == 1

    with committed():
        change(profile)

    assert index.digests("profile") == {}


def test_unclaimed_draft_is_never_indexed(index: SearchBackend, committed: Committed) -> None:
    with committed():
        ProfileFactory(user=None)
        ProfileFactory()

    assert index.digests("profile") == {}
    assert waiting() == set()


def test_openings_and_bases_come_and_go_with_their_states(index: SearchBackend, committed: Committed) -> None:
    with committed():
        opening = OpenOpeningFactory()
    assert list(index.digests("opening")) == [f"opening:{opening.pk}"]
    assert list(index.digests("base")) == [f"base:{opening.base.pk}"]

    with committed():
        save(opening, publication=PublicationState.CLOSED)
        save(opening.base, status=BaseStatus.CANDIDATE)
    assert index.digests("opening") == index.digests("base") == {}

    with committed():
        save(opening, publication=PublicationState.OPEN)
        save(opening.base, status=BaseStatus.RECOGNISED)
    assert len(index.digests("opening")) == len(index.digests("base")) == 1
    with committed():
        save(opening.institution, verification=Verification.WITHDRAWN)
    assert index.digests("opening") == index.digests("base") == {}


def test_user_without_a_profile_is_no_matter() -> None:
    UserFactory().save()

    assert waiting() == set()


def test_noting_costs_the_same_for_any_number_of_subjects(
    django_assert_num_queries: Callable[..., AbstractContextManager],
) -> None:
    for ids in ([1], range(1, 51)):
        with django_assert_num_queries(1):
            outbox.enqueue("profile", ids)
    assert connection.in_atomic_block


def save(row: object, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()  # type: ignore[attr-defined]


def test_outbox_is_looked_at_by_administrators_and_emptied_by_nobody(rf: RequestFactory) -> None:
    outbox_admin, request = IndexJobAdmin(IndexJob, admin.site), rf.get("/")
    request.user = AdministratorFactory.create()
    assert outbox_admin.has_view_permission(request)
    assert not outbox_admin.has_delete_permission(request)

    request.user = UserFactory.create(is_staff=True)
    request.user.user_permissions.add(Permission.objects.get(codename="view_indexjob"))
    assert not outbox_admin.has_view_permission(request)
