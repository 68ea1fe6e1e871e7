"""Somebody does something: "Lone undersøger priserne", as short minutes tell who does what."""

import re

DOES = (
    r"(?:undersøger|kontakter|indhenter|udarbejder|laver|sender|følger op"
    r"|vender tilbage|skriver|bestiller|indkalder|koordinerer|sørger"
    r"|afklarer|fremlægger|forelægger|bringer|arbejder videre|går videre"
    r"|tager (?:kontakt|fat|initiativ|sagen)|inviterer|udsender|opdaterer"
    r"|planlægger|aftaler|tjekker"
    r"|kommer med|taler med|spørger|melder tilbage|beskriver|reviderer"
    r"|tilretter|færdiggør|igangsætter|evaluerer|orienterer|giver besked"
    r"|står for|påtager sig|samler|finder|booker|køber|deltager|skal|bør"
    r"|bedes)"
)
ACTS = re.compile(
    rf"^\W*(?P<who>(?:[A-ZÆØÅ][\wæøåÆØÅ.-]*(?: (?:og|for|&) )?\s?){{1,5}})(?P<what>{DOES}\b.+)"
)
