"""What can be done to the proposals that are chosen in a list, and what stands in its way.

The boxes are in the board's template, and client.js puts those ticked in the address
(``?vaelg=1,4,7``); in the table of Edit data they are a column of its grid.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from portfolio import labels, language
from portfolio.domain.model import STAGE_PATH, Stage
from portfolio.domain.own_fields import OwnKind
from portfolio.language import _, ngettext
from portfolio.queries import filter_choices
from portfolio.queries.content import rows as content_rows
from portfolio.queries.filtering import Filters
from portfolio.queries.own_fields import own_fields
from portfolio.queries.proposals import chosen as query
from portfolio.queries.proposals.chosen import Chosen
from portfolio.screens.overview import board
from portfolio.screens.overview.board import ALL, CHOOSE, READY
from portfolio.ui import action_row, choices, components, draft, edit_links, links, session, visitor
from portfolio.ui.draft import Draft
from portfolio.ui.saving import doing
from portfolio.usecases.proposals import together, together_undone
from portfolio.usecases.proposals.together import Act, TogetherError

_NAME, _DONE = "together", "together:done"
_SHOWN = 8


def begun() -> str:
    """What the address says of choosing; empty where nothing is to be chosen, or may not be."""
    asked = st.query_params.get(CHOOSE, "")
    return asked if asked and _may() else ""


def may_begin() -> bool:
    """Whether the way to choosing several is shown."""
    return _may() and not begun()


def _may() -> bool:
    """Something is done by those who may edit, where the proposals stand as they do today."""
    today = session.today().isoformat()
    return st.query_params.get("dato", today) >= today and edit_links.may_edit()


def offer_to_choose(page: str) -> None:
    """The way to choose several of a list."""
    if may_begin():
        st.html(board.draw_way_to_choose(page, links.asked(), links.now()), width="content")


def offer(filters: Filters) -> None:
    """What can be done to those the address says are chosen."""
    asked = begun()
    if not asked:
        return
    numbers = tuple(int(n) for n in asked.split(",") if n.isascii() and n.isdigit() and len(n) < 10)
    wanted = None if asked == ALL else numbers
    some = session.read(query.chosen, filters=filters, numbers=wanted)
    if some:
        total = len(some)
        if total == query.MOST:
            total = session.read(query.how_many, filters=filters, numbers=wanted)
        act_on(some, total)
    elif asked != READY:
        components.remark(_("None of the chosen proposals is here any more. Choose again."))


def act_on(some: Sequence[Chosen], total: int = 0) -> None:
    """The acts, and the form of the one that is picked. ``total``: with those of no room here."""
    named = [f"{one.number} {language.shortened(one.title, 40)}" for one in some[:_SHOWN]]
    if more := len(some) - len(named):
        named.append(ngettext("{n} more", "{n} more", more))
    counted = ngettext("{n} proposal is chosen:", "{n} proposals are chosen:", len(some))
    if total > len(some):
        counted = _(
            "{n} of {total} are chosen, by number. Do it to these, then narrow the list to the"
            " rest:",
            n=language.number(len(some)),
            total=language.number(total),
        )
    with st.container(key="together"):  # not seen while others are ticked than it says
        st.markdown(f"**{counted}** {links.plain(', '.join(named))}")
        _offer_to_undo()
        action_row.offer(_NAME, {code: (words(), _with(form, some)) for code, words, form in _ACTS})


def _with(form: Callable[[Sequence[Chosen]], None], some: Sequence[Chosen]) -> Callable[[], None]:
    return lambda: form(some)


def _offer_to_undo() -> None:
    """What was done last to several can be taken back at once, until something else is done."""
    done = st.session_state.get(_DONE)
    if done is None or not st.button(
        _("Take back: {what}", what=done[1]), key="together:undo", type="tertiary"
    ):
        return
    with doing(_("It is taken back.")):
        try:
            together_undone.take_back(visitor.who(), done[0], today=session.today())
        except TogetherError as error:
            _say(error, ())
            raise
        del st.session_state[_DONE]


def _do(form: Draft, act: Act | None, some: Sequence[Chosen], words: str, done: str) -> None:
    """The button; what stands in the way, and the way to do it to the others."""
    keys, faults = tuple(one.id for one in some), form["faults"]
    if st.button(words, key=form.key("save"), type="primary", disabled=act is None) and act:
        _try(form, act, keys, done)
    elif act and faults is not None and faults[0] == (act, keys):
        st.error(links.explained(faults[1]))
        _offer_the_rest(form, act, some, faults[1], done)
    if (now := form["faults"]) is not None and now is not faults:
        _offer_the_rest(form, act, some, now[1], done)


def _try(form: Draft, act: Act | None, keys: tuple[str, ...], done: str) -> None:
    if act is None:
        return
    with doing(done):
        try:
            made = together.do(visitor.who(), act, keys, today=session.today())
        except TogetherError as error:
            form.set("faults", ((act, keys), error))
            raise
        st.session_state[_DONE] = (made.change_id, done)
        form.close()


def _offer_the_rest(
    form: Draft, act: Act | None, some: Sequence[Chosen], error: TogetherError, done: str
) -> None:
    """Each fault by its proposal; the others are done only now that they have been seen."""
    _say(error, some)
    rest = tuple(one.id for one in some if one.id not in error.faults)
    if not rest:
        return
    words = ngettext("Do it to the {n} other", "Do it to the {n} others", len(rest))
    if st.button(words, key=form.key("rest")):
        _try(form, act, rest, done)


def _say(error: TogetherError, some: Sequence[Chosen]) -> None:
    named = {one.id: f"{one.number} {one.title}" for one in some}
    lines = [
        f"- **{links.plain(named.get(key, ''))}** {links.explained(fault)}"
        for key, fault in error.faults.items()
    ]
    st.markdown("\n".join(lines))


# --- the forms ------------------------------------------------------------------------------------


def _ask(some: Sequence[Chosen]) -> None:
    form, parties = (
        draft.open(f"{_NAME}/ask"),
        choices.named(session.read(filter_choices.all_parties)),
    )
    party = form.choose("party", _("Party"), parties, placeholder=_("Choose a party"))
    note = st.text_area(_("Remark (optional)"), height=68, **form.field("note", ""))
    act = together.Ask(party, note) if party else None
    done = ngettext("{n} question is put.", "{n} questions are put.", len(some))
    _do(form, act, some, _("Record as asked"), done)


def _place(some: Sequence[Chosen]) -> None:
    form, places = draft.open(f"{_NAME}/place"), session.read(content_rows.choices, table="places")
    place = form.choose("place", _("Place"), places, placeholder=_("Choose from the list"))
    roles = labels.words("place_role")
    role = form.choose("role", _("Role"), roles, next(iter(roles)))
    act = together.Place(place, role) if place else None
    _do(form, act, some, _("Add the place"), _("The place is added."))


def _move(some: Sequence[Chosen]) -> None:
    form = draft.open(f"{_NAME}/move")
    words = {stage: labels.label("stage", stage) for stage in (*STAGE_PATH, Stage.CLOSED)}
    stage = form.choose("stage", _("Stage"), words, placeholder=_("Choose from the list"))
    why = st.text_area(_("Reason (optional)"), height=68, **form.field("why", ""))
    act = together.Move(stage, why) if stage else None
    _do(form, act, some, _("Set the stage"), _("The stage is set."))


def _tie(some: Sequence[Chosen]) -> None:
    form, portfolio = draft.open(f"{_NAME}/tie"), session.portfolio_id()
    kinds = {"funding_pools": together.TieToPool, "strategy_processes": together.TieToProcess}
    words = {
        (table, key): name
        for table in kinds
        for key, name in session.read(
            content_rows.choices, table=table, portfolio=portfolio
        ).items()
    }
    to = form.choose("to", _("Tied to"), words, placeholder=_("Choose from the list"))
    relations = labels.words("relation")
    how = form.choose("how", _("How"), relations, next(iter(relations)))
    act = kinds[to[0]](to[1], how) if to else None
    _do(form, act, some, _("Tie them"), _("They are tied to it."))


def _aside(some: Sequence[Chosen]) -> None:
    form = draft.open(f"{_NAME}/aside")
    why = st.text_area(_("Reason"), height=80, **form.field("why", ""))
    act = together.SetAside(why) if why.strip() else None
    _do(form, act, some, _("Set them aside"), _("They are set aside, with the reason."))


def _say_in_field(some: Sequence[Chosen]) -> None:
    form, every = draft.open(f"{_NAME}/say"), session.read(own_fields.fields)
    fields = {one.id: one for one in every if one.portfolio_id == session.portfolio_id()}
    if not fields:
        way = links.link(_("Own fields of proposals"), edit_links.PAGE, slags="own_fields")
        return components.empty(_("There are no own fields yet. Make one: {way}", way=way))
    names = {key: one.name for key, one in fields.items()}
    key = form.choose("field", _("Own field"), names, placeholder=_("Choose from the list"))
    if key is None:
        return None
    if fields[key].kind is OwnKind.CHOICE:
        words = {choice: choice for choice in fields[key].choices}
        typed = form.choose(f"say:{key}", _("Says"), words, placeholder=_("(empty)"))
    else:
        typed = st.text_input(_("Says"), **form.field(f"say:{key}", ""))
    done = _("“{field}” is set.", field=fields[key].name)
    button = _("Set the field") if typed else _("Empty the field")
    return _do(form, together.Say(key, typed), some, button, done)


_ACTS: tuple[tuple[str, Callable[[], str], Callable[[Sequence[Chosen]], None]], ...] = (
    ("ask", lambda: _("Ask a party"), _ask),
    ("place", lambda: _("Place"), _place),
    ("move", lambda: _("Stage"), _move),
    ("tie", lambda: _("Tie"), _tie),
    ("say", lambda: _("Own field"), _say_in_field),
    ("aside", lambda: _("Set them aside"), _aside),
)
