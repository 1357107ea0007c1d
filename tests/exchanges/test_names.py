"""Whether a typed name is one that somebody has."""

from __future__ import annotations

import pytest

from exchanges.names import is_one_of

SAME = [
    ("Marit Solvang", "Solvang Marit"),
    ("Marit Solvang", "solvang, MARIT"),
    ("Marit Solvang", "Ｍａｒｉｔ　Ｓｏｌｖａｎｇ"),
    ("Lin Yue", "LinYue"),
    ("Lin Xiao-Yue", "Lin Xiaoyue"),
    ("Lin Xiaoyue", "Xiao Yue Lin"),
    ("Søren Łoś", "Soren Los"),
    ("Maria José García López", "García López, Maria José"),
    ("陈伟", "陳 偉"),
    ("托马斯·哈弗拉内克", "托马斯哈弗拉内克"),
    ("Suharto", "suharto"),
]
OTHER = [
    ("Marit Solvang", "Maria Solvang"),
    ("Marit Solvang", "Marit"),
    ("Marit Solvang", "M. Solvang"),
    ("Marit Solvang", "Marit Ingrid Solvang"),
    ("陈伟", "陈"),
    ("陈伟", "Chen Wei"),
    ("Marit Solvang", ""),
    ("Marit Solvang", " . "),
    ("", ""),
]


@pytest.mark.parametrize(("name", "typed"), SAME)
def test_order_case_spaces_width_and_accents_do_not_count(name: str, typed: str) -> None:
    assert is_one_of(typed, [name])
    assert is_one_of(name, [typed])


@pytest.mark.parametrize(("name", "typed"), OTHER)
def test_another_name_is_another(name: str, typed: str) -> None:
    assert not is_one_of(typed, [name])


def test_either_script_is_enough_and_both_together_are_too() -> None:
    names = ["Chen Wei", "陈伟"]
    assert all(
        is_one_of(typed, names)
        for typed in ("陈伟", "Wei Chen", "陈伟 Chen Wei", "Chen Wei 陈伟", "陈伟 / Chen Wei")
    )
    assert not is_one_of("陈伟 Chen Wu", names)
