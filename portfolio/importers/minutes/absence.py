"""Who was not there, as decisions tell it; it is no part of what was decided."""

import re

_LINE = re.compile(
    r"\W*(?:fraværende|fravær|afbud(?: fra)?|ikke til ?stede|ej til ?stede|ikke tilstede\w*"
    r"|forhindret|meldt afbud|mødte ikke|deltog ikke|inhabil(?:e)?)\b\s*(?:[:–-]|var\b|er\b|\b)",
    re.I,
)
_SENTENCE = re.compile(
    r"(?:var|er|havde meldt|har meldt|meldte) (?:fraværende|afbud|forhindret|ikke til ?stede)\b"
    r"|\bdeltog (?:ikke|som (?:stedfortræder|suppleant|stedfortrædende|substitut))\b"
    r"|\b(?:stedfortræder|suppleant) for\b.*\b(?:deltog|mødte)\b|\bmødte (?:som )?(?:stedfortræder"
    r"|suppleant)\b|\bforlod (?:mødet|lokalet)\b|\b(?:ankom|kom) (?:til mødet|kl\.)"
    r"|\bikke til ?stede\b|\bafbud fra\b|\bfraværende (?:ved|under|med)\b"
    r"|\berklæret? (?:sig )?inhabil\b|\bvar inhabil\b|\bdeltog ikke\b",
    re.I,
)
NAME_LIST = re.compile(
    r"[\s\W]*(?:[A-ZÆØÅ][\wæøåéü.'-]*(?:\s*\([^)]{1,30}\))?[\s,;&/-]*(?:og\s+)?){1,30}[.\s]*"
)


def opens(text: str) -> bool:
    """Whether a line begins a note of who was absent."""
    return (
        len(text) < 400
        and bool(_LINE.match(text))
        and not re.match(
            r"\W*(?:fravær|fraværende)\b.{0,40}\b(?:godkend|drøft|skal|falde|reducer)", text, re.I
        )
    )


def is_said(sentence: str) -> bool:
    """Whether a sentence only tells who was absent, or came, left or stood in."""
    return opens(sentence) or (len(sentence) < 300 and bool(_SENTENCE.search(sentence)))
