"""Which light a cell's colour looks like: nothing where it is no clear green, yellow or red."""

import colorsys

_LEAST = 0.12  # of saturation: paler than this is white or grey to the eye


def light(rgb: str) -> str:
    """``green``, ``amber`` or ``red`` of RRGGBB; empty of any other colour."""
    try:
        parts = [int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    except ValueError:
        return ""
    hue, saturation, value = colorsys.rgb_to_hsv(*parts)
    if saturation < _LEAST or value < 0.35:
        return ""
    turn = hue * 360
    if turn < 18 or turn >= 335:
        return "red"
    if turn < 68:
        return "amber"
    return "green" if turn < 170 else ""
