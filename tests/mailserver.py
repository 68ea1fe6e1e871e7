"""A real mail server for tests: aiosmtpd on this machine, plain, STARTTLS or TLS.

Its certificate is its own and made when it starts; whoever is to trust it is given the file.
"""

from __future__ import annotations

import datetime as dt
import email
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portfolio.mailing import post

HOST = "127.0.0.1"


class Box:
    """What the server took, in order. Set ``answers`` to have it refuse, step by step."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.to: list[str] = []
        self.signed_in: list[bool] = []
        self.encrypted: list[bool] = []
        #: Step (MAIL, RCPT, DATA) → what it says in turn; a callable is called first.
        self.answers: dict[str, list[object]] = {}
        self.tried = 0

    def _say(self, step: str, otherwise: str) -> str:
        left = self.answers.get(step)
        said = left.pop(0) if left else otherwise
        return said() if callable(said) else str(said)

    async def handle_MAIL(self, _server, _session, envelope, address, options):  # noqa: N802
        self.tried += 1
        said = self._say("MAIL", "250 OK")
        if said.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return said

    async def handle_RCPT(self, _server, _session, envelope, address, options):  # noqa: N802
        said = self._say("RCPT", "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        said = self._say("DATA", "250 OK")
        if said.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=policy.default))
            self.to += envelope.rcpt_tos
            self.signed_in.append(bool(session.authenticated))
            self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return said


class MailServer:
    """Use it in a ``with``; ``tls`` is none, starttls or tls."""

    def __init__(self, folder: Path, tls: str = "none", password: str | None = None) -> None:
        self.box, self.tls, self.port = Box(), tls, _free_port()
        self.certificate = folder / "certificate.pem"
        context = None
        if tls != "none":
            context = _own_certificate(self.certificate, folder / "key.pem")
        wants = {"tls_context": context, "require_starttls": True} if tls == "starttls" else {}
        if password is not None:
            wants |= {
                "authenticator": lambda *call: AuthResult(
                    success=call[-1].password == password.encode(), handled=False
                ),
                "auth_required": True,
            }
        self._controller = Controller(
            self.box,
            hostname=HOST,
            port=self.port,
            ssl_context=context if tls == "tls" else None,
            **wants,
        )

    def __enter__(self) -> MailServer:
        self._controller.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._controller.stop()

    def trusted(self) -> ssl.SSLContext:
        """A client's context that trusts this server and nobody else."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def environment(self) -> dict[str, str]:
        return {
            "PORTFOLIO_SMTP_HOST": HOST,
            "PORTFOLIO_SMTP_PORT": str(self.port),
            "PORTFOLIO_SMTP_FROM": "Porteføljetracker <tracker@kommune.test>",
            "PORTFOLIO_SMTP_TLS": self.tls,
            "PORTFOLIO_URL_PUBLIC": "https://tracker.kommune.test",
        }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _own_certificate(certificate: Path, key_file: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.kommune.test")])
    now = dt.datetime.now(dt.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key_file)
    return context


@contextmanager
def in_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server on this machine that the program is set to use, and does not wait for."""
    monkeypatch.setattr(post, "PAUSES", (0.0, 0.0))
    with MailServer(folder) as running:
        for name, value in running.environment().items():
            monkeypatch.setenv(name, value)
        yield running
