"""Every use case asks who it is: the roles that are refused, by hand, and nothing is stored.

A new use case fails the test at the end until it has its row here.
"""

import ast
import importlib
import inspect
import pkgutil
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from builders import a_link, a_round, a_user, an_answer, as_user, proposal_id, set_on
from workshop_builders import a_workshop

import portfolio.usecases
from portfolio import store
from portfolio.domain.finds import DocumentKind, FindState
from portfolio.domain.lists.choice import Choice
from portfolio.domain.model import DecisionOutcome, Placement, Responsibility, Succession
from portfolio.domain.permissions import Action, Role
from portfolio.domain.workshops import Door, WallView
from portfolio.errors import NotAllowedError
from portfolio.mailing import Server
from portfolio.queries.reviews.invitation import Invitation
from portfolio.reports.papers import Paper
from portfolio.store.schema import change_log, involvement_steps, parties, proposal_parties
from portfolio.usecases import content, use_case
from portfolio.usecases.api import tokens
from portfolio.usecases.calendar import links
from portfolio.usecases.documents import documents
from portfolio.usecases.lists import previewing, reading, taking, undoing
from portfolio.usecases.lists.previewing import Target
from portfolio.usecases.log import restoring
from portfolio.usecases.mails import agendas, digests, following, invitations
from portfolio.usecases.meetings import bodies, follow_ups
from portfolio.usecases.minutes import (
    judging,
    laying_up,
    reading_files,
    taking_back,
    taking_in,
)
from portfolio.usecases.organisations import logo, organisations
from portfolio.usecases.own_fields import values
from portfolio.usecases.papers import templates
from portfolio.usecases.people import adding, inviting, users
from portfolio.usecases.proposals import (
    comments,
    copying,
    involvement,
    parking,
    responsibility,
    succession,
    together,
    together_undone,
    told,
)
from portfolio.usecases.requests import requests
from portfolio.usecases.reviews import arranging, closing, decisions, planning, series, sitting
from portfolio.usecases.rounds import answer_links, answers, demands, drafts, mending, rounds
from portfolio.usecases.seeding import taking_away
from portfolio.usecases.workshops import (
    agreed,
    ballots,
    course,
    door,
    note_groups,
    preparing,
    recording,
    rehearsing,
    replanning,
    roster,
    running,
)
from portfolio.usecases.workshops import copying as workshop_copying
from tests import readings

TODAY = date(2022, 5, 1)
ROLES = [role.value for role in Role]
SECRETARIES = "secretary administrator"
ADMINISTRATOR = "administrator"
DECIDERS = "secretary administrator director"
ALL_BUT_READERS = "lead secretary director administrator"
EVERYBODY = " ".join(ROLES)
NIX = "nix"  # the key of nothing: whoever is allowed is told so, or fails further in


def _aside():
    return succession.Step(kind=Succession.SET_ASIDE, happened_on=TODAY, reason="en grund")


def _word():
    return responsibility.Word(state=Responsibility.ACCEPTED, happened_on=TODAY)


def _decided():
    return decisions.DecisionInput(outcome=DecisionOutcome.APPROVED, decision="Godkendt.")


A_LIST = taking.File("liste.csv", b"Nr;Titel\n77;Et helt nyt forslag\n")


def a_list():
    return reading.read(A_LIST.name, A_LIST.content, None, Choice())


#: Use case, the roles it does not refuse (on what is not their own), and how to call it.
CASES = {
    "rounds.answers.submit": (
        SECRETARIES,
        lambda who: answers.submit(who, proposal_id(4), None, seen_seq=0, unchanged=True),
    ),
    "meetings.bodies.called": (
        SECRETARIES,
        lambda who: bodies.called(who, "Nyt forum", "forum", today=TODAY),
    ),
    "seeding.taking_away.take_away": (
        SECRETARIES,
        lambda who: taking_away.take_away(who, NIX, typed="x"),
    ),
    "seeding.taking_away.file_of": (
        SECRETARIES,
        lambda who: taking_away.file_of(who, NIX),
    ),
    "seeding.taking_away.kept_file": (
        SECRETARIES,
        lambda who: taking_away.kept_file(who, NIX),
    ),
    "rounds.demands.choose": (SECRETARIES, lambda who: demands.choose(who, NIX, [], version=1)),
    "organisations.organisations.name": (
        SECRETARIES,
        lambda who: organisations.name(who, NIX, organisations.Identity(name="Nix"), version=2),
    ),
    "organisations.organisations.choose_words": (
        SECRETARIES,
        lambda who: organisations.choose_words(who, NIX, {}, version=2),
    ),
    "organisations.organisations.choose_names": (
        SECRETARIES,
        lambda who: organisations.choose_names(who, NIX, {}, version=2),
    ),
    "organisations.organisations.choose_habits": (
        SECRETARIES,
        lambda who: organisations.choose_habits(who, NIX, organisations.Habits(), version=2),
    ),
    "organisations.organisations.show_first": (
        SECRETARIES,
        lambda who: organisations.show_first(who, NIX),
    ),
    "organisations.organisations.save": (
        SECRETARIES,
        lambda who: organisations.save(who, NIX, {}, "organisation.named", 2),
    ),
    "organisations.logo.keep": (SECRETARIES, lambda who: logo.keep(who, NIX, b"", version=2)),
    "organisations.logo.take_away": (
        SECRETARIES,
        lambda who: logo.take_away(who, NIX, version=2),
    ),
    "proposals.told.ask_told": (SECRETARIES, lambda who: told.ask_told(who, NIX, today=TODAY)),
    "rounds.drafts.keep": (
        SECRETARIES,
        lambda who: drafts.keep(who, proposal_id(4), NIX, {}, version=1),
    ),
    "people.adding.preview": (ADMINISTRATOR, lambda who: adding.preview(who, "a@b.dk")),
    "people.adding.add_all": (ADMINISTRATOR, lambda who: adding.add_all(who, "a@b.dk")),
    "rounds.answer_links.close": (
        SECRETARIES,
        lambda who: answer_links.close(who, NIX, NIX),
    ),
    "rounds.answer_links.allow": (ADMINISTRATOR, lambda who: answer_links.allow(who, False)),
    "api.tokens.make": (ADMINISTRATOR, lambda who: tokens.make(who, "Testprogram")),
    "api.tokens.revoke": (ADMINISTRATOR, lambda who: tokens.revoke(who, NIX)),
    "calendar.links.make": (EVERYBODY, lambda who: links.make(who)),
    "calendar.links.revoke": (EVERYBODY, lambda who: links.revoke(who)),
    "proposals.comments.write": (
        ALL_BUT_READERS,
        lambda who: comments.write(who, proposal_id(4), "Et ord"),
    ),
    "proposals.comments.withdraw": (SECRETARIES, lambda who: comments.withdraw(who, NIX)),
    "content.rows.add": (
        SECRETARIES,
        lambda who: content.add(who, "places", {"name": "Testvej", "kind": "town"}, today=TODAY),
    ),
    "content.rows.change": (
        SECRETARIES,
        lambda who: content.change(
            who, "proposals", proposal_id(4), 1, {"title": "T"}, today=TODAY
        ),
    ),
    "content.rows.withdraw": (
        SECRETARIES,
        lambda who: content.withdraw(who, "places", NIX, 1, "en grund"),
    ),
    "content.rows.bring_back": (
        SECRETARIES,
        lambda who: content.bring_back(who, "places", NIX, 1, "en grund"),
    ),
    "content.rows.tie": (
        SECRETARIES,
        lambda who: content.tie(
            who,
            "proposal_places",
            {"proposal_id": proposal_id(4), "place_id": NIX, "role": "focus"},
            today=TODAY,
        ),
    ),
    "content.rows.untie": (
        SECRETARIES,
        lambda who: content.untie(who, "proposal_places", NIX, 1, "en grund"),
    ),
    "content.tables.save_many": (
        SECRETARIES,
        lambda who: content.save_many(
            who, "places", [content.RowChange({"name": "Testvej", "kind": "town"})], today=TODAY
        ),
    ),
    "content.sources.cite": (
        SECRETARIES,
        lambda who: content.cite(who, "proposals", proposal_id(4), "title", "et brev"),
    ),
    "content.sources.take_back_source": (
        SECRETARIES,
        lambda who: content.take_back_source(who, NIX, 1, "en grund"),
    ),
    "own_fields.values.set_values": (
        SECRETARIES,
        lambda who: values.set_values(who, {proposal_id(4): {NIX: "x"}}, today=TODAY),
    ),
    "lists.previewing.preview": (
        SECRETARIES,
        lambda who: previewing.preview(who, a_list(), Target("civilsamfund")),
    ),
    "lists.taking.take_in": (
        SECRETARIES,
        lambda who: taking.take_in(who, A_LIST, a_list(), Target("civilsamfund")),
    ),
    "lists.undoing.undo": (
        SECRETARIES,
        lambda who: undoing.undo(who, NIX, version=1, reason="en grund"),
    ),
    "documents.documents.add_link": (
        SECRETARIES,
        lambda who: documents.add_link(
            who, "proposals", proposal_id(4), title="Sagen", url="https://kommune.test/sag"
        ),
    ),
    "documents.documents.add_file": (
        SECRETARIES,
        lambda who: documents.add_file(
            who, "proposals", proposal_id(4), name="a.txt", content=b"abc"
        ),
    ),
    "documents.documents.withdraw": (
        SECRETARIES,
        lambda who: documents.withdraw(who, NIX, version=1, reason="en grund"),
    ),
    "meetings.follow_ups.finish": (
        SECRETARIES,
        lambda who: follow_ups.finish(who, NIX, 1, note="en note", on=TODAY, today=TODAY),
    ),
    "meetings.follow_ups.lapse": (
        SECRETARIES,
        lambda who: follow_ups.lapse(who, NIX, 1, reason="en grund", on=TODAY, today=TODAY),
    ),
    "meetings.follow_ups.reopen": (
        SECRETARIES,
        lambda who: follow_ups.reopen(who, NIX, 1, reason="en grund"),
    ),
    "meetings.follow_ups.assign": (
        SECRETARIES,
        lambda who: follow_ups.assign(who, NIX, 1, follow_ups.Owner(), today=TODAY),
    ),
    "meetings.follow_ups.add": (
        SECRETARIES,
        lambda who: follow_ups.add(who, NIX, title="Noget", owner=follow_ups.Owner(), today=TODAY),
    ),
    "people.inviting.new_link": (ADMINISTRATOR, lambda who: inviting.new_link(who, NIX)),
    "people.inviting.revoke_link": (ADMINISTRATOR, lambda who: inviting.revoke_link(who, NIX)),
    "proposals.involvement.mark_done": (
        SECRETARIES,
        lambda who: involvement.mark_done(who, a_step(), TODAY, today=TODAY),
    ),
    "proposals.involvement.undo": (
        SECRETARIES,
        lambda who: involvement.undo(who, a_step(), reason="en grund"),
    ),
    "proposals.involvement.skip": (
        SECRETARIES,
        lambda who: involvement.skip(who, a_step(), reason="en grund", today=TODAY),
    ),
    "proposals.involvement.plan": (
        SECRETARIES,
        lambda who: involvement.plan(who, a_step(), role="heard", planned="juni 2022", today=TODAY),
    ),
    "proposals.involvement.add": (
        SECRETARIES,
        lambda who: involvement.add(
            who, proposal_id(4), party_id=NIX, role="heard", after=1, today=TODAY
        ),
    ),
    "proposals.involvement.take_back": (
        SECRETARIES,
        lambda who: involvement.take_back(who, a_step(), reason="en grund"),
    ),
    "workshops.preparing.make": (
        SECRETARIES,
        lambda who: preparing.make(
            who,
            "civilsamfund",
            title="Prøve",
            held_on=TODAY,
            proposal_ids=[proposal_id(1)],
            steps=course.usual_steps(),
            scored=course.usual_criteria(),
        ),
    ),
    "workshops.preparing.change": (
        SECRETARIES,
        lambda who: preparing.change(who, NIX, {"title": "Ny"}, version=1),
    ),
    "workshops.replanning.replan": (
        SECRETARIES,
        lambda who: replanning.replan(who, NIX, course.usual_steps(), version=1),
    ),
    "workshops.replanning.take_up": (
        SECRETARIES,
        lambda who: replanning.take_up(who, NIX, [proposal_id(1)], version=1),
    ),
    "workshops.preparing.set_facilitators": (
        SECRETARIES,
        lambda who: preparing.set_facilitators(who, NIX, []),
    ),
    "workshops.preparing.withdraw": (
        SECRETARIES,
        lambda who: preparing.withdraw(who, NIX, "en grund", version=1),
    ),
    "workshops.running.open_step": (
        SECRETARIES,
        lambda who: running.open_step(who, NIX, 1, turn=0),
    ),
    "workshops.running.close_step": (SECRETARIES, lambda who: running.close_step(who, NIX, turn=0)),
    "workshops.running.pause": (SECRETARIES, lambda who: running.pause(who, NIX, turn=0)),
    "workshops.running.resume": (SECRETARIES, lambda who: running.resume(who, NIX, turn=0)),
    "workshops.running.extend": (SECRETARIES, lambda who: running.extend(who, NIX, 5, turn=0)),
    "workshops.running.reopen": (
        SECRETARIES,
        lambda who: running.reopen(who, NIX, 1, "en grund", turn=0),
    ),
    "workshops.running.show": (
        SECRETARIES,
        lambda who: running.show(who, NIX, WallView.PLANE),
    ),
    "workshops.door.set_door": (SECRETARIES, lambda who: door.set_door(who, NIX, Door.SHUT)),
    "workshops.door.remove": (SECRETARIES, lambda who: door.remove(who, NIX, [1])),
    "workshops.door.remove_rush": (SECRETARIES, lambda who: door.remove_rush(who, NIX)),
    "workshops.door.trust_rush": (SECRETARIES, lambda who: door.trust_rush(who, NIX)),
    "workshops.roster.expect": (SECRETARIES, lambda who: roster.expect(who, NIX, [])),
    "workshops.rehearsing.reset": (SECRETARIES, lambda who: rehearsing.reset(who, NIX, "øvet")),
    "workshops.copying.copy": (
        SECRETARIES,
        lambda who: workshop_copying.copy(who, NIX, title="Ny", held_on=TODAY),
    ),
    "workshops.recording.record": (
        SECRETARIES,
        lambda who: recording.record(who, NIX, proposal_id(1), changed="Intet", version=1),
    ),
    "workshops.recording.end": (SECRETARIES, lambda who: recording.end(who, NIX, turn=0)),
    "workshops.agreed.make_follow_ups": (
        SECRETARIES,
        lambda who: agreed.make_follow_ups(who, NIX, [_agreed()], today=TODAY),
    ),
    "workshops.agreed.take_back": (
        SECRETARIES,
        lambda who: agreed.take_back(who, NIX, reason="en grund"),
    ),
    "minutes.reading_files.read_file": (
        SECRETARIES,
        lambda who: reading_files.read_file(who, NIX, b"Referat", name="x"),
    ),
    "minutes.laying_up.lay_up": (
        SECRETARIES,
        lambda who: laying_up.lay_up(who, NIX, readings.result(), name="x"),
    ),
    "minutes.judging.judge": (
        SECRETARIES,
        lambda who: judging.judge(who, NIX, 1, FindState.TAKEN, today=TODAY),
    ),
    "minutes.judging.take_sure": (SECRETARIES, lambda who: judging.take_sure(who, NIX)),
    "minutes.judging.tell_kind": (
        SECRETARIES,
        lambda who: judging.tell_kind(who, NIX, 1, DocumentKind.AGENDA),
    ),
    "minutes.judging.set_aside": (SECRETARIES, lambda who: judging.set_aside(who, NIX, 1)),
    "minutes.taking_in.take_in": (
        SECRETARIES,
        lambda who: taking_in.take_in(who, NIX, 1, today=TODAY),
    ),
    "minutes.taking_back.take_back": (
        SECRETARIES,
        lambda who: taking_back.take_back(who, NIX, 1, "en grund", today=TODAY),
    ),
    "workshops.note_groups.cluster": (
        SECRETARIES,
        lambda who: note_groups.cluster(who, NIX, "Tid", ()),
    ),
    "workshops.note_groups.put_in_cluster": (
        SECRETARIES,
        lambda who: note_groups.put_in_cluster(who, NIX, (), None),
    ),
    "workshops.note_groups.reject_note": (
        SECRETARIES,
        lambda who: note_groups.reject_note(who, NIX, NIX, "en grund"),
    ),
    "workshops.note_groups.rename": (
        SECRETARIES,
        lambda who: note_groups.rename(who, NIX, NIX, "Tid", version=1),
    ),
    "workshops.note_groups.remove_heading": (
        SECRETARIES,
        lambda who: note_groups.remove_heading(who, NIX, NIX),
    ),
    "workshops.note_groups.choose": (
        SECRETARIES,
        lambda who: note_groups.choose(who, NIX, NIX, chosen=True),
    ),
    "workshops.note_groups.merge": (
        SECRETARIES,
        lambda who: note_groups.merge(who, NIX, NIX, NIX),
    ),
    "workshops.note_groups.take_apart": (
        SECRETARIES,
        lambda who: note_groups.take_apart(who, NIX, NIX),
    ),
    "workshops.ballots.type_in": (
        SECRETARIES,
        lambda who: ballots.type_in(who, NIX, 1, scored={}, dotted={NIX: 1}),
    ),
    "workshops.note_groups.bring_back": (
        SECRETARIES,
        lambda who: note_groups.bring_back(who, NIX, NIX, "en grund"),
    ),
    "mails.digests.send": (
        SECRETARIES,
        lambda who: digests.send(
            who, (), lambda letter: None, Server(host="127.0.0.1", port=9, sender="x@kommune.test")
        ),
    ),
    "mails.invitations.send": (
        ADMINISTRATOR,
        lambda who: invitations.send(
            who, (), lambda *given: None, Server(host="127.0.0.1", port=9, sender="x@kommune.test")
        ),
    ),
    "mails.following.follow": (EVERYBODY, lambda who: following.follow(who, proposal_id(4))),
    "mails.following.stop": (EVERYBODY, lambda who: following.stop(who, proposal_id(4))),
    "mails.following.see": (EVERYBODY, lambda who: following.see(who, NIX)),
    "mails.following.choose_mails": (
        EVERYBODY,
        lambda who: following.choose_mails(who, news=True, language="da"),
    ),
    "mails.agendas.send": (
        SECRETARIES,
        lambda who: agendas.send(
            who,
            agendas.Plan(_NO_MEETING, (), ()),
            lambda letter: None,
            Server(host="127.0.0.1", port=9, sender="x@kommune.test"),
        ),
    ),
    "proposals.parking.park": (
        SECRETARIES,
        lambda who: parking.park(
            who,
            proposal_id(4),
            parking.Waiting(window_id=NIX, reason="Vi venter", must_be_ready="Et oplæg"),
            today=TODAY,
        ),
    ),
    "proposals.parking.change": (
        SECRETARIES,
        lambda who: parking.change(
            who,
            proposal_id(4),
            1,
            parking.Waiting(window_id=NIX, reason="Vi venter", must_be_ready="Et oplæg"),
            today=TODAY,
        ),
    ),
    "proposals.parking.take_up": (
        SECRETARIES,
        lambda who: parking.take_up(who, proposal_id(4), 1, note="en grund", today=TODAY),
    ),
    "proposals.together.do": (
        SECRETARIES,
        lambda who: together.do(who, together.SetAside("en grund"), [proposal_id(4)], today=TODAY),
    ),
    "proposals.together_undone.take_back": (
        SECRETARIES,
        lambda who: together_undone.take_back(who, NIX, today=TODAY),
    ),
    "proposals.copying.copy": (
        SECRETARIES,
        lambda who: copying.copy(who, proposal_id(4), "Kopi", today=TODAY),
    ),
    "proposals.responsibility.ask": (
        SECRETARIES,
        lambda who: responsibility.ask(who, proposal_id(4), NIX, happened_on=TODAY, today=TODAY),
    ),
    "proposals.responsibility.answer": (
        SECRETARIES,
        lambda who: responsibility.answer(who, a_tie(), _word(), seen=0, today=TODAY),
    ),
    "proposals.responsibility.take_back": (
        SECRETARIES,
        lambda who: responsibility.take_back(who, a_tie(), seen=0, reason="en grund"),
    ),
    "log.restoring.restore": (SECRETARIES, lambda who: restoring.restore(who, a_change())),
    "requests.requests.ask": (DECIDERS, lambda who: requests.ask(who, _question(), **_CIVIL)),
    "requests.requests.ask_several": (
        DECIDERS,
        lambda who: requests.ask_several(who, _question(), also_of=["mere"], **_CIVIL),
    ),
    "requests.requests.withdraw": (
        DECIDERS,
        lambda who: requests.withdraw(who, NIX, "en grund", version=1),
    ),
    "reviews.arranging.add_item": (
        SECRETARIES,
        lambda who: arranging.add_item(who, NIX, title="Et emne", version=1),
    ),
    "reviews.arranging.move": (SECRETARIES, lambda who: arranging.move(who, NIX, 1, version=1)),
    "reviews.arranging.put": (
        SECRETARIES,
        lambda who: arranging.put(who, NIX, Placement.NOTED, version=1),
    ),
    "reviews.arranging.set_minutes": (
        SECRETARIES,
        lambda who: arranging.set_minutes(who, NIX, 5, version=1),
    ),
    "reviews.planning.make_review": (
        SECRETARIES,
        lambda who: planning.make_review(
            who, portfolio=None, title="T", body_party_id=NIX, held_on=TODAY, minutes=20
        ),
    ),
    "reviews.series.make_series": (
        SECRETARIES,
        lambda who: series.make_series(
            who, portfolio=None, titled=[(TODAY, "T")], body_party_id=NIX, minutes=20
        ),
    ),
    "reviews.series.call_off_series": (
        SECRETARIES,
        lambda who: series.call_off_series(who, NIX, "en grund"),
    ),
    "reviews.planning.rebuild": (SECRETARIES, lambda who: planning.rebuild(who, NIX, version=1)),
    "reviews.planning.set_slot": (
        SECRETARIES,
        lambda who: planning.set_slot(
            who, NIX, title="T", held_on=TODAY, starts_at=None, place=None, minutes=20, version=1
        ),
    ),
    "reviews.planning.call_off": (
        SECRETARIES,
        lambda who: planning.call_off(who, NIX, "en grund", version=1),
    ),
    "reviews.closing.close_review": (
        DECIDERS,
        lambda who: closing.close_review(who, NIX, {}, today=TODAY),
    ),
    "reviews.sitting.start_review": (
        DECIDERS,
        lambda who: sitting.start_review(who, NIX, today=TODAY),
    ),
    "reviews.sitting.record_attendance": (
        DECIDERS,
        lambda who: sitting.record_attendance(who, NIX, _NOBODY, seen=_NOBODY),
    ),
    "reviews.sitting.take_over": (DECIDERS, lambda who: sitting.take_over(who, NIX)),
    "reviews.decisions.record_decision": (
        DECIDERS,
        lambda who: decisions.record_decision(who, NIX, _decided(), today=TODAY),
    ),
    "reviews.decisions.amend_decision": (
        DECIDERS,
        lambda who: decisions.amend_decision(who, NIX, _decided(), version=1, today=TODAY),
    ),
    "reviews.decisions.withdraw_decision": (
        DECIDERS,
        lambda who: decisions.withdraw_decision(who, NIX, "en grund", version=1),
    ),
    "rounds.rounds.open_round": (
        SECRETARIES,
        lambda who: rounds.open_round(
            who,
            "civilsamfund",
            title="Runde",
            meeting_on=date(2022, 6, 1),
            deadline_on=date(2022, 5, 31),
            proposal_ids=[proposal_id(4)],
        ),
    ),
    "rounds.rounds.move_deadline": (
        SECRETARIES,
        lambda who: rounds.move_deadline(who, NIX, date(2022, 6, 1), version=1),
    ),
    "rounds.mending.return_answer": (
        SECRETARIES,
        lambda who: mending.return_answer(who, NIX, "en grund", version=1),
    ),
    "rounds.mending.take_back": (
        SECRETARIES,
        lambda who: mending.take_back(who, proposal_id(4), NIX, version=1),
    ),
    "rounds.rounds.close_round": (SECRETARIES, lambda who: rounds.close_round(who, NIX, version=1)),
    "proposals.succession.take": (
        SECRETARIES,
        lambda who: succession.take(who, proposal_id(4), _aside(), today=TODAY),
    ),
    "papers.templates.keep": (
        SECRETARIES,
        lambda who: templates.keep(who, Paper.CASE, name="a.docx", content=b"abc", instead_of=None),
    ),
    "papers.templates.withdraw": (
        SECRETARIES,
        lambda who: templates.withdraw(who, NIX, version=1, reason="en grund"),
    ),
    "people.users.add_user": (
        ADMINISTRATOR,
        lambda who: users.add_user(who, email="ny@kommune.test", name="Ny Test", role=Role.READER),
    ),
    "people.users.change_user": (
        ADMINISTRATOR,
        lambda who: users.change_user(who, NIX, 1, name="N"),
    ),
    "people.users.tie": (ADMINISTRATOR, lambda who: users.tie(who, NIX, NIX)),
    "people.users.untie": (ADMINISTRATOR, lambda who: users.untie(who, NIX, NIX)),
    "people.users.shut_out": (ADMINISTRATOR, lambda who: users.shut_out(who, NIX)),
    "people.users.let_in": (ADMINISTRATOR, lambda who: users.let_in(who, NIX)),
    "people.users.sign_out_everywhere": (
        ADMINISTRATOR,
        lambda who: users.sign_out_everywhere(who, NIX),
    ),
}
_CIVIL = {"portfolio": "civilsamfund", "today": TODAY}


_NOBODY = sitting.Attendance()
_NO_MEETING = Invitation(
    NIX, NIX, "T", "B", "2022-05-02", None, None, 20, None, 1, 1, "2022-05-01", None, None, (), 0
)


def _agreed():
    return agreed.AgreedStep(proposal_id=NIX, title="Skriv et oplæg", owner=agreed.Owner())


def _question():
    return requests.Question(question="Skal vi?", addressee_party_id=NIX)


#: Refuse by something else than a role, or answer a question; each has tests of its own.
BESIDE = {
    "use_case.perform",
    "use_case.allowed",
    "use_case.person_of",
    "use_case.signed_in",
    "people.accounts.change_password",
    "people.users.refuse_in_local_mode",
    "documents.documents.fetch",
    "papers.files.make",
    "papers.templates.content",
    "rounds.sheets.rows",
    "rounds.sheets.preview",
    "rounds.sheets.accept",
    "content.first_use.start",
    "content.first_use.load_seed",
    "content.first_use.another",
}


def a_tie():
    """A party of proposal 1, which is not the lead's."""
    pp = proposal_parties.c
    with store.reading() as connection:
        mine = sa.select(pp.id).where(pp.proposal_id == proposal_id(1))
        chosen = mine.order_by(pp.id).limit(1)
        return connection.execute(chosen).scalar_one()


def a_step():
    """The portfolio's second step of involvement."""
    s = involvement_steps.c
    with store.reading() as connection:
        chosen = sa.select(s.id).where(s.position == 2).order_by(s.id).limit(1)
        return involvement.OpenedStep(connection.execute(chosen).scalar_one(), 1)


def a_change():
    with store.reading() as connection:
        return connection.execute(sa.select(change_log.c.id).limit(1)).scalar_one()


def how_many_changes():
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.count(change_log.c.id))).scalar_one()


def is_refused(act, who):
    """Whether it is refused for who it is; what else is wrong with the call does not matter."""
    try:
        act(who)
    except NotAllowedError:
        return True
    except Exception:
        return False
    return False


@pytest.mark.parametrize("role", ROLES)
def test_who_is_refused(seeded_db, role):
    who = as_user(a_user(seeded_db, role, "suoc"))
    for name, (allowed, act) in CASES.items():
        before = how_many_changes()
        refused = is_refused(act, who)
        assert refused is (role not in allowed.split()), name
        if refused:
            assert how_many_changes() == before, name


@pytest.mark.parametrize("gone", ["unknown", "access blocked", "local, though there are accounts"])
def test_whoever_is_nobody_any_more_is_refused_by_all(seeded_db, gone):
    shut = a_user(seeded_db, "administrator", disabled_at="2022-01-01")
    who = {"unknown": as_user(NIX), "access blocked": as_user(shut)}.get(gone, use_case.LOCAL)
    before = how_many_changes()
    for name, (_allowed, act) in CASES.items():
        if name == "people.users.add_user" and who is use_case.LOCAL:
            continue  # says that the first account comes first
        assert is_refused(act, who), name
    assert how_many_changes() == before


@pytest.mark.parametrize("role", ["lead", "secretary", "administrator"])
def test_a_personal_link_does_nothing_but_answer_its_own_round(seeded_db, role):
    """Whatever its owner may do when signed in."""
    an_answer(seeded_db, 1, "fritid-og-kultur", "accepted", "2022-04-10")
    an_answer(seeded_db, 9, "fritid-og-kultur", "accepted", "2022-04-10")
    user, round_id = (
        a_user(seeded_db, role, "fritid-og-kultur"),
        a_round(seeded_db, "2022-05-06", 1),
    )
    token = a_link(seeded_db, user, round_id)
    with store.reading() as connection:
        who = answer_links.who(answer_links.opened(connection, token))
    before = how_many_changes()
    for name, (_allowed, act) in CASES.items():
        assert is_refused(act, who), name
    assert how_many_changes() == before
    assert lead_may(who, 1), "its own, in its round"
    assert not lead_may(who, 9), "its own, outside it"
    assert not lead_may(who, 2)


@pytest.mark.parametrize(
    ("state", "may"),
    [("asked", True), ("accepted", True), ("declined", False), ("passed_on", False)],
)
def test_a_lead_acts_on_what_their_party_answers_for_and_no_longer(seeded_db, state, may):
    code = a_partys_code(seeded_db)
    lead = as_user(a_user(seeded_db, "lead", code))
    an_answer(seeded_db, 1, code, state, "2022-04-10")
    assert lead_may(lead, 1) is may
    assert not lead_may(lead, 2)


def test_a_party_taken_off_a_proposal_answers_for_it_no_more(seeded_db):
    code = a_partys_code(seeded_db)
    lead = as_user(a_user(seeded_db, "lead", code))
    an_answer(seeded_db, 1, code, "accepted", "2022-04-10")
    set_on(seeded_db, proposal_parties, proposal_parties.c.id == a_tie(), withdrawn_at="2022-05-01")
    assert not lead_may(lead, 1)


def a_partys_code(address):
    asked = sa.select(parties.c.code).join(proposal_parties).where(proposal_parties.c.id == a_tie())
    with store.reading(address) as connection:
        return connection.execute(asked).scalar_one()


def lead_may(who, number):
    with store.reading() as connection:
        try:
            use_case.allowed(
                connection, who, Action.ANSWER_STATUS, use_case.of_proposal(proposal_id(number))
            )
        except NotAllowedError:
            return False
    return True


def test_every_use_case_has_its_row():
    found = set()
    for module in pkgutil.walk_packages(portfolio.usecases.__path__, "portfolio.usecases."):
        for name, function in vars(importlib.import_module(module.name)).items():
            ours = inspect.isfunction(function) and function.__module__ == module.name
            if ours and name[0] != "_" and "who" in inspect.signature(function).parameters:
                found.add(f"{module.name.removeprefix('portfolio.usecases.')}.{name}")
    assert found == set(CASES) | BESIDE


def test_who_may_read_is_asked_by_nothing_that_changes_anything():
    """Whoever writes says so in the table of permissions, and checks no rule of its own beside."""
    folder = Path(portfolio.usecases.__path__[0])
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Deed":
                assert ast.unparse(node.args[0]) != "Action.READ", path


@pytest.mark.parametrize("role", ROLES)
def test_a_workshop_is_its_facilitators_own_whatever_their_role(seeded_db, role):
    workshop = a_workshop("score")
    mine, other = a_user(seeded_db, role), a_user(seeded_db, "reader")
    preparing.set_facilitators(use_case.COMMAND, workshop.id, [mine])
    running.close_step(as_user(mine), workshop.id, turn=1)
    with pytest.raises(NotAllowedError, match="facilitators"):
        running.reopen(as_user(other), workshop.id, 1, "en grund", turn=2)
