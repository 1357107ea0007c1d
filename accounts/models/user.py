from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.zones import check_zone
from taxonomy.choices import Language
from taxonomy.models.base import AtomicModel


class Digest(models.TextChoices):
    """How often somebody wants to hear what is new for their saved searches and in what they follow."""

    OFF = "off", _("Never")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")


class UserManager(BaseUserManager["User"]):
    """Creates users; an address is unique whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        fields |= {"is_staff": True, "is_superuser": True, "email_verified_at": timezone.now()}
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)


class User(AtomicModel, AbstractBaseUser, PermissionsMixin):
    """A person who can log in. Roles are memberships: see `accounts.models.roles` and `bases.models.membership`."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=7, choices=Language.choices, default=Language.EN)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True, validators=[check_zone])
    digest = models.CharField(
        _("letters about what is new"), max_length=6, choices=Digest.choices, default=Digest.OFF
    )
    digest_sent_at = models.DateTimeField(_("last letter about what is new"), null=True, blank=True)
    email_verified_at = models.DateTimeField(_("e-mail address verified"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email_whatever_case"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="user_language_is_known"),
            models.CheckConstraint(condition=Q(digest__in=Digest.values), name="user_digest_is_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """In small letters, as it is looked for: nobody means two people by the case of an address."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email

    @property
    def is_administrator(self) -> bool:
        """Platform administrator."""
        return self.is_active and self.is_superuser
