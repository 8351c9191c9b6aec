"""A reserve: each partner's balance in it, and every movement from opening to closing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Literal, get_args

from attrs import evolve, field, frozen
from attrs.converters import optional

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, exact, listed
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, parse_year
from aimpartner.sources import Source
from aimpartner.tables import POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import check_name, given, one_of
from aimpartner.working.amounts import moneys, split

MovementKind = Literal["payment in", "use", "return", "exit", "transfer"]

_WAY = {"payment in": 1, "use": -1, "return": -1}


_NOTHING = Money(0)


@frozen(repr=False, field_transformer=checked)
class ReserveMovement(OneLine):
    """One change of the balances.

    Args:
        year: the financial year it belongs to.
        kind: "payment in", "use", "return" (to the partners), "exit" (a leaver is paid its
            balance) or "transfer" (between balances).
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
    """A reserve that the agency holds for its partners.

    Args:
        name: its name.
        opening: each partner's balance before the first movement; 0 for one with none yet.
        limit: the most that the reserve should hold; what exceeds it goes back.
        movements: what has happened since, in the order of the years.
        may_be_overdrawn: whether the agreement lets a partner's balance be negative.
        source: the clause, or where the balances are recorded.

    Raises:
        InvalidValueError: the limit is negative.
        ModelError: a movement names somebody without a balance, comes before an earlier year's,
            or takes a balance below nothing.

    Example:
        >>> reserve = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
        >>> reserve.used("2021/22", Money("40"), "training").balances["Sefton"]
        Money('90.00')
    """

    name: str
    opening: ByPartner[Money] = field(converter=moneys)
    limit: Money | None = field(default=None, converter=optional(Money))
    movements: tuple[ReserveMovement, ...] = field(default=(), converter=ordered)
    may_be_overdrawn: bool = field(default=False, kw_only=True)
    source: Source | None = field(default=None, kw_only=True)

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
            by: weights that share the use; left out, the balances.

        Example:
            >>> reserve = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
            >>> reserve.bearable({"Knowsley": 1, "Sefton": 1})
            Money('200.00')
        """
        if by is None or self.may_be_overdrawn:
            return self.available
        weights = {partner: exact(weight) for partner, weight in by.items()}
        weight_in_all, held = sum(weights.values(), Fraction(0)), self.balances
        bounds = (
            floor(held.get(partner, _NOTHING).pence * weight_in_all / weight)
            for partner, weight in weights.items()
            if weight
        )
        return Money.from_pence(min(self.available.pence, *bounds))

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
                balances.
            source: the decision or clause.

        Raises:
            ModelError: the reserve does not hold so much, or a partner's balance does not.
        """
        if total > self.available and not self.may_be_overdrawn:
            subject = f"Use of reserve {self.name} in {year} ({reason})"
            raise ModelError(subject, f"be at most {self.available}", total)
        parts = split(-total, by or self._weights())
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
            by: weights that share what goes back; left out, the balances.
            source: the decision or clause.

        Example:
            >>> reserve = Reserve("general", {"Knowsley": "60", "Sefton": "60"}, Money("100"))
            >>> reserve.trimmed("2021/22").movements[0].amounts["Sefton"]
            Money('-10.00')
        """
        if not self.excess:
            return self
        parts = split(-self.excess, by or self._weights())
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
            to: weights by which the others take a forfeited balance; left out, it is paid out.
            source: the clause.

        Example:
            >>> reserve = Reserve("general", {"Knowsley": "60", "Sefton": "40"})
            >>> reserve.left("Sefton", "2021/22", {"Knowsley": 1}).balances["Knowsley"]
            Money('100.00')
        """
        held = self.balances.get(partner, _NOTHING)
        if to is None:
            out = {partner: -held}
            movement = ReserveMovement(year, "exit", out, f"{partner} leaves", source=source)
        else:
            parts = {partner: -held} | dict(split(held, to))
            words = f"{partner} leaves and forfeits its balance"
            movement = ReserveMovement(year, "transfer", parts, words, source=source)
        return self.moved(movement)

    def _weights(self) -> dict[str, int]:
        return {partner: max(balance.pence, 0) for partner, balance in self.balances.items()}


@frozen(repr=False, field_transformer=checked)
class ReserveStatement(Drawn):
    """A year of a reserve: opening balances, each movement, closing balances.

    Args:
        reserve: the reserve.
        year: the financial year.

    Example:
        >>> reserve = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
        >>> print(ReserveStatement(reserve.used("2021/22", Money("40"), "training"), "2021/22"))
        Reserve general, 2021/22
                 line Knowsley  Sefton   total
              opening  £300.00 £100.00 £400.00
        use: training  -£30.00 -£10.00 -£40.00
              closing  £270.00  £90.00 £360.00
    """

    reserve: Reserve
    year: FinancialYear = field(converter=parse_year)

    @property
    def movements(self) -> tuple[ReserveMovement, ...]:
        """The year's movements."""
        return tuple(movement for movement in self.reserve.movements if movement.year == self.year)

    @property
    def opening(self) -> ByPartner[Money]:
        """The balances before the year's first movement."""
        earlier = tuple(
            movement for movement in self.reserve.movements if movement.year < self.year
        )
        return self.reserve.after(earlier)

    @property
    def closing(self) -> ByPartner[Money]:
        """The balances after the year's last movement."""
        so_far = tuple(
            movement for movement in self.reserve.movements if movement.year <= self.year
        )
        return self.reserve.after(so_far)

    def _lines(self) -> list[tuple[str, Mapping[str, Money]]]:
        moved = [
            (f"{movement.kind}: {movement.reason}", movement.amounts) for movement in self.movements
        ]
        return [("opening", self.opening), *moved, ("closing", self.closing)]

    def table(self) -> Table:
        """Return a row a line: each partner's amount, and the total."""
        partners = tuple(self.reserve.opening)
        rows = (
            (words, *(amounts.get(e, _NOTHING) for e in partners), sum_of(amounts.values()))
            for words, amounts in self._lines()
        )
        heads = (Column("line"), *columns(POUNDS, *partners, "total"))
        return Table([f"Reserve {self.reserve.name}, {self.year}"], heads, rows)

    def _in_short(self) -> str:
        closing = sum_of(self.closing.values())
        return f"<ReserveStatement of {self.reserve.name} {self.year}: closing {closing}>"
