import pytest
from django.utils import translation

from bases.choices import Direction
from bases.models import BaseText, InstitutionText, Opening, OpeningText
from bases.shown import Shown, place, shown, stay_length
from taxonomy.choices import Language
from tests.factories import BaseFactory, InstitutionFactory, OpenOpeningFactory


@pytest.mark.django_db
def test_a_translation_that_is_the_title_alone_leaves_the_rest_in_the_original() -> None:
    opening = OpenOpeningFactory()
    OpeningText.objects.create(opening=opening, language=Language.ZH, title="钨偏滤器", is_original=False)
    with translation.override("zh-hans"):
        assert shown(opening, "title") == Shown("钨偏滤器", "zh-hans")
        description = shown(opening, "description")
    assert description is not None
    assert description.language == "en"
    assert shown(opening, "housing") is None


@pytest.mark.django_db
def test_place_in_china_is_city_and_province() -> None:
    opening = OpenOpeningFactory()
    assert place(opening) == "Hefei, Anhui"
    BaseText.objects.create(
        base=opening.base, language=Language.ZH, name="基地", city="合肥", is_original=False
    )
    with translation.override("zh-hans"):
        assert place(opening) == "安徽合肥"


@pytest.mark.django_db
def test_place_abroad_is_city_and_country() -> None:
    institution = InstitutionFactory(country="CH", province="")
    InstitutionText.objects.filter(institution=institution).update(city="Geneva")
    assert place(institution) == "Geneva, Switzerland"


@pytest.mark.django_db
def test_an_opening_abroad_says_whence_people_are_sent() -> None:
    institution = InstitutionFactory(province="zhejiang")
    InstitutionText.objects.filter(institution=institution).update(city="Hangzhou")
    InstitutionText.objects.create(
        institution=institution, language=Language.ZH, name="大学", city="杭州", is_original=False
    )
    opening = OpenOpeningFactory(base=None, institution=institution, direction=Direction.OUTBOUND)
    assert place(opening) == "sent from Hangzhou, Zhejiang"
    assert place(institution) == "Hangzhou, Zhejiang"
    with translation.override("zh-hans"):
        assert place(opening) == "自浙江杭州派出"


@pytest.mark.django_db
def test_place_without_a_city_is_the_province() -> None:
    base = BaseFactory(province="beijing")
    BaseText.objects.filter(base=base).update(city="")
    InstitutionText.objects.filter(institution=base.institution).update(city="")
    assert place(base) == "Beijing"


@pytest.mark.parametrize(
    ("shortest", "longest", "en", "zh"),
    [(12, 12, "12 months", "12个月"), (1, 1, "1 month", "1个月"), (3, 6, "3 to 6 months", "3至6个月")],
)
def test_stay_is_a_length_or_a_range(shortest: int, longest: int, en: str, zh: str) -> None:
    opening = Opening(months_min=shortest, months_max=longest)
    assert stay_length(opening) == en
    with translation.override("zh-hans"):
        assert stay_length(opening) == zh


@pytest.mark.django_db
def test_a_host_abroad_receives_people_and_sends_none() -> None:
    institution = InstitutionFactory(country="KE", province="")
    InstitutionText.objects.filter(institution=institution).update(city="Nairobi")
    opening = OpenOpeningFactory(base=None, institution=institution, direction=Direction.OUTBOUND)
    assert place(opening) == "Nairobi, Kenya"
