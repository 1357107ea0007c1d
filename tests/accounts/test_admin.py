"""What administrators change is in the audit – without what people wrote – and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from bases.choices import Sensitivity, Verification
from bases.models import Framework, Institution, Opening
from experts.models import Profile
from matching.models import Match
from taxonomy.models import Term
from tests.factories import (
    AdministratorFactory,
    FrameworkFactory,
    InstitutionFactory,
    MatchFactory,
    OpeningFactory,
    ProfileFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> User:
    return AdministratorFactory.create()


@pytest.fixture
def site(client: Client, root: User) -> Client:
    client.force_login(root)
    return client


def filled(site: Client, address: str, **changes: Any) -> dict[str, Any]:
    """What the form at `address` would send unchanged, with `changes`."""
    context = site.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent: dict[str, Any] = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is None or value is False:
                continue
            sent[field.html_name] = value
            if field.field.show_hidden_initial:
                sent[field.html_initial_name] = value
    return sent | changes


def change(site: Client, row: Any, **changes: Any) -> AuditEvent:
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    answer = site.post(address, filled(site, address, **changes))
    assert answer.status_code == 302, answer.context["errors"]
    return AuditEvent.objects.latest("id")


def test_change_is_told_with_values_before_and_after(site: Client, root: User) -> None:
    event = change(site, FrameworkFactory(), kind="bilateral", end_year=2031)
    assert (event.actor, event.verb, event.object_type) == (root, "changed in the admin", "bases.framework")
    assert event.before == {"kind": "multilateral", "end_year": None}
    assert event.after == {"kind": "bilateral", "end_year": 2031}


def test_texts_of_a_person_are_told_by_name_only(site: Client) -> None:
    profile = ProfileFactory(name="Marit Solvang", text__headline="Perovskite ageing")
    event = change(site, profile, name="Marit Holm", country="SE", **{"texts-0-headline": "Tandem cells"})
    assert event.before == {"name": "…", "country": "NO"}
    assert event.after == {
        "name": "…",
        "country": "SE",
        "texts": {"changed": {str(profile.texts.get().pk): ["headline"]}},
    }


def test_related_rows_are_told_by_their_keys(site: Client) -> None:
    event = change(site, ProfileFactory(fields=["energy"]), fields=["energy", "materials"])
    assert (event.before, event.after) == ({"fields": ["energy"]}, {"fields": ["energy", "materials"]})


def test_saving_without_a_change_tells_nothing(site: Client) -> None:
    framework = FrameworkFactory()
    address = reverse("admin:bases_framework_change", args=[framework.pk])
    site.post(address, filled(site, address))
    assert not AuditEvent.objects.exists()


def test_adding_and_deleting_are_told(site: Client) -> None:
    address = reverse("admin:taxonomy_term_add")
    site.post(address, filled(site, address, zh="魑魅钛矿", en="goblin perovskite", field="materials"))
    term = Term.objects.get(zh="魑魅钛矿")
    added = AuditEvent.objects.get()
    assert (added.verb, added.object_id, added.before) == ("added in the admin", str(term.pk), {})
    assert added.after == {"zh": "…", "en": "…", "field": "materials"}
    site.post(reverse("admin:taxonomy_term_delete", args=[term.pk]), {"post": "yes"})
    assert AuditEvent.objects.latest("id").verb == "deleted in the admin"
    assert not Term.objects.filter(pk=term.pk).exists()


def test_deleting_several_tells_each(site: Client) -> None:
    rows = [TermFactory() for _ in range(3)]
    site.post(
        reverse("admin:taxonomy_term_changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"},
    )
    assert not Term.objects.filter(pk__in=[row.pk for row in rows]).exists()
    assert set(AuditEvent.objects.values_list("object_id", flat=True)) == {str(row.pk) for row in rows}


def test_django_keeps_no_log_of_its_own(site: Client) -> None:
    change(site, ProfileFactory(name="Marit Solvang"), name="Marit Holm")
    assert not LogEntry.objects.exists()


def test_new_password_is_told_but_not_shown(site: Client) -> None:
    user = UserFactory()
    secret = "another correct horse 7"
    sent = {"usable_password": "true", "password1": secret, "password2": secret}
    site.post(reverse("admin:auth_user_password_change", args=[user.pk]), sent)
    event = AuditEvent.objects.get()
    assert (event.object_type, event.object_id, event.after) == (
        "accounts.user",
        str(user.pk),
        {"password": "…"},
    )
    user.refresh_from_db()
    assert user.check_password(secret)


def test_profile_with_matches_can_be_deleted(site: Client) -> None:
    match = MatchFactory()
    site.post(reverse("admin:experts_profile_delete", args=[match.profile_id]), {"post": "yes"})
    assert not Profile.objects.exists()
    assert not Match.objects.exists()


def test_history_of_a_row_is_its_audit(site: Client) -> None:
    framework = FrameworkFactory()
    change(site, framework, kind="bilateral")
    change(site, FrameworkFactory(), kind="bilateral")
    page = site.get(reverse("admin:bases_framework_history", args=[framework.pk]), follow=True)
    assert [event.object_id for event in page.context["cl"].result_list] == [str(framework.pk)]


def act(site: Client, name: str, *rows: Any, **words: str) -> Any:
    address = reverse(f"admin:{rows[0]._meta.app_label}_{rows[0]._meta.model_name}_changelist")
    sent = {"action": name, "_selected_action": [row.pk for row in rows]}
    return site.post(address, sent | words, follow=True)


def test_action_takes_the_step_of_the_domain(site: Client, root: User) -> None:
    rows = [InstitutionFactory(verification=Verification.PENDING, verified_at=None) for _ in range(2)]
    act(site, "verify_institution", *rows)
    assert Institution.objects.verified().count() == 2
    assert set(AuditEvent.objects.values_list("actor", "verb")) == {(root.pk, "institution verified")}


def test_action_with_a_reason_keeps_it_in_its_language(site: Client) -> None:
    opening = OpeningFactory()
    act(site, "hold_sensitivity", opening, reason="涉及关键基础设施。", language="zh-hans")
    opening.refresh_from_db()
    assert (opening.sensitivity, opening.sensitivity_reason) == (Sensitivity.HELD, "涉及关键基础设施。")
    assert opening.sensitivity_reason_language == "zh-hans"


def test_refused_action_says_why_and_changes_nothing(site: Client) -> None:
    opening = OpeningFactory(publication="in_review")
    page = act(site, "publish_opening", opening)
    assert "officers have to clear the opening first" in page.content.decode()
    assert not Opening.objects.published().exists()


def test_frameworks_language_versions_are_edited_in_place(site: Client) -> None:
    framework = FrameworkFactory(text__name="China–EU")
    change(site, framework, **{"texts-0-name": "China–European Union"})
    assert Framework.objects.get(pk=framework.pk).label == "China–European Union"
