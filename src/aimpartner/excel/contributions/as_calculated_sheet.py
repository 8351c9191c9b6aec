"""The sheet As calculated: every input as it was, and whether it still is, or is no such figure."""

from __future__ import annotations

from itertools import groupby

from attrs import frozen

from aimpartner.exact import plain
from aimpartner.excel.contributions import (
    budget_sheet,
    contributions_sheet,
    inputs_sheet,
    working_sheet,
)
from aimpartner.excel.contributions.grid import VALUE
from aimpartner.excel.contributions.musts import FIXED, Musts
from aimpartner.excel.contributions.results_sheet import Material, ResultsSheet
from aimpartner.excel.writing.book import Typed
from aimpartner.excel.writing.sheet import Live, Ref, Sheet, Span, runs
from aimpartner.working.conditions import Condition, Must

AS_CALCULATED = "as calculated"
MOST = 4
"""How many changed inputs are named before the others are only counted."""

_WORDS, _MUST, _WHICH, _VALUE = range(4)
_TAIL = ("state", "where", "what", "got", "how it stands", "changed so far", "which")
_WIDTHS = (8, 8, 34, 15, 44, 10, 44)
_THEN, _NOW = "working, number", "working, label"


@frozen
class _Standing:
    """The row that tells how some figures stand, while it is written.

    Args:
        sheet: the sheet, at that row.
        partners: how many partners there are.
        first: the first of such rows.
    """

    sheet: Sheet
    partners: int
    first: int

    def at(self, column: int, row: int | None = None) -> Ref:
        """Return a cell of the row, or of another."""
        return Ref(self.sheet.name, self.sheet.row if row is None else row, column)

    def line(self, row: int | None = None) -> Span:
        """Return the cells of the figures, in the row or in another."""
        return Span(self.at(_VALUE, row), self.at(_VALUE + self.partners, row))

    def tail(self) -> list[Ref]:
        """Return the cells after the figures."""
        after = _VALUE + 1 + self.partners
        return [self.at(column) for column in range(after, after + len(_TAIL))]

    def write(self, words: str, label: str, got: str) -> Ref:
        """Write the worst state of the figures, whose it is, and how they stand; return the words.

        Args:
            words: what the figures are.
            label: the formula of what they are, and whose the first in that state is.
            got: the formula of that figure.
        """
        sheet, (state, _, what, wrong, says, number, which) = self.sheet, self.tail()
        refused = '{1}&" "&{2}&"; got "&{3}'
        stands = f'IF({{0}}=0,"{AS_CALCULATED}",IF({{0}}=1,"changed: "&{{1}},{refused}))'
        said = f'IF({{}}<2,"",IFERROR(IF({got}="","nothing",{got}),"an error"))'
        sheet.line(
            (
                sheet.live(0, "MAX({})", self.line()),
                sheet.live(0, "IF({0}=0,0,MATCH({0},{1},0))", state, self.line()),
                Live(label, words),
                sheet.live("", said, state),
                sheet.live(AS_CALCULATED, stands, state, what, self.at(_MUST), wrong),
                *self._so_far(state, what, number, which),
            ),
            _NOW,
            state.column,
        )
        sheet.down()
        return says

    def _so_far(self, state: Ref, what: Ref, number: Ref, which: Ref) -> tuple[Live, Live]:
        """Return how many rows have changed up to this one, and the first of them in words."""
        sheet, most = self.sheet, self.at(_VALUE, self.first - 3)
        if sheet.row == self.first:
            first = sheet.live("", 'IF({}=1,{},"")', state, what)
            return sheet.live(0, "({}=1)*1", state), first
        before, named = (self.at(cell.column, cell.row - 2) for cell in (number, which))
        listed = 'IF(OR({0}<>1,{1}>{2}),{3},{3}&IF({3}="","","; ")&{4})'
        return (
            sheet.live(0, "{}+({}=1)", before, state),
            sheet.live("", listed, state, number, most, named, what),
        )


@frozen
class AsCalculated:
    """The sheet while it is written.

    Args:
        sheet: the sheet.
        material: the workbook, in which the inputs stand already, and the result.
        musts: what the figure at each address must be.
    """

    sheet: Sheet
    material: Material
    musts: Musts

    def write(self) -> None:
        """Write a pair of rows for the inputs of each row, and for those that must sum."""
        sheet, partners = self.sheet, self.material.result.partners
        sheet.line(("inputs named in a list, at most", None, None, MOST), "working, label")
        self.material.book.remember("inputs/most", Ref(sheet.name, sheet.row, _VALUE))
        sheet.down()
        heads = ("figure", "address, and what it must be", "which", "value", *partners, *_TAIL)
        sheet.head(heads, range(_VALUE, _VALUE + 3 + len(partners)))
        sheet.stay(1)
        first = sheet.row + 1
        for _, row in groupby(
            self.material.book.typed, lambda each: (each.cell.sheet, each.cell.row)
        ):
            self._typed([*row], first)
        for _, row in groupby(self.material.book.fixed, _row_of):
            self._typed([*row], first, is_fixed=True)
        for condition in self.material.result.working.conditions:
            if condition.must is Must.SUM:
                self._sum(condition, first)
        self._remember(first)

    def _standing(self, first: int) -> _Standing:
        return _Standing(self.sheet, len(self.material.result.partners), first)

    def _remember(self, first: int) -> None:
        """Remember the columns of states and of words, and the last row's list of changes."""
        state, _, _, _, says, *so_far = self._standing(first).tail()
        last = self.sheet.row - 1
        for name, column in (("states", state.column), ("stands", says.column)):
            ends = (Ref(self.sheet.name, row, column) for row in (first, last))
            self.material.spans[name] = Span(*ends)
        for name, cell in zip(("changed", "which"), so_far, strict=True):
            self.material.book.remember(f"inputs/{name}", Ref(cell.sheet, last, cell.column))

    def _pair(self, words: str, at: str, must: str) -> None:
        """Write the labels of two rows, and stay at the first."""
        sheet, after = self.sheet, len(self.material.result.partners) + 1 + len(_TAIL)
        sheet.line((words, at, AS_CALCULATED), "working, wrap")
        sheet.line([None] * after, "working", _VALUE)
        sheet.row += 1
        sheet.line((words, f"must {must}", "now"), f"{_NOW}, wrap")
        sheet.line([None] * after, _NOW, _VALUE)
        sheet.row -= 1

    def _typed(self, typed: list[Typed], first: int, *, is_fixed: bool = False) -> None:
        """Write the figures of a row of inputs as calculated, and below them how they stand."""
        sheet, one = self.sheet, typed[0]
        must = FIXED if is_fixed else self.musts.of(one.address)
        self._pair(one.words, self.musts.pattern(one.address), f"be {must.words}")
        single = _column_of_values(one)
        places = [each.cell.column - single + _VALUE for each in typed]
        then = [sheet.put(at, each.value, _THEN) for at, each in zip(places, typed, strict=True)]
        sheet.down()
        for at, each, was in zip(places, typed, then, strict=True):
            sheet.put(at, sheet.live(0, must.state, each.cell, was), _NOW)
        self._stands(typed, single, first, is_fixed=is_fixed)

    def _stands(self, typed: list[Typed], single: int, first: int, *, is_fixed: bool) -> None:
        """Write how a row of inputs stands, there and beside the inputs."""
        sheet, row, one = self.sheet, self._standing(first), typed[0].cell
        words = row.at(_WORDS)
        state, where, *_ = row.tail()
        if one.column == single:
            label = words.here
            got = one.seen_from(sheet.name)
        else:
            heads = row.line(first - 2)
            whose = '{0}&" ("&INDEX({1},{2})&IF(COUNTIF({3},{4})>1," and others","")&")"'
            named = f"IF({{4}}=0,{{0}},{whose})"
            label = sheet.live(0, named, words, heads, where, row.line(), state).formula
            ends = (single, single + row.partners)
            read = Span(*(Ref(one.sheet, one.row, column) for column in ends))
            got = sheet.live(0, "INDEX({},{})", read, where).formula
        says = row.write(typed[0].words, label, got)
        if is_fixed:
            return
        beside = self.material.book.sheet_named(one.sheet)
        beside.put_at(
            Ref(one.sheet, one.row, _column_of_checks(one, row.partners)),
            beside.live(AS_CALCULATED, "{}", says),
            "check, wrap",
        )

    def _sum(self, condition: Condition, first: int) -> None:
        """Write what some inputs sum to, and what they must."""
        partners, book = self.material.result.partners, self.material.book
        ats = [at.replace("*", name) for at in condition.at for name in partners]
        cells = [book.at(at) for at in dict.fromkeys(ats)]
        to = f"{plain(condition.to)} in all"
        self._pair(condition.subject, "; ".join(condition.at), f"come to {to}")
        wanted = self.sheet.put(_VALUE, condition.to, _THEN)
        sums = runs(cells)
        added = f"IFERROR(SUM({','.join(['{}'] * len(sums))}),0)"
        total = self.sheet.put(_VALUE + 1, self.sheet.live(condition.to, added, *sums), _THEN)
        self.sheet.down()
        row = self._standing(first)
        state = self.sheet.live(0, "IF(ROUND({}-{},9)=0,0,2)", total, wanted)
        self.sheet.put(_VALUE, state, _NOW)
        row.write(condition.subject, row.at(_WORDS).here, total.here)


def _row_of(typed: Typed) -> tuple[str, int]:
    return typed.cell.sheet, typed.cell.row


def _column_of_values(typed: Typed) -> int:
    """Return the column of single values on the sheet of an input or of a constant."""
    values = {
        budget_sheet.SHEET.name: budget_sheet.AMOUNT,
        inputs_sheet.SHEET.name: inputs_sheet.VALUE,
        working_sheet.SHEET.name: VALUE,
    }
    return values.get(typed.cell.sheet, typed.cell.column)


def _column_of_checks(cell: Ref, partners: int) -> int:
    """Return the column of checks on the sheet of an input."""
    is_budget = cell.sheet == budget_sheet.SHEET.name
    return budget_sheet.CHECK if is_budget else inputs_sheet.VALUE + 1 + partners


def _write(sheet: Sheet, material: Material) -> None:
    musts = Musts.of_working(material.result.working)
    AsCalculated(sheet, material, musts).write()


SHEET = ResultsSheet(
    name="As calculated",
    widths=lambda result: (34, 44, 14, 15, *(15,) * len(result.partners), *_WIDTHS),
    write=_write,
    note="Every input as the contributions were calculated with, and below it how it stands now: "
    "0 as calculated, 1 changed, 2 no figure that can be.",
    after=(inputs_sheet.SHEET, working_sheet.SHEET, contributions_sheet.SHEET),
    has_partners_across=True,
)
