"""What leavers pay on going: row 9 of the table of funding rules."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.money import Money, sum_of
from aimpartner.settlement.exits import ExitStatement, Leaver, Liability
from aimpartner.settlement.reserves import Reserve
from builders import MINUTE
from faults import caught, said

SEFTON = Leaver("Sefton", "2021-03-31", "2022-03-31", 12)
WIRRAL = Leaver("Wirral", "2021-06-30", "2022-03-31", 12, MINUTE)
HELD = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
REDUNDANCY = Liability("redundancy", "1000", {"Sefton": 1, "Wirral": 2}, MINUTE)
LEASE = Liability("lease", "900", {"Sefton": 1})
BOTH = ExitStatement([SEFTON, WIRRAL], [REDUNDANCY, LEASE], {"Sefton": "-50", "Wirral": "20"}, HELD)


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
    assert "Sefton gave notice on 31 March 2021 and leaves on 31 March 2022." in shown
    assert f"Wirral gave notice on 30 June 2021 and leaves on 31 March 2022 [{MINUTE}]." in shown


def test_a_notice_too_short_is_refused_unless_it_is_waived() -> None:
    fault = caught(ModelError, Leaver, "Sefton", "2021-04-01", "2022-03-31", 12)
    rule = "be on or after 1 April 2022, 12 months after the notice of 1 April 2021"
    assert said(fault) == ("Last day of Sefton", rule, "31 March 2022")
    assert WIRRAL.earliest > WIRRAL.leaves


@pytest.mark.parametrize(
    ("leavers", "liability", "settled", "subject", "got"),
    [
        ([SEFTON, SEFTON], LEASE, {"Sefton": 0}, "Leavers", "Sefton, Sefton"),
        ([SEFTON], LEASE, {}, "Settlement to the day", "none"),
        ([SEFTON], REDUNDANCY, {"Sefton": 0}, "Liability redundancy", "Wirral"),
    ],
)
def test_everything_speaks_of_the_leavers(
    leavers: list[Leaver], liability: Liability, settled: dict[str, int], subject: str, got: str
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
    gone = ExitStatement([SEFTON, WIRRAL], liabilities, {"Sefton": "7", "Wirral": "-7"}, HELD)
    costs = sum_of(each.amount for each in liabilities)
    assert sum_of(gone.payable.values()) == costs - HELD.balances["Sefton"]
