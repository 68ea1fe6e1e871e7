"""``python -m bench``: make what is measured, measure, print the table and the same as JSON."""

import json
import os
import platform
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from bench import bulk, minutes, papers, phones, readers, statusark
from bench.measurements import (
    VISITORS,
    Row,
    in_the_browser,
    many_at_once,
    saving_at_once,
    script_time,
    seen_by_others,
)
from bench.server import ROOT, TODAY, Server, serving
from portfolio.store.engine import engine
from portfolio.usecases.seeding import demo, setup

_PROPOSALS, _STATUSES = 10_000, 1_000_000
_BUSY = 0.3


def main() -> None:
    """Measure everything. What is over its aim is said, not failed: a machine may be busy."""
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    with tempfile.TemporaryDirectory(prefix="portfolio-bench-") as name:
        rows = _measured(Path(name))
    print(table(rows))
    if busy > _BUSY:
        print(f"Others were at work: load {busy:.1f} a core when it began. Measure again alone.")
    report = {"machine": _machine(), "rows": [asdict(row) | {"ratio": row.ratio} for row in rows]}
    print(json.dumps(report, ensure_ascii=False))
    _keep(report)


def _measured(folder: Path) -> list[Row]:
    small, large = _small(folder), _large(folder)
    busy = _busy(folder)
    with ExitStack() as stack:

        def start(script: Path, database: str) -> Server:
            return stack.enter_context(serving(script, database))

        overview = start(ROOT / "app.py", small)
        rows = in_the_browser(overview, start(_empty_app(folder), small))
        rows += statusark.rows(overview, small)
        rows += many_at_once(overview)
        rows += seen_by_others(overview, small)
        loaded = start(ROOT / "app.py", large)
        rows += script_time(overview, loaded, {overview.port: small, loaded.port: large})
        known = _small(folder, "signed_in")
        tokens = readers.sign_in(known, VISITORS)
        rows += many_at_once(start(ROOT / "app.py", known), tokens)
    with ExitStack() as stack:
        workshop = _workshop(folder)
        code = phones.workshop(workshop)
        rows += phones.rows(stack.enter_context(serving(ROOT / "app.py", workshop)), code)
    rows += minutes.rows()
    return rows + saving_at_once(busy) + papers.each(small, _hundreds(folder))


def _small(folder: Path, name: str = "nine") -> str:
    """The nine proposals, with a made-up history as a portfolio in use would have."""
    address = f"sqlite:///{folder / name}.db"
    setup.create(address)
    demo.fill(address, until=date.fromisoformat(TODAY))
    engine(address).dispose()
    return address


def _large(folder: Path) -> str:
    print(f"Making {_PROPOSALS:,} proposals with {_STATUSES:,} statuses …", file=sys.stderr)
    address = f"sqlite:///{folder / 'thousands.db'}"
    until = date.fromisoformat(TODAY)
    bulk.build(address, proposals=_PROPOSALS, statuses=_STATUSES, until=until)
    engine(address).dispose()
    return address


def _busy(folder: Path) -> str:
    """Two hundred proposals for fifty leads to save."""
    address = f"sqlite:///{folder / 'hundreds.db'}"
    bulk.build(address, proposals=200, statuses=200, until=date.fromisoformat(TODAY))
    return address


def _workshop(folder: Path) -> str:
    """The nine proposals, for two hundred phones."""
    address = f"sqlite:///{folder / 'workshop.db'}"
    setup.create(address)
    return address


def _hundreds(folder: Path) -> str:
    """Five hundred proposals in one portfolio, for the papers."""
    address = f"sqlite:///{folder / 'papers.db'}"
    bulk.build(address, proposals=500, statuses=1000, until=date.fromisoformat(TODAY))
    papers.hundreds(address)
    return address


def _empty_app(folder: Path) -> Path:
    """The empty page beside the same fonts: Streamlit serves static/ from the script's folder."""
    script = Path(shutil.copy(ROOT / "bench/empty_app.py", folder / "empty_app.py"))
    (folder / "static").symlink_to(ROOT / "static")
    return script


def table(rows: list[Row]) -> str:
    """The rows as people read them."""
    lines = [f"{'':52}{'measured':>12}{'against':>12}{'ratio':>8}  aim"]
    for row in rows:
        against = "" if row.against is None else _number(row.against, row.unit)
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        verdict = "" if not row.aim else f"{row.aim}  {'met' if row.met else 'NOT MET'}"
        lines.append(
            f"{row.what:52}{_number(row.value, row.unit):>12}{against:>12}{ratio:>8}  {verdict}"
        )
    return "\n".join(line.rstrip() for line in lines)


def _number(value: float, unit: str) -> str:
    return f"{value:.{0 if unit in ('MB', '') else 3}f} {unit}".rstrip()


def _machine() -> dict[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "python": platform.python_version(),
    }


def _keep(report: dict[str, object]) -> None:
    folder = ROOT / "bench/results"
    folder.mkdir(exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}.json"
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
