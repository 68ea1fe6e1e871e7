"""The map in portfolio/__init__.py is true, and the house stays small and tidy."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

import portfolio

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "portfolio").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
OURS = [*PACKAGE, *PAGES, ROOT / "app.py"]
#: Migrations are frozen: long, and never tidied.
FROZEN = ROOT / "portfolio/store/versions"
#: All that is written by hand, tests and measurements too.
WRITTEN = [*OURS, *(path for name in ("tests", "bench") for path in (ROOT / name).rglob("*.py"))]
LIVING = [path for path in OURS if FROZEN not in path.parents]
#: Packages that only some may import: each with those who may, as in the map.
ONLY_FOR = {
    "streamlit": {"app", "pages", "ui"},
    "starlette": {"web"},
    "fastapi": {"web.api"},
    "jinja2": {"screens", "web.html"},
    "sqlite_utils": {"reports.public.file"},
    "sqlalchemy": {"store", "queries", "usecases", "importers", "commands", "ui.session"},
    "alembic": {"store"},
    "openpyxl": {"importers", "reports"},
    "docx": {"reports", "importers.minutes.reading"},
    "lxml": {"importers.minutes.reading"},
    "pypdfium2": {"importers.minutes.reading"},
    "pptx": {"reports"},
    "PIL": {"reports"},
    "typst": {"reports"},
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """``store.schema`` for portfolio/store/schema/…; ``pages`` for every page; ``app``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] != "portfolio":
        return parts[0]
    return ".".join(part for part in parts[1:] if part != "__init__")


@cache
def imports(where: ast.AST) -> set[str]:
    """Whole names: ``from portfolio.language import fold`` is ``portfolio.language.fold``."""
    found = set()
    for node in ast.walk(where):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a name comes from"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def imports_at_once(path: Path) -> set[str]:
    """What is imported when the module is; not what a function of it imports when called."""
    body = [node for node in tree(path).body if not isinstance(node, ast.FunctionDef)]
    return set().union(*(imports(node) for node in body), set())


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == start or name.startswith(f"{start}.") for start in allowed)


@cache
def the_map() -> dict[str, set[str]]:
    lines = re.findall(r"^ {4}([\w.]+) +→ *(.*)$", portfolio.__doc__ or "", flags=re.MULTILINE)
    return {name: set(filter(None, targets.split(", "))) for name, targets in lines}


def may_import(name: str) -> set[str]:
    """Itself and what the map says of it and of the packages it lies in."""
    allowed = {line: targets for line, targets in the_map().items() if is_within(name, {line})}
    return {name.split(".")[0]}.union(*allowed.values())


def test_the_map_names_every_part_and_only_parts_that_are_there():
    parts = {name_of(path).split(".")[0] for path in PACKAGE} - {""}
    assert {line.split(".")[0] for line in the_map()} == parts | {"pages"}
    assert {name_of(path) for path in PACKAGE} >= {line for line in the_map() if line != "pages"}


def test_arrows_point_inwards():
    wrong = {path: against_the_map(path) for path in [*PACKAGE, *PAGES]}
    assert {path: names for path, names in wrong.items() if names} == {}


def against_the_map(path: Path) -> set[str]:
    """What a module imports of ours and may not."""
    ours = {
        name.removeprefix("portfolio.")
        for name in imports(tree(path))
        if name.startswith("portfolio.")
    }
    allowed = may_import(name_of(path))
    return {name for name in ours if not is_within(name, allowed)}


def test_the_test_of_arrows_sees_a_wrong_one():
    wrong = ast.parse("from portfolio.usecases import setup")
    (name,) = imports(wrong)
    assert not is_within(name.removeprefix("portfolio."), may_import("store.engine"))
    assert is_within(name.removeprefix("portfolio."), may_import("web.startup"))
    assert not is_within("language.amount", may_import("queries.frames"))
    assert is_within("store.changes", may_import("ui.session"))
    assert not is_within("store.changes", may_import("ui.overview.page"))


@pytest.mark.parametrize("library", ONLY_FOR)
def test_a_library_is_known_only_to_those_it_is_for(library):
    knows = {
        name_of(path)
        for path in LIVING
        if any(name.split(".")[0] == library for name in imports_at_once(path))
    }
    assert {name for name in knows if not is_within(name, ONLY_FOR[library])} == set()
    assert knows, f"nothing imports {library}: drop it here and from the requirements"


def test_only_web_asks_streamlit_a_thing_when_the_server_starts():
    late = {
        name_of(path).split(".")[0]
        for path in LIVING
        if any(name.split(".")[0] == "streamlit" for name in imports(tree(path)))
    }
    assert late <= {"app", "pages", "ui", "web"}


def is_within_any(names: set[str], start: str) -> bool:
    return start != "portfolio." and any(name.startswith(f"{start}.") for name in names)


@pytest.mark.parametrize("path", sorted((ROOT / "portfolio/domain").glob("*.py")), ids=name_of)
def test_a_rule_needs_nothing_but_python_and_danish_holidays(path):
    libraries = {name.split(".")[0] for name in imports(tree(path))} - {"portfolio"}
    assert libraries <= sys.stdlib_module_names | {"holidays"}


def test_of_sql_the_screen_knows_only_its_error():
    found = imports(tree(ROOT / "portfolio/ui/session.py"))
    assert {name for name in found if name.startswith("sqlalchemy")} <= {
        "sqlalchemy.exc.DatabaseError",
        "sqlalchemy.exc.SQLAlchemyError",
    }


def test_nobody_imports_a_page():
    assert not any(name.split(".")[0] == "pages" for path in OURS for name in imports(tree(path)))


def test_pages_lie_one_folder_down():
    # Until st.navigation has run, Streamlit serves a file straight under pages/ without app.py.
    assert not list((ROOT / "pages").glob("*.py"))
    assert PAGES


def test_every_page_is_in_the_menu():
    menu = (ROOT / "portfolio/screens/frame/menu.py").read_text(encoding="utf-8")
    named = set(re.findall(r"\"(\w+/\w+\.py)\"", menu))
    assert named == {f"{path.parent.name}/{path.name}" for path in PAGES}


def test_a_module_fits_its_reader():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in LIVING}
    long = {path: n for path, n in lines.items() if n > (80 if path in PAGES else 300)}
    assert long == {}


def test_a_function_fits_its_reader():
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [
        (path, node) for path in LIVING for node in ast.walk(tree(path)) if isinstance(node, kinds)
    ]
    long = [(path, f.name) for path, f in functions if f.end_lineno - f.lineno > 59]
    assert long == []


def test_the_formatter_decides():
    """A limit on lines says something only where nobody keeps a line from the formatter."""
    kept = [path for path in WRITTEN if re.search(r"#\s*fmt:", path.read_text(encoding="utf-8"))]
    assert kept == []


def layers() -> list[Path]:
    """The folders of portfolio/ with nouns inside."""
    names = ("importers", "queries", "reports", "ui", "usecases", "web")
    return [ROOT / "portfolio" / name for name in names]


def folders_in(layer: Path) -> set[str]:
    return {path.parent.name for path in layer.glob("*/__init__.py")}


def test_a_noun_is_spelled_one_way_and_has_one_folder_in_a_layer():
    (said,) = re.findall(r"The nouns: ([^.;]+)", portfolio.__doc__)
    nouns = set(re.split(r",\s+", said))
    assert set().union(*(folders_in(layer) for layer in layers())) == nouns
    for layer in layers():
        singular = {noun.removesuffix("s") for noun in nouns} - {"strategy"}
        loose = {path.stem for path in layer.glob("*.py")}
        named = {name for name in loose if name in nouns or name.split("_")[0] in nouns | singular}
        assert named == set(), f"{layer.name}: a noun's module lies loose"


def test_tests_mirror_the_layers():
    """tests/<layer>/<noun>/ has the tests of portfolio/<layer>/<noun>/."""
    for layer in layers():
        mirror = ROOT / "tests" / layer.name
        tested = {path.parent.name for path in mirror.glob("*/test_*.py")}
        assert tested <= folders_in(layer), layer.name


def test_every_module_says_what_it_is_for():
    silent = [path for path in LIVING if not ast.get_docstring(tree(path))]
    assert silent == []


def test_no_way_round_the_house_rules():
    """The cache is never emptied by hand, and no page writes HTML or CSS."""
    for path in LIVING:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                assert not any(k.arg == "unsafe_allow_html" for k in node.keywords), path
            if isinstance(node, ast.Attribute) and node.attr == "clear":
                assert "cache" not in ast.unparse(node.value), path
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"{path}:{node.lineno} a bare except"


def test_a_superscript_is_no_figure_of_a_number():
    """``"²".isdigit()`` is true and ``int("²")`` an error; isdecimal says what int can read."""
    for path in LIVING:
        for line in path.read_text(encoding="utf-8").splitlines():
            assert ".isdigit()" not in line or ".isascii()" in line, path


def test_migrations_stand_one_after_the_other():
    """One of each number, in one line: two that were written side by side are never both kept."""
    names = [path.stem for path in sorted(FROZEN.glob("[0-9]*.py"))]
    numbers = [name[:4] for name in names]
    assert numbers == [f"{n:04}" for n in range(1, len(names) + 1)]
    for name, number, before in zip(names, numbers, [None, *numbers], strict=False):
        told = {
            node.targets[0].id: node.value.value
            for node in tree(FROZEN / f"{name}.py").body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        assert (told["revision"], told["down_revision"]) == (number, before), name
