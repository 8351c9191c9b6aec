"""What leavers pay on going: liabilities and settlement, less their part of the reserve."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, plain
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.periods import in_words
from aimpartner.settlement.reserves import Reserve
from aimpartner.sources import Source, read_in
from aimpartner.tables import POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import check_once, given
from aimpartner.working.amounts import moneys, split, weights_of

_NOTHING = Money(0)


@frozen(repr=False, field_transformer=checked)
class Liability(OneLine):
    """A cost that a going brings with it, such as a redundancy or the end of a lease.

    Args:
        words: what it is.
        amount: how much.
        weights: who bears it, by weight; one leaver, or several that share it.
        source: who stated it.

    Raises:
        InvalidValueError: a weight is negative, or all are nothing.

    Example:
        >>> Liability("lease", "900", {"Sefton": 2, "Wirral": 1}).parts["Wirral"]
        Money('300.00')
    """

    words: str = field(validator=given)
    amount: Money = field(converter=Money)
    weights: ByPartner[Fraction] = field(converter=weights_of)
    source: Source | None = None

    @weights.validator
    def _are_sound(self, _: object, weights: ByPartner[Fraction]) -> None:
        for partner, weight in weights.items():
            if weight < 0:
                subject = f"Weight of {partner} in the liability {self.words}"
                raise InvalidValueError(subject, "not be negative", plain(weight))
        if not any(weights.values()):
            got = listed(weights)
            subject = f"Weights of the liability {self.words}"
            raise InvalidValueError(subject, "not be all zero", f"nothing for {got}")

    @property
    def parts(self) -> ByPartner[Money]:
        """What each bears, in whole pence."""
        return split(self.amount, self.weights)


@frozen(repr=False, field_transformer=checked)
class ExitStatement(Drawn):
    """What each leaver pays on going, or below nothing is paid.

    Args:
        withdrawals: who goes, and on what notice: a `Partnership` refuses one that its clause on
            notice does not allow.
        liabilities: what their going costs.
        settled: what is due from each for the time to its last day; negative where it is due to
            it.
        reserves: the reserves; of each that pays a leaver out, every leaver takes its balance, and
            of one that a leaver forfeits, nothing.

    Raises:
        ModelError: a partner goes twice, a reserve is given twice, a liability is put on somebody
            who stays, or the settlement does not name the leavers.

    Sources:
        Payable = stated liabilities + settlement to the day - share of the reserve.

    Example:
        >>> goes = Withdrawal("Sefton", "2021-03-31", "2022-03-31")
        >>> lease = Liability("lease", "900", {"Sefton": 1})
        >>> reserve = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
        >>> ExitStatement([goes], [lease], {"Sefton": "-50"}, [reserve]).payable["Sefton"]
        Money('750.00')
    """

    withdrawals: tuple[Withdrawal, ...] = field(converter=ordered)
    liabilities: tuple[Liability, ...] = field(converter=ordered)
    settled: ByPartner[Money] = field(converter=moneys)
    reserves: tuple[Reserve, ...] = field(default=(), converter=ordered)

    def __attrs_post_init__(self) -> None:
        """Check that all speak of the leavers."""
        names = self.partners
        check_once("Exit statement", "leaver", names)
        check_once("Exit statement", "reserve", (reserve.name for reserve in self.reserves))
        if set(self.settled) != set(names):
            raise ModelError("Settlement to the day", f"name {listed(names)}", listed(self.settled))
        for liability in self.liabilities:
            staying = [partner for partner in liability.weights if partner not in names]
            if staying:
                rule = f"be borne by leavers alone ({listed(names)})"
                raise ModelError(f"Liability {liability.words}", rule, listed(staying))

    @property
    def partners(self) -> tuple[str, ...]:
        """The leavers' short names, in order."""
        return tuple(withdrawal.partner for withdrawal in self.withdrawals)

    def _lines(self) -> list[tuple[str, Mapping[str, Money]]]:
        """Return each line of the statement: its words, and the amounts it names."""
        stated = [
            (_cited(liability.words, liability.source), liability.parts)
            for liability in self.liabilities
        ]
        paid_out = [reserve for reserve in self.reserves if reserve.leaving == "paid out"]
        held = [(f"less balance in the reserve {e.name}", self._held(e)) for e in paid_out]
        return [*stated, ("settlement to the day", self.settled), *held]

    def _held(self, reserve: Reserve) -> dict[str, Money]:
        """Return each leaver's balance in a reserve, to be taken off."""
        balances = reserve.balances
        return {partner: -balances.get(partner, _NOTHING) for partner in self.partners}

    def _notes(self) -> list[str]:
        """Return each leaver's notice, and what it forfeits."""
        forfeited = [
            f"{partner} forfeits its {-amount} in the reserve {reserve.name}"
            f"{read_in(reserve.source)}."
            for reserve in self.reserves
            if reserve.leaving == "forfeited"
            for partner, amount in self._held(reserve).items()
            if amount
        ]
        return [*map(_notice, self.withdrawals), *forfeited]

    @property
    def payable(self) -> ByPartner[Money]:
        """What each leaver pays; negative where it is paid."""
        lines = [amounts for _, amounts in self._lines()]
        return ByPartner(
            {
                partner: sum_of(line.get(partner, _NOTHING) for line in lines)
                for partner in self.partners
            }
        )

    def table(self) -> Table:
        """Return a row a line and a column a leaver, with notices and what is forfeited below."""
        rows = (
            (words, *(amounts.get(partner, _NOTHING) for partner in self.partners))
            for words, amounts in [*self._lines(), ("payable", self.payable)]
        )
        heads = (Column("line"), *columns(POUNDS, *self.partners))
        return Table(["Exit statement"], heads, rows, self._notes())

    def _in_short(self) -> str:
        paid = (f"{partner} {amount}" for partner, amount in self.payable.items())
        return f"<ExitStatement: {listed(paid)}>"


def _notice(withdrawal: Withdrawal) -> str:
    """Return the withdrawal in words, and the consents given to it by its last day."""
    consent = withdrawal.approval.approving(withdrawal.last) if withdrawal.approval else ()
    consents = (
        f"{decision.partner} agreed on {in_words(decision.made)}{read_in(decision.source)}"
        for decision in consent
    )
    return "; ".join([str(withdrawal), *consents]) + "."


def _cited(words: str, source: Source | None) -> str:
    return f"{words} [{source}]" if source else words
