"""Rules as data: each names what is there, finds what is due, and says so in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone

from accounts.models import Consent
from experts.models import ProfileLook
from privacy import retention
from privacy.inventory import ROWS
from privacy.models import RetentionRun
from privacy.retention import Rule
from talentbridge.celery import app
from tests.factories import ConsentFactory, OfficerFactory, ProfileLookFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rule", retention.rules(), ids=lambda rule: rule.key)
def test_a_rule_names_what_is_there(rule: Rule) -> None:
    model = apps.get_model(rule.model)
    if rule.applied:
        on, _, of = rule.since.partition("__")
        field = model._meta.get_field(on)
        if of:
            assert isinstance(field, models.ForeignKey)
            field = field.related_model._meta.get_field(of)
        assert isinstance(field, models.DateField)
        assert rule.due(timezone.now()).count() >= 0
        assert rule.days > 0 or rule.key == "sessions"
    if rule.by:
        app.loader.import_default_modules()
        assert rule.by in app.tasks
    for language in ("en", "zh-hans"):
        words = rule.words(language)
        assert words.strip()
        assert "{" not in words
        assert str(rule.days) in words or rule.days == 0


def test_no_two_rules_share_a_key() -> None:
    assert len({rule.key for rule in retention.rules()}) == len(retention.rules())


def test_what_people_are_told_covers_what_the_inventory_deletes_by_time() -> None:
    assert {rule.model for rule in retention.rules() if rule.what != "keep"} <= {
        *(row.model for row in ROWS),
        "sessions.session",
        "privacy.retentionrun",
    }


def test_a_dry_run_counts_and_changes_nothing() -> None:
    _old(ProfileLookFactory(), 800)
    out = StringIO()
    call_command("apply_retention", "--dry-run", stdout=out)
    assert "1  looks: delete" in out.getvalue()
    assert "Nothing was changed." in out.getvalue()
    assert ProfileLook.objects.count() == 1
    assert RetentionRun.objects.get().dry


def test_a_run_deletes_what_is_due_and_keeps_the_rest() -> None:
    _old(ProfileLookFactory(), 800)
    young = ProfileLookFactory()
    live = ConsentFactory()
    ended = ConsentFactory(purpose="measured")
    long_ago = timezone.now() - timedelta(days=1200)
    Consent.objects.filter(pk=ended.pk).update(given_at=long_ago, withdrawn_at=long_ago)
    run = retention.apply()
    assert list(ProfileLook.objects.all()) == [young]
    assert list(Consent.objects.all()) == [live]
    assert (run.figures["looks"], run.figures["withdrawn_consents"], run.dry) == (1, 1, False)
    assert retention.apply().figures["looks"] == 0


def test_what_fails_stops_no_other_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    _old(ProfileLookFactory(), 800)
    real = Rule.due

    def due(self: Rule, now: datetime) -> models.QuerySet[models.Model]:
        if self.key == "contact":
            raise RuntimeError("no such table")
        return real(self, now)

    monkeypatch.setattr(Rule, "due", due)
    with pytest.raises(RuntimeError):
        retention.apply()
    assert not ProfileLook.objects.exists()
    assert "contact" not in RetentionRun.objects.get().figures


def test_everybody_reads_the_rules_and_officers_the_figures() -> None:
    public = Client().get("/zh-hans/data/kept/").content.decode()
    assert "730 天" in public
    officer = Client()
    officer.force_login(OfficerFactory())
    _old(ProfileLookFactory(), 800)
    page = officer.get("/en/data/retention/").content.decode()
    assert "730" in page
    assert "No run yet." in page


def _old(look: ProfileLook, days: int) -> None:
    ProfileLook.objects.filter(pk=look.pk).update(at=timezone.now() - timedelta(days=days))
