"""How an over- or underspend is dealt out: in tiers, each with its taker and its share base."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import field, frozen
from attrs.converters import optional

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, nearest, percent
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.rates import Rate
from aimpartner.settlement.share_base import ShareBase
from aimpartner.sources import Source
from aimpartner.validators import check_once, given, one_of

Taker = Literal["partners", "host", "reserve", "carried forward", "board decides"]


@frozen(repr=False, field_transformer=checked)
class Tier(OneLine):
    """One step of a rule: who takes how much of what reaches it.

    Args:
        to: "partners", "host", "reserve" (drawn from it or put to it), "carried forward" to the
            next year, or "board decides".
        by: how the partners share it; for a reserve, whose balances change: left out, by the
            reserve's own shares; without those, a draw goes by the balances and a payment by the
            issued contributions.
        limit: the most that it takes; `None` for no bound.
        part: the part of what reaches it that it takes, such as "50 %".
        reserve: the name of the reserve, where there are several.
        source: the clause.

    Raises:
        InvalidValueError: the limit is negative, or the part is not between 0 and 1.
        ModelError: the partners share by nothing, somebody else has a share base, or one that is
            no reserve names one.

    Example:
        >>> Tier("host", limit=Money("10000")).takes(Money("-25000"))
        Money('-10000.00')
    """

    to: Taker = field(validator=one_of(get_args(Taker)))
    by: ShareBase | None = None
    limit: Money | None = field(default=None, converter=optional(Money))
    part: Rate = field(default=Rate.percent(100), converter=Rate)
    reserve: str = field(default="", kw_only=True)
    source: Source | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the tier as a whole."""
        if self.limit is not None and self.limit < Money(0):
            raise InvalidValueError(f"Limit of the tier {self.to}", "not be negative", self.limit)
        if not 0 < self.part <= 1:
            rule = "be more than nothing and at most the whole"
            raise InvalidValueError(f"Part of the tier {self.to}", rule, percent(self.part))
        if self.to == "partners" and self.by is None:
            remedy = "Name one, such as ShareBase.issued()."
            raise ModelError("Tier of the partners", "have a share base", "none", remedy)
        if self.to not in {"partners", "reserve"} and self.by is not None:
            raise ModelError(f"Tier {self.to}", "have no share base", self.by)
        if self.to != "reserve" and self.reserve:
            raise ModelError(f"Tier {self.to}", "name no reserve", self.reserve)

    @property
    def takes_all(self) -> bool:
        """Whether nothing can be left after it."""
        return self.to != "reserve" and self.limit is None and self.part == 1

    def takes(self, reaching: Money) -> Money:
        """Return what it takes of an amount, to the nearest penny; a credit mirrors the charge."""
        size = nearest(self.part * abs(reaching.pence))
        if self.limit is not None:
            size = min(size, self.limit.pence)
        return Money.from_pence(-size if reaching < Money(0) else size)


@frozen(repr=False, field_transformer=checked)
class SettlementRule(OneLine):
    """How the overspend and the underspend of some pools are dealt out, each in its own tiers.

    Args:
        name: its name.
        over: the tiers of an overspend, in order.
        under: the tiers of an underspend, in order.
        pools: the pools it takes, settled as one sum; none for all that no other rule takes. Pools
            that some partners alone share are a sum of their own, shared among these.
        source: the clause.

    Raises:
        ModelError: the last tier of either can leave something over.

    Example:
        >>> shared = Tier("partners", ShareBase.issued())
        >>> rule = SettlementRule(
        ...     "all", over=[Tier("host", limit=Money("500")), shared], under=[shared]
        ... )
        >>> len(rule.over)
        2
    """

    name: str = field(validator=given)
    over: tuple[Tier, ...] = field(converter=ordered)
    under: tuple[Tier, ...] = field(converter=ordered)
    pools: tuple[str, ...] = field(default=(), converter=ordered)
    source: Source | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check that each way ends."""
        check_last(self.over, f"Overspend by the rule {self.name}")
        check_last(self.under, f"Underspend by the rule {self.name}")

    def tiers(self, gap: Money) -> tuple[Tier, ...]:
        """Return the tiers of an overspend, or for an amount below nothing of an underspend."""
        return self.under if gap < Money(0) else self.over


def check_last(tiers: tuple[Tier, ...], subject: str) -> None:
    """Refuse tiers that could leave something over.

    Raises:
        ModelError: the last tier does not take all, or there is none.

    Example:
        >>> check_last((Tier("board decides"),), "Overspend")
    """
    if not tiers or not tiers[-1].takes_all:
        remedy = 'Add Tier("board decides"), or whoever takes the rest.'
        got = f"the tier {tiers[-1].to}" if tiers else "no tier"
        raise ModelError(subject, "end with a tier that takes all that is left", got, remedy)


def takes(rule: SettlementRule, pool: str, rules: tuple[SettlementRule, ...]) -> bool:
    """Return whether a rule takes a pool: it names it, or it names none and no other rule does.

    Example:
        >>> ends = [Tier("board decides")]
        >>> rest = SettlementRule("rest", ends, ends)
        >>> takes(rest, "staffing", (rest, SettlementRule("staff", ends, ends, ["staffing"])))
        False
    """
    named = any(pool in other.pools for other in rules)
    return pool in rule.pools if named else not rule.pools


def check_rules(
    rules: tuple[SettlementRule, ...], known: tuple[str, ...], pools: tuple[str, ...], subject: str
) -> None:
    """Refuse rules that do not take each pool once.

    Args:
        rules: the rules.
        known: the pools that a rule may name.
        pools: those that must be taken.
        subject: whose rules they are.

    Raises:
        ModelError: two rules share a name, one names an unknown pool, or a pool is taken by none
            or by two.
    """
    check_once(subject, "rule", (rule.name for rule in rules))
    strange = [pool for rule in rules for pool in rule.pools if pool not in known]
    if strange:
        raise ModelError(subject, f"take some of {listed(known)}", listed(strange))
    for pool in pools:
        takers = [rule.name for rule in rules if takes(rule, pool, rules)]
        if len(takers) != 1:
            raise ModelError(subject, f"take {pool} by one rule", listed(takers))
