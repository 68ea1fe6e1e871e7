"""What is said of a file that was not read, or not wholly: one plain sentence for each code."""

from portfolio.importers.minutes.reading.source import Trouble
from portfolio.language import N_, current, translate

_SENTENCES = {
    Trouble.NO_TEXT: N_(
        "The file holds pictures of pages and no text. Use the original file,"
        " or one with text that can be marked."
    ),
    Trouble.ENCRYPTED: N_(
        "The file is locked with a password. Save it without the password and try again."
    ),
    Trouble.BROKEN: N_(
        "The file is damaged and cannot be opened. Fetch it again from where it is kept."
    ),
    Trouble.EMPTY: N_("The file is empty. Choose the file with the minutes."),
    Trouble.WRONG_TYPE: N_(
        "The file is of a type that cannot be read. Use PDF, Word (.docx), a web page or text."
    ),
    Trouble.TOO_LARGE: N_(
        "The file is too large to be read. Use a smaller file, with the minutes of one meeting."
    ),
    Trouble.GARBLED: N_(
        "The letters in the file are torn apart or replaced, so it cannot be"
        " read reliably. Use the original file."
    ),
    Trouble.TOO_SLOW: N_(
        "The file took too long to read and was given up. Use a smaller file,"
        " with the minutes of one meeting."
    ),
    Trouble.NOT_THERE: N_(
        "The file is not there, or cannot be opened. Check its name and try again."
    ),
    Trouble.SOME_PAGES: N_("Some pages hold only pictures, and what stands on them was not read."),
    Trouble.NO_DATE: N_("The date of the meeting is not in the file. Write it yourself."),
    Trouble.NO_BODY: N_("The file does not say whose meeting it was. Choose the body yourself."),
    Trouble.NO_ITEMS: N_("No agenda items were found in the file."),
    Trouble.AGENDA: N_(
        "This is an agenda: it has no decisions. Fetch the minutes when they are out."
    ),
    Trouble.NOT_MINUTES: N_("This does not look like minutes of a meeting."),
    Trouble.NOT_DANISH: N_("The text is not Danish, and only Danish minutes can be read."),
    Trouble.SEVERAL_MEETINGS: N_(
        "The file holds more than one meeting. Only the first was read; fetch"
        " the others as files of their own."
    ),
    Trouble.OTHER_FORM: N_(
        "The minutes are in a form the reader does not know. Check what was"
        " found with more care than usual."
    ),
    Trouble.KNOWN: N_("The same file has been fetched before."),
    Trouble.NEWER: N_(
        "The portfolio already has minutes of this meeting; this is another version of them."
    ),
}


def sentence(code: str) -> str:
    """The sentence of a code in the language that is spoken; empty where there is no such code."""
    return translate(_SENTENCES[Trouble(code)], current()) if code in list(Trouble) else ""


def told(troubles: list[Trouble]) -> list[dict[str, str]]:
    """Code and Danish sentence of each, in the order they were met."""
    return [
        {"code": trouble.value, "text": translate(_SENTENCES[trouble], "da")}
        for trouble in dict.fromkeys(troubles)
    ]
