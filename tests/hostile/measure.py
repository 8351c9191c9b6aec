"""What each hostile file costs: `python tests/hostile/measure.py [WORD ...]`.

Each is written, then checked in a process of its own, as a command would. The seconds are those
that the processor worked; the memory is the most that the process held, the library included.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aimpartner.codec.capacity import STANDARD, Capacity
from aimpartner.errors import AimpartnerError
from aimpartner.model_files import check
from hostile import archives, other_parts, paths, sheet_parts, text_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from hostile.parcel import Kind

ROOMS = {
    "archive": archives.KINDS,
    "sheet": sheet_parts.KINDS,
    "part": other_parts.KINDS,
    "text": text_files.KINDS,
    "path": paths.KINDS,
}
MOST_SECONDS, MOST_MB = 2, 200
_HARD, MOST_LETTERS = 20, 4_000


def kinds(words: list[str]) -> Iterator[tuple[str, str, Kind]]:
    """Return the kinds of hostile files, or those of a room or with some word alone."""
    for room, known in ROOMS.items():
        for name, kind in known.items():
            if not words or room in words or any(len(word) > 7 and word in name for word in words):
                yield room, name, kind


def outcome(path: Path | str, capacity: Capacity = STANDARD) -> str:
    """Return what became of a file, in a line."""
    try:
        found = check(path, capacity=capacity)
    except AimpartnerError as fault:
        return f"{type(fault).__name__}: {fault.rule}; got {fault.got}"
    problems = found.problems
    return f"{len(problems)}: {problems[0]}" if problems else "read"


def _checked(path: str, end: Connection) -> None:
    """Check a file, and send what it cost."""
    resource.setrlimit(resource.RLIMIT_CPU, (_HARD, _HARD))
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    began = time.process_time()
    try:
        said = outcome(path)
    except BaseException as fault:  # noqa: BLE001  # what passes through is what is looked for
        said = f"TRACEBACK {type(fault).__name__}: {fault}"
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    end.send((time.process_time() - began, used, said[:MOST_LETTERS], len(said)))


def in_a_child(act: Callable[..., object], *args: object) -> None:
    """Do something in a process of its own, so that this one stays small."""
    child = multiprocessing.get_context("fork").Process(target=act, args=args)
    child.start()
    child.join()


def measured(path: Path | str) -> tuple[float, float, str, int]:
    """Return the seconds and megabytes that a file took, and what became of it, and its length."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    in_a_child(_checked, str(path), theirs)
    theirs.close()
    found: tuple[float, float, str, int] = _HARD, 3_000, "TRACEBACK killed", 0
    return ours.recv() if ours.poll() else found


def main(words: list[str]) -> int:
    """Print a line a kind; return how many went beyond the bounds."""
    beyond = 0
    for number, (room, name, (ending, write)) in enumerate(kinds(words), 1):
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"a{ending}"
            in_a_child(write, path)
            seconds, used, said, length = measured(path)
        is_beyond = (
            seconds > MOST_SECONDS or used > MOST_MB or "TRACEBACK" in said or length > MOST_LETTERS
        )
        beyond += is_beyond
        line = " ".join(said.replace(folder, "").split())[:110]
        cost = f"{seconds:7.2f} s{used:7.0f} MB {'!' if is_beyond else ' '}"
        print(f"{number:3} {room:8}{name:48}{cost} {line}", flush=True)
    print(f"{beyond} beyond {MOST_SECONDS} s or {MOST_MB} MB, or with a traceback")
    return beyond


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
