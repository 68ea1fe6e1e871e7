"""Direktionssag: Baggrund, Indstilling, Sagsfremstilling, Økonomi, Kommunikation, Bilag.

Open this to change what the case says. Nothing is invented: a part of which the portfolio knows
nothing says just that. How it lands in Word is :mod:`portfolio.reports.papers.word`.
"""

from portfolio import labels, language
from portfolio.domain.requests import Request
from portfolio.language import _
from portfolio.queries.papers.shapes import Facts, PaperProposal, Purpose, records
from portfolio.reports.meetings.sentences import named
from portfolio.reports.own_fields import own_fields
from portfolio.reports.papers import asked, colours, economy, phrases, situation, word
from portfolio.reports.papers.blocks import Block, Heading, Items, Table, Text
from portfolio.reports.requests import sentences

TEMPLATE = word.Template(
    "direktionssag.docx",
    "case_template",
    lines=("titel", "portefølje", "kommune", "dato", "dagsdato", "kilde"),
    parts=("baggrund", "indstilling", "sagsfremstilling", "økonomi", "kommunikation", "bilag"),
)
#: A case names this many proposals one by one; more than these are a table.
_TOLD = 40


def docx(facts: Facts, template: bytes | None = None) -> bytes:
    """The case in the template's clothes. Raises PortfolioError as ``word.check`` does."""
    own = None if template else facts.logo
    return word.fill(template or TEMPLATE.content(), lines(facts), parts(facts), own)


def lines(facts: Facts) -> dict[str, str]:
    """What stands inside a line of the template, by field."""
    title = str(facts.portfolio["title"])
    if facts.narrowed and len(facts.proposals) == 1:
        title = f"{title}: {facts.proposals[0].title}"
    return {
        "titel": title,
        "portefølje": str(facts.portfolio["title"]),
        "kommune": str(facts.portfolio["municipality"]),
        "dato": phrases.as_of(facts),
        "dagsdato": language.long_date(facts.day),
        "kilde": phrases.source_note(facts),
    }


def parts(facts: Facts) -> dict[str, list[Block]]:
    """The six parts of a case, by field."""
    return {
        "baggrund": _background(facts),
        "indstilling": _recommendation(facts),
        "sagsfremstilling": _account(facts),
        "økonomi": economy.blocks(facts),
        "kommunikation": [Text(_("Nothing about communication is recorded."))],
        "bilag": _enclosures(facts),
    }


def _background(facts: Facts) -> list[Block]:
    about = facts.portfolio["description"]
    blocks: list[Block] = [
        Text(about or _("There is no description of the portfolio.")),
        Text(phrases.headline(facts)),
    ]
    if facts.decisions.empty:
        return [*blocks, Text(_("No decisions about the proposals are recorded."))]
    rows = records(facts.decisions)
    total = len(facts.proposals)
    items = [
        (
            f"{row['number']} · {phrases.day(row['decided_on'])}",
            f"{phrases.decided(row)} {phrases.numbers(row['numbers'], total)}.",
        )
        for row in sorted(rows, key=lambda row: row["decided_on"])
    ]
    return [*blocks, Text(_("So far this has been decided:")), Items(items)]


def _recommendation(facts: Facts) -> list[Block]:
    asking = [_asked(one) for one in facts.requests if one.is_asked]
    if not asking:
        return [Text(_("No recommendation is recorded: no proposal is for decision."))]
    return [
        Text(_("It is recommended that the directorate takes a position on the following:")),
        Items(asking, numbered=True),
    ]


def _asked(one: Request) -> tuple[str, str]:
    """What it is about, and the question with the answers that are offered and recommended."""
    about = one.proposals[0] if len(one.proposals) == 1 else None
    lead = (
        _("Proposal {number}", number=about.number) + f", {about.title}:"
        if about
        else f"{sentences.about(one)}:"
    )
    return lead, asked.with_answers(one)


def _open(facts: Facts) -> list[Block]:
    """What nobody has asked the directorate, and is open to it: questions, not recommendations."""
    derived = [one for one in facts.requests if not one.is_asked]
    if not derived:
        return []
    items = [
        (
            f"{sentences.about(one)}:",
            _(
                "{question} ({why})",
                question=sentences.question(one),
                why=sentences.why_open(one, facts.day),
            ),
        )
        for one in derived[:_TOLD]
    ]
    rest = len(derived) - len(items)
    more: list[Block] = [Text(_("and {n} more", n=rest), quiet=True)] if rest else []
    heading = Heading(_("Open to the directorate; nobody has asked"), level=3)
    return [heading, Items(items), *more]


def _account(facts: Facts) -> list[Block]:
    if nothing := phrases.nothing_known(facts):
        return [Text(nothing)]
    blocks: list[Block] = [Heading(_("How far the proposals are")), _overview(facts)]
    if len(facts.proposals) <= _TOLD:
        for purpose in facts.purposes:
            if purpose.proposals:
                blocks += _purpose(facts, purpose)
    else:
        blocks.append(Text(_("The proposals are described one by one in the status sheets.")))
    following = [*_open(facts), *_process(facts), *_questions(facts)]
    said: list[Block] = [Heading(_("What lights and stages mean here")), Items(phrases.rules())]
    next_up = [*blocks, Heading(_("What happens next")), *following]
    return next_up + (said if phrases.rules() else [])


def _overview(facts: Facts) -> Table:
    rows = [phrases.overview_row(one) for one in facts.proposals]
    return Table(
        phrases.overview_columns(),
        rows,
        _("Every proposal with light, stage, responsible and next step"),
        (1.0, 4.6, 2.6, 2.4, 2.8, 3.2),
        {(place, 2): colours.INKS[one.rag] for place, one in enumerate(facts.proposals)},
    )


def _purpose(facts: Facts, purpose: Purpose) -> list[Block]:
    title = _("Purpose {number}: {title}", number=purpose.number, title=purpose.title)
    blocks: list[Block] = [Heading(title)]
    for one in purpose.proposals:
        blocks += _proposal(facts, one)
    return blocks


def _proposal(facts: Facts, one: PaperProposal) -> list[Block]:
    place = " · ".join([phrases.light(one), *phrases.where_it_stands(one)])
    ties = phrases.ties([*one.processes, *one.pools])
    told = [
        *situation.told(one, situation.asked_of(facts, one)),
        (_("Nearest date:"), phrases.next_date(one)),
        (_("Tied to:"), "; ".join(ties) or _("no strategy process and no pool")),
        *((f"{heading}:", text) for heading, text in own_fields.texts(one)),
    ]
    return [
        Heading(f"{one.number} {one.title}", level=3),
        Text(place, quiet=True),
        *(Text(words, lead=lead) for lead, words in told),
    ]


def _process(facts: Facts) -> list[Block]:
    """Who is involved, in order, and what is to be followed up."""
    chain = [
        (
            f"{row['party']}:",
            _(
                "{role}, {state}",
                role=labels.label("involvement_role", row["role"]),
                state=labels.label("involvement_state", row["state"]),
            ),
        )
        for row in records(facts.involvement)
    ]
    blocks: list[Block] = [
        Text(_("Involved, in this order:")) if chain else Text(_("No involvement is recorded."))
    ]
    if chain:
        blocks.append(Items(chain, numbered=True))
    rows = facts.open_follow_ups
    if not rows:
        return [*blocks, Text(_("No follow-up is open."))]
    table = [
        (row["title"], row["responsible"] or _("responsible missing"), phrases.when(row))
        for row in rows
    ]
    header = (_("Follow-up"), _("Responsible"), _("Date"))
    return [
        *blocks,
        Heading(_("Open follow-ups"), level=3),
        Table(header, table, _("The follow-ups that are open"), (9.6, 3.6, 3.4)),
    ]


def _questions(facts: Facts) -> list[Block]:
    """What nobody knows yet and what it holds up; the rest is a number."""
    waiting = [row for row in facts.open_gaps if not asked.is_told(facts, row["id"])]
    heading = Heading(_("Open questions that hold something up"), level=3)
    rows = [
        (str(row["question"]), str(row["blocks"]), row["answerer"] or _("nobody is known"))
        for row in waiting
        if row["blocks"] is not None
    ]
    header = (_("Question"), _("What waits for the answer"), _("Who can answer"))
    table = Table(header, rows, _("The questions that hold something up"), (6.2, 6.8, 3.6))
    rest = len(waiting) - len(rows)
    more: list[Block] = [
        Text(_("{n} further open questions are in the data file.", n=rest), quiet=True)
    ]
    told: list[Block] = [heading, table] if rows else []
    return told + (more if rest else [])


def _enclosures(facts: Facts) -> list[Block]:
    own = [
        (_("Proposal {number}", number=one.number) + ":", row["title"])
        for one in facts.proposals
        for row in one.documents
    ]
    earlier = [
        (_("Item {number}:", number=named(row["item"], row["held_on"])), row["title"])
        for row in facts.attachments
    ]
    blocks: list[Block] = [Items(own)] if own else [Text(_("No enclosures are recorded."))]
    if earlier:
        blocks += [Text(_("Enclosed with the earlier cases:")), Items(earlier)]
    return blocks
