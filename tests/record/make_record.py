"""The golden record: what a fixed set of models came to, before the code was moved about.

    export PYTHONPATH=src:tests
    python tests/record/make_record.py compare    # list what differs; the exit status is 1 if any
    python tests/record/make_record.py record     # list it, and keep the outcomes as they are now
    python tests/record/make_record.py draw       # gather the models anew, and record them

`compare --accept-words` lets differences of wording pass whose numbers are the same.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict

from record.compare import KINDS, Difference, differences, listing
from record.outcome import Case, outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
CASES, OUTCOMES = HERE / "cases.jsonl.xz", HERE / "outcomes.jsonl.xz"


def stored(path: Path, part: slice = slice(None)) -> Iterator[dict[str, Any]]:
    """Return what a file of the record holds, or some of it."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, part.start, part.stop, part.step))


def store(path: Path, rows: Iterable[object]) -> None:
    """Write a file of the record, the same bytes for the same rows."""
    with lzma.open(path, "wt", preset=9 | lzma.PRESET_EXTREME, encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def plain(case: Case) -> dict[str, Any]:
    """Return the outcome of a case as it is stored."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(outcome(case))))
    return found


def compared(part: slice = slice(None)) -> list[Difference]:
    """Return where the outcomes of some of the cases are others than those stored."""
    return [
        each
        for case, before in zip(stored(CASES, part), stored(OUTCOMES, part), strict=True)
        for each in differences(case["name"], before, plain(case))
    ]


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("verb", choices=("compare", "record", "draw"), nargs="?", default="compare")
    parser.add_argument("--accept-words", action="store_true")
    asked = parser.parse_args()
    if asked.verb == "draw":
        from record.draw_models import gather  # noqa: PLC0415  # the generators may change

        store(CASES, gather())
        OUTCOMES.unlink(missing_ok=True)
    cases = [*stored(CASES)]
    with ProcessPoolExecutor() as pool:
        now = [*pool.map(plain, cases, chunksize=8)]
    found = []
    if OUTCOMES.exists():
        for case, before, after in zip(cases, stored(OUTCOMES), now, strict=True):
            found += differences(case["name"], before, after)
        sys.stdout.write(listing(found) + "\n")
    if asked.verb != "compare":
        store(OUTCOMES, now)
        return 0
    refused = KINDS[:-1] if asked.accept_words else KINDS
    return int(any(each.kind in refused for each in found))


if __name__ == "__main__":
    sys.exit(main())
