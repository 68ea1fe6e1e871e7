"""Mail through a real server: what is certain when it fails, and that nothing goes unencrypted."""

import socket
import threading
from email.message import EmailMessage

import pytest
from mailserver import HOST, MailServer

from portfolio import mailing
from portfolio.errors import PortfolioError

GIVEN = {"PORTFOLIO_SMTP_HOST": "mail.kommune.test", "PORTFOLIO_SMTP_FROM": "a@kommune.test"}


def a_mail(to: str = "leder@kommune.test") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "tracker@kommune.test", to, "Prøve"
    made.set_content("Æ, ø og å", cte="quoted-printable")
    return made


def to_server(running: MailServer, **given: object) -> mailing.Server:
    return mailing.Server(
        **{
            "host": HOST,
            "port": running.port,
            "sender": "tracker@kommune.test",
            "tls": running.tls,
            **given,
        }
    )


def send(running: MailServer, *mails: EmailMessage, context=None, **given: object) -> list[bool]:
    with mailing.Post(to_server(running, **given), context=context, pauses=(0, 0)) as post:
        return [post.send(mail, lambda: True) for mail in mails]


@pytest.mark.parametrize("tls", ["none", "starttls", "tls"])
def test_a_mail_arrives_whole_and_as_encrypted_as_it_should(tmp_path, tls):
    with MailServer(tmp_path, tls) as running:
        trusted = None if tls == "none" else running.trusted()
        assert send(running, a_mail(), a_mail("b@kommune.test"), context=trusted) == [True, True]
    assert running.box.to == ["leder@kommune.test", "b@kommune.test"]
    assert running.box.encrypted == [tls != "none"] * 2
    assert running.box.mails[0].get_content().strip() == "Æ, ø og å"


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_nobody_vouches_for_is_refused_at_once(tmp_path, tls):
    refused = pytest.raises(mailing.UnreachableError, match="certificate verify failed")
    with MailServer(tmp_path, tls) as running, refused:
        send(running, a_mail())
    assert running.box.tried == 0


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_of_another_name_is_refused(tmp_path, tls):
    refused = pytest.raises(mailing.UnreachableError, match="Hostname mismatch")
    with MailServer(tmp_path, tls) as running, refused:
        send(running, a_mail(), context=running.trusted(), host="localhost")
    assert running.box.tried == 0


def test_the_authority_can_be_named_in_the_environment(tmp_path, monkeypatch):
    with MailServer(tmp_path, "starttls") as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
        assert send(running, a_mail()) == [True]


def test_a_server_that_offers_no_encryption_gets_nothing(tmp_path):
    refused = pytest.raises(mailing.UnreachableError, match="STARTTLS")
    with MailServer(tmp_path, "none") as running, refused:
        send(running, a_mail(), tls="starttls")
    assert running.box.tried == 0


def test_a_password_is_given_and_a_wrong_one_stops_the_run(tmp_path):
    with MailServer(tmp_path, "starttls", password="rigtigt-kodeord") as running:
        trusted = running.trusted()
        send(running, a_mail(), context=trusted, user="tracker", password="rigtigt-kodeord")
        assert running.box.signed_in == [True]
        with pytest.raises(mailing.UnreachableError, match="535"):
            send(running, a_mail(), context=trusted, user="tracker", password="forkert")
    assert len(running.box.mails) == 1


def test_not_now_is_tried_again_and_sent_once(tmp_path):
    with MailServer(tmp_path) as running:
        running.box.answers = {"RCPT": ["450 later"], "DATA": ["451 later"]}
        asked = []
        with mailing.Post(to_server(running), pauses=(0, 0)) as post:
            assert post.send(a_mail(), lambda: asked.append(1) or True)
    assert len(running.box.mails) == 1
    assert asked == [1]  # leave is asked for once, however many attempts


def test_not_now_all_the_time_is_certainly_not_sent(tmp_path):
    with MailServer(tmp_path) as running:
        running.box.answers = {"DATA": ["451 later"] * 3}
        with pytest.raises(mailing.NotSentError, match="451 later") as refused:
            send(running, a_mail())
    assert not isinstance(refused.value, mailing.UnreachableError)
    assert running.box.tried == 3
    assert running.box.mails == []


def test_a_refused_address_is_not_tried_again_and_does_not_stop_the_next(tmp_path):
    with MailServer(tmp_path) as running:
        running.box.answers = {"RCPT": ["550 no such user"]}
        with mailing.Post(to_server(running), pauses=(0, 0)) as post:
            with pytest.raises(mailing.NotSentError, match="550 no such user"):
                post.send(a_mail(), lambda: True)
            assert post.send(a_mail("b@kommune.test"), lambda: True)
    assert running.box.tried == 2
    assert running.box.to == ["b@kommune.test"]


def test_the_text_is_not_handed_over_against_a_no(tmp_path):
    with MailServer(tmp_path) as running, mailing.Post(to_server(running), pauses=()) as post:
        assert post.send(a_mail(), lambda: False) is False
        assert post.send(a_mail("b@kommune.test"), lambda: True)
    assert running.box.to == ["b@kommune.test"]


def test_no_server_at_all():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    server = mailing.Server(host=HOST, port=port, sender="a@kommune.test", tls="none")
    with mailing.Post(server, pauses=(0,)) as post, pytest.raises(mailing.UnreachableError):
        post.send(a_mail(), lambda: True)


def test_a_line_that_is_cut_after_the_text_leaves_it_uncertain():
    """A server that takes the text and dies before its answer: it may have been sent."""
    listener = socket.create_server((HOST, 0))
    port = listener.getsockname()[1]
    cutter = threading.Thread(target=_take_and_cut, args=(listener,))
    cutter.start()
    server = mailing.Server(host=HOST, port=port, sender="a@kommune.test", tls="none")
    with mailing.Post(server, pauses=(0, 0)) as post, pytest.raises(mailing.UncertainError):
        post.send(a_mail(), lambda: True)
    cutter.join(timeout=10)
    assert not cutter.is_alive()
    listener.close()


def _take_and_cut(listener: socket.socket) -> None:
    connection, _address = listener.accept()
    with connection, connection.makefile("rwb") as talk:

        def say(words: str) -> None:
            talk.write(f"{words}\r\n".encode())
            talk.flush()

        say("220 here")
        while not talk.readline().upper().startswith(b"DATA"):
            say("250 fine")
        say("354 go on")
        while talk.readline() != b".\r\n":
            pass


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "PORTFOLIO_SMTP_HOST + PORTFOLIO_SMTP_FROM"),
        ({"PORTFOLIO_SMTP_HOST": "h"}, "PORTFOLIO_SMTP_FROM"),
        (GIVEN | {"PORTFOLIO_SMTP_TLS": "ssl"}, "PORTFOLIO_SMTP_TLS"),
        (GIVEN | {"PORTFOLIO_SMTP_TLS": "none"}, "unencrypted"),
        (GIVEN | {"PORTFOLIO_SMTP_PORT": "smtp"}, "PORTFOLIO_SMTP_PORT"),
        (GIVEN | {"PORTFOLIO_SMTP_PORT": "70000"}, "PORTFOLIO_SMTP_PORT"),
        (GIVEN | {"PORTFOLIO_SMTP_FROM": "tracker"}, "PORTFOLIO_SMTP_FROM"),
        (GIVEN | {"PORTFOLIO_SMTP_FROM": "a@b.dk\nBcc: c@d.dk"}, "PORTFOLIO_SMTP_FROM"),
        (GIVEN | {"PORTFOLIO_SMTP_PASSWORD_FILE": "/no/such"}, "PORTFOLIO_SMTP_PASSWORD_FILE"),
    ],
)
def test_a_missing_or_wrong_setting_is_named(given, named):
    with pytest.raises(PortfolioError) as refused:
        mailing.from_environment(given)
    assert named in str(refused.value)


def test_what_is_not_set_has_a_safe_value(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("hemmeligt\n")
    server = mailing.from_environment(GIVEN | {"PORTFOLIO_SMTP_PASSWORD_FILE": str(secret)})
    assert (server.tls, server.port, server.password) == ("starttls", 587, "hemmeligt")
    assert "hemmeligt" not in repr(server)
    assert mailing.from_environment(GIVEN | {"PORTFOLIO_SMTP_TLS": "tls"}).port == 465
