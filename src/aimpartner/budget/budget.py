"""The agency's budget for a year: cost lines, pools, versions and the call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from attrs import evolve, field, frozen

from aimpartner.budget.charge_rule import ChargeRule
from aimpartner.by import ordered
from aimpartner.errors import AimpartnerError, InvalidValueError, ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.misspelt import near
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine, counted
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.services import ProvidedService
from aimpartner.periods import FinancialYear, parse_optional_day, parse_year
from aimpartner.sources import Source
from aimpartner.validators import check_name, check_once, given, member


class Heading(Enum):
    """CIPFA's subjective headings of a cost line, reserves, and costs not analysed by heading."""

    EMPLOYEES = "Employees"
    PREMISES = "Premises"
    TRANSPORT = "Transport"
    SUPPLIES_AND_SERVICES = "Supplies and services"
    THIRD_PARTY_PAYMENTS = "Third party payments"
    TRANSFER_PAYMENTS = "Transfer payments"
    SUPPORT_SERVICES = "Support services"
    DEPRECIATION_AND_IMPAIRMENT = "Depreciation and impairment"
    INCOME = "Income"
    CAPITAL_FINANCING = "Capital financing"
    RESERVES = "Reserves"
    NOT_ANALYSED = "Not analysed"


class Effect(Enum):
    """What a line does to the call."""

    SHARED = "shared"
    """Expenditure that the partners share; it adds to the call."""
    REDUCES = "reduces the call"
    """Income, a grant or a use of reserve; it lowers the call."""
    INTO_RESERVE = "into reserve"
    """A payment into the reserve; it adds to the call."""
    OUTSIDE = "outside the call"
    """Ring-fenced pass-through, partners' own contributions, one partner's own lines."""


_SIGN = {Effect.SHARED: 1, Effect.INTO_RESERVE: 1, Effect.REDUCES: -1, Effect.OUTSIDE: 0}
_NOTHING = Money(0)
_BY_CLAUSE = (Heading.DEPRECIATION_AND_IMPAIRMENT, Heading.CAPITAL_FINANCING)
_EFFECTS = {
    Heading.INCOME: (Effect.REDUCES, Effect.OUTSIDE),
    Heading.RESERVES: (Effect.REDUCES, Effect.INTO_RESERVE),
}


def _heading(value: Heading | str) -> Heading:
    return member(Heading, value)


def _effect(value: Effect | str) -> Effect:
    return member(Effect, value)


def is_host_charge(heading: Heading, effect: Effect, is_by_rate: bool) -> bool:  # noqa: FBT001  # what a row knows of a line
    """Return whether a line is taken for what the host is paid, by what is known of it.

    Args:
        heading: its heading.
        effect: what it does to the call.
        is_by_rate: whether it is a rate of other lines.

    Example:
        >>> is_host_charge(Heading.SUPPORT_SERVICES, Effect.OUTSIDE, False)
        False
    """
    return is_by_rate or (heading is Heading.SUPPORT_SERVICES and _SIGN[effect] > 0)


@frozen(repr=False, field_transformer=checked)
class CostLine(OneLine):
    """One line of the budget.

    Args:
        pool: the pool it belongs to; a pool is shared as a whole.
        name: the line's name, unique in its pool.
        heading: its CIPFA heading.
        amount: what is budgeted; never negative, for the effect gives the sign. That of a line by
            a rule is worked out by its budget, whatever is given.
        effect: what it does to the call.
        incurred_by: the partner that bears the cost itself (seconded staff, services in kind),
            or that is paid the income; empty where the agency is, through its host.
        clause: the clause by which a capital or depreciation line is shared.
        reserve: the reserve that a line of reserves moves, where there are several.
        source: where the amount, or the rule, is recorded.
        rule: the rate of other lines that it is, where it is no amount of its own.

    Raises:
        InvalidValueError: a name cannot stand in an address, or the amount is negative.
        ModelError: heading and effect do not go together, a capital line is shared with no
            clause, a line of another heading names a reserve, or a line by a rule does not add to
            the call.

    Example:
        >>> line = CostLine("staffing", "social workers", Heading.EMPLOYEES, Money("900000"))
        >>> line.towards_call
        Money('900000.00')
    """

    pool: str
    name: str
    heading: Heading = field(converter=_heading)
    amount: Money = field(default=_NOTHING, converter=Money)
    effect: Effect = field(default=Effect.SHARED, converter=_effect)
    incurred_by: str = ""
    clause: str = ""
    source: Source | None = None
    reserve: str = field(default="", kw_only=True)
    rule: ChargeRule | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the line as a whole."""
        check_name("Pool", self.pool)
        check_name("Line", self.name)
        if self.amount.pence < 0:
            remedy = "State by its effect that a line lowers the call."
            fault = (f"Amount of {self.name}", "not be negative", self.amount, remedy)
            raise InvalidValueError(*fault, field="amount")
        self._check_heading()
        if self.rule and self.effect is not Effect.SHARED:
            rule = f'be "{Effect.SHARED.value}", for it is a rate of lines'
            raise ModelError(f"Line {self.key}", rule, f'"{self.effect.value}"')

    @classmethod
    def of_service(cls, service: ProvidedService, year: FinancialYear | str) -> CostLine:
        """Return the line that shares a partner-provided service in a year.

        Args:
            service: the service; in kind, its provider incurs it, and charged, the agency does.
            year: the financial year; a service that begins within it has its first day in its
                name, so that a service renewed at another value is told from what it follows.

        Example:
            >>> days = FinancialYear(2021).days
            >>> legal = ProvidedService("legal", "Sefton", days, "9000", "in kind", "support")
            >>> CostLine.of_service(legal, "2021/22").incurred_by
            'Sefton'
        """
        first, begins = parse_year(year).first, service.days.first
        name = f"{service} from {begins}" if begins > first else f"{service}"
        return cls(
            service.pool,
            name,
            Heading.SUPPORT_SERVICES,
            service.value_in(year),
            incurred_by=service.provider if service.terms == "in kind" else "",
            source=service.source,
        )

    def _check_heading(self) -> None:
        allowed = _EFFECTS.get(self.heading, (Effect.SHARED, Effect.OUTSIDE))
        if self.effect not in allowed:
            words = " or ".join(f'"{each.value}"' for each in allowed)
            rule = f"be {words} as {self.heading.value}"
            raise ModelError(f"Line {self.key}", rule, f'"{self.effect.value}"')
        if self.reserve and self.heading is not Heading.RESERVES:
            remedy = f'Leave it empty, or give the line the heading "{Heading.RESERVES.value}".'
            raise ModelError(f"Line {self.key}", "name no reserve", self.reserve, remedy)
        if self.heading in _BY_CLAUSE and self.effect is Effect.SHARED and not self.clause:
            rule = "name the clause of the agreement by which it is shared"
            remedy = f'Give the clause, or mark the line "{Effect.OUTSIDE.value}".'
            raise ModelError(f"Line {self.key}", rule, "no clause", remedy)

    @property
    def key(self) -> str:
        """The line's name within its budget: pool/line."""
        return f"{self.pool}/{self.name}"

    @property
    def sign(self) -> int:
        """What the line counts for in the call: 1, -1 or 0."""
        return _SIGN[self.effect]

    @property
    def is_host_charge(self) -> bool:
        """Whether it is taken for what the host is paid; a service of a partner looks alike."""
        return is_host_charge(self.heading, self.effect, self.rule is not None)

    @property
    def towards_call(self) -> Money:
        """What the line adds to the call; negative where it lowers it."""
        return Money.from_pence(self.sign * self.amount.pence)


@frozen(repr=False, field_transformer=checked)
class Budget(OneLine):
    """One version of the budget of one financial year.

    Args:
        year: the year.
        lines: the cost lines, in order; none where everything is priced.
        version: the name of the version.
        day: the day of the version; a budget is known from that day.
        status: such as draft or approved.
        approval: who has to approve it and has; `None` where nothing is recorded.
        source: where the budget is recorded.

    Raises:
        ModelError: a pool names one line twice, or a line by a rule is of one that does not stand
            in the budget, lies outside the call, moves a reserve, or is itself by a rule that comes
            later.
        InvalidValueError: the lines that a rule is of come to less than nothing.

    Example:
        >>> staff = CostLine("staffing", "social workers", Heading.EMPLOYEES, "900000")
        >>> grant = CostLine("staffing", "grant", Heading.INCOME, "50000", Effect.REDUCES)
        >>> Budget("2021/22", (staff, grant)).call()
        Money('850000.00')
    """

    year: FinancialYear = field(converter=parse_year)
    lines: tuple[CostLine, ...] = field(converter=ordered)
    version: str = field(default="1", validator=given)
    day: date | None = field(default=None, converter=parse_optional_day)
    status: str = field(default="draft", validator=given)
    approval: Approval | None = None
    source: Source | None = None

    @lines.validator
    def _are_told_apart(self, _: object, lines: tuple[CostLine, ...]) -> None:
        check_once(f"Budget of {self.year}", "line", (line.key for line in lines))

    def __attrs_post_init__(self) -> None:
        """Work out the lines that are rates of others, as the others now stand."""
        if any(line.rule for line in self.lines):
            lines, faults = worked_out(self.year, self.lines)
            for _, fault in faults:
                raise fault
            object.__setattr__(self, "lines", lines)  # attrs' way of a derived field

    def _in_short(self) -> str:
        lines = counted(len(self.lines), "line")
        return f"<Budget of {self.year}, version {self.version}: {lines}, call {self.call()}>"

    def with_services(self, services: Iterable[ProvidedService]) -> Budget:
        """Return the budget with a line for each service that a pool shares in the year.

        Args:
            services: the partners' services; one without a pool, with no day in the year, or
                whose line the budget has already, adds none.
        """
        shared = (
            service for service in services if service.pool and service.days.overlap(self.year.days)
        )
        lines = (CostLine.of_service(service, self.year) for service in shared)
        have = {(line.pool, line.name) for line in self.lines}
        new = [line for line in lines if (line.pool, line.name) not in have]
        return evolve(self, lines=(*self.lines, *new)) if new else self

    @property
    def title(self) -> str:
        """The budget as a sentence names it."""
        return budget_title(self.year, self.version)

    @property
    def pools(self) -> tuple[str, ...]:
        """The pools that the call is made of, in the order of their lines."""
        return tuple(dict.fromkeys(line.pool for line in self.lines if line.sign))

    def lines_of(self, pool: str) -> tuple[CostLine, ...]:
        """Return the lines of a pool that count towards the call."""
        return tuple(line for line in self.lines if line.pool == pool and line.sign)

    def line(self, key: str) -> CostLine:
        """Return a line by its key, pool/line.

        Raises:
            ModelError: there is no such line.
        """
        for line in self.lines:
            if line.key == key:
                return line
        keys = [line.key for line in self.lines]
        rule, remedy = f"be one of {listed(keys)}", near(key, keys)
        raise ModelError(f"Line of {self.title}", rule, repr(key), remedy)

    def call(self, pool: str | None = None) -> Money:
        """Return what the partners are asked for: of one pool, or of all."""
        lines = self.lines if pool is None else self.lines_of(pool)
        return sum_of(line.towards_call for line in lines)

    def address(self, line: CostLine) -> str:
        """Return where a line stands: budget, year, pool, line."""
        return f"budget/{self.year.key}/{line.key}"


def worked_out(
    year: FinancialYear, lines: Sequence[CostLine]
) -> tuple[tuple[CostLine, ...], list[tuple[CostLine, AimpartnerError]]]:
    """Return lines, those by a rule with what it comes to, and the rules that come to nothing.

    Args:
        year: the year of the budget.
        lines: its lines; each by a rule is worked out after those before it.

    Returns:
        The lines in their order, and each that is of lines it cannot be of, with why; that one is
        as it was.

    Example:
        >>> pay = CostLine("staffing", "pay", "Employees", "1000")
        >>> of = ChargeRule("5 %", ["staffing/pay"])
        >>> fee = CostLine("staffing", "fee", "Support services", rule=of)
        >>> lines, faults = worked_out(FinancialYear(2021), [pay, fee])
        >>> lines[1].amount, faults
        (Money('50.00'), [])
    """
    known = {line.key: line for line in lines if not line.rule}
    faults: list[tuple[CostLine, AimpartnerError]] = []
    for line in lines:
        if line.rule:
            fault = next(_not_charged(year, line, line.rule.of, known), None)
            base = sum_of(known[key].towards_call for key in line.rule.of if key in known)
            if fault is None and base < Money(0):
                remedy = "Name lines that come to something; what lowers the call counts as less."
                got = (f"Amount of {line.name}", "not be negative", line.rule.on(base), remedy)
                fault = InvalidValueError(*got, field="of")
            if fault:
                faults.append((line, fault))
            known[line.key] = line if fault else evolve(line, amount=line.rule.on(base))
    return tuple(known[line.key] for line in lines), faults


def _not_charged(
    year: FinancialYear, line: CostLine, of: Iterable[str], known: Mapping[str, CostLine]
) -> Iterator[AimpartnerError]:
    """Go through the lines that a rule is of and cannot be, with why."""
    subject = f"Charge {line.key} of {year}"
    for key in of:
        if key not in known:
            rule = f"be of lines that stand before it: {listed(known)}"
            yield ModelError(subject, rule, repr(key), field="of")
        elif not known[key].sign:
            rule = "be of lines that count towards the call"
            yield ModelError(subject, rule, key, field="of")
        elif known[key].heading is Heading.RESERVES:
            remedy = "Leave the line out: what is put into a reserve or drawn from it is no cost."
            rule = "be of costs and income, and of no line of reserves"
            yield ModelError(subject, rule, key, remedy, "of")


def budget_title(year: FinancialYear, version: str) -> str:
    """Return a version of a year's budget as a sentence names it.

    Example:
        >>> budget_title(FinancialYear(2021), "2")
        'the budget of 2021/22, version 2'
    """
    return f"the budget of {year}, version {version}"
