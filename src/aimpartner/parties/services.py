"""Services that partners provide for the agency, and what each is worth in a year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import nearest
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.parties.partners import Partner, who
from aimpartner.periods import DateRange, FinancialYear, parse_year
from aimpartner.sources import Source, read_in
from aimpartner.tables import POUNDS, WORDS, Column, Table, columns
from aimpartner.validators import check_name, given, one_of, whole

Terms = Literal["in kind", "charged"]
Unit = Literal["months", "days"]
_COLUMNS = (
    *columns(WORDS, "function", "provider", "days", "terms", "pool"),
    Column("annual value", POUNDS),
    Column("portion"),
    Column("value", POUNDS),
    Column("source"),
)


@frozen(repr=False, field_transformer=checked)
class Portion(OneLine):
    """How much of a year a service is provided, and in what it is counted.

    Args:
        count: how many months or days of the year.
        of: how many there are in the year.
        unit: months or days.

    Raises:
        InvalidValueError: it is more than the year.

    Example:
        >>> print(Portion(6, 12, "months"))
        6 of 12 months
    """

    count: int = field(validator=whole(0))
    of: int = field(validator=whole(1))
    unit: Unit = field(validator=one_of(get_args(Unit)))

    @of.validator
    def _holds_the_count(self, _: object, of: int) -> None:
        if self.count > of:
            raise InvalidValueError("Portion", "be no more than the year", f"{self.count} of {of}")

    @property
    def fraction(self) -> Fraction:
        """The portion as a number from nothing to one."""
        return Fraction(self.count, self.of)

    def __str__(self) -> str:
        """Return the portion in words."""
        return f"{self.count} of {self.of} {self.unit}"


@frozen(repr=False, field_transformer=checked)
class ProvidedService(OneLine):
    """A partner-provided service: a function that a partner performs for the agency itself.

    Args:
        function: what is provided, such as legal advice.
        provider: the partner's short name.
        days: from when to when.
        annual_value: what a whole financial year of it is agreed to be worth.
        terms: in kind, where the partner bears the cost itself; charged, where the agency pays.
        pool: the budget's pool that shares the value; empty where it is not shared.
        source: where it is agreed.
        counted_by: how a part of a year is counted, as the agreement states it: in "months",
            which asks for whole calendar months, or in "days", where it states nothing.

    Raises:
        InvalidValueError: the function cannot stand in an address, or the value is negative.
        ModelError: it is counted by months, and does not begin and end with one.

    Example:
        >>> half = DateRange("2021-10-01", "2022-03-31")
        >>> legal = ProvidedService("legal", "Sefton", half, 40000, "in kind", counted_by="months")
        >>> legal.value_in("2021/22")
        Money('20000.00')
    """

    function: str = field()
    provider: str = field(validator=given)
    days: DateRange
    annual_value: Money = field(converter=Money)
    terms: Terms = field(validator=one_of(get_args(Terms)))
    pool: str = ""
    source: Source | None = None
    counted_by: Unit = field(default="days", kw_only=True, validator=one_of(get_args(Unit)))

    @function.validator
    def _can_stand_in_an_address(self, _: object, function: str) -> None:
        check_name("Service", function)

    @annual_value.validator
    def _is_not_negative(self, _: object, value: Money) -> None:
        if value.pence < 0:
            raise InvalidValueError(f"Annual value of {self}", "not be negative", value)

    @counted_by.validator
    def _has_whole_months(self, _: object, counted_by: Unit) -> None:
        first, last = self.days.first, self.days.last
        ends = last is None or last.day == monthrange(last.year, last.month)[1]
        if counted_by == "months" and not (first.day == 1 and ends):
            rule = "begin and end with a calendar month where it is counted by months"
            got = f"{self.days}{read_in(self.source)}"
            raise ModelError(f"{self}", rule, got, "Count it by days, or correct its days.")

    @property
    def key(self) -> tuple[str, str]:
        """What it is told apart by on any day: its function, and who provides it."""
        return self.function, self.provider

    def portion(self, year: FinancialYear | str) -> Portion:
        """Return how much of a financial year it is provided.

        Args:
            year: the financial year.

        Returns:
            Months or days, as it is counted; those of spells that adjoin make up their sum.

        Example:
            >>> days = DateRange("2021-10-15")
            >>> print(ProvidedService("HR", "Wirral", days, "1", "charged").portion("2021/22"))
            168 of 365 days
        """
        whole_year = parse_year(year).days
        days = self.days.overlap(whole_year)
        if self.counted_by == "months":
            return Portion(days.whole_months or 0 if days else 0, 12, "months")
        return Portion(days.count if days else 0, whole_year.count, "days")

    def value_in(self, year: FinancialYear | str) -> Money:
        """Return what it is worth in a financial year.

        Units:
            To the nearest penny; a half goes up.
        """
        return Money.from_pence(nearest(self.annual_value.pence * self.portion(year).fraction))

    def __str__(self) -> str:
        """Return what is provided, and by whom."""
        return f"{self.function} by {self.provider}"


def check_services(services: Sequence[ProvidedService], partners: Sequence[Partner]) -> None:
    """Refuse a service of somebody who is no partner on all its days, and one listed twice.

    Raises:
        ModelError: there is one; the error names both facts and their sources.
    """
    known = {partner.name: partner for partner in partners}
    for index, service in enumerate(services):
        got = f"{service} {service.days}{read_in(service.source)}"
        partner = known.get(service.provider)
        if partner is None:
            raise ModelError("Service", f"be provided by one of {who(partners)}", got)
        if not partner.is_member_throughout(service.days):
            rule = "be provided by a partner while it is one"
            raise ModelError("Service", f"{rule}; {partner.name} is one {partner.spells}", got)
        for other in services[:index]:
            if other.key == service.key and other.days.overlap(service.days):
                both = (
                    f"{other.days}{read_in(other.source)} and "
                    f"{service.days}{read_in(service.source)}"
                )
                remedy = "End the one before the other begins, or name two functions."
                raise ModelError(f"{service}", "be listed once for any day", both, remedy)


def services_table(services: Iterable[ProvidedService], year: FinancialYear | str) -> Table:
    """Return who provides what, and what it is worth in a year; one service a row, in order.

    Args:
        services: the services.
        year: the financial year whose portion and value are shown.

    Example:
        >>> legal = ProvidedService("legal advice", "Sefton", DateRange("2018-04-01"), 9, "in kind")
        >>> services_table([legal], "2021/22").to_frame().loc["legal advice", "provider"]
        'Sefton'
    """
    wanted = parse_year(year)
    rows = (_row(service, wanted) for service in services)
    return Table([f"Provided services, {wanted}"], _COLUMNS, rows)


def _row(service: ProvidedService, year: FinancialYear) -> tuple[object, ...]:
    return (
        service.function,
        service.provider,
        str(service.days),
        service.terms,
        service.pool,
        service.annual_value,
        str(service.portion(year)),
        service.value_in(year),
        str(service.source or ""),
    )
