"""What is in deploy/ agrees with the program: settings, commands, units that systemd takes."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from portfolio import mailing
from portfolio.commands import remind, serve
from portfolio.commands.parser import Parser

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def settings() -> dict[str, str]:
    """Every setting of the environment file, whether or not its line is commented out."""
    text = (DEPLOY / "portfolio.env").read_text(encoding="utf-8")
    found = dict(re.findall(r'^#?([A-Z_]+)="?([^"\n]*)"?$', text, re.MULTILINE))
    return {name: value for name, value in found.items() if name != "SSL_CERT_FILE"}


def used() -> set[str]:
    """Every setting that the program reads."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "portfolio").rglob("*.py"))
    named = set(re.findall(r'"(PORTFOLIO_[A-Z_]*[A-Z])"', code))
    return named | {f"PORTFOLIO_SMTP_{name}" for name in mailing.NAMES} | {"HOST", "PORT"}


def test_the_environment_file_has_every_setting_and_no_other():
    # The two ways to a password are told of in words: no line invites one into this file.
    assert used() - set(settings()) == {"PORTFOLIO_SMTP_PASSWORD", "PORTFOLIO_SMTP_PASSWORD_FILE"}
    assert set(settings()) - used() == set()


def test_the_example_is_a_server_the_program_takes():
    server = mailing.from_environment(settings())
    assert (server.tls, server.port, server.address) == ("starttls", 587, "portefolje@kommune.dk")


def test_no_secret_is_in_there():
    for path in DEPLOY.iterdir():
        said = path.read_text(encoding="utf-8")
        assert not re.search(r"^[^#]*PASSWORD=\S", said, re.MULTILINE), path


@pytest.mark.parametrize("path", [*UNITS, DEPLOY / "portfolio.cron"], ids=lambda path: path.name)
def test_what_they_run_is_a_command(path):
    parser = Parser("portfolio", "")
    for group in (remind, serve):
        group.add(parser)
    commands = set(parser._commands.choices)
    said = path.read_text(encoding="utf-8")
    started = set(re.findall(r"-m portfolio (\w+)", said))
    assert started <= commands
    assert started or path.suffix == ".timer"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_units(tmp_path):
    for path in UNITS:
        text = path.read_text(encoding="utf-8")
        # Only what it starts is not where it will be.
        text = text.replace("/opt/portfolio/.venv/bin/python", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    ran = subprocess.run(
        ["systemd-analyze", "verify", *(tmp_path / path.name for path in UNITS)],
        capture_output=True,
        text=True,
    )
    complaints = [line for line in ran.stderr.splitlines() if "portfolio" in line]
    assert complaints == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize(
    ("timer", "means"),
    [
        ("portfolio-remind", "Mon..Fri *-*-* 07:30:00 Europe/Copenhagen"),
        ("portfolio-urgent", "Mon..Fri *-*-* 08..17:00/15:00 Europe/Copenhagen"),
    ],
)
def test_the_timers_mean_what_they_say(timer, means):
    when = re.search(r"OnCalendar=(.*)", (DEPLOY / f"{timer}.timer").read_text())[1]
    ran = subprocess.run(
        ["systemd-analyze", "calendar", when], capture_output=True, text=True, check=True
    )
    assert means in ran.stdout


def test_the_proxy_writes_no_query_and_passes_the_visitor_on():
    said = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    logged = re.search(r"log_format portfolio '(.*)'", said)[1]
    assert not {"$request", "$request_uri", "$args", "$http_referer"} & set(logged.split())
    assert "X-Forwarded-For $remote_addr" in said
    assert "X-Forwarded-Proto $scheme" in said
    assert "ssl_protocols TLSv1.2 TLSv1.3" in said
