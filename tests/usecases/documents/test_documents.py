"""Links and files: what is kept, what is refused and why, who may, and what can be fetched."""

import io
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import builders
import openpyxl
import pytest
import sqlalchemy as sa

from portfolio import store
from portfolio.domain.permissions import Role
from portfolio.errors import ConflictError, NotAllowedError, PortfolioError
from portfolio.queries.documents import documents as document_queries
from portfolio.store import bilag, schema
from portfolio.usecases import content, use_case
from portfolio.usecases.documents import documents, file_kinds

ROOT = Path(__file__).parents[3]
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
EXE = b"MZ\x90\x00\x03\x00\x00\x00This program cannot be run in DOS mode.\x00"


def zipped(**parts):
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return box.getvalue()


def office(part, types="<Types/>", **more):
    return zipped(**{"[Content_Types].xml": types, part: "<x/>", **more})


def open_document(kind, **more):
    return zipped(mimetype=f"application/vnd.oasis.opendocument.{kind}", **more)


def workbook():
    box = io.BytesIO()
    openpyxl.Workbook().save(box)
    return box.getvalue()


SOUND = {
    "referat.pdf": PDF,
    "brev.docx": office("word/document.xml"),
    "tal.xlsx": workbook(),
    "oplæg.PPTX": office("ppt/presentation.xml"),
    "brev.odt": open_document("text"),
    "tal.ods": open_document("spreadsheet"),
    "note.txt": "Blåbærgrød".encode(),
    "gammel.txt": "Blåbærgrød".encode("cp1252"),
    "excel.txt": "Blåbærgrød\t1\r\n".encode("utf-16"),
    "tal.csv": b"a;b\r\n1;2\r\n",
    "kort.png": PNG,
    "foto.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "foto.jpeg": b"\xff\xd8\xff\xe1",
}
TYPE, MACRO, UNSOUND = "Files of this type", "macros", "not a sound"
REFUSED = {
    "an executable": ("virus.exe", EXE, TYPE),
    "a script": ("kør.bat", b"del *", TYPE),
    "a page": ("side.html", b"<script>", TYPE),
    "a drawing with script in it": ("tegning.svg", b"<svg onload='x'/>", TYPE),
    "no ending": ("referat", PDF, TYPE),
    "no name": ("", PDF, TYPE),
    "only an ending": (".pdf", PDF, TYPE),
    "an old document that may hold macros": ("brev.doc", b"\xd0\xcf\x11\xe0", TYPE),
    "a workbook with macros by name": ("tal.xlsm", workbook(), MACRO),
    "a document with macros by name": ("brev.docm", office("word/document.xml"), MACRO),
    "a document with macros under another name": (
        "brev.docx",
        office("word/document.xml", **{"word/vbaProject.bin": "x"}),
        MACRO,
    ),
    "a workbook that says it has macros": (
        "tal.xlsx",
        office("xl/workbook.xml", "<T>sheet.macroEnabled.main+xml</T>"),
        MACRO,
    ),
    "an open document with macros": (
        "brev.odt",
        open_document("text", **{"Basic/Standard/Module1.xml": "x"}),
        MACRO,
    ),
    "an executable called pdf": ("referat.pdf", EXE, UNSOUND),
    "an executable called txt": ("note.txt", EXE, UNSOUND),
    "an executable called docx": ("brev.docx", EXE, UNSOUND),
    "an executable with a zip behind it": ("tal.xlsx", EXE + workbook(), UNSOUND),
    "a picture called jpg": ("foto.jpg", PNG, UNSOUND),
    "a document called xlsx": ("tal.xlsx", office("word/document.xml"), UNSOUND),
    "any zip called docx": ("brev.docx", zipped(a="b"), UNSOUND),
    "a text called ods": ("tal.ods", open_document("text"), UNSOUND),
    "half a workbook": ("tal.xlsx", workbook()[:2000], UNSOUND),
    "a workbook with a hole in it": (
        "tal.xlsx",
        office("xl/workbook.xml").replace(b"\xb3\t\xa9,H-\xd6", b"\xff" * 7),
        UNSOUND,
    ),
    "a locked workbook": ("tal.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UNSOUND),
    "a binary called csv": ("tal.csv", b"a;b\x00\x01", UNSOUND),
    "an ending turned round": ("cod\u202efdp.exe", EXE, TYPE),
    "nothing": ("tom.txt", b"", "empty"),
    "too much": ("stor.txt", b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
}


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    """Also PostgreSQL's files go to the test's own folder."""
    monkeypatch.setenv("PORTFOLIO_FILES", str(tmp_path / "files"))
    return tmp_path / "files"


def kept(number=4):
    with store.reading() as connection:
        found = document_queries.documents_on(
            connection, subject_table="proposals", subject_id=builders.proposal_id(number)
        )
    return found.to_dict("records")


def add(who=use_case.LOCAL, name="referat.pdf", content=PDF, number=4, **given):
    return documents.add_file(
        who, "proposals", builders.proposal_id(number), name=name, content=content, **given
    )


def link(who=use_case.LOCAL, url="https://esdh.kommune.test/sag/22-1", title="Sag 22/1", number=4):
    return documents.add_link(who, "proposals", builders.proposal_id(number), title=title, url=url)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_kept_and_comes_back_whole(seeded_db, name):
    key = add(name=name, content=SOUND[name])
    fetched = documents.fetch(use_case.LOCAL, key)
    assert fetched.content == SOUND[name]
    assert fetched.name == name
    assert kept()[0]["size"] == len(SOUND[name])


@pytest.mark.parametrize("what", REFUSED)
def test_another_is_refused_with_a_sentence_and_nothing_is_kept(seeded_db, files, what):
    name, content, sentence = REFUSED[what]
    with pytest.raises(PortfolioError, match=sentence):
        add(name=name, content=content)
    assert kept() == []
    assert not files.exists()


def test_exactly_the_most_is_taken(seeded_db):
    add(name="stor.txt", content=b"x" * file_kinds.LARGEST)
    assert len(kept()) == 1


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\Referat 4. april.pdf", "Referat 4. april.pdf"),
        ("/etc/x\x00y.pdf", "xy.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie_ b.pdf"),
        ('a"b<c>:|?*.pdf', "a_b_c_____.pdf"),
        ("  blå   bær .pdf ", "blå bær.pdf"),
        ("A\u030a.pdf", "Å.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_the_name_is_only_a_name(name, clean):
    assert file_kinds.checked(name, PDF).name == clean


def test_the_same_bytes_twice_are_one_file_and_two_documents(seeded_db, files):
    add(name="a.pdf")
    add(name="b.pdf", number=5)
    assert len(list(files.iterdir())) == 1
    assert [row["file_name"] for row in kept(4) + kept(5)] == ["a.pdf", "b.pdf"]


def test_a_title_or_else_the_name(seeded_db):
    add(title="  ")
    add(title="Referatet")
    assert [row["title"] for row in kept()] == ["referat.pdf", "Referatet"]


# --- links --------------------------------------------------------------------------------------


def test_a_link_is_kept_as_it_is(seeded_db):
    link(url="  https://esdh.kommune.test:8443/sag?nr=22%2F1#top ")
    (row,) = kept()
    assert (row["kind"], row["title"]) == ("link", "Sag 22/1")
    assert row["url"] == "https://esdh.kommune.test:8443/sag?nr=22%2F1#top"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://x.test",
        "javascript:alert(1)",
        "//x.test",
        "https://",
        "https:///x",
        "https://user:pw@x.test",
        "https://x.test:99999",
        "https://x.test/a b",
        "https://x.test/\nx",
        "https://[x",
        "ftp://x.test",
        "file:///etc/passwd",
        "data:text/html,x",
        "x.test",
        "https://x.test\\@y.test",
        f"https://x.test/{'x' * 2000}",
    ],
)
def test_an_address_that_is_not_one_is_refused(seeded_db, url):
    with pytest.raises(PortfolioError, match="beginning with https"):
        link(url=url)
    assert kept() == []


def test_a_link_needs_a_title(seeded_db):
    with pytest.raises(PortfolioError, match="what the link leads to"):
        link(title=" ")


# --- who may, and taking off --------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_only_the_secretary_adds_and_takes_off(seeded_db, files, role):
    builders.an_answer(seeded_db, 1, "kommunikation", "accepted", "2022-04-10")
    key = link(number=1)
    who = builders.as_user(builders.a_user(seeded_db, role, "kommunikation"))
    deeds = [
        lambda: add(who, number=1),
        lambda: link(who, number=1),
        lambda: documents.withdraw(who, key, version=1, reason="Forkert"),
    ]
    for deed in deeds:
        if role in (Role.SECRETARY, Role.ADMINISTRATOR):
            deed()
        else:
            with pytest.raises(NotAllowedError):
                deed()
            assert not files.exists()


@pytest.mark.parametrize("role", Role)
def test_everybody_signed_in_fetches(seeded_db, role):
    key = add()
    who = builders.as_user(builders.a_user(seeded_db, role))
    assert documents.fetch(who, key).content == PDF


def test_nobody_fetches_nothing(seeded_db):
    key, user = add(), builders.a_user(seeded_db, "reader")
    for who in (None, use_case.LOCAL, builders.as_user("nobody")):
        with pytest.raises(NotAllowedError):
            documents.fetch(who, key)
    builders.set_on(seeded_db, schema.users, schema.users.c.id == user, disabled_at="2022-05-01")
    with pytest.raises(NotAllowedError):
        documents.fetch(builders.as_user(user), key)


def test_taken_off_it_is_neither_shown_nor_fetched_but_kept(seeded_db, files):
    key = add()
    with pytest.raises(PortfolioError, match="Write a reason"):
        documents.withdraw(use_case.LOCAL, key, version=1, reason="")
    documents.withdraw(use_case.LOCAL, key, version=1, reason="Forkert sag")
    assert kept() == []
    assert documents.fetch(use_case.LOCAL, key) is None
    assert len(list(files.iterdir())) == 1
    with pytest.raises(PortfolioError, match="already"):
        documents.withdraw(use_case.LOCAL, key, version=2, reason="Igen")


def test_taking_off_what_somebody_has_changed_is_a_conflict(seeded_db):
    key = add()
    builders.set_on(seeded_db, schema.documents, sa.true(), version=2, title="Nyt")
    with pytest.raises(ConflictError) as conflict:
        documents.withdraw(use_case.LOCAL, key, version=1, reason="Forkert")
    assert conflict.value.theirs["title"] == "Nyt"


def test_a_link_and_an_unknown_id_are_nothing_to_fetch(seeded_db):
    assert documents.fetch(use_case.LOCAL, link()) is None
    assert documents.fetch(use_case.LOCAL, "../../etc/passwd") is None


def test_lost_bytes_are_not_sent(seeded_db, files):
    key = add()
    (path,) = files.iterdir()
    path.write_bytes(b"others")
    with pytest.raises(bilag.BytesLostError):
        documents.fetch(use_case.LOCAL, key)


def test_other_things_can_have_documents_too(seeded_db):
    with store.reading() as connection:
        pool = connection.execute(sa.select(schema.funding_pools.c.id)).scalars().first()
    documents.add_link(use_case.LOCAL, "funding_pools", pool, title="Opslag", url="https://x.test")
    with pytest.raises(PortfolioError, match="not there"):
        documents.add_link(use_case.LOCAL, "funding_pools", "none", title="x", url="https://x.test")
    with pytest.raises(ValueError, match="no document hangs on users"):
        documents.add_link(use_case.LOCAL, "users", "none", title="x", url="https://x.test")


def test_nothing_is_hung_on_what_is_out_of_use(seeded_db, files):
    with store.reading() as connection:
        pool = connection.execute(sa.select(schema.funding_pools.c.id)).scalars().first()
    mine = schema.funding_pools.c.id == pool
    builders.set_on(seeded_db, schema.funding_pools, mine, withdrawn_at="2022-04-30")
    with pytest.raises(PortfolioError, match="out of use"):
        documents.add_link(use_case.LOCAL, "funding_pools", pool, title="x", url="https://x.test")
    with pytest.raises(PortfolioError, match="out of use"):
        documents.add_file(use_case.LOCAL, "funding_pools", pool, name="a.pdf", content=PDF)
    assert not files.exists()
    with pytest.raises(PortfolioError, match="out of use"):
        content.cite(use_case.LOCAL, "funding_pools", pool, None, "Mail")


def test_an_earlier_day_shows_what_hung_there_then(seeded_db):
    first, second = add(name="a.pdf"), add(name="b.pdf")
    mine = schema.documents.c.id == first
    builders.set_on(
        seeded_db,
        schema.documents,
        mine,
        added_at="2022-04-10T09:00:00+00:00",
        withdrawn_at="2022-04-20T09:00:00+00:00",
    )
    mine = schema.documents.c.id == second
    builders.set_on(seeded_db, schema.documents, mine, added_at="2022-04-20T09:00:00+00:00")

    def names(day):
        with store.reading() as connection:
            found = document_queries.documents_on(
                connection, subject_table="proposals", subject_id=builders.proposal_id(4), as_of=day
            )
        return list(found["file_name"])

    days = [date(2022, 4, 9), date(2022, 4, 10), date(2022, 4, 19), date(2022, 4, 20), None]
    assert [names(day) for day in days] == [[], ["a.pdf"], ["a.pdf"], ["b.pdf"], ["b.pdf"]]


def test_the_limit_is_the_servers():
    with (ROOT / ".streamlit/config.toml").open("rb") as file:
        most = tomllib.load(file)["server"]["maxUploadSize"]
    assert most * 1024 * 1024 == file_kinds.LARGEST
