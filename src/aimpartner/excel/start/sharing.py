"""How a Start sheet shares each pool, opened out into elements, parts and given numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

from attrs import frozen

from aimpartner.codec.convert import choices
from aimpartner.exact import listed
from aimpartner.excel.start.figures import Column, Figures
from aimpartner.excel.start.found import Cell
from aimpartner.excel.start.layout import AGREED, EQUAL, MEASURE, OF_PRICE, OF_SOURCE, ONLY_POOL
from aimpartner.excel.start.opening import Opening
from aimpartner.excel.start.settings import read_as
from aimpartner.excel.start.windows import window_of
from aimpartner.rates import Rate
from aimpartner.spelling import folded

_By = Literal["agreed percentages", "equal", "measure"]
_Line = Mapping[str, Cell]


def pool_of(cell: Cell) -> Cell:
    """Return the pool that a cell names; an empty one names the only one."""
    return cell if cell.value is not None else Cell(cell.place, ONLY_POOL)


def way_of(line: Mapping[str, Cell]) -> str:
    """Return which of the three ways a row names; nothing where it names none."""
    return read_as(_By, line["by"]) or ""


def _plain(name: str) -> str:
    """Return a name as it may stand in an address; what is wrong with it is told at its cell."""
    return name.replace("/", "-").replace("*", "-")


@frozen
class Sharing:
    """How each pool is shared, while it is opened out.

    Args:
        formula: the name of the formula.
        figures: the partners, and the columns beside them.
        opening: the full tables.
    """

    formula: str
    figures: Figures
    opening: Opening

    def open_out(self, lines: Sequence[_Line]) -> None:
        """Add the elements of some rows: a blend where a pool has several rows, or a weight."""
        pools: dict[str, list[_Line]] = {}
        for line in lines:
            pools.setdefault(folded(pool_of(line["pool"]).words), []).append(line)
        for several in pools.values():
            rows = self._once(several)
            pool = pool_of(rows[0]["pool"])
            name = _plain(pool.words)
            if len(rows) == 1 and self._is_whole(rows[0]["weight"]):
                self._add(name, rows[0], pools=pool)
                continue
            first = rows[0]["weight"]  # where its weights make no whole
            blend = {"formula": self.formula, "at": Cell(first.place, name), "kind": "blend"}
            self.opening.add("elements", first, **blend, pools=pool)
            for row in rows:
                self._add(f"{name}/{self._part(row)}", row, weight=row["weight"])
        names = {*pools}
        for fee in self.figures.fees:
            if self._is_fee(fee, names):
                self._add_fee(fee)
            names.add(folded(fee.name))

    def _once(self, rows: Sequence[_Line]) -> list[_Line]:
        """Return the rows of a pool, each of its own part; refuse one that stands again."""
        kept: list[_Line] = []
        parts = set[str]()
        for row in rows:
            cell = row["measure"] if way_of(row) == MEASURE else row["by"]
            part = self._part(row)
            if way_of(row) and cell.value is not None and folded(part) in parts:
                rule = f"share {pool_of(row['pool']).words} by {part} once"
                remedy = "Take one of the two rows out, and let the other have both weights."
                self.opening.refuse(cell, "row", rule, f"{part} again", remedy, of="elements")
            else:
                kept.append(row)
            parts.add(folded(part))
        return kept

    def _is_fee(self, fee: Column, names: AbstractSet[str]) -> bool:
        """Return whether a fee has a name of its own; refuse one that has none."""
        rule = "be called otherwise than the pools, and each fee once"
        if _plain(fee.name) != fee.name:
            rule = 'be a name without "/" or "*"'
        elif folded(fee.name) not in names:
            return True
        got, remedy = repr(fee.name), "Write another name over its column."
        self.opening.refuse(fee.head, "fee", rule, got, remedy, of="elements")
        return False

    def _part(self, row: _Line) -> str:
        """Return what a part of a blend is called: by its measure, or by the way it goes."""
        measure = row["measure"].words if way_of(row) == MEASURE else ""
        columns = self.figures.by_measure.get(folded(measure), [])
        return _plain(columns[0].name if columns else measure) or way_of(row) or MEASURE

    def _is_whole(self, weight: Cell) -> bool:
        rate: Rate | None = read_as(Rate, weight)
        return weight.value is None or (rate is not None and rate == Rate("100 %"))

    def _add(self, at: str, row: _Line, **placed: object) -> None:
        """Add the row of an element or of a part, and its numbers where it has given ones."""
        by, measure, way = row["by"], row["measure"], way_of(row)
        if not way:
            self._refuse_by(by)
        own = {"measure": measure, "average": row["average"], **placed}
        if way == MEASURE:
            columns = self.figures.by_measure.get(folded(measure.words), [])
            window = window_of(columns) if columns else None
            own |= {"last": window.last, "years": window.years} if window else {}
        kind = {MEASURE: "measured", AGREED: "given", EQUAL: "given"}.get(way)
        own |= {"kind": Cell(by.place, kind)} | ({"unit": "percent"} if way == AGREED else {})
        where = measure if way == MEASURE and measure.value is not None else by
        self.opening.add("elements", where, formula=self.formula, at=Cell(where.place, at), **own)
        self._add_numbers(at, by, way)

    def _refuse_by(self, by: Cell) -> None:
        rule = f"be one of: {listed(choices(_By))}"
        got = "nothing" if by.value is None else repr(by.words)
        self.opening.refuse(by, "by", rule, got)

    def _add_numbers(self, at: str, by: Cell, way: str) -> None:
        for partner in self.figures.partners if way in {AGREED, EQUAL} else ():
            number = partner["agreed"] if way == AGREED else Cell(by.place, 1)
            own = {"at": at, "partner": partner["partner"], "number": number}
            self.opening.add("weights", number, formula=self.formula, **own)

    def _add_fee(self, fee: Column) -> None:
        own = {"at": fee.head, "kind": "given", "unit": "units"}
        price = {"price": fee.below[OF_PRICE], "price_source": fee.below[OF_SOURCE]}
        self.opening.add("elements", fee.head, formula=self.formula, **own, **price)
        for partner, units in zip(self.figures.partners, fee.cells, strict=True):
            number = {"at": fee.head, "partner": partner["partner"], "number": units}
            self.opening.add("weights", units, formula=self.formula, **number)
