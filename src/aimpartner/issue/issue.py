"""The contributions of a year as notified to the partners: frozen, and binding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from attrs import Factory, evolve, field, frozen, validators
from attrs.converters import optional

from aimpartner.budget.budget import budget_title
from aimpartner.by import ByPartner, ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.measures import ISSUED, Known, Observation
from aimpartner.exact import listed
from aimpartner.formula.formula import formulas_called
from aimpartner.issue.fees import Fee, check_charged
from aimpartner.issue.frozen_shares import FrozenShares, Sharers, by_pool, whole_shares
from aimpartner.issue.own_payments import (
    OwnPayments,
    Payments,
    by_reserve,
    check_own_payments,
    own_payments_told,
)
from aimpartner.kinds import checked
from aimpartner.misspelt import near
from aimpartner.money import Money, sum_of
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import DateRange, FinancialYear, in_words, parse_day, parse_year
from aimpartner.sources import Source
from aimpartner.tables import EXACT_SHARE, POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import given

_COLUMNS = (
    Column("partner"),
    Column("share", EXACT_SHARE),
    Column("contribution", POUNDS),
    *columns(POUNDS, "incurred", is_drawn=False),
    Column("net payable", POUNDS),
)


def _nothing(issued: Issued) -> ByPartner[Money]:
    return ByPartner((partner, Money(0)) for partner in issued.contributions)


_NOTHING_EACH: ByPartner[Money] = Factory(_nothing, takes_self=True)


@frozen(repr=False, field_transformer=checked)
class Issued(Drawn):
    """What was notified: nothing binds until it is issued, and what is issued stays.

    Instalments, settlement and the next year's "last year" read this, never a recalculation.

    Args:
        agency: the agency's name.
        year: the year charged.
        version: the name of the issue, such as 1.
        on: the day it was notified; it is known from that day.
        contributions: each partner's contribution, gross, in the partners' order.
        net: each partner's net payable, in the same order.
        host: the partner that is paid; `None` where nobody hosts.
        call: what the partners were asked for in all.
        budget_version: the version of the year's budget; empty where it is not recorded.
        formulas: the name of each formula that counted, with its days in the year, in their order;
            none where they are not recorded.
        budget: the budget as a sentence names it; left out, by its version.
        formula: the formulas as a sentence names them; left out, by their names.
        elements: each element's name and amounts; with any, they sum to the contributions.
        observations: the figures that were used.
        decision: the decision it rests on, where one is recorded.
        reason: why it replaces an earlier issue; empty for the first.
        source: where the notification is recorded.
        replaces: the version of the issue that it replaces; empty for the first.
        marking: words that every showing of it carries, such as that it is an illustration.
        priced: what each partner was charged for what was bought at a price, outside the budget,
            before limits and rounding; left out, nothing.
        own: each partner's own addition, less its own reduction, likewise; left out, nothing.
        own_payments: each reserve's name, with what partners pay into it of their own, free and
            beside their contributions; none where nobody does.
        unit: what the contributions are whole numbers of; `None` where it is not recorded.
        fees: what was bought at a price: each listed price with the units of each partner; none
            where they are not recorded.
        sharing: the shares by which each element was shared, by its name, and those of all that
            was shared, under `ALL_SHARED`; none where they are not recorded.
        sharers: the pools that some partners alone share, each with these: what is settled of them
            is charged to nobody else.

    Raises:
        InvalidValueError: it has no version or no partner, or the unit is not positive.
        ModelError: its parts name other partners or do not sum, a contribution is not in whole
            units, an own payment is not positive, its budget or formula is called otherwise than
            it is, or its decision came later.

    Example:
        >>> paid = ByPartner({"Ash": Money("66.67"), "Birch": Money("33.33")})
        >>> issued = Issued(
        ...     "Agency",
        ...     "2021/22",
        ...     "1",
        ...     "2021-03-26",
        ...     contributions=paid,
        ...     net=paid,
        ...     host="Ash",
        ...     call="100",
        ...     budget_version="1",
        ...     formulas=[("equal", FinancialYear(2021).days)],
        ...     unit="0.01",
        ... )
        >>> issued.amount("Birch"), issued.total, issued.residual
        (Money('33.33'), Money('100.00'), Money('0.00'))
    """

    agency: str
    year: FinancialYear = field(converter=parse_year)
    version: str = field(validator=given)
    on: date = field(converter=parse_day)
    contributions: ByPartner[Money] = field(validator=given, kw_only=True)
    net: ByPartner[Money] = field(kw_only=True)
    host: str | None = field(kw_only=True, validator=validators.optional(given))
    call: Money = field(converter=Money, kw_only=True)
    budget_version: str = field(default="", kw_only=True)
    formulas: tuple[tuple[str, DateRange], ...] = field(default=(), converter=ordered, kw_only=True)
    budget: str = field(validator=given, kw_only=True)
    formula: str = field(validator=given, kw_only=True)
    elements: tuple[tuple[str, ByPartner[Money]], ...] = field(
        default=(), converter=ordered, kw_only=True
    )
    observations: tuple[Observation, ...] = field(default=(), converter=ordered, kw_only=True)
    decision: Decision | None = field(default=None, kw_only=True)
    reason: str = field(default="", kw_only=True)
    source: Source | None = field(default=None, kw_only=True)
    replaces: str = field(default="", kw_only=True)
    marking: str = field(default="", kw_only=True)
    priced: ByPartner[Money] = field(default=_NOTHING_EACH, kw_only=True)
    own: ByPartner[Money] = field(default=_NOTHING_EACH, kw_only=True)
    unit: Money | None = field(default=None, converter=optional(Money), kw_only=True)
    own_payments: OwnPayments = field(default=(), converter=by_reserve, kw_only=True)
    fees: tuple[Fee, ...] = field(default=(), converter=ordered, kw_only=True)
    sharing: FrozenShares = field(default=(), converter=whole_shares, kw_only=True)
    sharers: Sharers = field(default=(), converter=by_pool, kw_only=True)

    @unit.validator
    def _is_positive(self, _: object, unit: Money | None) -> None:
        if unit is not None and unit.pence < 1:
            raise InvalidValueError(f"Unit of {self.title}", "be at least a penny", unit)

    @own_payments.validator
    def _are_free_and_of_partners(self, _: object, payments: OwnPayments) -> None:
        check_own_payments(payments, self.partners, self.title)

    @budget.default
    def _by_its_version(self) -> str:
        return budget_title(self.year, self.budget_version) if self.budget_version else ""

    @formula.default
    def _by_their_names(self) -> str:
        return f"the {formulas_called(self.formulas)}" if self.formulas else ""

    @budget.validator
    def _is_of_its_version(self, _: object, budget: str) -> None:
        wanted = self._by_its_version() or budget
        if budget != wanted:
            raise ModelError(f"Budget of {self.title}", f"be called {wanted}", budget)

    @formula.validator
    def _is_of_their_names(self, _: object, formula: str) -> None:
        wanted = self._by_their_names() or formula
        if formula != wanted:
            raise ModelError(f"Formula of {self.title}", f"be called {wanted}", formula)

    def __attrs_post_init__(self) -> None:
        """Check that the parts agree."""
        self._check_partners()
        check_charged(self.fees, self.priced, self.title)
        unit = self.unit.pence if self.unit else 1
        for partner, amount in self.contributions.items():
            if amount.pence % unit:
                rule = f"be a whole number of its unit of rounding, {self.unit}"
                raise ModelError(f"Contribution of {partner} in {self.title}", rule, amount)
        for partner in self.partners if self.elements else ():
            parts = sum_of(column[partner] for _, column in self.elements)
            if parts != self.contributions[partner]:
                rule = f"sum to the contribution, {self.contributions[partner]}"
                raise ModelError(f"Elements of {partner} in {self.title}", rule, parts)
        if self.decision and self.decision.made > self.on:
            rule = f"be made by the day of issue, {in_words(self.on)}"
            remedy = "Record what a later decision changed as a reissue."
            raise ModelError(
                f"Decision for {self.title}", rule, in_words(self.decision.made), remedy
            )

    def _check_partners(self) -> None:
        """Refuse a column of other partners, or in another order."""
        besides: list[tuple[str, Mapping[str, object]]] = [
            ("Net payables", self.net),
            ("Priced", self.priced),
            ("Own additions", self.own),
            *self.elements,
            *((f"Units of {fee.title}", fee.units) for fee in self.fees),
            *((f"Shares of {name or 'all'}", shares) for name, shares in self.sharing),
        ]
        for words, column in besides:
            if tuple(column) != self.partners:
                rule = f"name its partners in their order: {listed(self.partners)}"
                raise ModelError(f"{words} of {self.title}", rule, listed(column))
        for pool, names in self.sharers:
            strange = [name for name in names if name not in self.partners]
            if strange or not names:
                rule = f"be some of its partners: {listed(self.partners)}"
                raise ModelError(f"Sharers of {pool} in {self.title}", rule, listed(strange))

    @property
    def title(self) -> str:
        """The issue as a sentence names it."""
        return f"the issue of {self.agency} {self.year}, version {self.version}"

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners' short names, in order."""
        return tuple(self.contributions)

    def amount(self, partner: str) -> Money:
        """Return a partner's contribution, gross.

        Raises:
            ModelError: there is no such partner in the issue.
        """
        if partner not in self.partners:
            rule, remedy = f"be one of {listed(self.partners)}", near(partner, self.partners)
            raise ModelError(f"Partner in {self.title}", rule, repr(partner), remedy)
        return self.contributions[partner]

    def paying_in(self, payments: Payments) -> Issued:
        """Return the issue with what partners pay of their own, free and beside what they owe.

        Args:
            payments: the amounts by partner, by the reserve that they pay into.

        Raises:
            ModelError: an amount is not above nothing, or somebody is no partner of the issue.

        Example:
            ...
            >>> from aimpartner import calculate, samples
            >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
            >>> told = issued.paying_in({"training": {"Sefton": "5000"}})
            >>> told.own_payment("Sefton"), told.amount("Sefton") == issued.amount("Sefton")
            (Money('5000.00'), True)
        """
        return evolve(self, own_payments=payments)

    def own_payment(self, partner: str) -> Money:
        """Return what a partner pays into reserves of its own, beside its contribution."""
        paid = (amounts.get(partner, Money(0)) for _, amounts in self.own_payments)
        return sum_of(paid)

    @property
    def total(self) -> Money:
        """The sum of the contributions."""
        return sum_of(self.contributions.values())

    @property
    def residual(self) -> Money:
        """What rounding left of the call."""
        return self.call - self.total

    @property
    def shares(self) -> ByPartner[Fraction]:
        """Each contribution as a part of their sum; nothing for all where the sum is nothing."""
        pence = self.total.pence
        parts = (
            Fraction(contribution.pence, pence or 1) for contribution in self.contributions.values()
        )
        return ByPartner.of(self.partners, parts if pence else (Fraction(0),) * len(self.partners))

    @property
    def beside_the_budget(self) -> tuple[Money, Money]:
        """What the call holds beside the budget's: bought at a price, and partners' own."""
        return sum_of(self.priced.values()), sum_of(self.own.values())

    @property
    def priced_in_all(self) -> Money | None:
        """What was charged in all for what has a price; `None` where nobody bought any of it.

        Charges and credits may net to nothing: that is an amount, and each is settled.
        """
        took = any(fee.asks(partner) for fee in self.fees for partner in self.partners)
        return sum_of(self.priced.values()) if took or any(self.priced.values()) else None

    def replacing(self, before: Issued) -> Issued:
        """Return the issue as the one that replaces an earlier issue of the same year.

        Args:
            before: the issue in force until now.

        Raises:
            ModelError: it is of another agency or year, its version is issued already, its day
                is not later, or it gives no reason.

        Example:
            ...
            >>> from aimpartner import calculate, samples
            >>> result = calculate(samples.load("aim"), "2021/22")
            >>> first = result.issue("2021-03-26")
            >>> again = result.issue("2021-11-04", version="2", reason="host changed")
            >>> again.replacing(first).replaces
            '1'
        """
        self.check_follows(before)
        return evolve(self, replaces=before.version)

    def check_follows(self, before: Issued) -> None:
        """Raise what `replacing` raises; make nothing."""
        if (self.agency, self.year) != (before.agency, before.year):
            raise ModelError("Reissue", f"be of {before.agency} {before.year}", self.title)
        if self.version == before.version:
            got = f"version {self.version}, issued on {in_words(before.on)}"
            remedy = "Give the reissue a version of its own; what is issued stays."
            raise ModelError(
                f"Issue of {self.agency} {self.year}", "be of a new version", got, remedy
            )
        if self.on <= before.on:
            rule = f"be later than {in_words(before.on)}, the day of version {before.version}"
            raise ModelError(f"Day of {self.title}", rule, in_words(self.on))
        if not self.reason:
            rule = f"say why it replaces version {before.version}"
            raise ModelError(f"Reason of {self.title}", rule, "no reason")

    def as_evidence(
        self,
        others: Iterable[str] = (),
        measure: str = ISSUED,
        part: Mapping[str, Money] | None = None,
    ) -> tuple[Observation, ...]:
        """Return the contributions as evidence for later years, known from the day of issue.

        Args:
            others: partners of an issue that this one replaces; one left out here pays nothing.
            measure: the measure that holds them.
            part: a part of each, in place of the whole.
        """
        issued = self.contributions if part is None else part
        amounts = dict.fromkeys(others, Money(0)) | dict(issued)
        source = self.source or Source(f"{self.title}, {in_words(self.on)}")
        return tuple(
            Observation(
                measure,
                partner,
                self.year,
                Known(contribution.to_decimal()),
                f"issue {self.version}",
                self.on,
                source,
            )
            for partner, contribution in amounts.items()
        )

    def table(self) -> Table:
        """Return a row a partner, the sums below them; in a frame also what it incurs itself."""
        rows = (
            (partner, self.shares[partner], contribution, contribution - net, net)
            for (partner, contribution), net in zip(
                self.contributions.items(), self.net.values(), strict=True
            )
        )
        sums = ("sum", None, self.total, None, sum_of(self.net.values()))
        title = self.heading("contributions")
        return Table(title, _COLUMNS, rows, self._notes(), ends=[sums])

    def heading(self, what: str) -> list[str]:
        """Return the lines above a table that shows the issue, or what follows from it.

        Args:
            what: what is shown, such as contributions or instalments.
        """
        line = f"{self.agency}: {what} {self.year}, issue {self.version} of {in_words(self.on)}"
        return [self.marking, line] if self.marking else [line]

    def _notes(self) -> list[str]:
        """Return what the issue rests on, and what it replaces."""
        notes = [f"Worked out from {self.budget} by {self.formula}; the call is {self.call}."]
        priced, own = self.beside_the_budget
        if any((*self.priced.values(), *self.own.values())):
            notes.append(f"Of the call, {priced} is for what has a price, {own} partners' own.")
        if self.decision:
            who = self.decision.body or self.decision.partner
            notes.append(f"Decided by {who} on {in_words(self.decision.made)}.")
        notes += own_payments_told(self.own_payments)
        before = f"Replaces issue {self.replaces}: {self.reason}."
        return [*notes, before] if self.replaces else notes

    def _in_short(self) -> str:
        return f"<Issued {self.agency} {self.year}, version {self.version}: {self.total}>"
