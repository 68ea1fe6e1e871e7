"""One pool or one process in full: its facts, what it demands, when, and its proposals."""

from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from portfolio import labels, language
from portfolio.language import _, ngettext
from portfolio.queries.strategy import strategy, timeline
from portfolio.screens.proposals import milestones
from portfolio.ui import components, edit_links, links, session, tables
from portfolio.ui.documents import documents
from portfolio.ui.proposals import milestone_table, parking
from portfolio.ui.sources import Marks
from portfolio.ui.strategy.page import LINKS, PAGE, money, not_stated
from portfolio.ui.tables import Column

#: A pool or process names at most this many of its proposals.
_NAMED = 50
_TABLES = {"pool": "funding_pools", "process": "strategy_processes"}


def show_pool(pool: dict[Any, Any], portfolio: str, day: date) -> None:
    """A pool: its money, its conditions, its stages, its proposals, what nobody knows."""
    cited = Marks("funding_pools", [pool["id"]])
    _head(pool, "pool", labels.label("pool_kind", pool["kind"]), cited)
    _facts(_pool_facts(pool, cited), _("The pool's figures"))
    conditions = session.read(strategy.conditions, pool=pool["code"])
    if not conditions.empty:
        st.header(_("Conditions"), anchor=False)
        _show_conditions(conditions)
    _show_stages(
        timeline.Filters(as_of=day, portfolio=portfolio, pool=pool["code"]),
        _("Stages and commitments"),
    )
    _show_beside("pool", pool, portfolio, day)


def show_process(process: dict[Any, Any], portfolio: str, day: date) -> None:
    """A process: its owner, its windows, its dates, its proposals, what nobody knows."""
    cited = Marks("strategy_processes", [process["id"]])
    _head(process, "process", labels.label("process_kind", process["kind"]), cited)
    owner = links.plain(process["owner"]) if process["owner"] else not_stated()
    _facts(
        [(_("Responsible"), f"{owner} {cited.of(process['id'], 'owner_party')}")], _("Responsible")
    )
    st.header(_("Periods"), anchor=False)
    _show_windows(process, portfolio, day)
    _show_stages(
        timeline.Filters(as_of=day, portfolio=portfolio, process=process["code"]), _("Milestones")
    )
    _show_beside("process", process, portfolio, day)


def _show_beside(kind: str, noun: dict[Any, Any], portfolio: str, day: date) -> None:
    """Its proposals, what nobody knows of it, its documents."""
    _show_proposals(kind, noun, portfolio, day)
    _show_gaps(kind, noun, day)
    documents.where_any(_TABLES[kind], noun["id"], day, heading=_("Attachments and links"))


def _head(row: dict[Any, Any], kind: str, words: str, cited: Marks) -> None:
    st.markdown(links.link(_("← All pools and processes"), PAGE))
    names = session.read(strategy.other_names, kind=kind, id=row["id"])
    called = _("also called {names}", names=", ".join(map(links.plain, names))) if names else ""
    edit = edit_links.edit(_TABLES[kind], row["id"])
    st.markdown(components.joined([words, called, f"{cited.of(row['id'], 'title', None)}", edit]))
    if row["summary"]:
        st.markdown(f"{links.plain(row['summary'])} {cited.of(row['id'], 'summary')}")
    if row["note"]:
        st.markdown(f"{components.quiet(links.plain(row['note']))} {cited.of(row['id'], 'note')}")


def _pool_facts(pool: dict[Any, Any], cited: Marks) -> list[tuple[str, str]]:
    def proven(field: str, words: str) -> str:
        return f"{words} {cited.of(pool['id'], field)}"

    facts = [(_("Amount"), proven("total_amount", money(pool["total_amount"]) or not_stated()))]
    if pool["earmarked_amount"] is not None:
        words = money(pool["earmarked_amount"])
        if pool["earmarked_for"]:
            purpose = links.plain(pool["earmarked_for"])
            words = _("{amount} for {purpose}", amount=words, purpose=purpose)
        facts.append((_("Of which earmarked"), proven("earmarked_amount", words)))
    if pool["recipients"] is not None:
        facts.append((_("Recipients"), proven("recipients", language.number(pool["recipients"]))))
    facts += _share_facts(pool, cited)
    if pool["min_inhabitants"] is not None and pool["max_inhabitants"] is not None:
        words = _(
            "{low} to {high} inhabitants",
            low=language.number(pool["min_inhabitants"]),
            high=language.number(pool["max_inhabitants"]),
        )
        facts.append((_("Size of town"), proven("min_inhabitants", words)))
    if pool["kind"] != "budget":
        facts.append((_("Granted"), proven("granted_amount", _granted(pool))))
    who = links.plain(pool["administrator"]) if pool["administrator"] else not_stated()
    return [*facts, (_("Administered by"), proven("administrator_party", who))]


def _share_facts(pool: dict[Any, Any], cited: Marks) -> list[tuple[str, str]]:
    if pool["co_financing_share"] is None:
        return []
    share = language.share(pool["co_financing_share"])
    base = pool["co_financing_base"]
    return [
        (_("The municipality's share"), f"{share} {cited.of(pool['id'], 'co_financing_share')}"),
        (_("The share is calculated from"), links.plain(base) if base else not_stated()),
    ]


def _granted(pool: dict[Any, Any]) -> str:
    if pool["granted_amount"] is not None:
        return language.amount(pool["granted_amount"])
    return _("No grant is recorded.")


def _facts(facts: list[tuple[str, str]], alt: str) -> None:
    table = pd.DataFrame(facts, columns=[_("Fact"), _("What is said")])
    tables.draw(table, header=False, alt=alt)


def _show_conditions(conditions: pd.DataFrame) -> None:
    cited = Marks("pool_conditions", conditions["id"])

    def dressed(row: dict[Any, Any]) -> str:
        note = f":small[:gray[{links.plain(row['note'])}]]" if row["note"] else ""
        return f"{links.plain(row['requirement'])} {cited.of(row['id'])} {note}"

    columns = [
        Column(_("About"), lambda row: labels.label("condition_kind", row["kind"])),
        Column(_("Condition"), "requirement", dressed),
        Column(_("Fulfilled?"), lambda row: labels.label("fulfilment", row["fulfilment"])),
        Column(_("Note"), "note", on_screen=False),
    ]
    rows, alt = conditions.to_dict("records"), _("The pool's conditions")
    tables.show(rows, columns, "betingelser", alt=alt)


def _show_stages(asked: timeline.Filters, heading: str) -> None:
    rows = session.read(timeline.milestones_on, filters=asked)
    st.header(heading, anchor=False)
    if rows.empty:
        st.markdown(_("No milestones are known on this day."))
        return
    cited = Marks("milestones", rows["id"])

    def binding(row: dict[Any, Any]) -> str:
        if not row["binds_to"]:
            return ""
        return f"{links.plain(row['binds_to'])} {cited.of(row['id'], 'binds_to')}"

    columns = [
        Column(_("Date"), milestones.when, partial(milestone_table.dated, cited=cited)),
        Column(_("Milestone"), "title", partial(milestone_table.titled, cited=cited)),
        Column(_("Status"), milestones.state, partial(milestone_table.stated, cited=cited)),
        Column(
            _("Commits to"), "binds_to", binding, on_screen=bool(rows["binds_to"].notna().any())
        ),
    ]
    tables.show(rows.to_dict("records"), columns, "trin", alt=heading)


def _show_windows(process: dict[Any, Any], portfolio: str, day: date) -> None:
    """Each window, how far it is, and who is parked for it with what must be ready."""
    windows = session.read(strategy.windows)
    parked = parking.by_window(process["code"], portfolio, day)
    rows = windows[windows["process"] == process["code"]]
    cited = Marks("process_windows", rows["id"])
    lines = []
    for row in rows.to_dict("records"):
        lines.append(_window(row, cited, day))
        waiting = parked.pop(row["id"], None)
        if waiting is not None:
            lines += [f"  - {parking.waits(each)}" for each in waiting.to_dict("records")]
    st.markdown("\n".join(lines) or _("No periods are stated in the minutes."))
    parking.say_without_window(parked)
    st.markdown(
        edit_links.add("process_windows", _("Add a period of a process"), process_id=process["id"])
    )


def _window(row: dict[Any, Any], cited: Marks, day: date) -> str:
    when = f"**{links.plain(milestones.when(row))}** {links.plain(row['title'])}"
    state = labels.label("window_state", parking.state_of(row, day))
    note = components.quiet(links.plain(row["note"] or ""))
    edit = edit_links.edit("process_windows", row["id"])
    return f"- {when} · {state} {cited.of(row['id'], 'date')} {note} {edit}".rstrip()


def _show_proposals(kind: str, noun: dict[Any, Any], portfolio: str, day: date) -> None:
    relations = session.read(strategy.relations, as_of=day, portfolio=portfolio)
    rows = relations[(relations["kind"] == kind) & (relations["code"] == noun["code"])]
    shown = rows.head(_NAMED)
    cited = Marks(LINKS[kind], shown["id"])
    st.header(_("Proposals"), anchor=False)
    lines = [
        f"{links.proposal(row['number'], row['proposal'])}"
        f" · {labels.label('relation', row['relation'])} {cited.of(row['id'])}"
        f" {components.quiet(links.plain(row['note'] or ''))}"
        for row in shown.to_dict("records")
    ]
    if (more := len(rows) - len(shown)) > 0:
        lines.append(ngettext("{n} more", "{n} more", more))
    nothing = {
        "pool": _("No proposal is tied to this pool."),
        "process": _("No proposal is tied to this process."),
    }
    st.markdown(components.bullets(lines) or nothing[kind])


def _show_gaps(kind: str, noun: dict[Any, Any], day: date) -> None:
    gaps = session.read(strategy.open_gaps, kind=kind, id=noun["id"], as_of=day)
    if gaps.empty:
        return
    st.header(_("What is still unknown"), anchor=False)
    lines = (
        f"{links.plain(row['question'])} {components.quiet(links.plain(row['blocks'] or ''))}"
        for row in gaps.to_dict("records")
    )
    st.markdown(components.bullets(lines))
    st.markdown(links.link(_("All open questions and who can answer them"), "huller"))
