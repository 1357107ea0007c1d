"""What the migrations put into a new database."""

from collections import Counter

import pytest
from django.apps import apps
from django_countries import countries

from bases.models import Framework
from bases.reference import load_frameworks
from taxonomy.models import Challenge, Discipline, PriorityField, Region, Term
from taxonomy.reference import load_reference, load_terms
from taxonomy.terms import read_terms

pytestmark = pytest.mark.django_db

FIELDS = ["energy", "materials", "network", "agriculture", "health", "environment", "space-ocean", "safety"]


def test_tables_are_complete_and_in_order() -> None:
    assert list(PriorityField.objects.values_list("slug", flat=True)) == FIELDS
    assert list(Challenge.objects.values_list("slug", flat=True)) == ["climate", "saving", "food", "disease"]
    assert Discipline.objects.count() == 42


def test_every_field_has_a_discipline_and_every_name_both_languages() -> None:
    assert set(Discipline.objects.exclude(fields=None).values_list("fields", flat=True)) == set(FIELDS)
    for model in (PriorityField, Challenge, Discipline, Region):
        for row in model.objects.all():
            assert row.name_zh
            assert row.name_en
            assert row.name_zh != row.name_en


def test_a_country_lies_in_one_region() -> None:
    places = Counter(country.code for region in Region.objects.all() for country in region.countries)
    assert {code for code, count in places.items() if count > 1} == set()
    assert set(places) <= set(dict(countries))


def test_regions_cover_the_countries_of_all_frameworks() -> None:
    frameworks = Framework.objects.all()
    assert frameworks.count() == 10
    partners = {country.code for framework in frameworks for country in framework.countries}
    assert partners <= {country.code for region in Region.objects.all() for country in region.countries}


def test_every_framework_is_named_in_both_languages_and_includes_china() -> None:
    for framework in Framework.objects.prefetch_related("texts"):
        assert {text.language for text in framework.texts.all()} == {"zh-hans", "en"}
        assert [text.language for text in framework.texts.all() if text.is_original] == ["zh-hans"]
        assert "CN" in {country.code for country in framework.countries}


def test_terms_are_all_there_with_their_field() -> None:
    rows = read_terms()
    assert Term.objects.count() == len(rows) > 2000
    health = Term.objects.get(zh="单细胞转录组测序")
    assert health.field_id == "health"
    assert "单细胞RNA测序" in health.zh_aliases
    assert "scRNA-seq" in health.en_aliases


def test_terms_fit_their_columns() -> None:
    """SQLite would not mind."""
    limit = Term._meta.get_field("en").max_length
    assert limit is not None
    assert max(len(row.en) for row in read_terms()) <= limit


def test_loading_again_changes_nothing_that_was_corrected() -> None:
    Term.objects.filter(zh="气候变化").update(en="climate shift")
    before = Term.objects.count(), Framework.objects.count(), Region.objects.count()
    load_reference(apps)
    load_terms(apps)
    load_frameworks(apps)
    assert (Term.objects.count(), Framework.objects.count(), Region.objects.count()) == before
    assert Term.objects.get(zh="气候变化").en == "climate shift"
