"""Elements as rows: the kinds of bases, what a row of each holds, and the way to such rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aimpartner.codec.row import Needs
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import PricedElement
from aimpartner.formula.formula import Formula
from aimpartner.formula.prices import PriceList

OWN = {
    "measured": ("measure", "lag", "years", "average", "last"),
    "given": ("unit", "source"),
    "tolerance": ("points", "per_cent", "override", "reason"),
    "phased": ("parts",),
}
"""The fields of a basis that its own row holds."""
NAMES = {"tolerance": ("agreed", "actual"), "phased": ("old", "new")}
"""The rows below a row that is made of two bases."""
_BASES: dict[type[Basis], str] = {
    Measured: "measured",
    Given: "given",
    Blend: "blend",
    Staged: "staged",
    Tolerance: "tolerance",
    Phased: "phased",
}
KINDS: Needs = {
    "measured": (("measure",), OWN["measured"][1:]),
    "given": ((), OWN["given"]),
    "blend": ((), ()),
    "staged": ((), ()),
    "tolerance": ((), OWN["tolerance"]),
    "phased": (OWN["phased"], ()),
}
PLACED = ("weight", "partners")
"""The fields of a part or of a group that its row holds."""


def rows_of(formula: Formula) -> Iterator[tuple[str, dict[str, object]]]:
    """Return the rows of a formula's elements, parts and given numbers, by table."""
    for element in formula.elements:
        if isinstance(element, PricedElement):
            yield from _basis_rows(formula.name, element.name, element.units, _price_of(element))
            if element.agreed is not None:
                yield from _basis_rows(formula.name, f"{element.name}/agreed", element.agreed, {})
        else:
            pools = {"pools": element.pools}
            yield from _basis_rows(formula.name, element.name, element.basis, pools)


def _price_of(element: PricedElement) -> dict[str, object]:
    """Return what the row of a priced element holds besides what its units go by."""
    rest = {name: getattr(element, name) for name in ("on", "london", "within")}
    rest["price_source"] = element.source
    if isinstance(element.price, PriceList):
        return {"price_list": element.price.name, **rest}
    return {"price": element.price, **rest}


def _basis_rows(
    formula: str, at: str, basis: Basis, placed: Mapping[str, object]
) -> Iterator[tuple[str, dict[str, object]]]:
    kind = _BASES.get(type(basis), "")
    if not kind:
        got = type(basis).__name__
        raise ModelError(f"Basis of {at} in {formula}", f"be one of: {listed(KINDS)}", got)
    own = {name: getattr(basis, name) for name in OWN.get(kind, ())}
    yield "elements", {"formula": formula, "at": at, **placed, "kind": kind, **own}
    if isinstance(basis, Given):
        for partner, number in basis.numbers.items():
            where = {"formula": formula, "at": at}
            yield "weights", where | {"partner": partner, "number": number}
    for name, here, each in _inner(basis, kind):
        yield from _basis_rows(formula, f"{at}/{name}", each, here)


def _inner(basis: Basis, kind: str) -> Iterator[tuple[str, dict[str, object], Basis]]:
    """Return the bases that one is made of: their names, what their rows hold besides, and they."""
    if isinstance(basis, (Blend, Staged)):
        for part in basis.parts if isinstance(basis, Blend) else basis.groups:
            held = {name: getattr(part, name) for name in PLACED if hasattr(part, name)}
            yield part.name, held, part.basis
    else:
        for name, each in zip(NAMES.get(kind, ()), basis.inner, strict=True):
            yield name, {}, each
