"""The command line as a whole: help, languages, wrong words, faults of ours."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from portfolio import language
from portfolio.commands import chosen_language
from portfolio.commands.parser import Parser
from portfolio.errors import PortfolioError

ROOT = Path(__file__).parents[2]
NAMES = ["init", "seed", "demo", "doctor", "remind", "serve"]


def test_help_lists_the_commands():
    world = os.environ | {"PORTFOLIO_LANG": "da"}
    command = [sys.executable, "-m", "portfolio", "--help"]
    ran = subprocess.run(command, cwd=ROOT, env=world, text=True, capture_output=True, check=True)
    assert [name for name in NAMES if f"    {name} " in ran.stdout] == NAMES
    assert "Brug: python -m portfolio" in ran.stdout
    assert ran.stderr == ""


@pytest.mark.parametrize("arguments", [[], ["-h"], *([name, "--help"] for name in NAMES)])
@pytest.mark.parametrize(
    ("language", "heading", "other"), [("da", "Brug:", "Usage"), ("en", "Usage:", "Brug")]
)
def test_help_is_in_the_users_language(capsys, monkeypatch, arguments, language, heading, other):
    from portfolio import commands

    monkeypatch.setenv("PORTFOLIO_LANG", language)
    with pytest.raises(SystemExit) as ended:
        commands.main(arguments)
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith(heading)
    assert other not in said
    assert ("show this help" in said) == (language == "en")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "da"),
        ({"LANG": "C.UTF-8"}, "da"),
        ({"LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "da"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "da_DK.UTF-8"}, "en"),  # LC_ALL goes before LANG
        ({"PORTFOLIO_LANG": "da", "LC_ALL": "en_US.UTF-8"}, "da"),  # ours goes before all
        ({"PORTFOLIO_LANG": "", "LANG": "en_GB"}, "en"),  # set to nothing is not set
    ],
)
def test_the_language_is_the_terminals(environment, language):
    assert chosen_language(environment) == language


@pytest.mark.parametrize(
    ("arguments", "danish", "english"),
    [
        (["strat"], "ingen kommando »strat«", "no command “strat”"),
        (["doctor", "nu"], "ikke forstået (nu)", "not understood (nu)"),
        (["--port", "1"], "(ukendt tilvalg --port)", "(unknown option --port)"),
        (["--help=x"], "(ukendt tilvalg --help=x)", "(unknown option --help=x)"),
        (["--"], "(ukendt tilvalg --)", "(unknown option --)"),
        (["seed", "--check"], "(--check mangler sin værdi)", "(--check lacks its value)"),
        (["seed", "--check"], "python -m portfolio seed --help", "seed --help"),
        (["demo", "a", "b"], "ikke forstået (b)", "not understood (b)"),
        (["doctor", "--fi"], "(ukendt tilvalg --fi)", "(unknown option --fi)"),
        (["doctor", "--fi"], "python -m portfolio doctor --help", "portfolio doctor --help"),
        (["doctor", "--help=x"], "(-h/--help tager ingen værdi)", "(-h/--help takes no value)"),
        (["serve", "--port", "x"], "»x« er ikke en port", "“x” is not a port"),
    ],
)
def test_words_that_are_no_command_are_refused(refused, arguments, danish, english):
    in_danish, in_english = refused(*arguments)
    assert danish in in_danish
    assert english in in_english


@pytest.mark.parametrize(
    ("arguments", "detail"),
    [
        (["move"], "mangler: FIL, --to"),
        (["move", "a"], "mangler: --to"),
        (["move", "a", "--to", "x"], "--to skal være en af ned, op"),
        (["move", "a", "--to", "op", "--by", "x"], "--by kan ikke bruges sådan"),
    ],
)
def test_of_argparses_own_words_none_is_shown(arguments, detail):
    """Commands to come: they may demand an argument, or offer a choice."""
    parser = Parser("prog", "")
    command = parser.add("move", "flyt", lambda chosen: 0)
    command.add_argument("file", metavar="FIL")
    command.add_argument("--to", choices=["ned", "op"], required=True)
    command.add_argument("--by", type=int)
    language.use("da")
    with pytest.raises(PortfolioError) as refused:
        parser.run(arguments)
    assert language.explain(refused.value) == (
        f"Kommandoen blev ikke forstået ({detail}). Skriv »prog move --help« for at se, hvordan"
        " den skrives."
    )


@pytest.fixture
def broken_program(tmp_path):
    """A copy of the program with a fault in it."""
    (tmp_path / "portfolio").symlink_to(ROOT / "portfolio")
    fault = "import portfolio.usecases.seeding.setup as s\ndel s.open_or_create\n"
    start = "import sys\nfrom portfolio import commands\nsys.exit(commands.main(['init']))\n"
    (tmp_path / "faulty.py").write_text(fault + start)
    return [sys.executable, str(tmp_path / "faulty.py")]


def test_a_fault_of_ours_gets_a_number_and_shows_its_trace_only_when_asked(
    broken_program, tmp_path
):
    world = os.environ | {"PYTHONPATH": str(ROOT), "PORTFOLIO_LANG": "da"}
    world["PORTFOLIO_URL"] = f"sqlite:///{tmp_path / 'portfolio.db'}"
    quiet = subprocess.run(broken_program, env=world, text=True, capture_output=True, check=False)
    assert quiet.returncode == 3
    assert quiet.stderr.startswith("Noget gik galt")
    assert "Traceback" not in quiet.stdout + quiet.stderr
    world["PORTFOLIO_DEBUG"] = "1"
    loud = subprocess.run(broken_program, env=world, text=True, capture_output=True, check=False)
    assert "Traceback" in loud.stderr
    reference = loud.stderr.split("reference ")[1][:8]
    assert loud.stderr.count(reference) == 2


def test_breaking_off_is_quiet(tmp_path):
    # A pipe that nobody writes to: reading the minutes waits until the user gives up.
    pipe = tmp_path / "referat.txt"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "portfolio", "seed", "--check", str(pipe)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs the tests in the background has its programs ignore Ctrl+C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    writer = os.open(pipe, os.O_WRONLY)  # waits until the command has opened it
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=30)
    os.close(writer)
    assert (process.returncode, said, complained) == (130, "", "")
