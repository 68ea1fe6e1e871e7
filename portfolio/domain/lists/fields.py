"""What a column of a list can be here."""

from enum import StrEnum


class Field(StrEnum):
    """In the order in which they are offered."""

    NUMBER = "number"
    TITLE = "title"
    PURPOSE = "purpose"
    CENTRE = "centre"
    STATUS = "status"  # says now a stage, now a light
    STAGE = "stage"
    LIGHT = "rag"
    PERCENT = "percent"
    DEADLINE = "deadline"
    START = "start"
    GRANTED = "granted_amount"
    ASKED = "asked_amount"
    OWN = "own_amount"
    AMOUNT = "amount"  # of which the list does not say whose it is: a field of the office's own
    HAPPENED = "happened"
    NEXT_STEP = "next_step"
    NEXT_DATE = "next_step_date_text"
    RISKS = "risks"
    REASON = "reason"
    SUMMARY = "summary"
    KEPT = "kept"  # a field of the office's own
    LEFT_OUT = "left_out"


#: Its words are mapped one by one.
WORDED = (Field.STATUS, Field.STAGE, Field.LIGHT)
AMOUNTS = (Field.GRANTED, Field.ASKED, Field.OWN)
#: Their numbers are counted in kr., t.kr. or mio. kr.
COUNTED = (*AMOUNTS, Field.AMOUNT)
DATES = (Field.DEADLINE, Field.START)
#: What a status is made of; the rest are of the proposal itself.
TOLD = (
    Field.STAGE,
    Field.LIGHT,
    Field.PERCENT,
    Field.HAPPENED,
    Field.NEXT_STEP,
    Field.NEXT_DATE,
    Field.RISKS,
    Field.REASON,
)
TEXTS = (Field.HAPPENED, Field.NEXT_STEP, Field.NEXT_DATE, Field.RISKS, Field.REASON, Field.SUMMARY)
#: As many columns as there are can be this; of the others only one.
MANY = (Field.KEPT, Field.AMOUNT, Field.LEFT_OUT, Field.CENTRE)
