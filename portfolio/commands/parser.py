"""argparse in the user's language: its own texts are English and cannot be translated."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from portfolio.errors import PortfolioError
from portfolio.language import _

Run = Callable[[argparse.Namespace], int]


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


class _Command(argparse.ArgumentParser):
    """A parser that raises PortfolioError and says its headings in the user's language."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(
            **options,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )
        self._optionals.title, self._positionals.title = _("Options"), _("Arguments")
        self.add_argument("-h", "--help", action="help", help=_("show this help and stop"))

    def error(self, message: str) -> NoReturn:
        raise not_understood(self.prog, detail(None, message))


class Parser:
    """The commands by name. Each group of commands adds its own."""

    def __init__(self, program: str, description: str) -> None:
        self._program = program
        self._parser = _Command(prog=program, description=description)
        self._commands = self._parser.add_subparsers(
            title=_("Commands"), metavar=_("COMMAND"), parser_class=_Command
        )

    def add(self, name: str, help_text: str, run: Run) -> argparse.ArgumentParser:
        """A command; the caller gives it its arguments."""
        command = self._commands.add_parser(
            name, help=help_text, description=help_text[0].upper() + help_text[1:] + "."
        )
        command.set_defaults(run=run)
        return command

    def run(self, arguments: Sequence[str]) -> int:
        """Do what the arguments ask; without any, show the help."""
        self._require_known(arguments)
        try:
            chosen, rest = self._parser.parse_known_args(list(arguments) or ["--help"])
        except argparse.ArgumentError as error:
            command = f"{self._program} {arguments[0]}"
            raise not_understood(command, detail(error.argument_name, error.message)) from None
        if rest:
            raise not_understood(f"{self._program} {arguments[0]}", left_over(rest))
        run: Run = chosen.run
        return run(chosen)

    def _require_known(self, arguments: Sequence[str]) -> None:
        names = list(self._commands.choices)
        first = arguments[0] if arguments else names[0]
        if first in names or first in ("-h", "--help"):
            return
        if first.startswith("-"):
            raise not_understood(self._program, left_over([first]))
        raise PortfolioError(
            "There is no command “{name}”. Choose one of: {names}.",
            name=first,
            names=", ".join(names),
        )


def detail(name: str | None, found: str) -> str:
    """Our words for what argparse found wrong with the argument of that name.

    Its own words, the same in every Python we run on, are all it gives; it has no Danish.
    """
    if name is None:
        return _("missing: {names}", names=found.rpartition(": ")[2])
    if found.startswith("expected"):
        return _("{name} lacks its value", name=name)
    if found.startswith("ignored explicit"):
        return _("{name} takes no value", name=name)
    if found.startswith("invalid choice"):
        choices = found.rpartition("(choose from ")[2].removesuffix(")").replace("'", "")
        return _("{name} must be one of {choices}", name=name, choices=choices)
    return _("{name} cannot be used like that", name=name)


def left_over(words: Sequence[str]) -> str:
    """Our words for what no argument of the command takes."""
    options = [word for word in words if word.startswith("-")]
    return _("unknown option {name}", name=options[0]) if options else " ".join(words)


def not_understood(command: str, why: str) -> PortfolioError:
    """The refusal of a command line, with the way to learn how it is written."""
    return PortfolioError(
        "The command was not understood ({detail}). Write “{command} --help” to see how it"
        " is written.",
        command=command,
        detail=why,
    )
