import pytest

from experts.models import Profile
from matching.blind import letter, names_of, veiled
from matching.types import Marked


@pytest.mark.parametrize(("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_letters_go_on_after_z(position: int, name: str) -> None:
    assert letter(position) == name


def covered(text: str, *marks: tuple[int, int], name: str, native: str = "", language: str = "en") -> Marked:
    return veiled(Marked(text, language, marks), names_of(Profile(name=name, native_name=native)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Marit Solvang works on cells.", "[name] works on cells."),
        ("Solvang works; M. Solvang leads.", "[name] works; M. [name] leads."),
        ("Solvangite is a mineral.", "Solvangite is a mineral."),
        ("Nobody here.", "Nobody here."),
    ],
)
def test_every_form_of_a_latin_name_is_covered(text: str, shown: str) -> None:
    assert covered(text, name="Marit Solvang").text == shown


def test_a_word_that_is_also_a_name_stays() -> None:
    assert covered("A long day with Dr Long.", name="Ada Long").text == "A long day with Dr [name]."


def test_a_chinese_name_is_covered_within_running_text() -> None:
    shown = covered("宋玛丽长期研究叠层电池。", name="Marit Solvang", native="宋玛丽", language="zh-hans")
    assert shown.text == "［姓名］长期研究叠层电池。"


def test_marks_stay_on_their_words() -> None:
    text = "Marit Solvang ages tandem cells outdoors."
    marks = [(text.index(word), text.index(word) + len(word)) for word in ("tandem cells", "outdoors")]
    shown = covered(text, *marks, name="Marit Solvang")
    assert [shown.text[start:end] for start, end in shown.marks] == ["tandem cells", "outdoors"]


def test_a_mark_on_a_name_covers_what_covers_it() -> None:
    text = "The work of Solvang on cells"
    start = text.index("Solvang")
    shown = covered(text, (start, start + 7), (start + 2, start + 10), name="Marit Solvang")
    assert [shown.text[a:b] for a, b in shown.marks] == ["[name]", "[name] on"]
