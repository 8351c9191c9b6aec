"""How long a contribution workbook takes by its partners, beside the same cells written bare.

The floor is XlsxWriter with the very calls that the workbook makes of it: the same cells, formats,
names and settings, and nothing that knows what they mean. What a user would take instead is
pandas, which writes the table of contributions alone, without a formula.

Run: python benchmarks/workbook.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from attrs import define, frozen
from growing import YEAR, model_of
from jobs import Job, Work, run
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

import aimpartner as ap
from aimpartner.excel.writing.formats import options

Call = tuple[int, str, tuple[object, ...], dict[str, object]]
"""Of which thing what is called, with what: the workbook is 0, its sheets come after it."""
PARTNERS = (4, 10, 33, 75, 150)
_WRITER = "aimpartner.excel.contributions.workbook.Workbook"
_folder = TemporaryDirectory()


def result_of(count: int) -> ap.Contributions:
    """Return the contributions of some partners."""
    return ap.Contributions.of(model_of(count).facts(YEAR))


def written(count: int) -> Work:
    """Return the writing of a workbook."""
    result, path = result_of(count), Path(_folder.name, f"{count}.xlsx")
    return lambda: ap.excel.write_contributions(result, path, overwrite=True)


@frozen
class _Place:
    """Where a format stands among those of a workbook, in place of it."""

    position: int


@define
class _Recorder:
    """What is called of a workbook or of one of its sheets, told to a list and done."""

    thing: Workbook | Worksheet
    number: int
    calls: list[Call]
    formats: dict[int, _Place]

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            made = getattr(self.thing, name)(*args, **kwargs)
            placed = tuple(self.formats.get(id(each), each) for each in args)
            self.calls.append((self.number, name, placed, kwargs))
            return self._noted(made)

        return call

    def _noted(self, made: object) -> object:
        if isinstance(made, Format):
            self.formats[id(made)] = _Place(len(self.formats))
        if isinstance(made, Worksheet):
            sheets = sum(name == "add_worksheet" for _, name, *_ in self.calls)
            return _Recorder(made, sheets, self.calls, self.formats)
        return made


def calls_of(result: ap.Contributions) -> list[Call]:
    """Return every call that writing a workbook makes of XlsxWriter."""
    calls: list[Call] = []

    @contextmanager
    def recorded(path: Path, options: dict[str, object]) -> Iterator[_Recorder]:
        with Workbook(path, options) as book:
            yield _Recorder(book, 0, calls, {})

    with patch(_WRITER, recorded):
        ap.excel.write_contributions(result, _folder.name, overwrite=True)
    return calls


def bare(count: int) -> Work:
    """Return the same calls alone."""
    calls, path = calls_of(result_of(count)), Path(_folder.name, f"bare {count}.xlsx")

    def work() -> None:
        with Workbook(path, options()) as book:
            things: list[Workbook | Worksheet] = [book]
            formats: list[Format] = []
            for number, name, args, kwargs in calls:
                given = [formats[e.position] if isinstance(e, _Place) else e for e in args]
                made = getattr(things[number], name)(*given, **kwargs)
                if isinstance(made, Format):
                    formats.append(made)
                elif isinstance(made, Worksheet):
                    things.append(made)

    return work


def framed(count: int) -> Work:
    """Return the writing of the table of contributions by pandas."""
    frame, path = result_of(count).to_frame(), Path(_folder.name, f"frame {count}.xlsx")
    return lambda: frame.to_excel(path)


JOBS = {
    "4 partners": Job((4,), written, bare, framed),
    "150 partners": Job((150,), written, bare, framed, 3),
    "workbook": Job(PARTNERS, written, bare, framed, 3),
}


if __name__ == "__main__":
    run(JOBS, sys.argv[1:])
