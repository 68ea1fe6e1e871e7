"""The colours of Word and PowerPoint papers, as RGB hex; of the pdf: ``templates/papir.typ``.

The same as on the screen (``.streamlit/config.toml``). Colour never stands alone: shape and word
are always with it.
"""

ACCENT = "004D99"
INK = "1A1A1A"
QUIET = "454545"
HAIRLINE = "DCDCDC"
PALE = "E5EDF5"
WHITE = "FFFFFF"
#: Of the traffic light: a pale ground for its word, the edge for bars.
GROUNDS = {"green": "DDF7CE", "amber": "FFEECC", "red": "FFE0E0", "none": "F5F5F5"}
EDGES = {"green": "358000", "amber": "FEBB30", "red": "CC0000", "none": "BFBFBF"}
INKS = {"green": "235500", "amber": "664400", "red": "990000", "none": "454545"}
