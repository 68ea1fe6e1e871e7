"""A picture that somebody uploads, made into one that is safe to show everywhere."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

from portfolio.errors import PortfolioError

LARGEST = 2_000_000  # bytes, as uploaded
_MOST_PIXELS = 25_000_000
#: As large as it is ever shown, twice over for a sharp screen.
_ROOM = (800, 240)
_FORMATS = ("PNG", "JPEG")


def logo(content: bytes) -> bytes:
    """The logo as PNG, no larger than it is shown, and nothing of the file but its picture.

    Raises PortfolioError when it is too large, or no sound PNG or JPEG.
    """
    if len(content) > LARGEST:
        raise PortfolioError("The logo is larger than 2 MB. Make the picture smaller.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise PortfolioError("The logo has too many pixels. Make the picture smaller.")
                return _as_png(picture)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise PortfolioError(
            "The logo is no picture that can be read. Save it as PNG or JPG, and try again."
        ) from error


def fitted(picture: bytes, width: float, height: float) -> dict[str, float]:
    """``width`` and ``height`` of a picture that fills the room as far as its shape lets it."""
    with Image.open(io.BytesIO(picture)) as found:
        scale = min(width / found.width, height / found.height)
        return {"width": found.width * scale, "height": found.height * scale}


def _as_png(picture: Image.Image) -> bytes:
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    made = picture.convert("RGBA" if has_alpha else "RGB")
    made.thumbnail(_ROOM)
    kept = io.BytesIO()
    made.save(kept, "PNG", optimize=True)
    return kept.getvalue()
