"""Elements to and from their rows: a row an element, and a row each basis below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from attrs import frozen

from aimpartner.by import ByPartner
from aimpartner.codec.bases import KINDS, layout
from aimpartner.codec.element_rows import ElementRow, WeightRow, check_units, has_price
from aimpartner.codec.faults import Faults
from aimpartner.codec.prices import price_lists
from aimpartner.codec.row import Needs, Plain, Row, Rows, Typed, check_cells, row_of, value_of
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed
from aimpartner.formula.bases.basis import Basis, Part
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import PriceList
from aimpartner.misspelt import near
from aimpartner.rates import is_marked

_AT = 'be an element, or element/part, without blanks beside "/"'
_PRICED = ("pools", "price", "price_source", "price_list", "on", "london", "within")

_SHARED = ("partners", "decimals")


def cells() -> Needs:
    """Return the cells that each kind of row needs, and those that it may fill in besides.

    Example:
        >>> cells()["given group"]
        (('partners',), ('unit', 'source', 'weight'))
    """
    places = {form.below: form.part.cells for form in KINDS.values() if form.part}
    places |= {"element": ((), (*_PRICED, *_SHARED)), "split": ((), ())}
    return {
        f"{word} {place}": (form.cells[0] + needed, form.cells[1] + allowed)
        for word, form in KINDS.items()
        for place, (needed, allowed) in places.items()
    }


@frozen
class ElementRows:
    """The rows that the elements of one formula are made of.

    Args:
        elements: the rows of elements and of parts, as far as they could be read.
        weights: the rows of given numbers, as far as they could be read.
        kinds: the kind that each row of an element or part names.
        places: the rows of each element, read or not, by table and number.
        lists: the price lists, as far as they could be made.
        partners: everyone that the file names as a partner.
        faults: where faults are noted.
    """

    elements: Sequence[Row]
    weights: Sequence[Row]
    kinds: Mapping[str, str]
    places: Mapping[str, Sequence[tuple[str, int]]]
    lists: Mapping[str, PriceList]
    partners: Sequence[str]
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

        def of_formula(table: str) -> list[Row]:
            return [row for row in rows[table] if row.fields.formula == formula]

        lists = price_lists(formula, rows, faults)
        partners = list(dict.fromkeys(row.fields.partner for row in rows["partners"]))
        own = (of_formula("elements"), of_formula("weights"))
        return cls(*own, kinds, places, lists, partners, faults)

    def check(self) -> None:
        """Note rows that hang on nothing, and cells that their row has no use for."""
        known = cells()
        for row in self.elements:
            names = row.fields.at.split("/")
            if any(not name or name != name.strip() for name in names):
                row.refuse(self.faults, "at", _AT, repr(row.fields.at))
            elif len(names) > 1:
                parent = "/".join(names[:-1])
                other = "split" if self._is_agreed(row) else "part"
                place = layout(self._kind(parent)).place(names[-1]) or other
                check_cells(row, f"{row.fields.kind} {place}", known, self.faults)
                self._check_parent(row, parent)
            else:
                check_cells(row, f"{row.fields.kind} element", known, self.faults)
                self._check_price(row)
            self._check_below(row)
        for row in self.weights if self.faults.is_sound("elements") else ():
            if self._has_no("numbers", row.fields.at):
                rule, at = 'name an element or a part of kind "given" in its formula', row.fields.at
                row.refuse(self.faults, "at", rule, repr(at), near(at, self._with_numbers))
        check_units(self.elements, self.weights, self.faults)

    @property
    def _with_numbers(self) -> list[str]:
        """The addresses of rows that numbers may belong to."""
        return [at for at, kind in self.kinds.items() if kind in KINDS and layout(kind).numbers]

    def _kind(self, at: str) -> str:
        """Return the kind of a row; "" if it may be one whose own place was left empty."""
        return self.kinds.get(at, "" if "" in self.kinds else "nothing")

    def _has_no(self, what: str, at: str) -> bool:
        """Return whether nothing of a sort can belong to the row at an address."""
        kind = self._kind(at)
        return kind == "nothing" or (kind in KINDS and not getattr(layout(kind), what))

    def _check_parent(self, row: Row, parent: str) -> None:
        is_whole = self.faults.is_sound("elements")
        if is_whole and self._has_no("below", parent) and not self._is_agreed(row):
            others = (word for word in KINDS if layout(word).below)
            remedy = f"Give {parent} a row of another kind: {listed(others)}."
            rule = "stand below a row that is made of others"
            row.refuse(self.faults, "at", rule, repr(row.fields.at), remedy)
        form = layout(self._kind(parent))
        names = () if form.part else form.splits
        if names and row.fields.at.rpartition("/")[2] not in names:
            rule, end = f"end in one of: {listed(names)}", row.fields.at.rpartition("/")[2]
            row.refuse(self.faults, "at", rule, repr(row.fields.at), near(end, names))

    def _is_agreed(self, row: Row) -> bool:
        """Return whether a row holds the agreed units of a priced element."""
        at = row.fields.at
        return any(
            at == f"{element.fields.at}/agreed" and has_price(element) for element in self.elements
        )

    def _check_below(self, row: Row) -> None:
        form = layout(row.fields.kind)
        for name in (end for end in form.splits if end not in form.optional):
            if self._kind(f"{row.fields.at}/{name}") == "nothing":
                row.refuse(self.faults, "at", f"have a row {row.fields.at}/{name} below it", "none")

    def _check_price(self, row: Row) -> None:
        fields, is_priced = row.fields, has_price(row)
        if not fields.pools and not is_priced:
            row.refuse(self.faults, "pools", "be given for an element without a price", "nothing")
        for name in ("price", "price_list") if fields.pools else ():
            if getattr(fields, name) not in (None, ""):
                rule = "be empty for an element that shares pools"
                row.refuse(self.faults, name, rule, getattr(fields, name))
        if is_priced:
            self._check_priced(row)
        for name in () if is_priced else ("price_source", "on", "london", "within"):
            if getattr(fields, name) not in (None, "", False):
                rule = "be empty for an element without a price"
                row.refuse(self.faults, name, rule, getattr(fields, name))
        if fields.price is not None and fields.price_list:
            row.refuse(self.faults, "price_list", "be empty beside a price", fields.price_list)

    def _check_priced(self, row: Row) -> None:
        for name in _SHARED:
            got = getattr(row.fields, name)
            if got not in (None, ()):
                shown = listed(got) if isinstance(got, tuple) else got
                row.refuse(self.faults, name, "be empty for an element with a price", shown)

    def build(self) -> list[Element | PricedElement] | None:
        """Return the elements; `None` where one of their rows is at fault."""
        roots = [row for row in self.elements if "/" not in row.fields.at]
        made = [self._element(row) for row in roots if self._is_sound(row.fields.at)]
        are_whole = all(map(self.faults.is_sound, ("elements", "weights")))
        is_sound = are_whole and all(map(self._is_sound, self.places))
        return [element for element in made if element is not None] if is_sound else None

    def _is_sound(self, root: str) -> bool:
        return all(self.faults.is_sound(*place) for place in self.places[root])

    def _has_all_of(self, kind: str) -> bool:
        """Return whether no part or number has strayed from the row that it is meant for."""
        if layout(kind).below:
            return "" not in self.kinds
        if not layout(kind).numbers:
            return True
        places = (place for rows in self.places.values() for place in rows)
        numbers = [number for table, number in places if table == "weights"]
        return all(self.faults.is_sound("weights", number) for number in (None, *numbers))

    def _element(self, row: Row) -> Element | PricedElement | None:
        basis = self._basis(row)
        if basis is not None:
            with self.faults.at(row.table, row.number, "at"):
                if has_price(row):
                    return self._priced(row, basis)
                shared = (row.fields.pools, basis, row.fields.partners, row.fields.decimals)
                return Element(row.fields.at, *shared)
        return None

    def _priced(self, row: Row, units: Basis) -> PricedElement | None:
        """Return a priced element; `None` where its price list or its agreed units are at fault."""
        fields = row.fields
        agreed = [self._basis(part) for part in self._below(fields.at) if self._is_agreed(part)]
        price = fields.price if fields.price is not None else self._price_list(row)
        if price is None or None in agreed:
            return None
        rest = (fields.price_source, fields.on, fields.london, *(agreed or [None]), fields.within)
        return PricedElement(fields.at, units, price, *rest)

    def _price_list(self, row: Row) -> PriceList | None:
        name = row.fields.price_list
        if name not in self.lists and self.faults.is_clean("prices"):
            rule = f"be a list of its formula: {listed(self.lists)}"
            row.refuse(self.faults, "price_list", rule, repr(name), near(name, self.lists))
        return self.lists.get(name)

    def _basis(self, row: Row) -> Basis | None:
        """Return what a row goes by; `None` where it, or what it is made of, is at fault."""
        kind, at = row.fields.kind, row.fields.at
        rows = self._below(at) if layout(kind).below else ()
        below = {part.fields.at.rpartition("/")[2]: part for part in rows}
        made = {name: self._placed(kind, name, part) for name, part in below.items()}
        if None not in made.values() and self._has_all_of(kind):
            with self.faults.at(*self._blamed(row)), self._naming_absent(row):
                return self._made(row, made)
        return None

    def _blamed(self, row: Row) -> tuple[str, int, str]:
        """Return the cell that is at fault where a refusal names none."""
        numbers = self._numbers_of(row) if layout(row.fields.kind).numbers else []
        negative = [weight for weight in numbers if weight.fields.number < 0]
        marked = [weight for weight in numbers if is_marked(weight.fields.number)]
        for blamed in negative or marked or numbers:
            return (blamed.table, blamed.number, "number")
        return (row.table, row.number, "at")

    @contextmanager
    def _naming_absent(self, row: Row) -> Iterator[None]:
        """Name the partners without a percentage where agreed percentages do not make a whole."""
        try:
            yield
        except InvalidValueError as fault:
            have = {weight.fields.partner for weight in self._numbers_of(row)}
            absent = [name for name in self._sharing(row) if name not in have]
            if layout(row.fields.kind).numbers and absent and fault.rule == "sum to 100":
                there = self.faults.place("weights", None, "")
                remedy = f"{listed(absent)} {'has' if len(absent) == 1 else 'have'} no number in"
                fault.remedy = f"{remedy} {there}: add it, 0 for who takes no part."
            raise

    def _sharing(self, row: Row) -> Sequence[str]:
        """Return the partners that share by a row: those of its group or element, else everyone."""
        names = row.fields.at.split("/")
        above = ["/".join(names[:end]) for end in range(len(names), 0, -1)]
        of = {each.fields.at: each.fields.partners for each in self.elements}
        return next((of[at] for at in above if of.get(at)), self.partners)

    def _numbers_of(self, row: Row) -> list[Row]:
        return [weight for weight in self.weights if weight.fields.at == row.fields.at]

    def _made(self, row: Row, below: Mapping[str, Any]) -> Basis:
        """Return what a row goes by, made of its own fields and what stands below it."""
        form = layout(row.fields.kind)
        splits = {end: name for end, name in form.splits.items() if end in below}
        made: dict[str, Any] = {name: below[end] for end, name in splits.items()}
        if form.numbers:
            pairs = [weight.fields for weight in self._numbers_of(row)]
            made[form.numbers] = ByPartner[Fraction](
                (weight.partner, weight.number) for weight in pairs
            )
        if form.parts:
            made[form.parts] = [part for name, part in below.items() if name not in splits]
        basis: Basis = value_of(form.kind, row.fields, **made)
        return basis

    def _below(self, at: str) -> Iterator[Row]:
        return (row for row in self.elements if row.fields.at.rpartition("/")[0] == at)

    def _placed(self, kind: str, name: str, row: Row) -> Part | Basis | None:
        """Return what a row stands for below one of a kind: a named part, or a basis alone."""
        basis, form = self._basis(row), layout(kind).part
        if basis is None or form is None or name in layout(kind).splits:
            return basis
        with self.faults.at(row.table, row.number, "at"):
            part: Part = value_of(form.kind, row.fields, name=name, basis=basis)
            return part
        return None


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value).strip()


def rows_of(formula: Formula) -> Rows:
    """Go through the rows of a formula's elements, of their parts and of given numbers."""
    for element in formula.elements:
        if isinstance(element, PricedElement):
            yield from _basis_rows(formula.name, element.name, element.units, _price_of(element))
            if element.agreed is not None:
                yield from _basis_rows(formula.name, f"{element.name}/agreed", element.agreed, {})
        else:
            placed = {name: getattr(element, name) for name in ("pools", *_SHARED)}
            yield from _basis_rows(formula.name, element.name, element.basis, placed)


def _price_of(element: PricedElement) -> dict[str, object]:
    """Return what the row of a priced element holds besides what its units go by."""
    rest = {name: getattr(element, name) for name in ("on", "london", "within")}
    rest["price_source"] = element.source
    if isinstance(element.price, PriceList):
        return {"price_list": element.price.name, **rest}
    return {"price": element.price, **rest}


def _basis_rows(formula: str, at: str, basis: Basis, placed: Mapping[str, object]) -> Rows:
    words = {form.kind: word for word, form in KINDS.items()}
    if type(basis) not in words:
        got = type(basis).__name__
        raise ModelError(f"Basis of {at} in {formula}", f"be one of: {listed(KINDS)}", got)
    word = words[type(basis)]
    form = layout(word)
    own = {name: getattr(basis, name) for name in form.own} | {"kind": word, **placed}
    yield row_of(ElementRow, formula=formula, at=at, **own)
    numbers: Mapping[str, object] = getattr(basis, form.numbers) if form.numbers else {}
    for partner, number in numbers.items():
        yield row_of(WeightRow, formula=formula, at=at, partner=partner, number=number)
    for name, part in basis.below:
        is_part = form.part and not isinstance(part, Basis)
        held = {of: getattr(part, of) for of in form.part.own} if form.part and is_part else {}
        below = part.basis if is_part else part
        yield from _basis_rows(formula, f"{at}/{name}", below, held)
