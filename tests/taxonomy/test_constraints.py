import pytest

from tests.factories import TermFactory
from tests.support.constraints import again, assert_refused, constraints_of


@pytest.mark.django_db
def test_one_term_for_each_chinese_form() -> None:
    assert set(constraints_of("taxonomy")) == {"one_term_per_chinese_form"}
    assert_refused("taxonomy", "one_term_per_chinese_form", again(TermFactory, "zh"))
