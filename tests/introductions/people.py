"""Both sides of an introduction, logged in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from bases.choices import StaffRole
from introductions.buttons import mark
from matching.choices import Side
from matching.models import Introduction
from tests.factories import IntroductionFactory, StaffMembershipFactory


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@dataclass
class Both:
    """An introduction with an editor of its host and its person."""

    introduction: Introduction

    @cached_property
    def host(self) -> User:
        institution = self.introduction.opening.institution
        return StaffMembershipFactory.create(institution=institution, role=StaffRole.EDITOR).user

    @property
    def person(self) -> User:
        user = self.introduction.profile.user
        assert user is not None
        return user

    def user(self, side: str) -> User:
        return self.host if side == Side.HOST else self.person

    @property
    def address(self) -> str:
        return f"/en/introductions/{self.introduction.pk}/"

    @property
    def fresh(self) -> Introduction:
        return Introduction.objects.get(pk=self.introduction.pk)

    def press(self, side: str, step: str, **more: Any) -> Any:
        """The button of `step`, as the page shows it now."""
        data = {"step": step, "seen": mark(self.fresh), "sure": "on"} | more
        return logged_in(self.user(side)).post(self.address, data)

    def read(self, side: str) -> str:
        return logged_in(self.user(side)).get(self.address).content.decode()


def invited(**of: Any) -> Both:
    """By the host; the person has not answered."""
    return Both(IntroductionFactory.create(host_accepted_at=timezone.now(), **of))


def met(**of: Any) -> Both:
    """Both sides said yes."""
    return Both(IntroductionFactory.create(ready=True, state="accepted", came_from="offered", **of))
