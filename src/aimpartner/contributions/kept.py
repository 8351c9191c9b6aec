"""What an issue keeps of a year besides amounts: fees as listed, shares, and who shares."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from aimpartner.by import ByPartner
from aimpartner.issue.fees import Fee
from aimpartner.issue.frozen_shares import ALL_SHARED, FrozenShares, Sharers
from aimpartner.money import Money
from aimpartner.working.apportionment import Column
from aimpartner.working.steps import Result, ResultKind
from aimpartner.working.worked import Worked
from aimpartner.year.segments import Division


def fees(worked: Worked) -> tuple[Fee, ...]:
    """Return what was bought at a price: each listed price with the units of each partner.

    Example:
        >>> from aimpartner import calculate, samples
        >>> fees(calculate(samples.load("aim"), "2021/22").worked)
        ()
    """
    return tuple(_fees(worked))


def _fees(worked: Worked) -> Iterator[Fee]:
    partners = worked.partners
    for lot in worked.working.lots:
        agreed = () if lot.agreed is None else zip(partners, worked.column(lot.agreed), strict=True)
        yield Fee(
            lot.element,
            Money.from_pence(int(worked.column(lot.price)[0])),
            ByPartner.of(partners, worked.column(lot.units)),
            lot.since,
            agreed=ByPartner(agreed),
            within=Fraction(0) if lot.within is None else worked.column(lot.within)[0],
            source=worked.steps[lot.price].source(0),
        )


def shares(worked: Worked, division: Division) -> FrozenShares:
    """Return the shares by which each element was shared, and those of all that was shared.

    The latter are the exact amounts as parts of their sum. Where these are nothing, or charge some
    and credit others, they are the shares of the elements, weighed by the size of what each shared;
    where every element shared nothing, each counts alike. A year that shares nothing has none.

    Args:
        worked: the steps with their figures.
        division: who shares when, and by which formula.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> dict(shares(result.worked, result.facts.division))["agency"]["Sefton"] < 1
        True
    """
    by_element = {name: _of(worked, division, name, at) for name, at in _shared(worked, division)}
    if not by_element:
        return ()
    together = parts(_amounts(worked)) or _weighed(worked, by_element)
    columns = {ALL_SHARED: together, **by_element}
    return tuple((name, ByPartner.of(worked.partners, of)) for name, of in columns.items())


def sharers(division: Division) -> Sharers:
    """Return the pools that some partners of a year alone share, each with these.

    Args:
        division: who shares when, and by which formula.

    Example:
        >>> from aimpartner import calculate, samples
        >>> sharers(calculate(samples.load("aim"), "2021/22").facts.division)
        ()
    """
    names: dict[str, set[str]] = {}
    for formula in division.formulas:
        for element in formula.shared:
            for pool in element.pools:
                names.setdefault(pool, set()).update(element.among(division.partners))
    every = division.partners
    return tuple(
        (pool, tuple(name for name in every if name in of))
        for pool, of in names.items()
        if of != set(every)
    )


def parts(amounts: Column) -> Column | None:
    """Return amounts as parts of their sum; nothing where they are nothing, or of both signs.

    Example:
        >>> parts((Fraction(-1), Fraction(-3))) == (Fraction(1, 4), Fraction(3, 4))
        True
    """
    total = sum(amounts, Fraction(0))
    if not total or min(amounts) < 0 < max(amounts):
        return None
    return tuple(amount / total for amount in amounts)


def _shared(worked: Worked, division: Division) -> Iterator[tuple[str, int]]:
    """Go through the elements that are shared, and where each one's amounts stand."""
    names = {element.name for formula in division.formulas for element in formula.shared}
    for result, at in worked.working.results:
        if result.kind is ResultKind.ELEMENT and result.name in names:
            yield result.name, at


def _of(worked: Worked, division: Division, name: str, at: int) -> Column:
    """Return an element's shares; of a year that is cut, each segment's by its part.

    What is bought by the same name in another part of the year comes after the segments.
    """
    segments = [
        segment
        for segment in division.segments
        if name in {element.name for element in segment.formula.shared}
    ]
    is_bought = any(lot.element == name for lot in worked.working.lots)
    steps = worked.steps[at].args if len(segments) + is_bought > 1 else (at,)
    whole = sum((segment.part for segment in segments), Fraction(0))
    columns = [worked.column(worked.steps[step].args[1]) for step in steps[: len(segments)]]
    weights = [segment.part / whole for segment in segments]
    return _mean(columns, weights)


def _mean(columns: list[Column], weights: list[Fraction]) -> Column:
    rows = zip(*columns, strict=True)
    return tuple(
        sum((weight * share for weight, share in zip(weights, row, strict=True)), Fraction(0))
        for row in rows
    )


def _amounts(worked: Worked) -> Column:
    """Return the exact amounts of all that was shared, as the limits left them."""
    besides = [at for result, at in worked.working.results if result.is_own]
    off = [worked.column(at) for at in (*worked.working.priced, *besides)]
    exact = worked.result(ResultKind.EXACT)
    return tuple(
        amount - sum((column[row] for column in off), Fraction(0))
        for row, amount in enumerate(exact)
    )


def _weighed(worked: Worked, by_element: dict[str, Column]) -> Column:
    """Return the elements' shares by the size of what each shared; of nothing, each alike."""
    results = dict(worked.working.results)
    at = [results[Result(ResultKind.ELEMENT, name)] for name in by_element]
    sizes = [abs(sum(worked.column(step), Fraction(0))) for step in at]
    sizes = sizes if any(sizes) else [Fraction(1)] * len(sizes)
    whole = sum(sizes, Fraction(0))
    return _mean([*by_element.values()], [size / whole for size in sizes])
