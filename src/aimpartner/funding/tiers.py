"""How an over- or underspend is dealt out: in tiers, each with its taker and its share base."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen
from attrs.converters import optional

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ApportionmentError, InvalidValueError, ModelError
from aimpartner.exact import Number, exact, listed, nearest, percent, plain
from aimpartner.funding.issued import Issued
from aimpartner.money import Money
from aimpartner.rules import given, one_of
from aimpartner.sources import Source

Taker = Literal["partners", "host", "reserve", "carried forward", "board decides"]
Kind = Literal["issued contributions", "issued elements", "equal", "stated", "recomputed"]


@frozen
class ShareBase:
    """By what an amount is shared between the partners; made by its named constructors.

    Args:
        kind: "issued contributions", "issued elements" (what some elements were issued at),
            "equal", "stated" (per cent) or "recomputed" (weights on the outturn's evidence).
        weights: the stated per cent or recomputed weights; none for the other kinds.
        elements: the elements; none for the other kinds.
        source: the clause, or where the weights were worked out.

    Raises:
        InvalidValueError: a weight is negative, or stated per cent do not sum to 100.

    Example:
        >>> print(ShareBase.stated({"Dorset": 41, "BCP": 59}))
        stated per cent (Dorset 41, BCP 59)
    """

    kind: Kind = field(validator=one_of(get_args(Kind)))
    weights: ByPartner[Fraction] = field(factory=lambda: ByPartner({}))
    elements: tuple[str, ...] = field(default=(), converter=ordered)
    source: Source | None = None

    @weights.validator
    def _are_sound(self, _: object, weights: ByPartner[Fraction]) -> None:
        for partner, weight in weights.items():
            if weight < 0:
                raise InvalidValueError(f"Weight of {partner}", "not be negative", plain(weight))
        whole = sum(weights.values(), Fraction(0))
        if self.kind == "stated" and whole != 100:  # noqa: PLR2004  # per cent
            raise InvalidValueError("Stated per cent", "sum to 100", plain(whole))

    @classmethod
    def issued(cls, *elements: str) -> ShareBase:
        """Return the base of the issued contributions, or of what some elements were issued at."""
        return cls("issued elements" if elements else "issued contributions", elements=elements)

    @classmethod
    def equal(cls) -> ShareBase:
        """Return the base by which every partner has the same share."""
        return cls("equal")

    @classmethod
    def stated(cls, percent: Mapping[str, Number], source: Source | None = None) -> ShareBase:
        """Return the base of stated per cent, which sum to 100."""
        return cls("stated", _fractions(percent), source=source)

    @classmethod
    def recomputed(cls, weights: Mapping[str, Number], source: Source | None = None) -> ShareBase:
        """Return the base of weights that were worked out anew, on the outturn's evidence."""
        return cls("recomputed", _fractions(weights), source=source)

    def of(self, issued: Issued) -> ByPartner[Fraction]:
        """Return one weight a partner of the issue, in the issue's order.

        Raises:
            ModelError: the weights name other partners than the issue, or the issue has no such
                element.
            ApportionmentError: nobody has a weight, or somebody's is negative.
        """
        if self.kind == "issued contributions":
            found = [Fraction(each.pence) for each in issued.contributions.values()]
        elif self.kind == "issued elements":
            found = self._by_elements(issued)
        elif self.kind == "equal":
            found = [Fraction(1)] * len(issued.partners)
        else:
            found = self._given(issued)
        if min(found) < 0 or not any(found):
            subject = f"Weights by {self} for {issued.title}"
            remedy = "Share by another base."
            got = listed(map(plain, found))
            raise ApportionmentError(subject, "be positive, or nothing for some", got, remedy)
        return ByPartner.of(issued.partners, found)

    def _by_elements(self, issued: Issued) -> list[Fraction]:
        columns = dict(issued.elements)
        strange = [each for each in self.elements if each not in columns]
        if strange:
            subject = f"Share base by elements of {issued.title}"
            raise ModelError(subject, f"name some of {listed(columns)}", listed(strange))
        chosen = [columns[each] for each in self.elements]
        return [
            sum((Fraction(column[partner].pence) for column in chosen), Fraction(0))
            for partner in issued.partners
        ]

    def _given(self, issued: Issued) -> list[Fraction]:
        if set(self.weights) != set(issued.partners):
            subject = f"The {self.kind} weights for {issued.title}"
            remedy = "Write 0 for a partner that takes no part."
            rule = f"name {listed(issued.partners)}"
            raise ModelError(subject, rule, listed(self.weights), remedy)
        return [self.weights[partner] for partner in issued.partners]

    def __str__(self) -> str:
        """Return what the base is, in words."""
        if self.kind == "issued elements":
            return f"issued amounts of {listed(self.elements)}"
        if self.kind == "equal":
            return "equal shares"
        shown = listed(f"{partner} {plain(weight)}" for partner, weight in self.weights.items())
        words = {"stated": "stated per cent", "recomputed": "weights on the outturn's evidence"}
        return f"{words[self.kind]} ({shown})" if self.kind in words else self.kind


def _fractions(values: Mapping[str, Number]) -> ByPartner[Fraction]:
    return ByPartner({partner: exact(value) for partner, value in values.items()})


@frozen
class Tier:
    """One step of a rule: who takes how much of what reaches it.

    Args:
        to: "partners", "host", "reserve" (drawn from it or put to it), "carried forward" to the
            next year, or "board decides".
        by: how the partners share it; for a reserve, whose balances change: left out, a draw
            goes by the balances and a payment by the issued contributions.
        limit: the most that it takes; `None` for no bound.
        part: the part of what reaches it that it takes, such as "50 %".
        source: the clause.

    Raises:
        InvalidValueError: the limit is negative, or the part is not between 0 and 1.
        ModelError: the partners share by nothing, or somebody else has a share base.

    Example:
        >>> Tier("host", limit=Money("10000")).takes(Money("-25000"))
        Money('-10000.00')
    """

    to: Taker = field(validator=one_of(get_args(Taker)))
    by: ShareBase | None = None
    limit: Money | None = field(default=None, converter=optional(Money))
    part: Fraction = field(default=Fraction(1), converter=exact)
    source: Source | None = None

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


@frozen
class SettlementRule:
    """How the overspend and the underspend of some pools are dealt out, each in its own tiers.

    Args:
        name: its name.
        over: the tiers of an overspend, in order.
        under: the tiers of an underspend, in order.
        pools: the pools it takes, settled as one sum; none for all that no other rule takes.
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
    source: Source | None = None

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
    named = any(pool in each.pools for each in rules)
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
    names = [rule.name for rule in rules]
    if len(set(names)) < len(names):
        raise ModelError(subject, "name each rule once", listed(names))
    strange = [pool for rule in rules for pool in rule.pools if pool not in known]
    if strange:
        raise ModelError(subject, f"take some of {listed(known)}", listed(strange))
    for pool in pools:
        takers = [rule.name for rule in rules if takes(rule, pool, rules)]
        if len(takers) != 1:
            raise ModelError(subject, f"take {pool} by one rule", listed(takers))
