"""GET /logo/<hash>: the organisation's logo for everybody, and no other file that is kept."""

import io

import builders
from PIL import Image
from starlette.applications import Starlette

from portfolio import store, web
from portfolio.queries.organisations import organisations
from portfolio.store import bilag
from portfolio.usecases.organisations import logo
from tests.web.serving import ask

APP = Starlette(routes=web.routes, middleware=web.middleware)
HOST = "tracker.kommune.test"


def a_logo(address):
    made = io.BytesIO()
    Image.new("RGB", (90, 30), "red").save(made, "PNG")
    who = builders.as_user(builders.a_user(address, "secretary"))
    logo.keep(who, "civilsamfund", made.getvalue(), version=1)
    with store.reading() as connection:
        return organisations.organisation(connection, portfolio="civilsamfund").logo


def test_it_is_shown_to_whoever_signs_in(seeded_db):
    kept = a_logo(seeded_db)
    assert f'src="/logo/{kept}"' in ask(APP, "/log-ind", host=HOST).body.decode()
    answer = ask(APP, f"/logo/{kept}", host=HOST)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.body)).size == (90, 30)


def test_no_other_file_is_given_out(seeded_db):
    secret = bilag.keep(store.url(), b"a document of somebody's")
    assert ask(APP, f"/logo/{secret}", host=HOST).status == 404
    assert ask(APP, "/logo/nix", host=HOST).status == 404
    assert "/logo/" not in ask(APP, "/log-ind", host=HOST).body.decode()
