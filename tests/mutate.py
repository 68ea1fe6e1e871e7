"""Whether the tests of the rules notice a changed rule: `make mutate`, some seconds a change.

One operator, number or word of domain/ or fuzzy/ is changed at a time, in a copy of the project,
and the tests of its layer are run on the copy. What they let pass is printed: a rule that no test
states, or a change that changes nothing, which a reader must tell apart.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAYERS = ("domain", "fuzzy")
OPERATORS = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is},
    **{ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And},
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.USub: ast.UAdd},
}
WORDS = {
    **{"min": "max", "max": "min", "any": "all", "all": "any"},
    "ROUND_HALF_UP": "ROUND_HALF_EVEN",
}


@dataclass(frozen=True)
class Change:
    """One changed place of a module: where, the code before and after, and the whole module."""

    path: Path
    line: int
    before: str
    after: str
    module: str


def changes(path: Path) -> Iterator[Change]:
    """Every change of one module; ``path`` from the project's root."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for place, node in enumerate(ast.walk(tree)):
        for way in range(_ways(node)):
            whole = copy.deepcopy(tree)
            changed = list(ast.walk(whole))[place]
            _change(changed, way)
            yield Change(
                path, node.lineno, ast.unparse(node), ast.unparse(changed), ast.unparse(whole)
            )


def _ways(node: ast.AST) -> int:
    """How many changes a piece of code can have."""
    match node:
        case ast.Compare(ops=operators):
            return len(operators)
        case ast.BoolOp() | ast.BinOp() | ast.UnaryOp():
            return int(type(node.op) in OPERATORS)
        case ast.Constant(value=int() as value):
            return 1 if isinstance(value, bool) else 2
        case ast.Name(id=name):
            return int(name in WORDS)
    return 0


def _change(node: ast.AST, way: int) -> None:
    match node:
        case ast.Compare(ops=operators):
            operators[way] = OPERATORS[type(operators[way])]()
        case ast.BoolOp() | ast.BinOp() | ast.UnaryOp():
            node.op = OPERATORS[type(node.op)]()
        case ast.Constant(value=value):
            node.value = not value if isinstance(value, bool) else value + (1, -1)[way]
        case ast.Name(id=name):
            node.id = WORDS[name]


def is_let_pass(change: Change) -> bool:
    """Whether the tests of the module's layer are content with the changed module."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("portfolio", "tests"):
            shutil.copytree(ROOT / name, project / name)
        shutil.copy(ROOT / "pyproject.toml", project)
        (project / change.path).write_text(change.module, encoding="utf-8")
        layer = Path("tests", change.path.parts[1])
        own = layer / f"test_{change.path.name}"  # first, as it is the likeliest to fail
        tests = [own, layer] if (project / own).exists() else [layer]
        ended = subprocess.run(
            [sys.executable, "-B", "-m", "pytest", "-xq", "--hypothesis-seed=0", *tests],
            cwd=project,
            env=os.environ | {"PYTHONPATH": folder},
            capture_output=True,
            check=False,
        )
    return ended.returncode == 0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("modules", nargs="*", type=Path, help="as portfolio/domain/voting.py")
    asked.add_argument("--sample", type=int, default=100, help="how many changes to try")
    asked.add_argument("--seed", type=int, default=1, help="another number tries others")
    asked.add_argument("--jobs", type=int, default=os.cpu_count())
    given = asked.parse_args()
    layers = (sorted((ROOT / "portfolio" / layer).glob("*.py")) for layer in LAYERS)
    modules = given.modules or [path.relative_to(ROOT) for layer in layers for path in layer]
    possible = [change for path in modules for change in changes(path)]
    tried = random.Random(given.seed).sample(possible, min(given.sample, len(possible)))
    count = 0
    with ThreadPoolExecutor(given.jobs) as pool:
        for one, passed in zip(tried, pool.map(is_let_pass, tried), strict=True):
            if passed:
                count += 1
                print(f"{one.path}:{one.line}: {one.before}  ->  {one.after}", flush=True)
    print(f"{count} of {len(tried)} changes were let pass; {len(possible)} are possible")


if __name__ == "__main__":
    main()
