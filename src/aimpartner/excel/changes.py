"""What was typed into a workbook of contributions: the inputs that differ from the calculation.

The sheet As calculated holds each input as it was, and below it how the cell of the input stands:
the formula there leads to the cell, wherever rows that were inserted have moved it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from attrs import define, field, frozen
from openpyxl.utils import column_index_from_string

from aimpartner.by import ordered
from aimpartner.codec.capacity import STANDARD
from aimpartner.errors import ModelError, Problem, WorkbookError
from aimpartner.evidence.measures import Known
from aimpartner.exact import exact, plain
from aimpartner.excel.contributions.as_calculated_sheet import AS_CALCULATED, SHEET
from aimpartner.excel.contributions.spare_lines import is_spare
from aimpartner.excel.form import guard
from aimpartner.excel.form.cells import CellRow, NoValue, Page, page
from aimpartner.excel.form.relations import book_of
from aimpartner.excel.form.sheet_part import StoredCell
from aimpartner.excel.form.stored import stored
from aimpartner.kinds import checked
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.rates import PercentagePoints, Rate
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Scenario, Set
from aimpartner.tables import WORDS, Drawn, Table, columns

_ADDRESS, _WHICH, _VALUE = 2, 3, 4
"""The columns of the sheet, from 1: the address, which of a pair of rows, the first figure."""
_INPUT = re.compile(r"ISLOGICAL\(((?:'(?:[^']|'')+'|[^'!(]+))!\$?([A-Z]+)\$?(\d+)\)")
_NUMBER = "be a number"
_EVERYBODY = "*"


@frozen
class TypedChange:
    """An input that was changed.

    Args:
        at: its address.
        before: what the contributions were calculated with, as the cell shows figures.
        after: what stands there now.
        place: its sheet and cell.
        in_pence: whether the address holds pence where the cell shows pounds.
    """

    at: str
    before: str
    after: str
    place: str
    in_pence: bool = False

    @property
    def set(self) -> Set:
        """The change as a scenario has it."""
        return Set(self.at, plain(exact(self.after) * 100) if self.in_pence else self.after)

    def begins_at(self, held: object) -> bool:
        """Return whether what a model holds is what was calculated with, to fifteen digits."""
        figure = _held(held)
        if figure is None:
            return True
        told = exact(self.before.removesuffix(" points")) * (100 if self.in_pence else 1)
        return abs(figure - told) * 10**14 <= abs(figure)

    def __str__(self) -> str:
        """Return the place, the address and both figures."""
        return f"{self.place}: {self.at}: {self.before} to {self.after}"


@frozen(repr=False, field_transformer=checked)
class TypedChanges(Drawn):
    """The inputs of a workbook of contributions that were changed since it was written.

    Args:
        path: the workbook.
        changes: the changes, in the order of its inputs.

    Example:
        >>> one = TypedChange("budget/2021-22/agency/total costs", "5", "6", "Budget!E8")
        >>> print(TypedChanges("contributions.xlsx", [one]))
        contributions.xlsx: 1 input changed.
          Budget!E8: budget/2021-22/agency/total costs: 5 to 6
    """

    path: str
    changes: tuple[TypedChange, ...] = field(default=(), converter=ordered)

    @property
    def sets(self) -> tuple[Set, ...]:
        """The changes as a scenario has them."""
        return tuple(change.set for change in self.changes)

    def applied(self, model: Model) -> Model:
        """Return a model with the changes made, all together.

        Args:
            model: the model from which the contributions were calculated.

        Raises:
            ModelError: the model has no such address, as for a spare line; or it holds another
                figure there than the contributions were calculated with.
            AimpartnerError: a figure breaks a rule of the model.
        """
        held = figures(model)
        for change in self.changes:
            if change.at not in held and is_spare(change.at):
                remedy = "Add a line with a name to the model's budget, and calculate it anew."
                got = f"a spare line, with {change.after} typed in at {change.place}"
                raise ModelError(change.at, "be a line of the model", got, remedy, at=change.at)
            if change.at in held and not change.begins_at(held[change.at]):
                rule = f"be {change.before} in the model, as it was calculated with"
                remedy = "Give the model from which the workbook was written."
                raise ModelError(change.at, rule, held[change.at], remedy, at=change.at)
        sets = [Set(each.at, _as(held.get(each.at), each.value)) for each in self.sets]
        return Scenario(f"typed into {Path(self.path).name}", sets).applied(model)

    def table(self) -> Table:
        """Return a row a change."""
        rows = ((each.at, each.before, each.after, each.place) for each in self.changes)
        heads = columns(WORDS, "address", "from", "to", "cell")
        return Table([f"Changes in {Path(self.path).name}"], heads, rows)

    def _in_short(self) -> str:
        return f"<TypedChanges in {self.path}: {len(self.changes)}>"

    def __str__(self) -> str:
        """Return a line a change."""
        lines = [f"  {change}" for change in self.changes]
        count = f"{len(lines)} input{'' if len(lines) == 1 else 's'} changed"
        return "\n".join([f"{self.path}: {count if lines else 'no input changed'}.", *lines])


def read_changes(path: str | Path) -> TypedChanges:
    """Return the inputs that were changed in a workbook of contributions since it was written.

    Args:
        path: the workbook, as `write_contributions` wrote it and somebody saved it.

    Raises:
        WorkbookError: it is no workbook of contributions, or inputs hold what is no figure, each
            by its sheet and cell.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from aimpartner import calculate, excel, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> with TemporaryDirectory() as folder:
        ...     written = excel.write_contributions(result, Path(folder, "aim.xlsx"))
        ...     excel.read_changes(written).sets
        ()
    """
    with guard.opened_archive(path, STANDARD) as archive:
        part = book_of(archive)
        guard.check_book(path, archive, part)
        book = stored(archive, part)
        sheets = {sheet.name: sheet for sheet in book.sheets}
        if SHEET.name not in sheets:
            rule = "be a workbook of contributions, as `aimpartner contributions` writes one"
            got = f"one without the sheet {SHEET.name}"
            raise guard.refused(path, "workbook", rule, got)
        formulas = dict(book.read(sheets[SHEET.name]).rows)
        reader = _Reader({name: page(book, sheet) for name, sheet in sheets.items()}, formulas)
    changes = [*reader.changes()]
    if reader.problems:
        raise WorkbookError.of(path, reader.problems)
    return TypedChanges(str(path), changes)


@frozen
class _Was:
    """An input as it was calculated with: its address, what it must be, and whether in pence."""

    at: str
    figure: Fraction | None
    must: str
    in_pence: bool


@define
class _Reader:
    """The inputs of a workbook while they are read."""

    pages: Mapping[str, Page]
    formulas: Mapping[int, Mapping[int, StoredCell]]
    problems: list[Problem] = field(factory=list)
    _rows: dict[str, dict[int, CellRow]] = field(factory=dict)

    def changes(self) -> Iterator[TypedChange]:
        """Go through the inputs that differ from what they were."""
        heads: Mapping[int, object] = {}
        rows = self.pages[SHEET.name].rows
        for then, now in pairwise(rows):
            if then.values.get(_VALUE) == "value":
                heads = then.values
            if then.values.get(_WHICH) == AS_CALCULATED:
                must = str(now.values[_ADDRESS])
                for column, before in then.values.items():
                    cell = self.formulas[now.number].get(column)
                    found = _INPUT.search((cell and cell.formula) or "")
                    if column >= _VALUE and found:
                        at = _address(then, heads, column)
                        was = _Was(at, _figure(before), must, in_pence=_is_amount(then))
                        yield from self._change(was, *found.groups())

    def _change(self, was: _Was, sheet: str, letter: str, number: str) -> Iterator[TypedChange]:
        """Give the change of one input, if it is one; note what is no figure."""
        name = sheet.strip("'").replace("''", "'")
        place, value = f"{name}!{letter}{number}", self._value(name, letter, int(number))
        figure = _figure(value)
        if figure is None:
            got = value.shown if isinstance(value, NoValue) else repr(value)
            said = "nothing" if value is None else got
            self.problems.append(Problem(place, was.at, _NUMBER, said))
        elif figure != was.figure:
            has_mark = isinstance(value, str)
            before, after = (
                _shown(each, was.must, has_mark=has_mark) for each in (was.figure, figure)
            )
            yield TypedChange(was.at, before, after, place, was.in_pence)

    def _value(self, sheet: str, letter: str, number: int) -> object:
        """Return what stands in a cell."""
        if sheet not in self._rows:
            rows = self.pages[sheet].rows if sheet in self.pages else ()
            self._rows[sheet] = {cells.number: cells for cells in rows}
        cells = self._rows[sheet].get(number)
        return cells.values.get(column_index_from_string(letter)) if cells else None


def _address(then: CellRow, heads: Mapping[int, object], column: int) -> str:
    """Return the address of an input: that of its row, of the partner above it."""
    pattern, whose = str(then.values[_ADDRESS]), str(heads.get(column, ""))
    return "/".join(whose if part == _EVERYBODY else part for part in pattern.split("/"))


def _is_amount(then: CellRow) -> bool:
    """Return whether the inputs of a row are amounts of a bound, which the model has in pence."""
    pattern = str(then.values[_ADDRESS])
    return "/limits/" in pattern and pattern.endswith(f"/{_EVERYBODY}")


def _figure(value: object) -> Fraction | None:
    """Return the number in a cell; nothing where there is none."""
    if isinstance(value, str) and value.endswith(" %"):
        return exact(value.lstrip("+"))
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    return exact(value)


def _shown(figure: Fraction | None, must: str, *, has_mark: bool) -> str:
    """Return a figure as a field reads it: per cent and points with their mark."""
    number = figure or Fraction(0)
    if has_mark or must.endswith("to 100 %"):
        return f"{plain(number * 100)} %"
    return f"{plain(number)} points" if must.endswith("to 100") else plain(number)


def _held(held: object) -> Fraction | None:
    """Return the figure that a model holds, as a cell shows it; nothing where it is none."""
    if isinstance(held, Money):
        return Fraction(held.pence, 100)
    if isinstance(held, PercentagePoints):
        return Fraction(held) * 100
    number = held.figure if isinstance(held, Known) else held
    return Fraction(number) if isinstance(number, (int, Fraction)) else None


def _as(held: object, value: object) -> object:
    """Return a figure for a field that holds another: a rate even where no mark was shown."""
    return Rate(exact(str(value))) if isinstance(held, Rate) else value
