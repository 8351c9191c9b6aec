"""What an issue tells of its parts: all that was shared, or some elements alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from aimpartner.by import ByPartner
from aimpartner.exact import nearest
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.working.steps import Result, ResultKind


def part(
    issued: Issued, elements: Sequence[str], limits: Mapping[str, Collection[str]] | None = None
) -> ByPartner[Money] | None:
    """Return what was issued for some elements alone, as far as the issue keeps them apart.

    Args:
        issued: the issue.
        elements: their names; none for all that was shared, which is the contribution without
            what was bought at a price and what is each partner's own.
        limits: the elements that each limit of its formulas held; what a limit changed counts
            where it held nothing else.

    Returns:
        The amounts; `None` where it does not tell of all the elements by these names, or nothing
        says what a limit held that changed something.

    Example:
        >>> from aimpartner import calculate, samples
        >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> part(issued, []) == issued.contributions, part(issued, ["staffing"]) is None
        (True, True)
    """
    if not elements:
        return shared(issued)
    columns, held = dict(issued.elements), limits or {}
    changed = [_limit(name) for name, of in columns.items() if _limit(name) and any(of.values())]
    if not all(name in columns for name in elements) or not all(name in held for name in changed):
        return None
    own = [f"limit/{name}" for name in changed if set(held[name]) <= set(elements)]
    return _sums(issued, [*elements, *own])


def _limit(column: str) -> str:
    """Return the name of the limit whose changes a column of an issue holds; of another none."""
    result = Result.of_column(column)
    return result.name if result.kind is ResultKind.LIMIT else ""


def shared(issued: Issued) -> ByPartner[Money]:
    """Return each contribution without what was bought at a price and what is a partner's own.

    It is read by element where the issue tells which are bought, less the fees of one that was
    shared in another part of the year; else it is what is left of the contribution.

    Args:
        issued: the issue.

    Example:
        >>> from aimpartner import calculate, samples
        >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> shared(issued)["Sefton"]
        Money('524027.76')
    """
    bought = {fee.element for fee in issued.fees}
    if issued.elements and (bought or not any(issued.priced.values())):
        both = bought & {name for name, _ in issued.sharing}
        names = [name for name, _ in issued.elements if name in both or name not in bought]
        sums = _sums(issued, [name for name in names if not Result.of_column(name).is_own])
        return ByPartner({name: paid - _fees(issued, name, both) for name, paid in sums.items()})
    besides = zip(issued.priced.values(), issued.own.values(), strict=True)
    pairs = zip(issued.contributions.values(), besides, strict=True)
    return ByPartner.of(issued.partners, (paid - fees - own for paid, (fees, own) in pairs))


def _fees(issued: Issued, partner: str, elements: Collection[str]) -> Money:
    """Return what a partner was charged at a price for elements that were shared as well."""
    fees = (fee for fee in issued.fees if fee.element in elements)
    pence = (fee.pence(partner, fee.units[partner]) for fee in fees)
    return Money.from_pence(nearest(sum(pence, Fraction(0))))


def _sums(issued: Issued, names: Sequence[str]) -> ByPartner[Money]:
    """Return what each partner was issued for some elements together."""
    columns = [column for name, column in issued.elements if name in names]
    sums = (sum_of(column[partner] for column in columns) for partner in issued.partners)
    return ByPartner.of(issued.partners, sums)
