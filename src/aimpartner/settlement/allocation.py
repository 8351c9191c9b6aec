"""Tiers at work: an over- or underspend dealt out until nothing is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ModelError
from aimpartner.exact import Number, listed
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import in_words
from aimpartner.settlement.gaps import Gap, check_carried, check_limits, gaps_of
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import Taker, Tier, check_last
from aimpartner.sources import Source, read_in
from aimpartner.working.amounts import split

NOTHING = Money(0)


@frozen(repr=False, field_transformer=checked)
class Allocation(OneLine):
    """What one tier took.

    Args:
        rule: the rule that the tier belongs to.
        to: who took it.
        amount: how much: positive finds an overspend, negative takes an underspend.
        amounts: the same by partner: what is due from each, or drawn from each one's balance in
            the reserve; nobody where it is carried forward or not yet decided.
        how: by what it was dealt, in words.
        sharers: the partners that alone share it; none where all do.
        reserve: the name of the reserve that it moves; empty for another taker.
        source: the clause or decision.

    Example:
        >>> kept = Allocation("all", "carried forward", Money("-5"), {}, how="carried on")
        >>> print(kept)
        all: underspend of £5.00 carried on.
    """

    rule: str
    to: Taker
    amount: Money
    amounts: ByPartner[Money] = field(converter=ByPartner)
    how: str = field(kw_only=True)
    sharers: tuple[str, ...] = field(default=(), kw_only=True)
    reserve: str = field(default="", kw_only=True)
    source: Source | None = field(default=None, kw_only=True)

    @property
    def is_charged(self) -> bool:
        """Whether it is due from partners, or to them."""
        return self.to in {"partners", "host"}

    def in_words(self) -> str:
        """Return the allocation within a sentence, with where its clause was read."""
        return f"{self._words}{read_in(self.source)}"

    @property
    def _words(self) -> str:
        return f"{self.rule}: {spent(self.amount)} {self.how}"

    def __str__(self) -> str:
        """Return the allocation as a sentence, with its source."""
        source = f" [{self.source}]" if self.source else ""
        return f"{self._words}.{source}"


def spent(amount: Money) -> str:
    """Return an amount as an over- or underspend, in words.

    Example:
        >>> spent(Money("-5"))
        'underspend of £5.00'
    """
    return f"{'under' if amount < NOTHING else 'over'}spend of {max(amount, -amount)}"


@frozen(repr=False, field_transformer=checked)
class BoardDecision(OneLine):
    """What the board decided of an amount that a rule had left to it.

    Args:
        rule: the rule's name.
        tiers: who takes the amount, in order.
        decision: the decision.

    Raises:
        ModelError: the last tier can leave something over.

    Example:
        >>> board = Decision("Agency", "2022-07-15", "Strategic board")
        >>> print(BoardDecision("all", [Tier("carried forward")], board).source)
        decided by Strategic board on 15 July 2022
    """

    rule: str
    tiers: tuple[Tier, ...] = field(converter=ordered)
    decision: Decision

    def __attrs_post_init__(self) -> None:
        """Check that the tiers end."""
        check_last(self.tiers, f"What was decided by the rule {self.rule}")

    @property
    def source(self) -> Source:
        """The decision, as the source of what follows from it."""
        who = self.decision.body or self.decision.partner
        return Source(f"decided by {who} on {in_words(self.decision.made)}")


@frozen
class Allocations:
    """What has been dealt out so far, and the reserves as they then stand.

    Args:
        issued: the issue that is settled.
        reserves: the reserves, in order.
        allocations: what each tier took, in order.
        pools: the pools that each rule takes, by its name.
    """

    issued: Issued
    reserves: tuple[Reserve, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    pools: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def through(
        self, gap: Gap, tiers: tuple[Tier, ...], source: Source | None = None
    ) -> Allocations:
        """Return the allocations after an amount went through tiers.

        Args:
            gap: the amount, and whose it is.
            tiers: the tiers; the last takes all that is left.
            source: where a tier that has no source of its own comes from.

        Raises:
            ModelError: a tier needs a reserve or a host, and there is none; it does not say which
                of several reserves; the reserve may not be used for the pools; or it would carry
                forward what some partners alone share.
        """
        done = self
        for tier in tiers:
            dealt = sum_of(
                allocation.amount for allocation in done.allocations[len(self.allocations) :]
            )
            left = tier.takes(gap.amount - dealt)
            if left:
                done = done._taken(evolve(gap, amount=left), tier, tier.source or source)
        return done

    def with_one(self, allocation: Allocation, after: Reserve | None = None) -> Allocations:
        """Return the allocations with one more allocation; one of nothing is left out.

        Args:
            allocation: what a tier took.
            after: the reserve that it moved, as it now stands.
        """
        if not allocation.amount:
            return self
        now = (after if after and e.name == after.name else e for e in self.reserves)
        return evolve(self, allocations=(*self.allocations, allocation), reserves=tuple(now))

    def after(self, decided: BoardDecision) -> Allocations:
        """Return the allocations after a decision on what a rule had left to the board.

        Raises:
            ModelError: the rule has left nothing to it, or several sums that other partners share,
                and what was decided has a limit.
        """
        undecided = [
            allocation
            for allocation in self.allocations
            if (allocation.rule, allocation.to) == (decided.rule, "board decides")
        ]
        if not undecided:
            subject = f"Decision by the rule {decided.rule} on {self.issued.title}"
            raise ModelError(subject, "be of an amount not yet decided", "none")
        others = tuple(allocation for allocation in self.allocations if allocation not in undecided)
        waiting = {str(n): allocation for n, allocation in enumerate(undecided)}
        sharers = {n: allocation.sharers for n, allocation in waiting.items()}
        amounts = [(n, allocation.amount) for n, allocation in waiting.items()]
        gaps = gaps_of(decided.rule, amounts, sharers)
        check_limits(gaps, decided.tiers, f"What was decided by the rule {decided.rule}")
        done = evolve(self, allocations=others)
        for gap in gaps:
            done = done.through(gap, decided.tiers, decided.source)
        return done

    def _taken(self, gap: Gap, tier: Tier, source: Source | None) -> Allocations:
        """Return the allocations after one tier took its amount."""
        if tier.to == "reserve":
            return self._by_reserve(gap, tier, source)
        if tier.to == "carried forward":
            check_carried(gap, gap.amount)
        amounts: ByPartner[Money] = ByPartner({})
        how = {"carried forward": "carried forward", "board decides": "not yet decided"}.get(
            tier.to, ""
        )
        if tier.to == "host":
            amounts = ByPartner({self._host(gap.rule): gap.amount})
            how = f"{'kept' if gap.amount < NOTHING else 'borne'} by the host, {self.issued.host}"
        if tier.by:
            amounts = split(gap.amount, tier.by.of(self.issued, gap.sharers))
            how = f"shared by {tier.by.in_words(self.issued, gap.sharers)}"
        words: Any = {"how": how, "source": source, "sharers": gap.sharers}
        return self.with_one(Allocation(gap.rule, tier.to, gap.amount, amounts, **words))

    def _host(self, rule: str) -> str:
        host = self.issued.host
        if host is None or host not in self.issued.partners:
            subject = f"Host in {self.issued.title}"
            wanted = f"be one of {listed(self.issued.partners)} for the rule {rule}"
            raise ModelError(subject, wanted, host)
        return host

    def _by_reserve(self, gap: Gap, tier: Tier, source: Source | None) -> Allocations:
        """Return the allocations after a draw on a reserve, or a payment into it."""
        rule, amount = gap.rule, gap.amount
        before = self._reserve(rule, tier.reserve)
        reason = f"settlement by the rule {rule}"
        if amount > NOTHING:
            before.check_use(self.pools.get(rule, ()), reason)
            by = self._using(before, tier, gap.sharers)
            total = min(amount, before.bearable(by))  # what is left goes to the next tier
            if not total:
                return self
            after = before.used(self.issued.year, total, reason, by, source)
        else:
            paid = split(before.room(-amount), self._paying(before, tier, gap.sharers))
            after = before.paid_in(self.issued.year, paid, reason, source)
        moved = after.movements[-1]
        parts: ByPartner[Money] = ByPartner({p: -part for p, part in moved.amounts.items()})
        name, way = after.name, "drawn from" if amount > NOTHING else "put to"
        how = f"{way} the reserve {name}"
        taken = Allocation(
            *(rule, "reserve", -moved.total, parts), how=how, reserve=name, source=source
        )
        return self.with_one(taken, after)

    def _using(
        self, reserve: Reserve, tier: Tier, sharers: tuple[str, ...]
    ) -> Mapping[str, Number] | None:
        """Return the weights by which a reserve is used; `None` for its own, of all partners."""
        if tier.by:
            return tier.by.of(self.issued, sharers)
        return {name: reserve.weights.get(name, 0) for name in sharers} or None

    def _paying(
        self, reserve: Reserve, tier: Tier, sharers: tuple[str, ...]
    ) -> Mapping[str, Number]:
        """Return the weights by which a reserve is paid into."""
        if tier.by is None and reserve.shares is not None:
            shares = reserve.shares
            return {name: shares.get(name, 0) for name in sharers} if sharers else shares
        return (tier.by or ShareBase.issued()).of(self.issued, sharers)

    def _reserve(self, rule: str, name: str) -> Reserve:
        """Return the reserve of a tier: the one that it names, or the only one."""
        subject = f"Settlement of {self.issued.title} by the rule {rule}"
        known = [reserve for reserve in self.reserves if name in ("", reserve.name)]
        if len(known) == 1:
            return known[0]
        names = listed(reserve.name for reserve in self.reserves)
        if known:
            rule = f"say which reserve its tier means: {names}"
            raise ModelError(subject, rule, "none named", 'Add reserve="…" to the tier.')
        remedy = "Give the reserve, or leave out the tier."
        raise ModelError(subject, f"have a reserve {name}".rstrip(), names, remedy)
