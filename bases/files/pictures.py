"""A picture drawn anew: no larger than it is shown, without what its camera noted, and nothing but a picture."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from bases.files.limits import PDF, Refused
from bases.files.looking import kind_of

KIND = "image/webp"
QUALITY = 82  # of WebP: no difference to be seen at the size of a page
SMALLEST = 32  # pixels of the shorter side


@dataclass(frozen=True, slots=True)
class Drawn:
    data: bytes  # WebP
    width: int
    height: int


def draw_anew(data: bytes, longest: int) -> Drawn:
    """Upright, at most `longest` pixels wide and high. Raises Refused as `kind_of`, and for what is no picture."""
    if kind_of(data) == PDF:
        raise Refused("no_picture")
    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
        upright = ImageOps.exif_transpose(opened)
        seen_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        picture = upright.convert("RGBA" if seen_through else "RGB")
    if min(picture.size) < SMALLEST:
        raise Refused("too_small", limit=SMALLEST)
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY)
    return Drawn(out.getvalue(), picture.width, picture.height)
