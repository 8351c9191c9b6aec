"""A reserve: its own rules, each partner's balance in it, and every movement since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Literal, get_args

from attrs import evolve, field, frozen
from attrs.converters import optional

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, listed, plain
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, parse_year
from aimpartner.sources import Source
from aimpartner.validators import check_name, given, one_of
from aimpartner.working.amounts import moneys, split, weights_of

MovementKind = Literal["payment in", "own payment", "use", "return", "exit", "transfer"]
Leaving = Literal["paid out", "forfeited"]

_WAY = {"payment in": 1, "own payment": 1, "use": -1, "return": -1}
_NOTHING = Money(0)


@frozen(repr=False, field_transformer=checked)
class ReserveMovement(OneLine):
    """One change of the balances.

    Args:
        year: the financial year it belongs to.
        kind: "payment in", "own payment" (a partner's, beside its contribution), "use", "return"
            (to the partners), "exit" (a leaver is paid its balance) or "transfer" (between
            balances).
        amounts: what each balance changes by: more is positive, less is negative.
        reason: why, in words.
        source: the decision or clause.

    Raises:
        ModelError: the amounts do not go the way of the kind: a payment in is never negative, a
            use or return never positive, an exit is one partner's, a transfer sums to nothing.

    Example:
        >>> moved = ReserveMovement("2021/22", "use", {"Sefton": "-100"}, "training")
        >>> moved.total
        Money('-100.00')
    """

    year: FinancialYear = field(converter=parse_year)
    kind: MovementKind = field(validator=one_of(get_args(MovementKind)))
    amounts: ByPartner[Money] = field(converter=moneys)
    reason: str = field(validator=given)
    source: Source | None = field(default=None, kw_only=True)

    @amounts.validator
    def _go_the_way_of_the_kind(self, _: object, amounts: ByPartner[Money]) -> None:
        subject = f"Reserve movement of {self.year} ({self.reason})"
        way = _WAY.get(self.kind, 0)
        for partner, amount in amounts.items():
            if amount.pence * way < 0:
                rule = f"be {'positive' if way > 0 else 'negative'} or nothing as a {self.kind}"
                raise ModelError(subject, rule, f"{amount} for {partner}")
        if self.kind == "exit" and len(amounts) != 1:
            raise ModelError(subject, "be of one partner as an exit", listed(amounts))
        if self.kind == "transfer" and self.total:
            raise ModelError(subject, "sum to nothing as a transfer", self.total)

    @property
    def total(self) -> Money:
        """What the whole reserve changes by."""
        return sum_of(self.amounts.values())


@frozen(repr=False, field_transformer=checked)
class Reserve(OneLine):
    """A reserve that the agency holds for its partners, with rules of its own.

    A partnership may have several; a tier of a settlement names the one that it means.

    Args:
        name: its name.
        opening: each partner's balance before the first movement; 0 for one with none yet.
        limit: the most that the reserve should hold; what exceeds it goes back.
        movements: what has happened since, in the order of the years.
        may_be_overdrawn: whether the agreement lets a partner's balance be negative.
        shares: weights by which it is paid into, used and given back, unless a tier or a call
            says otherwise; left out, payments go by the issued contributions, the rest by the
            balances.
        pools: the pools that it may be used for; none for all.
        leaving: what becomes of a leaver's balance: it is "paid out", or "forfeited" to the
            others.
        source: the clause, or where the balances are recorded.

    Raises:
        InvalidValueError: the limit or a share is negative, or nobody has a share.
        ModelError: a share or a movement is of somebody without a balance, a movement comes
            before an earlier year's, or it takes a balance below nothing.

    Example:
        >>> reserve = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
        >>> reserve.used("2021/22", Money("40"), "training").balances["Sefton"]
        Money('90.00')
        >>> equal = Reserve("change", reserve.opening, shares={"Knowsley": 1, "Sefton": 1})
        >>> equal.used("2021/22", Money("40"), "training").balances["Sefton"]
        Money('80.00')
    """

    name: str
    opening: ByPartner[Money] = field(converter=moneys)
    limit: Money | None = field(default=None, converter=optional(Money))
    movements: tuple[ReserveMovement, ...] = field(default=(), converter=ordered)
    may_be_overdrawn: bool = field(default=False, kw_only=True)
    shares: ByPartner[Fraction] | None = field(
        default=None, converter=optional(weights_of), kw_only=True
    )
    pools: tuple[str, ...] = field(default=(), converter=ordered, kw_only=True)
    leaving: Leaving = field(default="paid out", validator=one_of(get_args(Leaving)), kw_only=True)
    source: Source | None = field(default=None, kw_only=True)

    @shares.validator
    def _are_of_those_who_have_a_balance(
        self, _: object, shares: ByPartner[Fraction] | None
    ) -> None:
        subject = f"Shares of reserve {self.name}"
        for partner, share in shares.items() if shares is not None else ():
            if partner not in self.opening:
                remedy = "Open a joiner's balance with 0."
                raise ModelError(subject, f"be of {listed(self.opening)} alone", partner, remedy)
            if share < 0:
                raise InvalidValueError(f"{subject} for {partner}", "not be negative", plain(share))
        if shares is not None and not any(shares.values()):
            raise InvalidValueError(subject, "not be all zero", listed(shares))

    def __attrs_post_init__(self) -> None:
        """Follow the balances through every movement."""
        check_name("Reserve", self.name)
        if self.limit is not None and self.limit < _NOTHING:
            raise InvalidValueError(f"Limit of reserve {self.name}", "not be negative", self.limit)
        self._check_balances(self.opening, "its opening")
        for position, movement in enumerate(self.movements):
            self._check_movement(movement, self.movements[:position])
            after = self.after(self.movements[: position + 1])
            self._check_balances(after, f"{movement.kind} of {movement.year}, {movement.reason}")

    def _in_short(self) -> str:
        held = (f"{partner} {balance}" for partner, balance in self.balances.items())
        return f"<Reserve {self.name}: {listed(held)}>"

    def _check_movement(
        self, movement: ReserveMovement, before: tuple[ReserveMovement, ...]
    ) -> None:
        subject = f"Movement of reserve {self.name} in {movement.year}"
        strange = [partner for partner in movement.amounts if partner not in self.opening]
        if strange:
            remedy = "Open a joiner's balance with 0."
            raise ModelError(
                subject, f"be of {listed(self.opening)} alone", listed(strange), remedy
            )
        if before and movement.year < before[-1].year:
            raise ModelError(subject, f"follow that of {before[-1].year}", movement.reason)

    def _check_balances(self, balances: ByPartner[Money], after: str) -> None:
        for partner, balance in balances.items():
            if balance < _NOTHING and not self.may_be_overdrawn:
                subject = f"Balance of {partner} in reserve {self.name} after {after}"
                remedy = "Take less, share by the balances, or cite the clause and allow it."
                raise ModelError(subject, "not be negative", balance, remedy)

    def after(self, movements: tuple[ReserveMovement, ...]) -> ByPartner[Money]:
        """Return each partner's balance after some movements, from the opening ones."""

        def balance(partner: str) -> Money:
            moved = (movement.amounts.get(partner, _NOTHING) for movement in movements)
            return self.opening[partner] + sum_of(moved)

        return ByPartner({partner: balance(partner) for partner in self.opening})

    @property
    def balances(self) -> ByPartner[Money]:
        """Each partner's balance after every movement."""
        return self.after(self.movements)

    @property
    def total(self) -> Money:
        """What the whole reserve holds."""
        return sum_of(self.balances.values())

    @property
    def available(self) -> Money:
        """What can be used: the balances that are not overdrawn."""
        return sum_of(max(balance, _NOTHING) for balance in self.balances.values())

    def bearable(self, by: Mapping[str, Number] | None = None) -> Money:
        """Return the most that can be used by weight, so that no balance falls below nothing.

        Args:
            by: weights that share the use; left out, the reserve's own shares, else the balances.

        Example:
            >>> reserve = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
            >>> reserve.bearable({"Knowsley": 1, "Sefton": 1})
            Money('200.00')
        """
        shares = by or self.shares
        if shares is None or self.may_be_overdrawn:
            return self.available
        weights = weights_of(shares)
        weight_in_all, held = sum(weights.values(), Fraction(0)), self.balances
        bounds = [
            floor(held.get(partner, _NOTHING).pence * weight_in_all / weight)
            for partner, weight in weights.items()
            if weight
        ]
        return Money.from_pence(min(self.available.pence, min(bounds, default=0)))

    @property
    def excess(self) -> Money:
        """What the reserve holds beyond its limit."""
        return _NOTHING if self.limit is None else max(self.total - self.limit, _NOTHING)

    def room(self, amount: Money) -> Money:
        """Return how much of an amount the reserve can take in without exceeding its limit."""
        if self.limit is None:
            return amount
        return min(amount, max(self.limit - self.total, _NOTHING))

    def moved(self, movement: ReserveMovement) -> Reserve:
        """Return the reserve after one more movement.

        Raises:
            ModelError: the movement does not fit; see the class.
        """
        return evolve(self, movements=(*self.movements, movement))

    def paid_in(
        self,
        year: FinancialYear | str,
        amounts: Mapping[str, Money],
        reason: str,
        source: Source | None = None,
    ) -> Reserve:
        """Return the reserve after the partners paid in their amounts."""
        return self.moved(
            ReserveMovement(year, "payment in", moneys(amounts), reason, source=source)
        )

    def with_own_payments(self, issued: Issued) -> Reserve:
        """Return the reserve after what partners pay into it of their own with a year's issue.

        Args:
            issued: the issue in force, which names each reserve that is paid into.

        Raises:
            ModelError: somebody pays who has no balance.
        """
        amounts = dict(issued.own_payments).get(self.name)
        if amounts is None:
            return self
        words = f"beside the contribution, with {issued.title}"
        return self.moved(
            ReserveMovement(issued.year, "own payment", amounts, words, source=issued.source)
        )

    def check_use(self, pools: Iterable[str], what: str) -> None:
        """Refuse a use for other pools than it may be used for.

        Args:
            pools: the pools.
            what: what uses it, in words.

        Raises:
            ModelError: it may not be used for one of them.
        """
        others = [pool for pool in pools if self.pools and pool not in self.pools]
        if others:
            rule = f"be for {listed(self.pools)}, which it is held for"
            remedy = "Give those pools a rule of their own, or use another reserve."
            raise ModelError(f"Use of reserve {self.name} by {what}", rule, listed(others), remedy)

    def used(
        self,
        year: FinancialYear | str,
        total: Money,
        reason: str,
        by: Mapping[str, Number] | None = None,
        source: Source | None = None,
    ) -> Reserve:
        """Return the reserve after a use.

        Args:
            year: the year it belongs to.
            total: what is used in all, as a positive amount.
            reason: what for.
            by: weights that share the use, such as issued shares or stated ones; left out, the
                reserve's own shares, else the balances.
            source: the decision or clause.

        Raises:
            ModelError: the reserve does not hold so much, or a partner's balance does not.
        """
        if total > self.available and not self.may_be_overdrawn:
            subject = f"Use of reserve {self.name} in {year} ({reason})"
            raise ModelError(subject, f"be at most {self.available}", total)
        parts = split(-total, by or self.weights)
        return self.moved(ReserveMovement(year, "use", parts, reason, source=source))

    def trimmed(
        self,
        year: FinancialYear | str,
        by: Mapping[str, Number] | None = None,
        source: Source | None = None,
    ) -> Reserve:
        """Return the reserve with what exceeds its limit given back to the partners.

        Args:
            year: the year it belongs to.
            by: weights that share what goes back; left out, the reserve's own shares, else the
                balances.
            source: the decision or clause.

        Example:
            >>> reserve = Reserve("general", {"Knowsley": "60", "Sefton": "60"}, Money("100"))
            >>> reserve.trimmed("2021/22").movements[0].amounts["Sefton"]
            Money('-10.00')
        """
        if not self.excess:
            return self
        parts = split(-self.excess, by or self.weights)
        reason = f"what exceeds the limit of {self.limit}"
        return self.moved(ReserveMovement(year, "return", parts, reason, source=source))

    def left(
        self,
        partner: str,
        year: FinancialYear | str,
        to: Mapping[str, Number] | None = None,
        source: Source | None = None,
    ) -> Reserve:
        """Return the reserve after a partner left: its balance paid to it, or forfeited.

        Args:
            partner: who leaves.
            year: the year it belongs to.
            to: weights by which the others take a forfeited balance; left out, the reserve's rule
                on leaving decides, and they take it by the reserve's own shares, else by their
                balances.
            source: the clause.

        Raises:
            ApportionmentError: the balance is forfeited, and none of the others has a weight.

        Example:
            >>> reserve = Reserve("general", {"Knowsley": "60", "Sefton": "40"})
            >>> reserve.left("Sefton", "2021/22", {"Knowsley": 1}).balances["Knowsley"]
            Money('100.00')
        """
        held = self.balances.get(partner, _NOTHING)
        if to is None and self.leaving == "forfeited":
            to = {name: weight for name, weight in self.weights.items() if name != partner}
        if to is None:
            out = {partner: -held}
            movement = ReserveMovement(year, "exit", out, f"{partner} leaves", source=source)
        else:
            parts = {partner: -held} | dict(split(held, to))
            words = f"{partner} leaves and forfeits its balance"
            movement = ReserveMovement(year, "transfer", parts, words, source=source)
        return self.moved(movement)

    @property
    def weights(self) -> Mapping[str, Number]:
        """What a use is shared by: its own shares, else the balances that are above nothing."""
        if self.shares is not None:
            return self.shares
        return {partner: max(balance.pence, 0) for partner, balance in self.balances.items()}
