"""The colours of Word and PowerPoint papers, as RGB hex; of the pdf: ``templates/papir.typ``.

The same as on the screen (``portfolio/screens/screen.css``). Colour never stands alone: shape and
word are always with it.
"""

ACCENT = "004D99"
INK = "1A1A1A"
QUIET = "5F5F5F"
HAIRLINE = "E4E4E4"
PALE = "E8F0F8"
WHITE = "FFFFFF"
#: Of the traffic light: for bars, and for its shape and word.
EDGES = {"green": "3F8F1F", "amber": "EEA40C", "red": "C22026", "none": "CFD4DA"}
INKS = {"green": "236A0A", "amber": "7A5100", "red": "A3121C", "none": QUIET}
