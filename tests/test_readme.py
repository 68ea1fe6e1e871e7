"""The README says nothing that is no longer so: paths, commands, packages, versions."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Top-level names that git carries and that need no words: settings, licences, this file.
SPEAK_FOR_THEMSELVES = {"README.md", "CHANGELOG.md", "Makefile", "pyproject.toml"}


def section(title: str) -> str:
    """The text below a heading, up to the next."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def tree() -> dict[str, str]:
    """Path → what is said of it, from the tree: those set in belong to the one above."""
    found, above = {}, ""
    for line in section("The tree").split("```")[1].strip().splitlines():
        names, said = re.fullmatch(r"(\s*(?:\S+ )*\S+)\s{2,}(.*)", line).groups()
        if not line.startswith(" "):
            above = names.split()[0] if names.endswith("/") else ""
        inside = above if line.startswith(" ") else ""
        found |= {inside + name: said for name in names.split()}
    return found


def test_every_path_of_the_tree_is_there():
    assert [path for path in tree() if not (ROOT / path).exists()] == []
    assert all(tree().values())


def test_every_folder_and_module_is_in_the_tree():
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    paths = [Path(name) for name in tracked if name and (ROOT / name).exists()]
    top = {f"{path.parts[0]}{'/' if len(path.parts) > 1 else ''}" for path in paths}
    inside = {
        f"portfolio/{path.parts[1]}{'/' if len(path.parts) > 2 else ''}"
        for path in paths
        if path.parts[0] == "portfolio"
    } - {"portfolio/__init__.py"}
    said = set(tree())
    assert {name for name in top if not name.startswith((".", "requirements"))} <= (
        said | SPEAK_FOR_THEMSELVES
    )
    assert inside <= said


def test_every_picture_and_file_it_links_to_is_there():
    linked = re.findall(r"!?\[[^\]]*\]\(([^)#:]+)\)", README)
    assert [name for name in linked if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("line", re.findall(r"^\| .*", section("Where do I change …?"), re.M)[1:])
def test_where_to_change_it_is_there(line):
    where = line.strip("|").split("|")[1]
    paths = [name for name in re.findall(r"`([^`]+)`", where) if re.search(r"[/.]", name)]
    here = [name for name in paths if " " not in name and "*" not in name]
    assert all((ROOT / name).exists() or (ROOT / "portfolio" / name).exists() for name in here)


def test_every_make_target_it_names_is_one():
    named = set(re.findall(r"(?:^|`)(?:PORT=\d+ )?make ([a-z-]+)", README, re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test", "bench"} <= named <= targets


def test_every_command_it_names_is_one():
    said = subprocess.run(
        [sys.executable, "-m", "portfolio", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert said.returncode == 0
    named = set(re.findall(r"`(demo|doctor|seed|init|serve)\b", README))
    assert {"demo", "doctor", "seed"} <= named
    assert all(re.search(rf"^\s+{name}\b", said.stdout, re.MULTILINE) for name in named)


def test_every_package_has_its_reason():
    said = section("Dependencies").lower()
    wanted = "".join(
        (ROOT / name).read_text() for name in ("requirements.in", "requirements-dev.in")
    )
    packages = re.findall(r"^([A-Za-z][\w.-]*)", wanted, re.MULTILINE)
    assert len(packages) > 15
    stubs = {name for name in packages if "stubs" in name}
    assert [name for name in packages if name.lower() not in said and name not in stubs] == []


def test_the_changelog_begins_with_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", changes, re.MULTILINE)[1] == version


def test_it_stays_short():
    assert len(README.splitlines()) <= 160
