"""People who can log in, and what they agreed to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import (
    AttachePost,
    Consent,
    Invitation,
    OfferedKind,
    OfficerScope,
    PostKind,
    Purpose,
    RoleRequest,
    ScopeLevel,
    User,
)

PASSWORD = "correct horse battery staple"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A user with a verified address and PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    email_verified_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(*args, password=kwargs.pop("password", PASSWORD), **kwargs)


class AdministratorFactory(UserFactory):
    """A platform administrator."""

    is_staff = True
    is_superuser = True


class OfficerFactory(UserFactory):
    """A programme officer of national scope."""

    scope = factory.RelatedFactory("tests.factories.users.OfficerScopeFactory", factory_related_name="user")


class OfficerScopeFactory(factory.django.DjangoModelFactory[OfficerScope]):
    class Meta:
        model = OfficerScope

    user = factory.SubFactory(UserFactory)
    level = ScopeLevel.NATIONAL


class ConsentFactory(factory.django.DjangoModelFactory[Consent]):
    """A live consent to be matched."""

    class Meta:
        model = Consent

    user = factory.SubFactory(UserFactory)
    purpose = Purpose.MATCHING
    version = "2026-01"


class AttachePostFactory(factory.django.DjangoModelFactory[AttachePost]):
    """At the embassy in Oslo, without an end."""

    class Meta:
        model = AttachePost

    user = factory.SubFactory(UserFactory)
    countries = ["NO"]
    since = date(2024, 1, 1)


class IntermediaryPostFactory(AttachePostFactory):
    """Of an accredited intermediary: energy in Norway."""

    kind = PostKind.INTERMEDIARY
    body = "Northern Bridge"
    fields = ["energy"]


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    """Open for two weeks: attaché in Oslo."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    kind = OfferedKind.ATTACHE
    countries = ["NO"]
    invited_by = factory.SubFactory(OfficerFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class RoleRequestFactory(factory.django.DjangoModelFactory[RoleRequest]):
    """Waits for an answer: attaché in Oslo."""

    class Meta:
        model = RoleRequest

    user = factory.SubFactory(UserFactory)
    kind = OfferedKind.ATTACHE
    countries = ["NO"]
    reason = "Science counsellor at the embassy since May."
