"""ORCID iDs as people type them."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError

from experts.domain.orcid import connected_orcid, orcid_of
from tests.factories import UserFactory


@pytest.mark.parametrize(
    "typed",
    [
        "0000-0002-1825-0097",
        "0000000218250097",
        "https://orcid.org/0000-0002-1825-0097",
        " orcid.org/0000-0002-1825-0097 ".replace("orcid.org", "https://orcid.org"),
    ],
)
def test_an_id_is_read_in_every_form(typed: str) -> None:
    assert orcid_of(typed) == "0000-0002-1825-0097"


def test_the_last_character_may_be_an_x() -> None:
    assert orcid_of("0000-0002-1694-233x") == "0000-0002-1694-233X"


@pytest.mark.parametrize("typed", ["0000-0002-1825-0098", "12345", "https://example.org/0000-0002-1825-0097"])
def test_what_is_no_id_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        orcid_of(typed)


@pytest.mark.django_db
def test_only_a_connected_account_proves_an_id() -> None:
    user = UserFactory()
    assert connected_orcid(user) == ""
    SocialAccount.objects.create(user=user, provider="orcid", uid="0000-0002-1825-0097")
    assert connected_orcid(user) == "0000-0002-1825-0097"
