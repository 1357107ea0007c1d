"""When two names may be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.same_name import NameForms, alike, same

SAME = [
    ("Marit Solvang", "Solvang, Marit"),
    ("Marit Solvang", "MARIT SOLVANG"),
    ("Tomáš Havránek", "Tomas Havranek"),
    ("Søren Łoś", "Soren Los"),
    ("Wang Xiao-Ming", "Xiaoming Wang"),
    ("Wang Xiao-Ming", "Xiao Ming Wang"),
    ("陈伟", "陳偉"),
    ("托马斯·哈弗拉内克", "托马斯 哈弗拉内克"),
]
MAYBE = [
    ("Marit Solvang", "M. Solvang"),
    ("Marit Ingrid Solvang", "Marit Solvang"),
    ("Marit Ingrid Solvang", "M. I. Solvang"),
]
DIFFERENT = [
    ("Marit Solvang", "Maria Solvang"),
    ("Marit Solvang", "Marit Haugen"),
    ("Marit Solvang", "Solvang"),
    ("M. S.", "Marit Solvang"),
    ("陈伟", "陈伟强"),
    ("", ""),
]


def forms(*names: str) -> NameForms:
    return NameForms.of(*names)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_order_and_script_of_typing_do_not_matter(one: str, other: str) -> None:
    assert same(forms(one), forms(other))
    assert alike(forms(one), forms(other))


@pytest.mark.parametrize(("one", "other"), MAYBE)
def test_initials_and_left_out_words_may_be_the_same(one: str, other: str) -> None:
    for a, b in ((one, other), (other, one)):
        assert not same(forms(a), forms(b))
        assert alike(forms(a), forms(b))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_names_are_other_names(one: str, other: str) -> None:
    assert not alike(forms(one), forms(other))
    assert not alike(forms(other), forms(one))


def test_either_script_is_enough() -> None:
    assert same(forms("Chen Wei", "陈伟"), forms("C. W.", "陳偉"))


name = st.text(
    st.characters(categories=["Lu", "Ll", "Lo"], max_codepoint=0x9FFF) | st.sampled_from(" -'.·"), max_size=25
)


@given(name, name)
def test_likeness_has_no_direction_and_two_alike_share_a_key(one: str, other: str) -> None:
    a, b = forms(one), forms(other)
    assert alike(a, b) == alike(b, a)
    if alike(a, b):
        assert a.loose_keys() & b.loose_keys()
    if a.whole_keys():
        assert same(a, a)
