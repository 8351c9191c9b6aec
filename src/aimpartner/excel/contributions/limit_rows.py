"""The operation `limit` as live rows; they mean what `working/bounds` means by within."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from aimpartner.exact import exact_sum
from aimpartner.excel.contributions.grid import Grid, Row
from aimpartner.excel.contributions.round_rows import cells_of
from aimpartner.excel.writing.sheet import Content, Live
from aimpartner.working.bounds import Held, crossings, nearest_to_one

_LITTLE = Fraction(1, 10**13)
"""The part of the amounts that counts as nothing beside them, for doubles are not exact."""
_KEYS = ("little", "nothing", "scaled", "lower", "upper", "fixed", "at lower", "at upper")
"""The first rows, by what they hold, as they stand; the rows of the marks follow them."""
_ENDS = ("total", "at 1", "up to 1", "over 1", "largest", "least", "nearest", "scale")
"""The rows after those of the marks."""


@frozen
class Limited:
    """One `limit` step: what it holds in bounds, and where that stands.

    What the rows solve: a bearer's amount at the scale s is s × its amount, between its bounds; the
    others' are theirs between their bounds. Over s each of these, and so their sum, is a straight
    line between the marks, the scales at which some amount meets a bound. So the rows put the
    marks in order, and take the sum at each. Where the total to keep lies between the sums a and b
    at two marks l and h that follow each other, the line is at it at
    s = l + (total − a) / (b − a) × (h − l); where a = b, at every s from l to h. Of all such s the
    one nearest to 1 counts. A mark belongs to nobody, so it stands in the column of the value.

    Args:
        grid: the columns of the sheet.
        row: where its first row will stand.
        at: the rows of amounts, lower bounds, upper bounds and bearers.
        held: the amounts held in their bounds, and the scale at which they are.
    """

    grid: Grid
    row: int
    at: tuple[int, ...]
    held: Held

    def rows(self) -> list[Row]:
        """Return the rows above the step's own, then the step's."""
        marks = self.held.marks
        sums = self.held.sums(marks)
        between = crossings(marks, sums, self.held.total)
        own = Row(
            "", None, tuple(self._limited(k, each) for k, each in enumerate(self.held.amounts))
        )
        mark_rows = self._mark_rows(marks, sums, between)
        return [*self._first_rows(), *mark_rows, *self._end_rows(between), own]

    def _first_rows(self) -> Iterator[Row]:
        """Yield what is scaled, between which bounds, and at which scales it meets them."""
        held, nothing = self.held, exact_sum(map(abs, self.held.exact)) * _LITTLE
        bears = [bool(each) for each in held.bearers]
        columns = (held.exact, held.lower, held.upper)
        scaled, lower, upper = (
            [each * bear for each, bear in zip(column, bears, strict=True)] for column in columns
        )
        pairs = zip(held.at(Fraction(1)), bears, strict=True)
        fixed = [Fraction(0) if bear else amount for amount, bear in pairs]
        little = f"{self._value('little')}*SUMPRODUCT(ABS({self.grid.line(self.at[0])}))"
        kept = Live(f"SUM({self._line('fixed')})", exact_sum(fixed))
        yield Row("part of the amounts that counts as nothing", _LITTLE, formats="number")
        yield Row("what counts as nothing", Live(little, nothing), formats="number")
        yield Row("amount that is scaled", None, cells_of(self._borne(0), scaled))
        yield Row("lower bound of that", None, cells_of(self._borne(1), lower))
        yield Row("upper bound of that", None, cells_of(self._borne(2), upper))
        yield Row("what is not scaled, and in all", kept, cells_of(self._fixed, fixed))
        for side, bounds in (("lower", held.lower), ("upper", held.upper)):
            words, met = f"scale at which the {side} bound is met", held.met(bounds)
            yield Row(words, Fraction(0), cells_of(self._met(side), met), "remainder")

    def _mark_rows(
        self,
        marks: Sequence[Fraction],
        sums: Sequence[Fraction],
        between: Sequence[Fraction | None],
    ) -> Iterator[Row]:
        """Yield the marks in order, the total at each, and the scale that keeps it between two."""
        ordered = [Live(self._in_order(number), mark) for number, mark in enumerate(marks)]
        totals = [Live(self._total_at(number), each) for number, each in enumerate(sums)]
        scales = [
            Live(self._between(number), "" if scale is None else scale)
            for number, scale in enumerate(between)
        ]
        yield from _in_values("scale {} in order", ordered, "remainder")
        yield from _in_values("total at scale {}", totals, "fine")
        yield from _in_values("scale from {} on that keeps the total", scales, "remainder")

    def _end_rows(self, between: Iterable[Fraction | None]) -> Iterator[Row]:
        """Yield the scale that counts, and how it is found."""
        held, scales = self.held, [each for each in between if each is not None]
        below, above = ([s for s in scales if (s <= 1) is is_below] for is_below in (True, False))
        nearest = nearest_to_one(scales) if scales else Fraction(1)
        largest, least = max(below, default=Fraction(0)), min(above, default=Fraction(0))
        found: dict[str, tuple[str, Fraction | int]] = {
            "total to keep": (self.grid.total(self.at[0]), held.total),
            "total at the scale 1": (self._total(""), exact_sum(held.at(Fraction(1)))),
            "scales up to 1": (self._count("<=1"), len(below)),
            "scales over 1": (self._count(">1"), len(above)),
            "largest scale up to 1": (self._next("LARGE", "up to 1", "over 1"), largest),
            "least scale over 1": (self._next("SMALL", "over 1", "up to 1"), least),
            "scale nearest to 1": (self._nearest(), nearest),
            "scale of those who bear the difference": (self._scale(), held.scale),
        }
        for words, (formula, value) in found.items():
            yield Row(words, Live(formula, value))

    @property
    def _marks(self) -> int:
        """How many marks there are: two a partner, and two noughts."""
        return 2 * self.grid.partners + 2

    def _at(self, key: str) -> int:
        if key in _KEYS:
            return self.row + _KEYS.index(key)
        return self.row + len(_KEYS) + 3 * self._marks - 1 + _ENDS.index(key)

    def _line(self, key: str) -> str:
        return self.grid.line(self._at(key))

    def _value(self, key: str) -> str:
        return self.grid.value(self._at(key))

    def _mark(self, block: int, number: int) -> str:
        """Return the cell of a mark: in order 0, the total at it 1, the scale from it on 2."""
        return self.grid.value(self.row + len(_KEYS) + block * self._marks + number)

    def _of_each(self, position: int) -> list[str]:
        """Return a partner's amount, bounds, and whether it bears."""
        return [self.grid.cell(row, position) for row in self.at]

    def _borne(self, which: int) -> Callable[[int], str]:
        def formula(position: int) -> str:
            each = self._of_each(position)
            return f"IF({each[3]}<>0,{each[which]},0)"

        return formula

    def _fixed(self, position: int) -> str:
        amount, low, high, bears = self._of_each(position)
        return f"IF({bears}<>0,0,MIN(MAX({amount},{low}),{high}))"

    def _met(self, side: str) -> Callable[[int], str]:
        def formula(position: int) -> str:
            amount, bound = (self.grid.cell(self._at(key), position) for key in ("scaled", side))
            return f"IF({amount}<>0,MAX(0,{bound}/{amount}),0)"

        return formula

    def _in_order(self, number: int) -> str:
        marks = self.grid.line(self._at("at lower"), with_value=True, rows=2)
        return f"SMALL({marks},ROWS({self._mark(0, 0)}:{self._mark(0, number)}))"

    def _total_at(self, number: int) -> str:
        return self._total(f"{self._mark(0, number)}*")

    def _total(self, scale: str) -> str:
        """Return what all amounts come to at a scale, which stands before what it multiplies."""
        amounts, low, high = (self._line(key) for key in ("scaled", "lower", "upper"))
        at = f"{scale}{amounts}"
        beyond = f"({at}<{low})*({low}-{at})+({at}>{high})*({high}-{at})"
        return f"{self._value('fixed')}+SUMPRODUCT({at}+{beyond})"

    def _between(self, number: int) -> str:
        """Return the formula of the scale between a mark and the next."""
        low, high, a, b = (self._mark(block, number + n) for block in (0, 1) for n in (0, 1))
        total, nothing = self._value("total"), self._value("nothing")
        inside = f"MEDIAN({total},{a},{b})"
        part = f"({inside}-{a})/({b}-{a})*({high}-{low})"
        kept = f"IF(ABS({a}-{b})<={nothing},MAX({low},MIN({high},1)),{low}+{part})"
        return f'IF(ABS({inside}-{total})<={nothing},{kept},"")'

    @property
    def _scales(self) -> str:
        return f"{self._mark(2, 0)}:{self._mark(2, self._marks - 2)}"

    def _count(self, which: str) -> str:
        return f'COUNTIF({self._scales},"{which}")'

    def _next(self, which: str, own: str, other: str) -> str:
        """Return the scale next to 1 on one side, after as many as there are on the other."""
        next_ = f"{which}({self._scales},{self._value(other)}+1)"
        return f"IF({self._value(own)}=0,0,{next_})"

    def _nearest(self) -> str:
        """Return the formula of the scale nearest to 1; of two as near, the lower."""
        below, above = self._value("up to 1"), self._value("over 1")
        low, high = self._value("largest"), self._value("least")
        nearer = f"IF(1-{low}<={high}-1+{self._value('little')},{low},{high})"
        one_side = f"IF({below}=0,{high},IF({above}=0,{low},{nearer}))"
        return f"IF({below}+{above}=0,1,{one_side})"

    def _scale(self) -> str:
        """Return the scale: 1 where nobody bears, or where it keeps the total."""
        bearers = self.grid.line(self.at[3])
        kept = f"ABS({self._value('at 1')}-{self._value('total')})<={self._value('nothing')}"
        nobody = f"COUNTIF({bearers},0)=COLUMNS({bearers})"
        return f"IF(OR({nobody},{kept}),1,{self._value('nearest')})"

    def _limited(self, position: int, amount: Fraction) -> Live:
        exact, low, high, bears = self._of_each(position)
        scaled = f"IF({bears}<>0,{self._value('scale')},1)*{exact}"
        return Live(f"MIN(MAX({scaled},{low}),{high})", amount)


def told(grid: Grid, own: int) -> tuple[int, int]:
    """Return the rows of what counts as nothing and of the total to keep, above a limit's own.

    Example:
        >>> told(Grid(4), 60)
        (16, 52)
    """
    ends = own - len(_ENDS)
    return ends - (3 * (2 * grid.partners + 2) - 1) - len(_KEYS) + 1, ends


def _in_values(words: str, contents: Sequence[Content], formats: str) -> Iterator[Row]:
    """Yield a row a number, in the column of the value."""
    for number, content in enumerate(contents, 1):
        yield Row(words.format(number), content, formats=formats)
