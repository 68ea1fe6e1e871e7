"""What several of a workshop's reports, and its page, say in the same words."""

from collections.abc import Iterator

from portfolio import labels, language
from portfolio.domain import voting
from portfolio.domain.workshops import NoteKind, StepState, WorkshopState
from portfolio.language import _, ngettext
from portfolio.queries.workshops.facts import (
    METHODS,
    Facts,
    Figure,
    ProposalResult,
    ScoringResult,
    WorkshopNote,
)


def day(facts: Facts) -> str:
    """The workshop's day, in words."""
    return language.long_date(facts.workshop.held_on)


def subtitle(facts: Facts) -> str:
    """When, where it belongs, and that it is a draft while the workshop is not over."""
    parts = [_("Workshop, {day}", day=day(facts)), facts.portfolio]
    if facts.workshop.state != WorkshopState.ENDED:
        parts.append(_("Draft: the workshop is not over"))
    return " · ".join(parts)


def disagreement(facts: Facts) -> str:
    """Whether the four ways to count agree, and on what they do not, with the ranks."""
    if not facts.voters:
        return few_scores()
    if not facts.differing:
        same = all(len(set(one.ranked.ranks.values())) < 2 for one in facts.proposals if one.ranked)
        if same:
            return _("The four ways to count give the same order.")
        return _("The four ways to count agree on who is first, and differ by one rank at most.")
    most = next(one for one in facts.proposals if one.number == facts.differing[0])
    said = _("Proposal {number} is {ranks}.", number=most.number, ranks=_ranks(most))
    if len(facts.differing) == 1:
        return said
    numbers = language.listed(map(str, facts.differing))
    head = _(
        "The ways to count disagree on proposals {numbers}, most on the first.", numbers=numbers
    )
    return f"{head} {said}"


def few_scores() -> str:
    """Why there is no ranking."""
    return _("Fewer than five gave scores, so nothing is shown of them.")


def few_dots() -> str:
    """Why there are no dots."""
    return _("Fewer than five gave dots, so nothing is shown of them.")


def held_back() -> str:
    """That answers were changed since, by too few."""
    return _(
        "Fewer than five have answered differently since the result was shown, so it stands as it"
        " was: a new one would tell what they answered."
    )


def scale(facts: Facts) -> str:
    """What the figures of the ranking are, and of how many."""
    if not facts.voters:
        return few_scores()
    return _("Mean of the scores from 1 to 5; {n} gave scores.", n=facts.voters)


def _ranks(one: ProposalResult) -> str:
    ranks = one.ranked.ranks if one.ranked else {}
    return ", ".join(
        _("number {rank} by {method}", rank=ranks[method], method=counting(method))
        for method in METHODS
        if method in ranks
    )


def counting(method: str) -> str:
    """A way to count inside a sentence; one of them is called after a person."""
    words = labels.label("counting", method)
    return words if method == "borda" else words.lower()


def figure(value: Figure | None) -> str:
    """A figure with one decimal; what nobody gave is said."""
    return _("none") if value is None else language.number(voting.rounded(value), 1)


def rank_of(one: ProposalResult, facts: Facts) -> str:
    """Where it stands in the ranking, with spread and how many gave it scores."""
    if facts.voters is None:
        return _("no scoring step has been closed")
    if one.ranked is None or not one.ranked.votes:
        return _("fewer than five gave it scores, so nothing is shown")
    ranked, of = one.ranked, sum(bool(p.ranked and p.ranked.votes) for p in facts.proposals)
    said = [
        _("number {rank} of {of} proposals", rank=ranked.ranks["mean"], of=of),
        _("mean {mean}", mean=figure(ranked.figures["mean"])),
        _("spread {spread}", spread=figure(ranked.spread)),
        ngettext("{n} participant gave scores", "{n} participants gave scores", ranked.votes),
    ]
    if ranked.divided:
        said.append(_("divided: at least a quarter gave 1–2 and a quarter 4–5"))
    return ", ".join(said)


def by_criterion(ranked: ScoringResult | None, facts: Facts) -> str:
    """The mean of each criterion, or why it is not told."""
    means = ranked.by_criterion if ranked else {}
    if not means:
        return _("not shown: too few scored some criteria only, and it would tell what they gave")
    return ", ".join(f"{one.title} {figure(means.get(one.code))}" for one in facts.criteria)


def dots_of(one: ProposalResult, facts: Facts) -> str:
    """The dots it got and from how many."""
    if facts.dotters is None:
        return _("no dot vote has been closed")
    if one.dots is None:
        return _("fewer than five gave dots, so nothing is shown")
    return ngettext(
        "{dots} from {n} participant",
        "{dots} from {n} participants",
        one.givers or 0,
        dots=one.dots,
    )


def outcome(one: ProposalResult) -> list[tuple[str, str]]:
    """What changed, what comes next and who sees to it: lead and words."""
    return [
        (_("What changed:"), one.changed or _("not recorded")),
        (_("Agreed next step:"), one.next_step or _("none agreed")),
        (_("Seen to by:"), one.responsible or _("nobody yet")),
    ]


def attended(facts: Facts) -> list[str]:
    """Who took part, as counts: sentences."""
    found = facts.attendance
    said = [ngettext("{n} participant took part.", "{n} participants took part.", found.count)]
    if found.paper:
        said.append(
            ngettext(
                "{n} of them answered on paper.", "{n} of them answered on paper.", found.paper
            )
        )
    if facts.workshop.anonymous:
        return [*said, _("The workshop was anonymous: neither names nor centres were kept.")]
    if found.hidden:
        said.append(
            ngettext(
                "{n} of them is in a group too small to be shown by itself, or named no centre.",
                "{n} of them are in groups too small to be shown by themselves, or named no"
                " centre.",
                found.hidden,
            )
        )
    return said


def in_short(facts: Facts) -> list[str]:
    """What a reader in a hurry takes away: sentences."""
    said = [
        ngettext(
            "{n} proposal was worked on.", "{n} proposals were worked on.", len(facts.proposals)
        )
    ]
    first = [one for one in facts.ranking if one.ranked and one.ranked.ranks.get("mean") == 1]
    if first and facts.voters:
        said.append(_("Ranked highest: {proposals}.", proposals=titles(first)))
    most = [one for one in facts.dotted if one.dots and one.dots == facts.dotted[0].dots]
    if most:
        said.append(_("Most dots: {proposals}.", proposals=titles(most)))
    split = [one for one in facts.ranking if one.ranked and one.ranked.divided]
    if split:
        said.append(_("Divided on: {proposals}.", proposals=titles(split)))
    return [*said, *_missing(facts)]


def _missing(facts: Facts) -> Iterator[str]:
    never = [str(one.number) for one in facts.proposals if one.next_step is None]
    if never:
        yield ngettext(
            "{n} proposal has no agreed next step: {numbers}.",
            "{n} proposals have no agreed next step: {numbers}.",
            len(never),
            numbers=", ".join(never),
        )
    nobody = [str(one.number) for one in facts.proposals if one.responsible is None]
    if nobody:
        yield ngettext(
            "{n} proposal has nobody who sees to it: {numbers}.",
            "{n} proposals have nobody who sees to them: {numbers}.",
            len(nobody),
            numbers=", ".join(nobody),
        )


def named(one: ProposalResult) -> str:
    """``4 Et hus``."""
    return f"{one.number} {one.title}"


def ranks(one: ProposalResult) -> list[str]:
    """Its rank by each way to count."""
    known = one.ranked.ranks if one.ranked else {}
    return [str(known.get(method, _("none"))) for method in METHODS]


def titles(some: list[ProposalResult]) -> str:
    """``4 Et hus, 6 En plan``."""
    return ", ".join(named(one) for one in some)


def groups(some: tuple[WorkshopNote, ...], facts: Facts) -> list[tuple[str, list[str]]]:
    """Notes under the facilitators' headings, then the others by kind: heading and notes."""
    found = [
        (one.title, [_note(note) for note in some if note.cluster_id == one.id])
        for one in facts.clusters
    ]
    headed = {one.id for one in facts.clusters}
    loose = [note for note in some if note.cluster_id not in headed]
    for kind in NoteKind:
        mine = [_note(note) for note in loose if note.kind == kind]
        found.append((labels.label("note_kind", kind), mine))
    return [(title, words) for title, words in found if words]


def _note(note: WorkshopNote) -> str:
    words = " ".join(note.words.split())
    return f"{words} ({note.centre})" if note.centre else words


def course(facts: Facts) -> list[tuple[str, ...]]:
    """The steps: number, title, what was done, minutes planned, where it is."""
    return [
        (
            str(step.position),
            step.title,
            labels.label("step_kind", step.kind),
            str(step.minutes),
            _("skipped")
            if _left_out(step.state, facts)
            else labels.label("step_state", step.state),
        )
        for step in facts.steps
    ]


def _left_out(state: StepState, facts: Facts) -> bool:
    return state == StepState.WAITING and facts.workshop.state == WorkshopState.ENDED
