"""Running a command as a user would, in both languages, and what must hold of every refusal."""

from dataclasses import dataclass

import pytest

from portfolio import commands
from portfolio.store.engine import engine


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    code: int
    said: str
    complained: str


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command in one language, in this process."""

    def run_command(*arguments: object, language: str = "da") -> Ran:
        monkeypatch.setenv("PORTFOLIO_LANG", language)
        code = commands.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run_command


@pytest.fixture
def refused(run):
    """Run a command that must refuse; its sentence in Danish and in English."""

    def run_refused(*arguments: object) -> tuple[str, str]:
        danish, english = (run(*arguments, language=code) for code in ("da", "en"))
        for ran in (danish, english):
            assert ran.code == 2
            assert ran.said == ""
            assert "Traceback" not in ran.complained
            assert ran.complained.strip().endswith((".", "make run"))
        assert danish.complained != english.complained
        return danish.complained, english.complained

    return run_refused


@pytest.fixture
def years_later(monkeypatch):
    """Late enough for the demo to have a history."""
    monkeypatch.setenv("PORTFOLIO_TODAY", "2024-05-01")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty working folder; the portfolio would be portfolio.db in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    yield folder
    engine("sqlite:///portfolio.db").dispose()
    engine.cache_clear()  # the same relative URL is another file in the next test
