"""What partners provide for the agency, and what it is worth in a year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.money import Money, sum_of
from aimpartner.parties.partners import Authority, Partner
from aimpartner.parties.services import (
    Portion,
    ProvidedService,
    Terms,
    Unit,
    check_services,
    services_table,
)
from aimpartner.periods import DateRange, FinancialYear
from builders import MINUTE, YEAR
from faults import caught, said

LEGAL = "legal advice"


def service(
    first: str, last: str | None = None, value: str = "36500", counted_by: Unit = "days"
) -> ProvidedService:
    days = DateRange(first, last)
    return ProvidedService(
        LEGAL, "Sefton", days, value, "in kind", "support", MINUTE, counted_by=counted_by
    )


@pytest.mark.parametrize(
    ("first", "last", "counted_by", "portion", "value"),
    [
        ("2018-04-01", None, "months", "12 of 12 months", "36500"),
        ("2021-10-01", None, "months", "6 of 12 months", "18250"),
        ("2018-04-01", "2021-04-30", "months", "1 of 12 months", "3041.67"),
        ("2022-02-01", "2022-02-28", "months", "1 of 12 months", "3041.67"),
        ("2022-04-01", None, "months", "0 of 12 months", "0"),
        ("2018-04-01", None, "days", "365 of 365 days", "36500"),
        ("2021-10-01", None, "days", "182 of 365 days", "18200"),
        ("2021-04-15", "2021-05-14", "days", "30 of 365 days", "3000"),
        ("2022-03-31", None, "days", "1 of 365 days", "100"),
        ("2018-04-01", "2021-03-31", "days", "0 of 365 days", "0"),
    ],
)
def test_the_value_is_counted_as_the_agreement_states_it(
    first: str, last: str | None, counted_by: Unit, portion: str, value: str
) -> None:
    given_service = service(first, last, counted_by=counted_by)
    assert str(given_service.portion("2021/22")) == portion
    assert given_service.value_in(YEAR) == Money(value)


@pytest.mark.parametrize(
    ("first", "last"),
    [("2021-10-02", None), ("2021-10-02", "2021-10-31"), ("2021-10-01", "2022-02-27")],
)
def test_months_are_counted_only_of_whole_months(first: str, last: str | None) -> None:
    fault = caught(ModelError, service, first, last, counted_by="months")
    rule = "begin and end with a calendar month where it is counted by months"
    assert said(fault) == (f"{LEGAL} by Sefton", rule, f"{DateRange(first, last)} ({MINUTE})")
    assert "by days" in fault.remedy


def test_spells_that_adjoin_make_a_whole_year() -> None:
    """Counted by the shape of their days, they made 729 parts of 730."""
    by_days = [("2021-04-01", "2021-09-30"), ("2021-10-01", "2021-10-14"), ("2021-10-15", None)]
    portions = [service(*days).portion(YEAR) for days in by_days]
    assert sum(each.fraction for each in portions) == 1


def test_a_leap_year_has_a_day_more() -> None:
    assert str(service("2020-03-15", "2020-03-15").portion("2019/20")) == "1 of 366 days"


def test_half_a_penny_goes_up() -> None:
    half = service("2021-10-01", value="0.01", counted_by="months")
    assert half.value_in(YEAR) == Money("0.01")


@given(st.dates(date(2015, 4, 1), date(2021, 4, 1)), st.integers(0, 10**9))
def test_a_whole_year_is_worth_the_annual_value(first: date, pence: int) -> None:
    amount = Money.from_pence(pence)
    whole = ProvidedService(LEGAL, "Sefton", DateRange(first), amount, "charged")
    assert whole.value_in(YEAR) == amount


@given(st.sets(st.dates(date(2021, 4, 2), date(2022, 3, 31)), max_size=6), st.booleans())
def test_a_service_handed_over_within_the_year_is_worth_the_annual_value(
    starts: set[date],
    by_months: bool,  # noqa: FBT001  # drawn
) -> None:
    """The portions make up the year; each value is to the nearest penny."""
    starts = {day.replace(day=1) for day in starts} if by_months else starts
    unit: Unit = "months" if by_months else "days"
    parts = [
        ProvidedService(LEGAL, "A", days, "36500.07", "charged", counted_by=unit)
        for days in YEAR.days.split(*starts)
    ]
    assert sum(part.portion(YEAR).fraction for part in parts) == 1
    assert abs(sum_of(part.value_in(YEAR) for part in parts).pence - 3650007) <= len(parts) / 2


def test_a_portion_is_a_number_and_words() -> None:
    assert Portion(3, 12, "months").fraction == Fraction(1, 4)
    wrong: Any = "weeks"
    assert caught(InvalidValueError, Portion, 1, 52, wrong).subject == "Portion unit"
    fault = caught(InvalidValueError, Portion, 13, 12, "months")
    assert said(fault) == ("Portion", "be no more than the year", "13 of 12")


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ({"function": "a/b"}, "Service"),
        ({"provider": ""}, "ProvidedService provider"),
        ({"annual_value": "-1"}, "Annual value of legal advice by Sefton"),
        ({"terms": "free"}, "ProvidedService terms"),
        ({"counted_by": "weeks"}, "ProvidedService counted_by"),
    ],
)
def test_a_service_guards_itself(change: dict[str, Any], subject: str) -> None:
    sound: dict[str, Any] = {
        "function": LEGAL,
        "provider": "Sefton",
        "days": YEAR.days,
        "annual_value": "1",
        "terms": "in kind",
    }
    assert str(ProvidedService(**sound)) == "legal advice by Sefton"
    assert caught(InvalidValueError, ProvidedService, **(sound | change)).subject == subject


def test_a_negative_value_says_what_it_got() -> None:
    fault = caught(InvalidValueError, service, "2021-04-01", None, "-1")
    assert said(fault)[1:] == ("not be negative", Money("-1"))


def test_the_table_says_who_provides_what_on_which_terms() -> None:
    terms: Terms = "charged"
    hr = ProvidedService(
        "HR", "Wirral", DateRange("2021-10-01"), "8000", terms, source=MINUTE, counted_by="months"
    )
    legal = evolve(service("2018-04-01"), source=None)
    table = services_table([legal, hr], FinancialYear(2021)).to_frame()
    assert [*table.index] == [LEGAL, "HR"]
    assert table.loc["HR"].to_dict() == {
        "provider": "Wirral",
        "days": "from 2021-10-01",
        "terms": "charged",
        "pool": "",
        "annual value": Decimal("8000.00"),
        "portion": "6 of 12 months",
        "value": Decimal("4000.00"),
        "source": str(MINUTE),
    }
    assert table.loc[LEGAL, "source"] == ""


# ---- with the partners ---------------------------------------------------------------------------

LEFT = [DateRange("2018-04-01", "2020-03-31"), DateRange("2020-04-01", "2022-03-31")]
SEFTON = Partner("Sefton", Authority("Sefton Council"), LEFT, MINUTE)


def test_a_service_is_provided_by_somebody_who_is_a_partner_all_the_while() -> None:
    """Two spells of membership that adjoin are as one."""
    check_services([service("2018-04-01", "2022-03-31")], [SEFTON])
    spells = ", ".join(f"{days} ({MINUTE})" for days in LEFT)
    for days in (DateRange("2018-04-01"), DateRange("2018-03-31", "2019-03-31")):
        fault = caught(
            ModelError, check_services, [evolve(service("2018-04-01"), days=days)], [SEFTON]
        )
        assert said(fault) == (
            "Service",
            f"be provided by a partner while it is one; Sefton is one {spells}",
            f"{LEGAL} by Sefton {days} ({MINUTE})",
        )


def test_a_partner_that_rejoins_provides_nothing_between() -> None:
    spells = [DateRange("2018-04-01", "2020-03-31"), DateRange("2021-04-01", "2022-03-31")]
    away = evolve(SEFTON, member=spells)
    check_services([service("2018-04-01", "2020-03-31")], [away])
    fault = caught(ModelError, check_services, [service("2018-04-01", "2022-03-31")], [away])
    assert fault.subject == "Service"


def test_a_service_is_provided_by_a_partner() -> None:
    fault = caught(ModelError, check_services, [service("2018-04-01", "2019-03-31")], [])
    assert fault.subject == "Service"
    other = evolve(SEFTON, name="Wirral")
    fault = caught(ModelError, check_services, [service("2018-04-01", "2019-03-31")], [other])
    assert fault.rule == f"be provided by one of Wirral ({MINUTE})"


def test_a_service_is_listed_once_for_any_day() -> None:
    first, again = service("2018-04-01", "2020-03-31"), service("2020-03-31", "2022-03-31")
    assert said(caught(ModelError, check_services, [first, again], [SEFTON])) == (
        f"{LEGAL} by Sefton",
        "be listed once for any day",
        f"{first.days} ({MINUTE}) and {again.days} ({MINUTE})",
    )
    renewed = service("2020-04-01", "2022-03-31", "40000")
    check_services([first, renewed, evolve(first, function="HR")], [SEFTON])


def test_services_are_told_apart_by_what_they_are_not_by_how_they_read() -> None:
    ash, both = evolve(SEFTON, name="Ash"), evolve(SEFTON, name="Birch by Ash")
    one = evolve(service("2018-04-01", "2020-03-31"), function="HR by Birch", provider="Ash")
    other = evolve(one, function="HR", provider="Birch by Ash")
    assert str(one) == str(other)
    check_services([one, other], [both, ash])
