"""One connection to the mail server: sending, trying again, and what is certain when it fails."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr
from types import TracebackType

from portfolio.mailing.server import Server

_TIMEOUT = 30
#: Seconds between the attempts of one run; what a busy server asks for takes until the next run.
PAUSES = (1.0, 4.0)


class NotSentError(Exception):
    """The letter has certainly not been sent. The text is the server's own word."""


class UnreachableError(NotSentError):
    """And neither will any other be: the server is not there, or will not have us."""


class UncertainError(Exception):
    """The server was given the letter and never said whether it took it."""


class _BusyError(Exception):
    """Not now; perhaps in a moment."""


class Post:
    """One connection to the mail server, opened when first needed; use it in a ``with``."""

    def __init__(
        self,
        server: Server,
        *,
        context: ssl.SSLContext | None = None,
        pauses: tuple[float, ...] | None = None,
    ) -> None:
        self._server = server
        # Checks the certificate and the name on it; SSL_CERT_FILE adds an authority of one's own.
        self._context = context or ssl.create_default_context()
        self._pauses = PAUSES if pauses is None else pauses
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> Post:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, message: EmailMessage, hand_over: Callable[[], bool]) -> bool:
        """Send to the address in ``To``. False when ``hand_over`` said no, just before the text.

        Raises NotSentError, UnreachableError or UncertainError; see the top of this module.
        """
        once = _Once(hand_over)
        for pause in (*self._pauses, None):
            try:
                return self._attempt(message, once)
            except _BusyError as error:
                self._close()
                if pause is None:
                    raise NotSentError(str(error)) from error
            except (OSError, smtplib.SMTPException) as error:
                self._close()
                if pause is None or isinstance(error, ssl.SSLError | smtplib.SMTPHeloError):
                    raise UnreachableError(_words(error)) from error
            time.sleep(pause)
        raise AssertionError("unreachable")

    def _attempt(self, message: EmailMessage, hand_over: _Once) -> bool:
        smtp = self._connection()
        _expect(smtp.mail(self._server.address), 250)
        # Only ever one address a letter: nobody sees who else is reminded.
        _expect(smtp.rcpt(parseaddr(str(message["To"]))[1]), 250, 251)
        if not hand_over():
            smtp.rset()
            return False
        try:
            answer = smtp.data(message.as_bytes())
        except smtplib.SMTPDataError as error:  # it would not have the text at all
            answer = (error.smtp_code, _bytes(error.smtp_error))
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            raise UncertainError(_words(error)) from error
        _expect(answer, 250)
        return True

    def _connection(self) -> smtplib.SMTP:
        if self._open is not None:
            # Also clears what a refused letter left behind.
            if self._open.rset()[0] == 250:
                return self._open
            self._close()
        self._open = self._connected()
        return self._open

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.tls == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=_TIMEOUT, context=self._context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
        try:
            if server.tls == "starttls":
                smtp.starttls(context=self._context)
            smtp.ehlo_or_helo_if_needed()
            if server.user is not None:
                smtp.login(server.user, server.password or "")
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
            smtp.close()
            raise UnreachableError(_words(error)) from error
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _close(self) -> None:
        if self._open is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._open.quit()
            self._open.close()
            self._open = None


class _Once:
    """Asks for leave to hand over once, however often the server says "not now" after it."""

    def __init__(self, ask: Callable[[], bool]) -> None:
        self._ask = ask
        self._given = False

    def __call__(self) -> bool:
        self._given = self._given or self._ask()
        return self._given


def _expect(answer: tuple[int, bytes], *good: int) -> None:
    code, words = answer
    if code in good:
        return
    said = f"{code} {words.decode(errors='replace')}"
    if 400 <= code < 500:
        raise _BusyError(said)
    raise NotSentError(said)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_bytes(error.smtp_error).decode(errors='replace')}"
    return str(error) or type(error).__name__


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()
