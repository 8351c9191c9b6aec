"""What an issue tells of its parts: all that was shared, or some elements alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aimpartner.by import ByPartner
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.working.steps import Result


def part(
    issued: Issued, elements: Sequence[str], limits: Mapping[str, Sequence[str]] | None = None
) -> ByPartner[Money] | None:
    """Return what was issued for some elements alone, as far as the issue keeps them apart.

    Args:
        issued: the issue.
        elements: their names; none for all that was shared, which is the contribution without
            what was bought at a price and what is each partner's own.
        limits: the elements that each limit of its formula held; what a limit changed counts
            where it held nothing else.

    Returns:
        The amounts; `None` where it tells of none of the elements.

    Example:
        >>> from aimpartner import calculate, samples
        >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> part(issued, []) == issued.contributions, part(issued, ["staffing"]) is None
        (True, True)
    """
    if not elements:
        return shared(issued)
    known = [name for name, _ in issued.elements if name in elements]
    held = (limits or {}).items()
    known += [f"limit/{name}" for name, of in held if known and set(of) <= set(elements)]
    return _sums(issued, known) if known else None


def shared(issued: Issued) -> ByPartner[Money]:
    """Return each contribution without what was bought at a price and what is a partner's own.

    It is read by element where the issue tells which are bought; else it is what is left of the
    contribution.

    Args:
        issued: the issue.

    Example:
        >>> from aimpartner import calculate, samples
        >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> shared(issued)["Sefton"]
        Money('524027.76')
    """
    bought = {fee.element for fee in issued.fees}
    if issued.elements and (bought or not issued.beside_the_budget[0]):
        names = [name for name, _ in issued.elements if name not in bought]
        return _sums(issued, [name for name in names if not Result.of_column(name).is_own])
    besides = zip(issued.priced.values(), issued.own.values(), strict=True)
    pairs = zip(issued.contributions.values(), besides, strict=True)
    return ByPartner.of(issued.partners, (paid - fees - own for paid, (fees, own) in pairs))


def _sums(issued: Issued, names: Sequence[str]) -> ByPartner[Money]:
    """Return what each partner was issued for some elements together."""
    columns = [column for name, column in issued.elements if name in names]
    sums = (sum_of(column[partner] for column in columns) for partner in issued.partners)
    return ByPartner.of(issued.partners, sums)
