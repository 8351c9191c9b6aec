"""One table value, drawn as text, as HTML and as a frame of pandas."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from html import escape
from textwrap import fill
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.exact import four_places, percent
from aimpartner.money import Money
from aimpartner.one_line import OneLine

if TYPE_CHECKING:
    import pandas as pd

_WIDTH = 100
_ON_ONE_LINE = str.maketrans({"\t": r"\t", "\r": r"\r", "\n": r"\n"})


def _as_it_is(value: object) -> object:
    return value


@frozen
class Unit:
    """What the values of a column are, how they are written, and what a frame holds of them.

    Args:
        name: what they are, such as pounds.
        written: writes a value; one that is text already comes out as it is.
        framed: makes of it what a frame holds.
    """

    name: str
    written: Callable[[Any], str] = str
    framed: Callable[[Any], object] = _as_it_is


def _in_thousands(amount: Money | Decimal) -> str:
    return str(amount).replace("£", "") if isinstance(amount, Money) else f"{amount:,f}"


def _in_digits(amount: Money) -> str:
    return amount.digits


def _four_places(share: Fraction) -> str:
    return str(four_places(share))


WORDS = Unit("words")
COUNT = Unit("count")
DAY = Unit("day")
YES_OR_NO = Unit("yes or no", {True: "yes", False: "no"}.__getitem__)
POUNDS = Unit("pounds", str, Money.to_decimal)
PLAIN_POUNDS = Unit("pounds without the sign", _in_thousands, Money.to_decimal)
DIGITS = Unit("pounds for a machine to read", _in_digits, Money.to_decimal)
EXACT_POUNDS = Unit("pounds to four decimals", _in_thousands)
SHARE = Unit("share to four decimals", _four_places, four_places)
PER_CENT = Unit("share as a percentage", percent, four_places)
EXACT_SHARE = Unit("share, exact in a frame", percent)


@frozen
class Column:
    """One column of a table.

    Args:
        name: its name in a frame.
        unit: what its values are.
        head: what stands above it on a screen; left out, its name.
        blank: what is written where there is no value.
        is_drawn: whether it stands on a screen; a frame has every column.
    """

    name: str
    unit: Unit = WORDS
    head: str = field(default="", kw_only=True)
    blank: str = field(default="", kw_only=True)
    is_drawn: bool = field(default=True, kw_only=True)

    def written(self, value: object) -> str:
        """Return a value as text; one that is text already stays as it is."""
        if value is None:
            return self.blank
        return value if isinstance(value, str) else self.unit.written(value)

    def framed(self, value: object) -> object:
        """Return what a frame holds of a value."""
        return None if value is None else self.unit.framed(value)


def columns(unit: Unit, *names: str, is_drawn: bool = True) -> tuple[Column, ...]:
    """Return columns of one unit.

    Example:
        >>> [column.unit.name for column in columns(POUNDS, "Knowsley", "Sefton")]
        ['pounds', 'pounds']
    """
    return tuple(Column(name, unit, is_drawn=is_drawn) for name in names)


def _rows(rows: Iterable[Iterable[object]]) -> tuple[tuple[object, ...], ...]:
    return tuple(map(tuple, rows))


@frozen(repr=False)
class Table(OneLine):
    """A table: what it is of, its columns, a value a row and column, and notes.

    Args:
        title: the lines above it.
        columns: its columns, in order.
        rows: the rows, each with a value a column.
        notes: the sentences below it.
        ends: rows such as sums that stand below the others on a screen, and in no frame.
        index: the columns that index a frame; left out, the first.

    Example:
        >>> adopted = [Column("partner"), Column("children", COUNT)]
        >>> table = Table(["Adopted"], adopted, [("Sefton", 51)], ["A note."])
        >>> print(table.to_text())
        Adopted
        partner children
         Sefton       51
        - A note.
        >>> int(table.to_frame().loc["Sefton", "children"])
        51
    """

    title: tuple[str, ...] = field(converter=ordered)
    columns: tuple[Column, ...] = field(converter=ordered)
    rows: tuple[tuple[object, ...], ...] = field(converter=_rows)
    notes: tuple[str, ...] = field(default=(), converter=ordered)
    ends: tuple[tuple[object, ...], ...] = field(default=(), converter=_rows, kw_only=True)
    index: tuple[str, ...] = field(default=(), converter=ordered, kw_only=True)

    @property
    def records(self) -> tuple[dict[str, object], ...]:
        """The rows without the ends, each a value a column by its name."""
        names = [column.name for column in self.columns]
        return tuple(dict(zip(names, row, strict=True)) for row in self.rows)

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands above each drawn column."""
        return tuple(column.head or column.name for column in self.columns if column.is_drawn)

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The drawn columns of every row and of the ends, as text."""
        return tuple(tuple(self._cells(row)) for row in (*self.rows, *self.ends))

    def _cells(self, row: tuple[object, ...]) -> Iterator[str]:
        for column, value in zip(self.columns, row, strict=True):
            if column.is_drawn:
                yield column.written(value).translate(_ON_ONE_LINE)

    def to_text(self) -> str:
        """Return the table for a screen: a title, aligned columns, notes below."""
        lines = (self.heads, *self.cells)
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        table = (" ".join(map(str.rjust, line, widths)) for line in lines)
        wrapped = (fill(f"- {note}", _WIDTH, subsequent_indent="  ") for note in self.notes)
        return "\n".join([*self.title, *table, *wrapped])

    def to_html(self) -> str:
        """Return the table for a notebook, everything in it escaped."""
        titles = (f"<p><b>{escape(line)}</b></p>" for line in self.title)
        items = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        return "\n".join([*titles, *self._lines_of_html(), f"<ul>{items}</ul>" if items else ""])

    def _lines_of_html(self) -> Iterator[str]:
        """Go through the lines in the form that pandas draws, so that notebooks style it alike."""
        yield '<table class="dataframe">'
        yield "  <thead>"
        yield from _html("th", self.heads, ' style="text-align: right;"')
        yield "  </thead>"
        yield "  <tbody>"
        for row in self.cells:
            yield from _html("td", row)
        yield "  </tbody>"
        yield "</table>"

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a frame; importing this package does not load pandas, this does."""
        import pandas as pd  # noqa: PLC0415  # importing aimpartner must not load pandas

        columns = {column.name: column for column in self.columns}
        records = [
            {name: columns[name].framed(value) for name, value in record.items()}
            for record in self.records
        ]
        frame = pd.DataFrame.from_records(records, columns=[*columns])
        return frame.set_index([*(self.index or [*columns][:1])])

    def _in_short(self) -> str:
        return f"<Table {'; '.join(self.title)}: {len(self.rows)} rows>"


def _html(tag: str, cells: Iterable[str], style: str = "") -> Iterator[str]:
    yield f"    <tr{style}>"
    for cell in cells:
        yield f"      <{tag}>{escape(cell, quote=False).strip()}</{tag}>"
    yield "    </tr>"


class Drawn(OneLine, ABC):
    """A value that draws itself from one table: on a screen, in a notebook and as a frame."""

    __slots__ = ()

    @abstractmethod
    def table(self) -> Table:
        """Return what is drawn: title, columns with their units, rows and notes."""

    def __str__(self) -> str:
        """Return the table for a screen."""
        return self.table().to_text()

    def _repr_html_(self) -> str:
        """Return the same table for a notebook."""
        return self.table().to_html()

    def to_frame(self) -> pd.DataFrame:
        """Return the same rows as a frame.

        Units:
            As the columns of `table` say: pounds as `Decimal`, days as `date`.
        """
        return self.table().to_frame()
