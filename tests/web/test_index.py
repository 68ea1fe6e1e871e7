"""Every page address gives our HTML, in the language asked for, with headers that guard it."""

import base64
import gzip
import hashlib
import http.client
import re
import socket
from functools import partial
from urllib.parse import urljoin

import brotli
import pytest
import requests
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Mount, Route

from portfolio import language, web
from portfolio.ui import links
from portfolio.web import addresses, assets, index, security, static
from tests.web.serving import ask


async def streamlit(scope, receive, send):
    """Stands for everything behind the middleware; answers HTML for .html."""
    kind = HTMLResponse if scope["path"].endswith(".html") else PlainTextResponse
    await kind("streamlit answers")(scope, receive, send)


@pytest.fixture(autouse=True)
def nobody_has_an_account(empty_db):
    """At the machine pages are open until somebody has."""


async def printable(_request):
    return HTMLResponse("<p>x", headers={"content-security-policy": "default-src 'none'"})


APP = Starlette(
    routes=[*web.routes, Route("/print.html", printable), Mount("/", streamlit)],
    middleware=web.middleware,
)


def html(path="/", query=""):
    answer = ask(APP, path, query=query)
    assert answer.status == 200
    return answer.body.decode()


@pytest.mark.parametrize("path", ["/", "/tidslinje"])
@pytest.mark.parametrize(
    ("offer", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0", None, bytes),
        ("", None, bytes),
    ],
)
def test_every_page_comes_as_small_as_the_browser_takes_it(path, offer, encoding, unpack):
    plain, packed = ask(APP, path), ask(APP, path, accept_encoding=offer)
    assert packed.headers.get("content-encoding") == encoding
    assert unpack(packed.body) == plain.body
    assert (len(packed.body) < len(plain.body) / 3) == (encoding is not None)


@pytest.mark.parametrize(
    ("query", "spoken"),
    [
        ("", "da"),
        ("lang=da", "da"),
        ("lang=en", "en"),
        ("nr=4&lang=en", "en"),
        ("lang=de", "da"),
        ("lang=%22%3E%3Cscript%3E", "da"),
        ("lang=", "da"),
        ("lang=en&lang=da", "en"),
    ],
)
def test_the_page_speaks_the_language_of_the_address(query, spoken):
    page = html("/forslag", query)
    assert f'<html lang="{spoken}">' in page
    say = partial(language.translate, language=spoken)
    assert f"<title>{say('Portfolio tracker')}</title>" in page
    assert f"<noscript>{say(index._NO_SCRIPT)}</noscript>" in page
    assert f'<meta name="description" content="{say(index._DESCRIPTION)}" />' in page


def test_the_danish_title_is_danish():
    assert "<title>Porteføljetracker</title>" in html()


def test_nothing_of_streamlits_own_head_is_left():
    ours = html()
    for theirs in ('lang="en"', "<title>Streamlit", "SourceSans", "favicon.png", "You need to"):
        assert theirs in static.streamlit_index(), "Streamlit changed its page; look at index.py"
        assert theirs not in ours


def test_streamlits_scripts_and_styles_are_all_kept():
    files = re.findall(r"\./static/(?:js|css)/[^\"]+", static.streamlit_index())
    assert len(files) > 50
    assert re.findall(r"\./static/(?:js|css)/[^\"]+", html())[: len(files)] == files


def test_our_scripts_run_before_streamlits():
    page = html()
    order = [page.index(name) for name in ("danish.js", "/client.js", "/reach.js", 'type="module"')]
    assert order == sorted(order)
    assert len(re.findall(r"<script defer [^>]+></script>", page)) == 3


def test_the_browser_learns_which_addresses_are_the_servers():
    told = re.search(r'data-server="([^"]+)"', html()).group(1).split()
    assert {"healthz", "app-static", "static", "print.html"} <= set(told)
    assert "forslag" not in told


@pytest.mark.parametrize("path", ["/", "/forslag", "/frie_bymidter", "/s%C3%B8g", "/healthzz"])
def test_a_page_address_gives_the_page(path):
    assert "<title>" in html(path)


@pytest.mark.parametrize(
    ("query", "front"), [("", "/"), ("dato=2022-04-04&lang=en", "/?dato=2022-04-04&lang=en")]
)
def test_the_front_page_answers_to_its_name_too(query, front):
    """Streamlit shows its first page at / alone; a link to /overblik would end in "not found"."""
    answer = ask(APP, addresses.OVERVIEW, query=query)
    assert (answer.status, answer.headers["location"]) == (307, front)
    assert f"/{links.FRONT}" == addresses.OVERVIEW


@pytest.mark.parametrize(
    "path",
    [
        "/healthz/x",
        "/static/x.js",
        "/favicon.png",
        "/a/b",
        "/forslag/",
        "//evil.example",
        "/static",
        "/_stcore/stream",
    ],
)
def test_other_addresses_are_passed_on(path):
    assert ask(APP, path).body == b"streamlit answers"


def test_only_reading_gives_the_page():
    assert ask(APP, "/forslag", method="POST").body == b"streamlit answers"
    assert ask(APP, "/forslag", method="HEAD").status == 200


def test_the_page_is_asked_for_anew_each_time():
    assert ask(APP, "/log").headers["cache-control"] == "no-cache"
    for path in ("/", "/forslag"):
        assert ask(APP, path).headers["cache-control"] == "no-store", "somebody's own is in it"


@pytest.mark.parametrize("path", ["/", "/forslag", "/other.html"])
def test_every_html_answer_is_guarded(path):
    headers = ask(APP, path).headers
    assert headers["content-security-policy"] == security.content_security_policy()
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_an_answer_may_set_a_policy_of_its_own():
    assert ask(APP, "/print.html").headers["content-security-policy"] == "default-src 'none'"


def test_what_is_not_html_is_only_told_not_to_be_guessed():
    headers = ask(APP, "/static/x.txt").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers


def test_the_policy_allows_the_inline_scripts_there_are_and_no_others():
    (script,) = re.findall(r"<script>(.*?)</script>", html(), flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = dict(part.split(" ", 1) for part in security.content_security_policy().split("; "))
    assert policy["script-src"] == f"'self' 'sha256-{digest}' 'wasm-unsafe-eval'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert not [part for part in policy.values() if "*" in part or "http" in part]


@pytest.mark.parametrize("name", ["client.js", "danish.js", "favicon.svg"])
def test_our_files_are_kept_for_good_under_an_address_of_their_content(name, monkeypatch):
    address = assets.url(name)
    answer = ask(APP, f"/{address}")
    assert answer.status == 200
    assert answer.headers["cache-control"].endswith("immutable")
    assert f"./{address}" in html()
    monkeypatch.setitem(assets._BODIES, name, answer.body + b" ")
    assert assets.url(name) != address


@pytest.mark.parametrize("path", ["/app-static/0/client.js", "/app-static/../startup.py"])
def test_no_other_file_of_ours_is_given_out(path):
    assert ask(APP, path).status == 404


@pytest.fixture(scope="module")
def server(new_server):
    server = new_server()
    server.start_streamlit()
    server.wait_until_up()
    return server


def test_a_deep_link_finds_everything_it_names(server):
    """Under the real server, whose routes come before ours and after."""
    deep = f"{server.url}/forslag?nr=4"
    page = requests.get(deep, timeout=5)
    assert '<html lang="da">' in page.text
    names = set(re.findall(r'(?:src|href)="(\./[^"]+)"', page.text)) | set(
        re.findall(r'url\("([^"]+)"\)', page.text)
    )
    assert len(names) > 60
    for name in names:
        answer = requests.get(urljoin(deep, name), timeout=5)
        assert answer.status_code == 200, name
        assert not answer.headers["content-type"].startswith("text/html"), name


def test_the_first_screens_code_is_asked_for_at_once_and_once():
    asked = re.findall(r'"modulepreload"[^>]*js/([\w.-]+)"', index.page(language.Speech(), ()))
    assert set(index.first_modules()) <= set(asked)
    assert len(asked) == len(set(asked))
    assert any(name.startswith("Html.") for name in index.first_modules())


def test_code_asked_for_at_once_needs_nothing_more():
    asked = set(re.findall(r'js/([\w.-]+\.js)"', index.page(language.Speech(), ())))
    folder = static.streamlit_folder() / "static/js"
    for name in index.first_modules():
        code = (folder / name).read_text(encoding="utf-8")
        assert set(re.findall(r'from"\./([\w.-]+)"', code)) <= asked, name


@pytest.mark.parametrize("path", ["/forslag", next(iter(static.bundles()))])
def test_head_has_the_length_and_no_body(server, path):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        asked = f"HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n"
        # The second ends the connection; what is between the two would be a body.
        line.sendall(f"{asked}\r\n{asked}Connection: close\r\n\r\n".encode())
        said = b"".join(iter(lambda: line.recv(9999), b""))
        head, second, rest = said.split(b"\r\n\r\n")
    offer = {"Accept-Encoding": "br"}
    whole = requests.get(server.url + path, headers=offer, timeout=5)
    assert f"content-length: {whole.headers['content-length']}".encode() in head
    assert (second[:9], rest) == (b"HTTP/1.1 ", b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../index.html",
        "/static/..%2f..%2fconfig.py",
        "/app/static/../../app.py",
        "/app-static/..%2fstartup.py",
    ],
)
def test_the_real_server_gives_out_nothing_from_outside(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", path, headers={"Accept-Encoding": "br"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status in (400, 404)
    assert b"import" not in content


def test_the_servers_own_addresses_are_not_pages(server):
    assert requests.get(f"{server.url}/healthz", timeout=5).json()["status"] == "ok"
    assert requests.get(f"{server.url}/_stcore/health", timeout=5).text == "ok"
    told = re.search(r'data-server="([^"]+)"', requests.get(server.url, timeout=5).text).group(1)
    assert {"_stcore", "app", "app-static", "component", "healthz", "media"} <= set(told.split())
