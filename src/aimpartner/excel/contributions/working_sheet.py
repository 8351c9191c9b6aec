"""The reader of a working for a spreadsheet: a row a step, one live formula along the row."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import define, evolve, field

from aimpartner.contributions.contributions import Contributions
from aimpartner.exact import listed
from aimpartner.excel.contributions import inputs_sheet
from aimpartner.excel.contributions.grid import VALUE, Grid, Placed, Row
from aimpartner.excel.contributions.inputs_sheet import scaled
from aimpartner.excel.contributions.limit_rows import Limited
from aimpartner.excel.contributions.long_sums import FEW, LongSum
from aimpartner.excel.contributions.results_sheet import Material, ResultsSheet
from aimpartner.excel.contributions.round_in_bounds_rows import RoundedInBounds
from aimpartner.excel.contributions.round_rows import Rounded
from aimpartner.excel.contributions.row_checks import HEADS, RowChecks
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.sheet import Content, Live, Ref, Sheet, Span
from aimpartner.working.apportionment import Column, whole_units
from aimpartner.working.bounds import FAR, within
from aimpartner.working.round_args import OF_A_NUMBER, RoundArgs
from aimpartner.working.steps import Figure, Op, Step, as_column
from aimpartner.working.units_in_bounds import units_in_bounds
from aimpartner.working.worked import Worked

_ABOVE = "working, note"
_NARROWEST = 16
_PARTS = ("share", "points")
_UNITS = {"points": "points, of 1"}  # as they are reckoned with here
UNCLEAR = "written as values: remainders closer than a millionth of a unit"


@define
class Lines:
    """The rows of a working while they are laid out.

    Args:
        sheet: the sheet they go to.
        book: the workbook; it knows where the inputs stand.
        worked: the steps with their exact figures.
    """

    sheet: Sheet
    book: Book
    worked: Worked
    rows: list[int] = field(factory=list)
    unclear: list[int] = field(factory=list)
    _are_whole: list[bool] = field(factory=list)
    _results: set[int] = field(init=False)
    _summed: set[int] = field(init=False)
    _units: set[str] = field(init=False)

    @_results.default
    def _positions(self) -> set[int]:
        return {at for _, at in self.worked.working.results}

    @_units.default
    def _divided_by(self) -> set[str]:
        """Return the addresses of units of rounding: one while there are no inputs, not nought."""
        steps = self.worked.steps
        return {steps[step.args[1]].at for step in steps if step.op is Op.ROUND}

    @_summed.default
    def _read_in_all(self) -> set[int]:
        steps = self.worked.steps
        return {step.args[turn] for step in steps for turn in _read_in_all(step)}

    @property
    def grid(self) -> Grid:
        """How the sheet's formulas name its cells."""
        return Grid(len(self.worked.partners))

    def write(self) -> Placed:
        """Write every step and return where each stands."""
        for position, step in enumerate(self.worked.steps):
            self._are_whole.append(self._is_whole(position, step))
            self._write(position, step)
        return Placed(self.sheet.name, self.grid.partners, tuple(self.rows), tuple(self.unclear))

    def _write(self, position: int, step: Step) -> None:
        is_column = isinstance(self.worked.figures[position], tuple)
        summed = {step.args[turn] for turn in _read_in_all(step)}
        args = _read_along(step) if is_column else ()
        at = tuple(self._line_of(arg, is_summed=arg in summed) for arg in args)
        *above, own = self._laid(position, step, at)
        for row in above:
            self._put(row, row.words, "", ("", ""), _ABOVE)
            self.sheet.down()
        self.rows.append(self.sheet.row)
        read = listed(arg + 1 for arg in step.args) if step.args else ""
        words = f"{step.words} ({UNCLEAR})" if position in self.unclear else step.words
        how = f"{step.op.value} {read}".strip()
        bold = ", bold" if position in self._results else ""
        self.sheet.put(0, position + 1, "working, label, left")
        unit = _UNITS.get(step.unit, step.unit)
        held = () if self._is_loose(position, step) else at
        own = evolve(own, check=self._checks.condition(position, held))
        self._put(own, words, step.at, (how, unit), f"working{bold}")
        self.sheet.down()

    def _put(self, row: Row, words: str, at: str, how: tuple[str, str], formats: str) -> None:
        """Write a row in the sheet's columns, and what tells that it is whole."""
        indent = ", indent" if formats == _ABOVE else ""
        self.sheet.put(1, words, f"{formats}, wrap{indent}")
        self.sheet.line((at, *how), f"{formats}, label, wrap", 2)
        form = f"{formats}, {row.formats}"
        total = Live(f"SUM({self.grid.line(self.sheet.row)})", _sum(row.cells))
        bare = 0 if formats == _ABOVE else self.grid.partners
        contents = [row.value, *(row.cells or [None] * bare), *[total] * row.is_summed]
        self.sheet.line(contents, form, VALUE)
        self._checks.write(contents, words, row.check, formats)

    @property
    def _checks(self) -> RowChecks:
        """What tells that rows are whole."""
        return RowChecks(self.sheet, self.book, self.worked, self.rows)

    def _line_of(self, position: int, *, is_summed: bool) -> int:
        """Return the row where a step has a number a partner, spread out above where it has one."""
        figure = self.worked.figures[position]
        if isinstance(figure, tuple):
            return self.rows[position]
        cells = (Live(self.grid.value(self.rows[position]), figure),) * self.grid.partners
        words = f"step {position + 1}, the same for each partner"
        row = self.sheet.row
        self._put(Row(words, None, cells, is_summed=is_summed), words, "", ("", ""), _ABOVE)
        self.sheet.down()
        return row

    def _laid(self, position: int, step: Step, at: tuple[int, ...]) -> list[Row]:
        """Return the rows above a step's own, then its own."""
        figure, formats = self.worked.figures[position], self._format(position, step)
        if step.op is Op.ADD and len(step.args) > FEW:
            return self._added(step, figure, formats)
        if not isinstance(figure, tuple):
            return [Row(step.words, self._single(step, figure), (), formats)]
        block = self._block(position, step, at)
        if block:
            return [*block[:-1], evolve(block[-1], formats=formats, is_summed=True)]
        indices = range(self.grid.partners)
        cells = tuple(self._cell(step, at, index, figure[index]) for index in indices)
        is_summed = step.unit != "number" or position in self._summed
        return [Row(step.words, None, cells, formats, is_summed)]

    def _added(self, step: Step, figure: Figure, formats: str) -> list[Row]:
        """Return the row of a sum of many steps, below rows of parts of it where it is long."""
        long_sum = LongSum(self.grid, self.worked, self.rows, self.sheet.row)
        *parts, own = long_sum.rows(step, figure, formats)
        is_summed = isinstance(figure, tuple)
        return [*parts, evolve(own, is_summed=is_summed)]

    def _block(self, position: int, step: Step, at: tuple[int, ...]) -> list[Row] | None:
        """Return the rows of a step that needs several, or nothing."""
        args = tuple(map(self.worked.column, step.args))
        row = self.sheet.row
        if step.op is Op.LIMIT and not self._is_cut(step):
            return Limited(self.grid, row, at, within(*args)).rows()
        if step.op is not Op.ROUND:
            return None
        rounded = self._rounded(RoundArgs.of(args), at, self._argument(step.args[1], 0))
        if rounded.is_clear:
            return rounded.rows()
        self.unclear.append(position)
        return [*self._read(step, args, at), *map(_as_values, rounded.rows())]

    def _read(self, step: Step, args: tuple[Column, ...], at: tuple[int, ...]) -> list[Row]:
        """Return what a step written as values was of, each with the condition that it still is."""
        unit, row = self._argument(step.args[1], 0), self.sheet.row
        words, columns = f"what step {len(self.rows) + 1} is of, {UNCLEAR}", (args[0], *args[3:])
        rows = [
            Row(words, args[1][0], columns[0]),
            *(Row(words, None, each) for each in columns[1:]),
        ]
        return [
            evolve(each, check=self._checks.is_as_read(unit, line, row + number, number))
            for number, (each, line) in enumerate(zip(rows, (at[0], *at[2:]), strict=True))
        ]

    def _rounded(
        self, args: RoundArgs[Column], at: tuple[int, ...], unit_cell: str
    ) -> Rounded | RoundedInBounds:
        """Return the rows of a `round`, that stand below those that it reads."""
        row, exact = self.sheet.row, (args.amounts, args.unit[0], args.turns)
        if not args.bounds:
            units = whole_units(*exact, *args.before)
            return Rounded(self.grid, row, at, unit_cell, units, args.turns)
        lower, upper = args.bounds
        in_bounds = units_in_bounds(*exact, (lower, upper), *args.before)
        amounts, turns, low, high, *before = at
        read = (amounts, turns, *before)
        free = Rounded(self.grid, row, read, unit_cell, in_bounds.free, args.turns)
        return RoundedInBounds(free, (low, high), in_bounds)

    def _is_loose(self, position: int, step: Step) -> bool:
        """Return whether a step may leave the sum of what it reads, or does not follow it."""
        return position in self.unclear or (step.op is Op.LIMIT and self._is_cut(step))

    def _is_cut(self, step: Step) -> bool:
        """Return whether a limit is one for good that nobody bears: each is cut to its bounds."""
        bearers = step.args[3]
        return not (self.worked.steps[bearers].at or any(self.worked.column(bearers)))

    def _single(self, step: Step, figure: Fraction) -> Content:
        """Return the content of a step that is one number."""
        if step.op is Op.INPUT:
            return self._input(step, step.at, figure)
        if step.is_total:
            return Live(self.grid.total(self.rows[step.args[0]]), figure)
        join = _rounded if step.op is Op.ROUND else _by_cell(step)
        return Live(join([self._argument(arg, 0) for arg in step.args]), figure)

    def _cell(self, step: Step, at: tuple[int, ...], index: int, figure: Fraction) -> Content:
        """Return the content of a step for one partner."""
        if step.op is Op.INPUT:
            partner = self.worked.partners[index]
            is_typed = partner not in step.gaps
            return self._input(step, step.address(partner), figure) if is_typed else figure
        if step.op in _BY_CELL or step.is_rate:
            return Live(_by_cell(step)([self._argument(arg, index) for arg in step.args]), figure)
        own, lines = [self.grid.cell(row, index) for row in at], [*map(self.grid.line, at)]
        if step.op is Op.SHARE:
            return Live(_over(own[0], self.grid.total(at[0])), figure)
        return Live(_LINE[step.op](own, lines), figure)

    def _argument(self, position: int, index: int) -> str:
        """Return the cell of an earlier step that a partner's formula reads."""
        row = self.rows[position]
        is_column = isinstance(self.worked.figures[position], tuple)
        return self.grid.cell(row, index) if is_column else self.grid.value(row)

    def _input(self, step: Step, address: str, figure: Fraction) -> Content:
        """Return a link to the cell of an input, or the number where it is a constant."""
        cell = self.book.where(address)
        if cell is None:
            return figure
        template = self.book.gated(scaled(step, "{}"), int(step.at in self._units))
        return self.sheet.live(figure, template, cell)

    def _is_whole(self, position: int, step: Step) -> bool:
        """Return whether a step's numbers stay whole when inputs change by whole numbers."""
        if step.op in (Op.INPUT, Op.ROUND):
            return step.unit not in _PARTS and self.worked.are_whole(position)
        return step.op in _BY_CELL and all(self._are_whole[arg] for arg in step.args)

    def _format(self, position: int, step: Step) -> str:
        if step.unit == "share":
            return "fine percent"
        return "whole" if self._are_whole[position] else "fine"


def _read_along(step: Step) -> tuple[int, ...]:
    """Return the steps whose whole line a step reads; of a `round` all but its unit."""
    if step.op is Op.ROUND:
        return (step.args[0], *step.args[2:])
    if step.is_rate:
        return ()
    return step.args if step.op in (Op.SHARE, Op.CHOOSE, Op.LIMIT) else ()


def _read_in_all(step: Step) -> tuple[int, ...]:
    """Return which of the steps that a step reads it reads as what they come to in all."""
    if step.op is Op.ROUND:
        args = RoundArgs.of(range(len(step.args))) if len(step.args) > OF_A_NUMBER else None
        return (args.amounts, *args.before) if args else ()
    is_first = step.op is Op.LIMIT or step.is_total or (step.op is Op.SHARE and not step.is_rate)
    return (0,) if is_first else ()


def _sum(cells: tuple[Content, ...]) -> Fraction:
    """Return the sum of the numbers of a row."""
    values = [cell.value if isinstance(cell, Live) else cell for cell in cells]
    return sum((value for value in values if isinstance(value, Fraction)), Fraction(0))


def _as_values(row: Row) -> Row:
    """Return a row with the values of its formulas in place of them."""
    value, *cells = (
        cell.value if isinstance(cell, Live) else cell for cell in (row.value, *row.cells)
    )
    return evolve(row, value=value, cells=tuple(cells))


def _choose(own: list[str], lines: list[str]) -> str:
    agreed, actual, points = lines
    gap, size = f"ABS({agreed}-{actual})-{points}", f"ABS({agreed})+ABS({actual})"
    beyond = f"SUMPRODUCT(({gap}>1E-13*({size}))*1)>0"  # doubles: a tie is not beyond
    return f"IF({beyond},{own[1]},{own[0]})"


def _rounded(args: list[str]) -> str:
    """Return one number in whole units; rounded twice, for a double may be just under a half."""
    number, unit = args
    return f"ROUND(ROUND({number}/{unit},6),0)*{unit}"


def _over(number: str, whole: str) -> str:
    """Return one number over another; over nothing there is nothing to share by, and it is told."""
    return f"IF({whole}=0,0,{number}/{whole})"


def _by_cell(step: Step) -> Callable[[list[str]], str]:
    """Return how a step that reads cell by cell joins the cells."""
    return (lambda args: _over(*args)) if step.is_rate else _BY_CELL[step.op]


_BY_CELL: dict[Op, Callable[[list[str]], str]] = {Op.ADD: "+".join, Op.TIMES: "*".join}
_LINE: dict[Op, Callable[[list[str], list[str]], str]] = {
    Op.CHOOSE: _choose,
    Op.LIMIT: lambda own, _: f"MIN(MAX({own[0]},{own[1]}),{own[2]})",
}


def write_working(sheet: Sheet, book: Book, worked: Worked) -> Placed:
    """Write a working as rows of live formulas.

    Args:
        sheet: the sheet, at the row where its table begins.
        book: the workbook, in which the inputs stand already.
        worked: the steps with their exact figures.

    Returns:
        Where each step stands.

    Example:
        >>> from io import BytesIO
        >>> from xlsxwriter import Workbook
        >>> from aimpartner.working.engine import evaluate
        >>> from aimpartner.working.steps import Working
        >>> from aimpartner import FinancialYear
        >>> three = Step(Op.INPUT, (), "three", value=Fraction(3))
        >>> working = Working(("Sefton",), (three, Step(Op.ADD, (0, 0), "twice")), ())
        >>> with Workbook(BytesIO()) as workbook:
        ...     book = Book(workbook, "", "", "")
        ...     sheet = book.sheet("Working", columns(1))
        ...     placed = write_working(sheet, book, evaluate(working, FinancialYear(2021)))
        >>> placed.value(1).here
        '$F$3'
    """
    heads = ("step", "what it is", "address", "operation", "unit", "value")
    labels = (*heads, *worked.partners, "all partners", *HEADS)
    sheet.head(labels, range(VALUE, len(labels)))
    sheet.stay(2)
    first = Ref(sheet.name, sheet.row, VALUE)
    placed = Lines(sheet, book, worked).write()
    if any(step.op is Op.LIMIT for step in worked.steps):
        last = Ref(sheet.name, sheet.row - 1, VALUE + 1 + placed.partners)
        sheet.none_where_far(Span(first, last), FAR / 2)
    return placed


def columns(partners: int, width: int = 18) -> tuple[int, ...]:
    """Return the widths of the columns of the sheet."""
    return (6, 34, 30, 16, 10, *(width,) * (partners + 2), 9, 9)


def _widths(result: Contributions) -> tuple[int, ...]:
    """Return the widths of the columns, the numbers' as wide as the longest figure needs."""
    figures = (as_column(figure, 1) for figure in result.worked.figures)
    sums = (sum(map(abs, column)) for column in figures)
    return columns(len(result.partners), max(_NARROWEST, len(f"{int(max(sums)):,}.0000") + 2))


def _write(sheet: Sheet, material: Material) -> None:
    sheet.down()
    first = sheet.row + 1
    material.placed = write_working(sheet, material.book, material.result.worked)
    after = VALUE + 2 + len(material.result.partners)
    columns = {"working": 1, "working/typed over": after, "working/no answer": after + 1}
    for name, column in columns.items():
        ends = (Ref(sheet.name, row, column) for row in (first, sheet.row - 1))
        material.spans[name] = Span(*ends)


SHEET = ResultsSheet(
    name="Working",
    widths=_widths,
    write=_write,
    note="One row a step, one formula along the row. Money on this sheet is in pence.",
    after=(inputs_sheet.SHEET,),
    has_partners_across=True,
)
