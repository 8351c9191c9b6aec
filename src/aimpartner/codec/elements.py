"""The elements of a formula from their rows: a row an element, and a row a part of a blend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import attrs
from attrs import frozen

from aimpartner.by import ByPartner
from aimpartner.codec.faults import Faults
from aimpartner.codec.read import Plain, Row, Typed
from aimpartner.codec.rows import ElementRow
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.funding.bases import Basis, Blend, Given, Measured, Part
from aimpartner.funding.elements import Element, PricedElement
from aimpartner.funding.formula import Formula

_OWN = {
    "measured": ("measure", "lag", "years", "average", "last"),
    "given": ("unit",),
    "blend": (),
}
_PLACED = {"element": ("pools", "price"), "part": ("weight",)}


@frozen
class ElementRows:
    """The rows that the elements of one formula are made of.

    Args:
        elements: the rows of elements and of parts.
        weights: the rows of given numbers.
        faults: where faults are noted.
    """

    elements: Sequence[Row]
    weights: Sequence[Row]
    faults: Faults

    @classmethod
    def of(cls, formula: str, rows: Typed, faults: Faults) -> ElementRows:
        """Return the rows of a formula."""

        def mine(table: str) -> list[Row]:
            return [row for row in rows[table] if row.fields.formula == formula]

        return cls(mine("elements"), mine("weights"), faults)

    def check(self) -> None:
        """Note rows that hang on nothing, and cells that their row has no use for."""
        kinds = {row.fields.at: row.fields.kind for row in self.elements}
        for row in self.elements:
            parent, _, _ = row.fields.at.rpartition("/")
            if parent and kinds.get(parent) != "blend":
                self._note(row, "at", f"be a part of a blend at {parent}", row.fields.at)
            self._check_cells(row)
        for row in self.weights:
            if kinds.get(row.fields.at, "given") != "given":
                self._note(row, "at", 'stand at a row of kind "given"', row.fields.at)

    def _check_cells(self, row: Row) -> None:
        """Note a cell that is filled in though it says nothing about this kind of row."""
        place = "part" if "/" in row.fields.at else "element"
        used = {*_OWN[row.fields.kind], *_PLACED[place]}
        for each in attrs.fields(ElementRow):
            special = any(each.name in names for names in (*_OWN.values(), *_PLACED.values()))
            value = getattr(row.fields, each.name)
            if special and each.name not in used and value != each.default:
                self._note(row, each.name, f"be empty for a {row.fields.kind} {place}", value)

    def _note(self, row: Row, name: str, rule: str, got: object) -> None:
        self.faults.add(row.table, row.number, name, ModelError(name, rule, got))

    def build(self, plain: Plain) -> list[Element | PricedElement] | None:
        """Return the elements; `None` where one of their rows is at fault already."""
        spoilt = {_root(plain, table, number) for table, number in self.faults.spoilt}
        roots = [row for row in self.elements if "/" not in row.fields.at]
        made = [self._element(row) for row in roots if row.fields.at not in spoilt]
        whole = [each for each in made if each is not None]
        return whole if len(whole) == len(roots) and None not in made else None

    def _element(self, row: Row) -> Element | PricedElement | None:
        with self.faults.at(row.table, row.number, "at"):
            if bool(row.fields.pools) == (row.fields.price is not None):
                got = listed(row.fields.pools)
                raise ModelError(row.fields.at, "have either pools or a price", got)
            basis = self._basis(row)
            if row.fields.price is None:
                return Element(row.fields.at, row.fields.pools, basis)
            return PricedElement(row.fields.at, basis, row.fields.price, row.fields.source)
        return None

    def _basis(self, row: Row) -> Basis:
        if row.fields.kind == "blend":
            return Blend([self._part(each) for each in self._parts(row.fields.at)])
        if row.fields.kind == "given":
            pairs = [w.fields for w in self.weights if w.fields.at == row.fields.at]
            numbers = ByPartner[Fraction]((each.partner, each.number) for each in pairs)
            return Given(numbers, row.fields.unit, row.fields.source)
        if not row.fields.measure:
            raise ModelError(row.fields.at, "name a measure", "none")
        return Measured(**{name: getattr(row.fields, name) for name in _OWN["measured"]})

    def _parts(self, at: str) -> Iterator[Row]:
        return (row for row in self.elements if row.fields.at.rpartition("/")[0] == at)

    def _part(self, row: Row) -> Part:
        name = row.fields.at.rpartition("/")[2]
        if row.fields.weight is None:
            raise ModelError(row.fields.at, "have a weight in its blend", "none")
        return Part(name, row.fields.weight, self._basis(row))


def _root(plain: Plain, table: str, number: int | None) -> str:
    """Return the element that a row of a formula belongs to; "" for a row of another table."""
    if table not in {"elements", "weights"} or number is None:
        return ""
    return str(plain[table][number].get("at") or "").split("/")[0]


def rows_of(formula: Formula) -> Iterator[tuple[str, dict[str, object]]]:
    """Return the rows of a formula's elements, parts and given numbers, by table."""
    for element in formula.elements:
        if isinstance(element, PricedElement):
            placed = {"price": element.price, "source": element.source}
            yield from _basis_rows(formula.name, element.name, element.units, placed)
        else:
            pools = {"pools": element.pools}
            yield from _basis_rows(formula.name, element.name, element.basis, pools)


def _basis_rows(
    formula: str, at: str, basis: Basis, placed: Mapping[str, object]
) -> Iterator[tuple[str, dict[str, object]]]:
    row: dict[str, object] = {"formula": formula, "at": at, **placed}
    if isinstance(basis, Measured):
        own = {name: getattr(basis, name) for name in _OWN["measured"]}
        yield "elements", row | {"kind": "measured"} | own
    elif isinstance(basis, Given):
        own = {"unit": basis.unit} | ({"source": basis.source} if basis.source else {})
        yield "elements", row | {"kind": "given"} | own
        for partner, number in basis.numbers.items():
            where = {"formula": formula, "at": at}
            yield "weights", where | {"partner": partner, "number": number}
    else:
        yield "elements", row | {"kind": "blend"}
        for part in basis.parts:
            here: dict[str, object] = {"weight": part.weight}
            yield from _basis_rows(formula, f"{at}/{part.name}", part.basis, here)
