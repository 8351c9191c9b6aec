"""The elements of a formula from their rows: a row an element, and a row a part of a blend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from aimpartner.by import ByPartner
from aimpartner.codec.faults import Faults
from aimpartner.codec.read import Needs, Plain, Row, Typed, check_cells
from aimpartner.errors import ModelError
from aimpartner.funding.bases import Basis, Blend, Given, Measured, Part
from aimpartner.funding.elements import Element, PricedElement
from aimpartner.funding.formula import Formula

_AT = 'be an element, or element/part, without blanks beside "/"'
_WINDOW = ("lag", "years", "average", "last")
_KINDS: Needs = {
    "measured": (("measure",), _WINDOW),
    "given": ((), ("unit", "source")),
    "blend": ((), ()),
}
_PLACES: Needs = {
    "element": ((), ("pools", "price", "price_source")),
    "part": (("weight",), ()),
}
CELLS: Needs = {
    f"{kind} {place}": (needs + needed, may + allowed)
    for kind, (needs, may) in _KINDS.items()
    for place, (needed, allowed) in _PLACES.items()
}
"""The cells that each kind of row needs, and those that it may fill in besides."""


@frozen
class ElementRows:
    """The rows that the elements of one formula are made of.

    Args:
        elements: the rows of elements and of parts, as far as they could be read.
        weights: the rows of given numbers, as far as they could be read.
        kinds: the kind that each row of an element or part names.
        places: the rows of each element, read or not, by table and number.
        faults: where faults are noted.
    """

    elements: Sequence[Row]
    weights: Sequence[Row]
    kinds: Mapping[str, str]
    places: Mapping[str, Sequence[tuple[str, int]]]
    faults: Faults

    @classmethod
    def of(cls, formula: str, rows: Typed, plain: Plain, faults: Faults) -> ElementRows:
        """Return the rows of a formula, and those that name none and may be meant for it."""
        others = {_text(row, "formula") for row in plain["formulas"]} - {formula}
        kinds: dict[str, str] = {}
        places: dict[str, list[tuple[str, int]]] = {}
        for table in ("elements", "weights"):
            for number, row in enumerate(plain.get(table) or ()):
                if _text(row, "formula") not in others:
                    at = _text(row, "at")
                    places.setdefault(at.partition("/")[0], []).append((table, number))
                    kinds |= {at: _text(row, "kind")} if table == "elements" else {}

        def mine(table: str) -> list[Row]:
            return [row for row in rows[table] if row.fields.formula == formula]

        return cls(mine("elements"), mine("weights"), kinds, places, faults)

    def check(self) -> None:
        """Note rows that hang on nothing, and cells that their row has no use for."""
        for row in self.elements:
            names = row.fields.at.split("/")
            if any(not name or name != name.strip() for name in names):
                self._note(row, "at", _AT, repr(row.fields.at))
            elif len(names) > 1:
                check_cells(row, f"{row.fields.kind} part", CELLS, self.faults)
                self._check_parent(row, "/".join(names[:-1]))
            else:
                check_cells(row, f"{row.fields.kind} element", CELLS, self.faults)
                self._check_price(row)
        for row in self.weights:
            if self._kind(row.fields.at) in {"measured", "blend", "nothing"}:
                rule = 'name an element or a part of kind "given" in its formula'
                self._note(row, "at", rule, repr(row.fields.at))

    def _kind(self, at: str) -> str:
        """Return the kind of a row; "" if it may be one whose own place was left empty."""
        return self.kinds.get(at, "" if "" in self.kinds else "nothing")

    def _check_parent(self, row: Row, parent: str) -> None:
        if self._kind(parent) in {"measured", "given", "nothing"}:
            remedy = f'Give {parent} a row of kind "blend".'
            fault = ModelError("at", "name a part of a blend", repr(row.fields.at), remedy)
            self.faults.add(row.table, row.number, "at", fault)

    def _check_price(self, row: Row) -> None:
        if not row.fields.pools and row.fields.price is None:
            self._note(row, "pools", "be given for an element without a price", "nothing")
        if row.fields.pools and row.fields.price is not None:
            self._note(row, "price", "be empty for an element that shares pools", row.fields.price)
        if row.fields.price is None and row.fields.price_source is not None:
            rule = "be empty for an element without a price"
            self._note(row, "price_source", rule, row.fields.price_source)

    def _note(self, row: Row, name: str, rule: str, got: object) -> None:
        self.faults.add(row.table, row.number, name, ModelError(name, rule, got))

    def build(self) -> list[Element | PricedElement] | None:
        """Return the elements; `None` where one of their rows is at fault."""
        roots = [row for row in self.elements if "/" not in row.fields.at]
        made = [self._element(row) for row in roots if self._is_sound(row.fields.at)]
        whole = all(self._is_sound(root) for root in self.places)
        return [each for each in made if each is not None] if whole else None

    def _is_sound(self, root: str) -> bool:
        return all(self.faults.is_sound(*place) for place in self.places[root])

    def _has_all_of(self, kind: str) -> bool:
        """Return whether no part or number has strayed from the row that it is meant for."""
        if kind == "blend":
            return "" not in self.kinds
        places = (place for each in self.places.values() for place in each)
        numbers = [place for place in places if place[0] == "weights" and kind == "given"]
        return all(self.faults.is_sound(*place) for place in numbers)

    def _element(self, row: Row) -> Element | PricedElement | None:
        basis = self._basis(row)
        if basis is not None:
            with self.faults.at(row.table, row.number, "at"):
                name, pools, price = row.fields.at, row.fields.pools, row.fields.price
                if price is None:
                    return Element(name, pools, basis)
                return PricedElement(name, basis, price, row.fields.price_source)
        return None

    def _basis(self, row: Row) -> Basis | None:
        """Return what a row goes by; `None` where it, or what it is made of, is at fault."""
        parts = [self._part(each) for each in self._parts(row.fields.at)]
        whole = [part for part in parts if part is not None]
        if len(whole) == len(parts) and self._has_all_of(row.fields.kind):
            with self.faults.at(row.table, row.number, "at"):
                return self._made(row, whole)
        return None

    def _made(self, row: Row, parts: Sequence[Part]) -> Basis:
        if row.fields.kind == "blend":
            return Blend(parts)
        if row.fields.kind == "given":
            pairs = [each.fields for each in self.weights if each.fields.at == row.fields.at]
            numbers = ByPartner[Fraction]((each.partner, each.number) for each in pairs)
            return Given(numbers, row.fields.unit, row.fields.source)
        window = {name: getattr(row.fields, name) for name in _WINDOW}
        return Measured(row.fields.measure, **window)

    def _parts(self, at: str) -> Iterator[Row]:
        return (row for row in self.elements if row.fields.at.rpartition("/")[0] == at)

    def _part(self, row: Row) -> Part | None:
        basis, name = self._basis(row), row.fields.at.rpartition("/")[2]
        if basis is not None:
            with self.faults.at(row.table, row.number, "at"):
                return Part(name, row.fields.weight, basis)
        return None


def _text(row: Mapping[str, object], name: str) -> str:
    return str(row.get(name) or "").strip()


def rows_of(formula: Formula) -> Iterator[tuple[str, dict[str, object]]]:
    """Return the rows of a formula's elements, parts and given numbers, by table."""
    for element in formula.elements:
        if isinstance(element, PricedElement):
            placed = {"price": element.price, "price_source": element.source}
            yield from _basis_rows(formula.name, element.name, element.units, placed)
        else:
            pools = {"pools": element.pools}
            yield from _basis_rows(formula.name, element.name, element.basis, pools)


def _basis_rows(
    formula: str, at: str, basis: Basis, placed: Mapping[str, object]
) -> Iterator[tuple[str, dict[str, object]]]:
    row: dict[str, object] = {"formula": formula, "at": at, **placed}
    if isinstance(basis, Measured):
        own = {name: getattr(basis, name) for name in ("measure", *_WINDOW)}
        yield "elements", row | {"kind": "measured"} | own
    elif isinstance(basis, Given):
        yield "elements", row | {"kind": "given", "unit": basis.unit, "source": basis.source}
        for partner, number in basis.numbers.items():
            where = {"formula": formula, "at": at}
            yield "weights", where | {"partner": partner, "number": number}
    else:
        yield "elements", row | {"kind": "blend"}
        for part in basis.parts:
            here: dict[str, object] = {"weight": part.weight}
            yield from _basis_rows(formula, f"{at}/{part.name}", part.basis, here)
