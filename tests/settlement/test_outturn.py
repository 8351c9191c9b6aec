"""What a year cost, beside its budget, report by report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.money import Money
from aimpartner.settlement.monitoring import Monitoring
from aimpartner.settlement.outturn import PRICED, Actual, Caused, Outturn, spending
from builders import YEAR, income, line
from faults import caught, said

USE = CostLine("staffing", "from reserve", Heading.RESERVES, "20", Effect.REDUCES)
INTO = CostLine("saved", "to reserve", Heading.RESERVES, "7", Effect.INTO_RESERVE)
RUNG_FENCED = CostLine("fund", "grant passed on", Heading.TRANSFER_PAYMENTS, "999", Effect.OUTSIDE)
PLAN = Budget(
    YEAR, [line("900"), income("50"), USE, line("100", "premises", "rent"), INTO, RUNG_FENCED]
)


def outturn(
    *actuals: Actual, stage: str = "final", on: str = "2022-06-30", period: str = ""
) -> Outturn:
    return Outturn(YEAR, stage, on, actuals, period=period)  # type: ignore[arg-type]  # a stage


def whole(staffing: str, premises: str, stage: str = "final", on: str = "2022-06-30") -> Outturn:
    return outturn(Actual("staffing", staffing), Actual("premises", premises), stage=stage, on=on)


def test_a_variance_is_told_before_any_use_of_a_reserve() -> None:
    found = whole("860", "90").variance(PLAN)
    assert [(each.pool, each.budgeted, each.variance) for each in found] == [
        ("staffing", Money("850"), Money("10")),
        ("premises", Money("100"), Money("-10")),
    ]
    assert spending(PLAN, "saved") == Money(0)


def test_what_is_priced_has_its_own_variance() -> None:
    bought = outturn(Actual("staffing", "850"), Actual("premises", "100"), Actual(PRICED, "60"))
    assert bought.variance(PLAN, Money("50"))[-1].variance == Money("10")
    assert bought.variance(PLAN)[-1].variance == Money("60")
    fault = caught(ModelError, whole("850", "100").variance, PLAN, Money("50"))
    assert fault.got == "nothing for priced elements"
    assert 'Add an actual whose pool is "priced elements"' in fault.remedy


def test_a_pool_of_the_budget_without_an_outturn_is_refused() -> None:
    fault = caught(ModelError, outturn(Actual("staffing", "1")).variance, PLAN)
    rule = f"name each pool of {PLAN.title}"
    assert said(fault) == (
        "The final outturn of 2021/22, 30 June 2022",
        rule,
        "nothing for premises",
    )
    assert fault.remedy == "State 0 for a pool that cost nothing."


def test_a_pool_that_the_budget_lacks_is_refused() -> None:
    strange = outturn(Actual("staffing", "1"), Actual("premises", "1"), Actual("premsies", "1"))
    fault = caught(ModelError, strange.variance, PLAN)
    assert (fault.rule, fault.got) == (f"name only pools of {PLAN.title}", "premsies")


@pytest.mark.parametrize("pool", ["saved", "fund"])
def test_a_pool_that_spends_nothing_towards_the_call_is_told_as_one_of_the_budget(
    pool: str,
) -> None:
    actuals = [Actual(name, "1") for name in ("staffing", "premises", pool)]
    fault = caught(ModelError, outturn(*actuals).variance, PLAN)
    assert fault.rule == f"leave out pools of {PLAN.title} that spend nothing towards the call"
    assert fault.got == f"{pool}, which has lines of reserves or outside the call alone"


def test_another_years_budget_is_refused() -> None:
    fault = caught(ModelError, whole("1", "1").variance, Budget("2022/23", [line()]))
    assert (fault.rule, fault.got) == ("be of 2021/22", "the budget of 2022/23, version 1")


def test_an_outturn_sums_by_pool_and_by_who_bore_it() -> None:
    told = outturn(
        Actual("staffing", "100"),
        Actual("staffing", "40", "Sefton"),
        Actual("premises", "9", "Sefton"),
    )
    assert (told.net, told.of("staffing"), told.incurred("Sefton")) == (
        Money("149"),
        Money("140"),
        Money("49"),
    )
    assert (told.of("none"), told.pools) == (Money(0), ("staffing", "premises"))


def test_a_pool_is_given_once_for_each_bearer() -> None:
    fault = caught(ModelError, outturn, Actual("staffing", "1"), Actual("staffing", "2"))
    assert (fault.rule, fault.got) == (
        "name each pool of whoever incurs it once",
        "staffing of the agency (2 times)",
    )


def test_what_a_partner_caused_lies_in_a_pool_of_the_report() -> None:
    actuals, own = [Actual("staffing", "1")], Caused("Sefton", "premises", "1", "damage")
    fault = caught(ModelError, Outturn, YEAR, "final", "2022-06-30", actuals, caused=[own])
    subject = "What Sefton caused in final outturn of 2021/22, 30 June 2022"
    assert said(fault) == (subject, "be in one of staffing", "premises")


@pytest.mark.parametrize("stage", ["provisional", "final"])
def test_an_outturn_is_dated_after_the_year(stage: str) -> None:
    fault = caught(ModelError, outturn, stage=stage, on="2022-03-31")
    subject = f"The {stage} outturn of 2021/22, 31 March 2022"
    assert said(fault) == (
        subject,
        "be dated after the year's last day, 31 March 2022",
        "31 March 2022",
    )
    assert outturn(stage=stage, on="2022-04-01").stage == stage


def test_a_stage_or_pool_that_is_none_is_refused() -> None:
    assert caught(InvalidValueError, outturn, stage="guess").got == "guess"
    assert caught(InvalidValueError, Actual, "a/b", "1").subject == "Pool"


def test_a_forecast_says_what_it_rests_on() -> None:
    second = outturn(stage="forecast", on="2021-10-15", period="Quarter 2")
    assert second.title == "forecast of 2021/22 (Quarter 2), 15 October 2021"


def reports() -> list[Outturn]:
    return [
        whole("900", "100", "forecast", "2021-07-15"),
        whole("880", "100", "forecast", "2021-10-15"),
        whole("870", "95", "provisional", "2022-05-01"),
        whole("868", "95", "final", "2022-06-30"),
    ]


@pytest.mark.parametrize(
    ("on", "net"),
    [("2021-07-15", "1000"), ("2021-10-14", "1000"), ("2021-10-15", "980"), ("2030-01-01", "963")],
)
def test_the_latest_report_is_the_newest_known_on_the_day(on: str, net: str) -> None:
    assert Monitoring(PLAN, reports()).latest(on).net == Money(net)


def test_before_the_first_report_there_is_none() -> None:
    fault = caught(ModelError, Monitoring(PLAN, reports()).latest, date(2021, 7, 14))
    assert said(fault) == ("Monitoring of 2021/22", "have a report by 14 July 2021", "none")


@pytest.mark.parametrize("places", [(1, 0), (0, 0), (2, 1), (3, 2)])
def test_reports_follow_one_another(places: tuple[int, int]) -> None:
    told = [reports()[place] for place in places]
    fault = caught(ModelError, Monitoring, PLAN, told)
    assert said(fault) == (f"The {told[1].title}", f"follow the {told[0].title}", "it before")


def test_a_forecast_after_the_provisional_outturn_goes_back_a_stage() -> None:
    late = whole("1", "1", "forecast", "2022-05-02")
    assert caught(ModelError, Monitoring, PLAN, [reports()[2], late]).got == "it before"


def test_a_report_that_does_not_fit_the_budget_is_refused() -> None:
    assert (
        caught(ModelError, Monitoring, PLAN, [outturn(Actual("staffing", "1"))]).got
        == "nothing for premises"
    )


def test_monitoring_and_settlement_tell_one_budget_of_what_was_priced() -> None:
    bought = outturn(Actual("staffing", "850"), Actual("premises", "100"), Actual(PRICED, "70"))
    monitoring = Monitoring(PLAN, [bought], "50")
    assert monitoring.to_frame().loc[(bought.on, PRICED), "variance"] == Decimal(20)
    assert (
        caught(ModelError, Monitoring, PLAN, [whole("1", "1")], "50").got == f"nothing for {PRICED}"
    )


def test_monitoring_is_a_row_for_each_report_and_pool() -> None:
    monitoring = Monitoring(PLAN, reports())
    table = monitoring.to_frame()
    assert table.shape == (8, 5)
    assert table.loc[(date(2021, 10, 15), "staffing"), "variance"] == Decimal(30)
    assert "provisional" in str(monitoring)
    assert str(monitoring).startswith("Monitoring of the budget of 2021/22, version 1\n")
