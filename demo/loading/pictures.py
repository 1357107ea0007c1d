"""The picture of a demo page, drawn and put among the images of the site."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from demo.pictures.drawn import DRAWINGS, png
from demo.schema_pages import PicturedText


def pictured(item: PicturedText) -> dict[str, Any]:
    """What a page holds of its picture."""
    focus = DRAWINGS[item.id].focus
    image = get_image_model().objects.create(
        title=item.picture["en"],
        description=item.picture["en"],
        file=ContentFile(png(item.id), name=f"{item.id}.png"),
        focal_point_x=focus.x,
        focal_point_y=focus.y,
        focal_point_width=focus.width,
        focal_point_height=focus.height,
    )
    return {"picture": image, "picture_alt": item.picture["en"]}
