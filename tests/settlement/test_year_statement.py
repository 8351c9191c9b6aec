"""The statement for audit: each figure from its own record, and a difference of nothing."""

from __future__ import annotations

from html import escape

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.errors import ModelError
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import FinancialYear
from aimpartner.settlement.fees import Taken
from aimpartner.settlement.outturn import PRICED, Actual, Outturn
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.tiers import Tier
from aimpartner.settlement.year_statement import YearStatement
from aimpartner.sources import Source
from aimpartner.working.amounts import moneys, split
from builders import YEAR, income, line
from drawn import drawn
from faults import caught, said
from settlement.settled import SHARED, rule
from settlement.settled import issued as notified
from settlement.test_settlement_laws import NAMES, settlements

LEDGER = Source("ledger of 30 June 2022")
MINUTE = Source("board, minute 9")
USE = CostLine("staffing", "used", Heading.RESERVES, "20", Effect.REDUCES)
INTO = CostLine("premises", "saved", Heading.RESERVES, "7", Effect.INTO_RESERVE)
FUND = CostLine("fund", "support fund", Heading.TRANSFER_PAYMENTS, "60", Effect.OUTSIDE)
SEAT = evolve(line("90", name="seconded"), incurred_by="Birch")
PLAN = Budget(
    YEAR,
    [line("870"), SEAT, income("60"), line("100", "premises", "rent"), USE, INTO, FUND],
    source=MINUTE,
)
BASE = {"Ash": 5, "Birch": 3, "Cedar": 2}
TIERS = [Tier("reserve"), Tier("host", limit=Money("4")), SHARED]
KEPT = [Tier("reserve"), Tier("carried forward", part="50 %"), Tier("board decides")]
HELD = {"Ash": "20", "Birch": "3", "Cedar": "2"}
FULL = Reserve("general", moneys(HELD))


def asked(plan: Budget = PLAN) -> Issued:
    """Return the issue of a plan, £1 above its call for what is bought at a price."""
    call = plan.call() + Money("1")
    gross = split(call, BASE)
    made = notified(plan, gross, call=call, priced=split(Money("1"), BASE))
    decision = Decision("", "2021-03-26", "Strategic board", source=MINUTE)
    net = {name: each - Money("90" if name == "Birch" else "0") for name, each in gross.items()}
    return evolve(made, net=moneys(net), decision=decision, marking="MADE UP")


def reserve(plan: Budget = PLAN, opening: dict[str, str] = HELD) -> Reserve:
    """Return the reserve with what the plan uses and pays in."""
    held = Reserve("general", moneys(opening), Money("30"))
    used = held.used(plan.year, Money("20"), "planned", {"Ash": 1})
    return used.paid_in(plan.year, moneys({"Ash": "7"}), "planned")


def settle(staffing: str, brought: str = "0", plan: Budget = PLAN) -> Settlement:
    """Return the settlement of a plan by the final outturn."""
    actuals = [
        Actual("staffing", Money(staffing) - Money("95"), source=Source("payroll")),
        Actual("staffing", "95", "Birch"),
        Actual("premises", "100"),
        Actual(PRICED, "1"),
    ]
    told = Outturn(
        plan.year,
        "final",
        f"{plan.year.starts + 1}-06-30",
        actuals,
        source=LEDGER,
        taken=[Taken(name, "places", 1, price=f"0.{part}0") for name, part in BASE.items()],
    )
    return Settlement(
        asked(plan),
        plan,
        told,
        [rule(TIERS, KEPT)],
        reserves=[reserve(plan)],
        brought_forward=Money(brought),
    )


def statement() -> YearStatement:
    """Return the statement of an overspend of £32."""
    settled = settle("932")
    return YearStatement(settled.issued, settled, moneys({"Ash": "500"}))


@st.composite
def settled_years(draw: st.DrawFn) -> Settlement:
    """Draw a settled year whose reserve holds what its budget plans."""
    settled = draw(settlements())
    (held,), lines = settled.reserves, dict(settled.reconciliation)
    use = lines["planned use of reserve"]
    opening = {name: each + use for name, each in held.opening.items()}
    ready = evolve(held, opening=opening).used(YEAR, use, "planned", dict.fromkeys(NAMES, 1))
    into = split(-lines["planned payment into reserve"], dict.fromkeys(NAMES, 1))
    return evolve(settled, reserves=[ready.paid_in(YEAR, into, "planned")])


@drawn(60)
@given(settled_years())
def test_net_outturn_is_what_met_it_each_line_from_its_own_record(settled: Settlement) -> None:
    """Design, section 7: net outturn = issued contributions + due from partners - due to ..."""
    told = YearStatement(settled.issued, settled, moneys({"Elm": "5"}))
    assert told.difference == Money(0)
    found, sums = {(row.section, row.line): dict(row.amounts) for row in told.rows}, {}
    for section in ("Budget", "Contributions issued", "Outturn", "Settlement"):
        rows = [dict(row.amounts) for row in told.rows if row.section == section]
        place = [row.line for row in told.rows if row.section == section].index("sum")
        sums[section] = rows[place]
        for head, amount in rows[place].items():
            assert amount == sum_of(row[head] for row in rows[:place])
    issued, budget = sums["Contributions issued"], sums["Budget"]
    residual = found["Contributions issued", "residual"]["contribution"]
    assert issued["contribution"] + residual == budget["call"] == settled.issued.call
    assert budget["expenditure"] + budget["income"] + budget["reserves"] == budget["call"]
    assert sums["Outturn"]["outturn"] == settled.outturn.net
    assert sums["Settlement"]["settled contribution"] == settled.issued.total + sum_of(
        settled.due.values()
    )
    held = [row for row in told.rows if row.section == "Reserve general"]
    for head, opening in held[0].amounts:
        moved = sum_of(dict(row.amounts)[head] for row in held[1:-1])
        assert dict(held[-1].amounts)[head] == opening + moved


def test_the_statement_tells_the_year_from_budget_to_difference() -> None:
    found = {
        (row.section, row.line): {head: str(amount) for head, amount in row.amounts}
        for row in statement().rows
    }
    assert found["Budget", "staffing"] == {
        "expenditure": "£960.00",
        "income": "-£60.00",
        "reserves": "-£20.00",
        "call": "£880.00",
    }
    assert found["Budget", PRICED]["call"] == "£1.00"
    assert found["Budget", "sum"]["call"] == "£988.00"
    assert found["Budget", "outside the call"]["expenditure"] == "£60.00"
    assert found["Budget", "outside the call"]["call"] == "£0.00"
    assert found["Outturn", "staffing"]["variance"] == "£32.00"
    assert found["Contributions issued", "Birch"] == {
        "contribution": "£296.40",
        "incurred": "£90.00",
        "net payable": "£206.40",
    }
    assert found["Settlement", "Ash"] == {
        "due": "£12.00",
        "settled contribution": "£506.00",
        "incurred": "£0.00",
        "paid": "£500.00",
        "still owed": "£6.00",
    }
    assert found["Reserve general", "closing"]["total"] == "£0.00"


def test_the_reconciliation_of_an_overspend_names_every_line() -> None:
    assert [(words, str(amount)) for words, amount in statement().reconciliation] == [
        ("issued contributions", "£988.00"),
        ("due from partners", "£20.00"),
        ("due to partners", "£0.00"),
        ("drawn from reserve", "£32.00"),
        ("put to reserve", "-£7.00"),
        ("brought forward", "£0.00"),
        ("carried forward", "£0.00"),
        ("not yet decided", "£0.00"),
    ]


def test_a_partner_that_a_movement_leaves_alone_has_nothing_in_its_row() -> None:
    (row,) = (each for each in statement().rows if each.line == "payment in: planned")
    assert dict(row.amounts) == {
        "Ash": Money("7"),
        "Birch": Money(0),
        "Cedar": Money(0),
        "total": Money("7"),
    }


def test_a_year_begins_with_what_the_year_before_left() -> None:
    """An underspend of £28: the reserve holds £12 and takes £18, then half is carried forward."""
    earlier = Budget(FinancialYear(2020), PLAN.lines)
    first = settle("872", plan=earlier)
    before = YearStatement(first.issued, first, moneys({}))
    lines = dict(before.reconciliation)
    assert lines["carried forward"] == lines["not yet decided"] == Money("-5")
    (left,) = first.closing_reserves
    kept = left.used(YEAR, Money("20"), "planned")
    opened = kept.paid_in(YEAR, moneys({"Ash": "7"}), "planned")
    second = evolve(settle("932", brought="5"), reserves=[opened])
    told = YearStatement(second.issued, second, moneys({}), before=before)
    assert dict(told.reconciliation)["brought forward"] == Money("5")
    origins = {row.line: row.origin for row in told.rows if row.section == "Reconciliation"}
    assert origins["brought forward"].startswith("the issue of Agency 2020/21, version 1")
    subject = "Statement before that of Agency 2021/22"
    fault = caught(ModelError, evolve, told, settlement=evolve(second, brought_forward="4"))
    assert said(fault) == (
        subject,
        "leave the £4.00 with which 2021/22 begins (brought forward)",
        Money("5"),
    )
    fault = caught(ModelError, evolve, told, other_reserves=[Reserve("repairs", moneys(HELD))])
    begins = "leave the £20.00 with which 2021/22 begins (Ash in reserve repairs)"
    assert said(fault)[1:] == (begins, Money("0"))
    fault = caught(ModelError, evolve, statement(), before=told)
    assert said(fault) == (subject, "be of Agency 2020/21", told.issued.title)


def test_a_settlement_of_an_issue_that_was_replaced_is_refused() -> None:
    reissued = evolve(asked(), version="2", on="2021-10-01", reason="a late post", replaces="1")
    fault = caught(ModelError, evolve, statement(), issued=reissued)
    assert said(fault) == (
        "Settlement in the statement of Agency 2021/22",
        "be of the issue of Agency 2021/22, version 2, 1 October 2021",
        "the issue of Agency 2021/22, version 1, 26 March 2021",
    )
    assert fault.remedy == "Settle the issue in force."


def test_a_forecast_is_no_outturn_to_audit() -> None:
    settled = settle("932")
    expected = evolve(settled, outturn=evolve(settled.outturn, stage="forecast"))
    fault = caught(ModelError, evolve, statement(), settlement=expected)
    assert said(fault)[1:] == (
        "go by a provisional or a final outturn",
        "the forecast of 2021/22, 30 June 2022",
    )


def test_a_payment_by_nobody_of_the_issue_is_refused() -> None:
    fault = caught(ModelError, evolve, statement(), paid={"Elm": "5"})
    assert fault.got == "Elm"


@pytest.mark.parametrize(
    ("held", "use", "got"),
    [
        (None, "£20.00", "£0.00 used and £0.00 paid in, by their record (none)"),
        (FULL, "£45.00", "£25.00 used and £0.00 paid in, by their record (general)"),
        (
            FULL.used(YEAR, Money("20"), "planned"),
            "£25.00",
            "£25.00 used and £0.00 paid in, by their record (general)",
        ),
    ],
)
def test_a_reserve_without_what_the_budget_planned_is_refused(
    held: Reserve | None, use: str, got: str
) -> None:
    """The settlement trusts that planned movements are made; the statement looks."""
    settled = settle("960")
    tiers = TIERS if held else [SHARED]
    forgot = evolve(settled, reserves=[held] if held else [], rules=[rule(tiers, [SHARED])])
    fault = caught(ModelError, YearStatement, settled.issued, forgot, moneys({}))
    assert said(fault) == (
        "Reserves of Agency 2021/22",
        f"show {use} used and £7.00 paid in, by {PLAN.title} and the settlement",
        got,
    )


def test_a_reserve_given_twice_is_refused_and_another_stands_beside_it() -> None:
    fault = caught(
        ModelError, evolve, statement(), other_reserves=[Reserve("general", moneys(HELD))]
    )
    assert said(fault)[1:] == ("name each reserve once", "general (2 times)")
    beside = evolve(statement(), other_reserves=[Reserve("repairs", moneys({"Ash": "9"}))])
    assert [row.line for row in beside.rows if row.section == "Reserve repairs"] == [
        "opening",
        "closing",
    ]
    assert beside.difference == Money("0")


def test_the_statement_shows_itself_with_its_marking_and_the_origin_of_each_figure() -> None:
    told = statement()
    shown, html = str(told), told._repr_html_()
    assert shown.splitlines()[:2] == [
        "MADE UP",
        "Agency: statement for audit 2021/22, issue 1 of 26 March 2021",
    ]
    assert "decided by Strategic board (board, minute 9)." in " ".join(shown.split())
    final = "the final outturn of 2021/22, 30 June 2022"
    assert f"- staffing: {final} (payroll; ledger of 30 June 2022)." in " ".join(shown.split())
    assert f"- premises, priced elements: {final} (ledger" in shown
    origins = {row.line: row.origin for row in told.rows if row.section == "Budget"}
    assert origins["staffing"] == f"{PLAN.title} ({MINUTE})"
    for words in ("MADE UP", "Reconciliation", f"{escape('£1,033.00')}"):
        assert words in html
    assert repr(told) == "<YearStatement of Agency 2021/22: net outturn £1,033.00>"


def test_the_statement_says_what_a_reissue_replaces_and_why() -> None:
    told = statement()
    again = evolve(told.issued, version="2", replaces="1", reason="a late post", decision=None)
    plain = evolve(told, issued=again, settlement=evolve(told.settlement, issued=again))
    origins = {row.line: row.origin for row in plain.rows if row.section == "Contributions issued"}
    assert origins["Ash"] == (
        "the issue of Agency 2021/22, version 2, 26 March 2021, worked out from "
        "the budget of 2021/22, version 1 by the formula; replaces version 1: a late post"
    )


def test_every_figure_of_the_table_says_where_it_comes_from() -> None:
    told = statement()
    table = told.to_frame()
    assert len(table) == sum(len(row.amounts) for row in told.rows)
    assert table["from"].str.len().min() > 0
    assert (
        table.loc[("Reconciliation", "net outturn", "amount"), "amount"]
        == Money("1033").to_decimal()
    )


def test_a_year_with_nothing_to_settle_says_so() -> None:
    plan = Budget(YEAR, [line("100")])
    made = notified(plan, {"Ash": "60", "Birch": "40"})
    told = Outturn(YEAR, "provisional", "2022-05-01", [Actual("staffing", "100")])
    settled = Settlement(made, plan, told, [rule([SHARED])])
    shown = str(YearStatement(made, settled, made.net))
    assert "nothing to settle" in shown
    assert "the budget of 2021/22, version 1 (no source is recorded)" in shown
