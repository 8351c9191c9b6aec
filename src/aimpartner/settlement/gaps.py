"""What has to be met by a rule: one sum for the pools that the same partners share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.money import Money
from aimpartner.settlement.tiers import Tier


@frozen
class Gap:
    """An over- or underspend that goes through the tiers of a rule as one sum.

    Args:
        rule: the rule's name.
        amount: the overspend, or below nothing the underspend.
        sharers: the partners that alone share what it is of; none where all do.

    Example:
        >>> Gap("all", Money("-5")).sharers
        ()
    """

    rule: str
    amount: Money
    sharers: tuple[str, ...] = ()


def gaps_of(
    rule: str, pools: Iterable[tuple[str, Money]], sharers: Mapping[str, tuple[str, ...]]
) -> tuple[Gap, ...]:
    """Return the sums of a rule: one of all pools that the same partners share.

    Args:
        rule: the rule's name.
        pools: each pool that it takes, with what has to be met of it.
        sharers: the pools that some partners alone share, with these.

    Returns:
        The sums that are not nothing, that of what all share first.

    Example:
        >>> pools = [("staffing", Money("9")), ("training", Money("5")), ("rent", Money("1"))]
        >>> [str(gap.amount) for gap in gaps_of("all", pools, {"training": ("Ash", "Birch")})]
        ['£10.00', '£5.00']
    """
    sums: dict[tuple[str, ...], Money] = {(): Money(0)}
    for pool, amount in pools:
        names = sharers.get(pool, ())
        sums[names] = sums.get(names, Money(0)) + amount
    return tuple(Gap(rule, amount, names) for names, amount in sums.items() if amount)


def check_limits(gaps: Sequence[Gap], tiers: Iterable[Tier], subject: str) -> None:
    """Refuse several sums where a tier takes so much of one sum.

    Args:
        gaps: the sums.
        tiers: the tiers that they go through.
        subject: whose tiers they are.

    Raises:
        ModelError: there are several, and a tier has a limit.

    Example:
        >>> check_limits([Gap("all", Money("5"))], [Tier("host", limit=Money("1"))], "The rule all")
    """
    limited = [f"{tier.to} up to {tier.limit}" for tier in tiers if tier.limit is not None]
    if limited and len(gaps) > 1:
        whose = (listed(gap.sharers) if gap.sharers else "all" for gap in gaps)
        shared = listed(f"{gap.amount} of {of}" for gap, of in zip(gaps, whose, strict=True))
        rule = "have no tier with a limit, for it takes pools that other partners share"
        remedy = "Give pools that some partners alone share a rule of their own."
        raise ModelError(subject, rule, f"{listed(dict.fromkeys(limited))} for {shared}", remedy)


def check_carried(gap: Gap, amount: Money) -> None:
    """Refuse to carry forward what some partners alone share: next year it is everybody's.

    Args:
        gap: the sum that it is of.
        amount: what a tier would carry forward.

    Raises:
        ModelError: some partners alone share it.

    Example:
        >>> check_carried(Gap("all", Money("5")), Money("5"))
    """
    if gap.sharers:
        rule = f"not be carried forward, for {listed(gap.sharers)} alone share it"
        remedy = "Next year it would be everybody's: let these partners or a reserve take it."
        raise ModelError(f"What the rule {gap.rule} settles", rule, amount, remedy)
