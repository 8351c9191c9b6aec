"""What leavers pay on going: row 9 of the table of funding rules."""

from __future__ import annotations

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.money import Money, sum_of
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import NoticeClause
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.periods import DateRange
from aimpartner.settlement.exits import ExitStatement, Liability
from aimpartner.settlement.reserves import Reserve
from builders import AIM, MINUTE, approved, partners
from faults import caught, said

CONSENT = Approval(
    ["Knowsley", "Liverpool", "Sefton"],
    [Decision("Knowsley", "2021-07-20", source=MINUTE), Decision("Liverpool", "2022-04-01")],
)
SEFTON = Withdrawal("Sefton", "2021-03-31", "2022-03-31")
WIRRAL = Withdrawal("Wirral", "2021-06-30", "2022-03-31", CONSENT)
HELD = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
REDUNDANCY = Liability("redundancy", "1000", {"Sefton": 1, "Wirral": 2}, MINUTE)
LEASE = Liability("lease", "900", {"Sefton": 1})
BOTH = ExitStatement(
    [SEFTON, WIRRAL], [REDUNDANCY, LEASE], {"Sefton": "-50", "Wirral": "20"}, [HELD]
)


def test_payable_is_liabilities_and_settlement_less_the_part_of_the_reserve() -> None:
    assert BOTH.payable["Sefton"] == Money("1083.33")  # 333.33 + 900 - 50 - 100
    assert BOTH.payable["Wirral"] == Money("686.67")  # 666.67 + 20, with no balance


def test_without_a_reserve_a_balance_lapses() -> None:
    gone = ExitStatement([SEFTON], [], {"Sefton": "-50"})
    assert gone.payable["Sefton"] == Money("-50")


def test_a_statement_shows_each_line_with_its_source_and_each_notice() -> None:
    table = BOTH.to_frame()
    assert list(table.index) == [
        f"redundancy [{MINUTE}]",
        "lease",
        "settlement to the day",
        "less balance in the reserve general",
        "payable",
    ]
    assert list(table["Sefton"][:-1]) == [Decimal(n) for n in ("333.33", "900", "-50", "-100")]
    shown = " ".join(str(BOTH).split())
    assert "Sefton leaves on 31 March 2022 on notice of 31 March 2021." in shown
    late = "Wirral leaves on 31 March 2022 on notice of 30 June 2021"
    assert f"{late}; Knowsley agreed on 20 July 2021 ({MINUTE})." in shown


@pytest.mark.parametrize("last", ["2021-03-31", "2021-04-01"])
def test_a_leaver_goes_on_the_notice_that_the_agreement_asks_for(last: str) -> None:
    """Twelve months from 1 April 2020 end on 1 April 2021, the clause's year on 31 March 2022."""
    days, clause = DateRange("2018-04-01", "2025-03-31"), NoticeClause(12, "31 March")
    agreement = Agreement(days, approved(*AIM[:3], on="2017-04-06"), notice=clause)
    spell = partners(["Sefton"], DateRange("2010-04-01", last))
    going = [Withdrawal("Sefton", "2020-04-01", last)]
    members = [*partners(AIM[:2]), *spell]
    fault = caught(ModelError, Partnership, "AiM", members, (), agreement, withdrawals=going)
    assert fault.subject == "Notice of Sefton"
    assert "31 March 2022" in fault.rule
    kept = evolve(going[0], given="2020-03-31", last="2021-03-31")
    spell = partners(["Sefton"], DateRange("2010-04-01", "2021-03-31"))
    told = Partnership("AiM", [*members[:2], *spell], (), agreement, withdrawals=[kept])
    assert ExitStatement(told.withdrawals, [LEASE], {"Sefton": 0}).payable["Sefton"] == Money("900")


@pytest.mark.parametrize(
    ("leavers", "liability", "settled", "subject", "got"),
    [
        ([SEFTON, SEFTON], LEASE, {"Sefton": 0}, "Exit statement", "Sefton (2 times)"),
        ([SEFTON], LEASE, {}, "Settlement to the day", "none"),
        ([SEFTON], REDUNDANCY, {"Sefton": 0}, "Liability redundancy", "Wirral"),
    ],
)
def test_everything_speaks_of_the_leavers(
    leavers: list[Withdrawal], liability: Liability, settled: dict[str, int], subject: str, got: str
) -> None:
    fault = caught(ModelError, ExitStatement, leavers, [liability], settled)
    assert (fault.subject, fault.got) == (subject, got)


def test_a_liability_is_borne_by_somebody_and_by_nobody_less_than_nothing() -> None:
    fault = caught(InvalidValueError, Liability, "lease", "900", {"Sefton": 2, "Wirral": -1})
    assert said(fault) == ("Weight of Wirral in the liability lease", "not be negative", "-1")
    fault = caught(InvalidValueError, Liability, "lease", "900", {"Sefton": 0})
    assert said(fault) == (
        "Weights of the liability lease",
        "not be all zero",
        "nothing for Sefton",
    )


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 9), st.integers(1, 9)), max_size=5))
def test_what_leavers_pay_is_every_liability_and_no_more(
    stated: list[tuple[int, int, int]],
) -> None:
    liabilities = [
        Liability("cost", Money.from_pence(pence), {"Sefton": one, "Wirral": other})
        for pence, one, other in stated
    ]
    gone = ExitStatement([SEFTON, WIRRAL], liabilities, {"Sefton": "7", "Wirral": "-7"}, [HELD])
    costs = sum_of(each.amount for each in liabilities)
    assert sum_of(gone.payable.values()) == costs - HELD.balances["Sefton"]
