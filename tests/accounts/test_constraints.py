"""Each named constraint, broken once on the real database."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Decision, PostKind, ScopeLevel, User
from tests.factories import (
    AttachePostFactory,
    ConsentFactory,
    InvitationFactory,
    RoleRequestFactory,
    UserFactory,
)
from tests.factories.users import OfficerScopeFactory
from tests.support.constraints import Attempt, again, assert_refused, constraints_of

CASES: dict[str, Attempt] = {
    "one_user_per_email_whatever_case": lambda: User.objects.bulk_create(
        [User(email="lin@a.org"), User(email="LIN@a.org")]  # saved one by one they would be the same letters
    ),
    "user_digest_is_known": lambda: UserFactory(digest="hourly"),
    "user_language_is_known": lambda: UserFactory(language="fr"),
    "attache_post_ends_after_start": lambda: AttachePostFactory(until=date(2023, 1, 1)),
    "attache_post_names_countries": lambda: AttachePostFactory(countries=[]),
    "intermediary_names_body_and_fields": lambda: AttachePostFactory(
        kind=PostKind.INTERMEDIARY, body="Bridge"
    ),
    "consent_purpose_is_known": lambda: ConsentFactory(purpose="sold"),
    "consent_names_the_version": lambda: ConsentFactory(version=""),
    "one_live_consent_per_purpose": again(ConsentFactory, "user", "purpose"),
    "consent_is_withdrawn_after_given": lambda: ConsentFactory(
        withdrawn_at=timezone.now() - timedelta(days=1)
    ),
    "officer_scope_names_what_it_covers": lambda: OfficerScopeFactory(
        level=ScopeLevel.PROVINCE, province="narnia"
    ),
    "invitation_kind_is_known": lambda: InvitationFactory(kind="king"),
    "invitation_ends_after_it_was_sent": lambda: InvitationFactory(
        expires_at=timezone.now() - timedelta(days=1)
    ),
    "invitation_is_accepted_or_withdrawn": lambda: InvitationFactory(
        accepted_at=timezone.now(), withdrawn_at=timezone.now()
    ),
    "role_request_kind_is_known": lambda: RoleRequestFactory(kind="king"),
    "role_request_decision_is_known": lambda: RoleRequestFactory(decision="maybe", decided_at=timezone.now()),
    "one_waiting_request_per_role": again(RoleRequestFactory, "user", "kind"),
    "role_request_says_when_it_was_decided": lambda: RoleRequestFactory(decision=Decision.GRANTED),
    "declined_role_request_gives_a_reason": lambda: RoleRequestFactory(
        decision=Decision.DECLINED, decided_at=timezone.now()
    ),
    "one_officer_scope_each": again(OfficerScopeFactory, "user", "level", "ministry", "province"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_constraint_is_kept_by_the_database(name: str) -> None:
    assert_refused("accounts", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("accounts"))
