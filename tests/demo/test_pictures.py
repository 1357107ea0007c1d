"""The pictures of the demo site are the same each time, and show something."""

from io import BytesIO

import pytest
from PIL import Image

from demo.pictures.drawn import DRAWINGS, png


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_is_drawn_within_its_sheet(name: str) -> None:
    with Image.open(BytesIO(png(name))) as drawn:
        assert drawn.size == (1600, 900)
        assert len(drawn.convert("RGB").resize((160, 90)).getcolors(160 * 90)) > 50
    focus = DRAWINGS[name].focus
    assert focus.width / 2 <= focus.x <= 1600 - focus.width / 2
    assert focus.height / 2 <= focus.y <= 900 - focus.height / 2


def test_pictures_are_the_same_each_time_and_unlike_each_other() -> None:
    first = {name: png(name) for name in ("energy", "br", "ranking-under-audit")}
    assert {name: png(name) for name in first} == first
    assert len({*first.values()}) == len(first)
