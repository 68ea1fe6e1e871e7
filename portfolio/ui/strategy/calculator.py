"""The calculator: from one of cost, grant and own share to the others. Nothing is stored."""

from collections.abc import Mapping
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from portfolio import fuzzy, language
from portfolio.domain import financing
from portfolio.domain.financing import Base, Financing, KnownAmount, Reach, Terms
from portfolio.errors import PortfolioError
from portfolio.language import _
from portfolio.queries.strategy import strategy
from portfolio.screens import sources
from portfolio.screens.drawing import Cell, Sourced, headed, table
from portfolio.screens.strategy.money import words as money
from portfolio.ui import components, drawing, links, session

T = TypeVar("T")


def show(portfolio: str) -> None:
    """Choose a pool with a share, type an amount, name the assumptions, read the rest."""
    pools = session.read(strategy.pools, portfolio=portfolio)
    rows = pools[pools["co_financing_share"].notna()].to_dict("records")
    if not rows:
        components.empty(_("No pool here says what share the municipality must pay."))
        return
    left, right = st.columns(2, gap="large")
    with left:
        pool = _choose_pool({row["code"]: row for row in rows})
        budgets = session.read(strategy.own_money, pool=pool["code"])
        known, text = _ask_amount()
        terms, counted = _ask_terms(pool, budgets)
    with right:
        _answer(known, text, terms, pool)
    _show_assumptions(pool, terms, budgets, counted)


def kroner(text: str) -> int:
    """The one amount typed, in whole DKK; a bare number is kroner here."""
    typed = text.strip()
    amount = fuzzy.parse_amount(f"{typed} kr." if typed[-1:].isdecimal() else typed)
    if amount.low != amount.high:
        raise PortfolioError("“{text}” is more than one amount. Write one.", text=typed)
    return amount.low


def _choose_pool(rows: dict[str, dict[Any, Any]]) -> dict[Any, Any]:
    """The pool the address asks for, until another is chosen; what has no share is said."""
    asked = st.query_params.get("pulje")
    if asked is not None and asked not in rows:
        st.warning(
            _(
                "“{code}” is no pool that says what share the municipality must pay. Choose one"
                " below.",
                code=links.plain(asked[:60]),
            )
        )
    code = st.selectbox(
        _("Funding pool"),
        list(rows),
        index=list(rows).index(asked) if asked in rows else 0,
        format_func=lambda code: rows[code]["title"],
        key=f"calculator:pool:{asked}",
    )
    st.markdown(links.link(_("What the minutes say of the pool"), "strategi", pulje=code))
    return rows[code]


def _ask_amount() -> tuple[KnownAmount, str]:
    words = {
        KnownAmount.COST: _("The project's cost"),
        KnownAmount.GRANT: _("The grant"),
        KnownAmount.OWN: _("The municipality's share"),
    }
    known = _ask(_("Known amount"), words, "calculator:known")
    text = st.text_input(
        words[known],
        placeholder=_("for instance 6 mio. kr. or 6.000.000"),
        max_chars=40,
        key="calculator:amount",
    )
    return known, text


def _ask(label: str, words: Mapping[T, str], key: str) -> T:
    picked = st.radio(label, list(words), format_func=words.__getitem__, horizontal=True, key=key)
    return picked or next(iter(words))


def _ask_terms(pool: dict[Any, Any], budgets: pd.DataFrame) -> tuple[Terms, bool]:
    share = language.share(pool["co_financing_share"])
    base = _ask(_("The {share} is calculated from", share=share), _base_words(), "calculator:base")
    total = int(budgets["total_amount"].sum())
    counted = False
    if total:
        counted = st.checkbox(
            _("Count {amount} already set aside", amount=money(total)), key="calculator:counted"
        )
        st.caption(", ".join(map(links.plain, budgets["title"])))
    terms = Terms(share=pool["co_financing_share"], base=base, set_aside=total if counted else 0)
    return terms, counted


def _base_words() -> dict[Base, str]:
    return {Base.COST: _("the project's whole cost"), Base.GRANT: _("the grant")}


def _answer(known: KnownAmount, text: str, terms: Terms, pool: dict[Any, Any]) -> None:
    if not text.strip():
        components.remark(_("Type an amount, and the others are calculated here."))
        return
    try:
        result = financing.financing(known, kroner(text), terms)
    except PortfolioError as error:
        st.warning(language.explain(error))
        return
    _show_result(result, terms)
    sentence = _reach_words(result, pool)
    if sentence:
        st.markdown(sentence)


def _show_result(result: Financing, terms: Terms) -> None:
    rows = [
        (_("The project's cost"), result.cost),
        (_("The grant"), result.grant),
        (_("The municipality's share"), result.own),
    ]
    if terms.set_aside:
        rows.append((_("– of which already set aside"), result.covered))
        rows.append((_("– of which new money"), result.new_money))
    said = [(words, language.amount(kroner)) for words, kroner in rows]
    drawing.show(table(_("The result of the calculation"), [], said))


def _reach_words(result: Financing, pool: dict[Any, Any]) -> str:
    reach = financing.reach(result.grant, pool["total_amount"], pool["recipients"])
    if reach is Reach.ABOVE_POOL:
        return _(
            "The grant is more than the whole pool of {amount}.", amount=money(pool["total_amount"])
        )
    if reach is Reach.ABOVE_AVERAGE:
        average = financing.average_frame(pool["total_amount"], pool["recipients"])
        return _("The grant is more than the even share of {amount}.", amount=money(average))
    return ""


def _show_assumptions(
    pool: dict[Any, Any], terms: Terms, budgets: pd.DataFrame, counted: bool
) -> None:
    rows = _assumptions(pool, terms, budgets, counted)
    drawing.show(headed(_("What the calculation is based on"), []))
    caption = _("The assumptions of the calculation and where they come from")
    drawing.show(table(caption, [_("Assumption"), _("Used here"), _("Source")], rows))


def _assumptions(
    pool: dict[Any, Any], terms: Terms, budgets: pd.DataFrame, counted: bool
) -> list[tuple[Cell, ...]]:
    cited = sources.cited(session.read, "funding_pools", [pool["id"], *budgets["id"]])
    marks = sources.Marks([cited], links.to, links.here(), links.asked())
    assumed = _("assumed: the minutes do not say; you can change it above")
    rows: list[tuple[Cell, ...]] = [
        (
            _("The municipality pays"),
            language.share(terms.share),
            marks.of(pool["id"], "co_financing_share"),
        ),
        (_("The share is calculated from"), _base_words()[terms.base], assumed),
    ]
    for row in budgets.to_dict("records"):
        words = _(
            "{amount} in {title} counts as the municipality's share",
            amount=money(row["total_amount"]),
            title=row["title"],
        )
        source = Sourced(assumed, marks.of(row["id"], "total_amount"))
        rows.append((words, _("yes") if counted else _("no"), source))
    average = financing.average_frame(pool["total_amount"], pool["recipients"])
    if average is not None:
        total, count = money(pool["total_amount"]), pool["recipients"]
        words = _(
            "{total} divided by {n} is {average}", total=total, n=count, average=money(average)
        )
        proved = Sourced(words, marks.of(pool["id"], "total_amount", "recipients"))
        rows.append((_("The even share per recipient"), proved, _("arithmetic, not a commitment")))
    return [*rows, (_("Other money, such as private funds"), _("not counted"), _("assumed"))]
