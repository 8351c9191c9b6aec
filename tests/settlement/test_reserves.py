"""A reserve: balances by partner that follow every movement."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.money import Money, sum_of
from aimpartner.settlement.reserve_statement import ReserveStatement
from aimpartner.settlement.reserves import Reserve, ReserveMovement
from builders import MINUTE
from faults import caught, said

HELD = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
PENCE = st.integers(0, 10**7)


def in_text(reserve: Reserve) -> list[str]:
    return [str(each) for each in reserve.balances.values()]


@pytest.mark.parametrize(
    ("by", "balances"),
    [
        (None, ["£225.00", "£75.00"]),
        ({"Knowsley": 1, "Sefton": 1}, ["£250.00", "£50.00"]),
        ({"Knowsley": "20 %", "Sefton": "80 %"}, ["£280.00", "£20.00"]),
    ],
)
def test_a_use_goes_by_the_balances_or_by_weights(
    by: dict[str, int | str] | None, balances: list[str]
) -> None:
    assert in_text(HELD.used("2021/22", Money("100"), "training", by)) == balances


def test_a_use_that_a_balance_cannot_bear_is_refused() -> None:
    act = HELD.used
    fault = caught(
        ModelError, act, "2021/22", Money("300"), "training", {"Knowsley": 1, "Sefton": 1}
    )
    subject = "Balance of Sefton in reserve general after use of 2021/22, training"
    assert said(fault) == (subject, "not be negative", Money("-50"))
    assert fault.remedy.startswith("Take less, share by the balances, or cite the clause")


def test_a_use_of_more_than_the_reserve_holds_is_refused() -> None:
    fault = caught(ModelError, HELD.used, "2021/22", Money("400.01"), "training")
    subject = "Use of reserve general in 2021/22 (training)"
    assert said(fault) == (subject, "be at most £400.00", Money("400.01"))
    assert HELD.used("2021/22", Money("400"), "training").total == Money(0)


def test_a_use_is_recorded_with_its_year_its_reason_and_its_source() -> None:
    (movement,) = HELD.used("2021/22", Money("100"), "training", source=MINUTE).movements
    assert (str(movement.year), movement.reason) == ("2021/22", "training")
    assert (movement.kind, movement.source) == ("use", MINUTE)


def test_a_balance_may_be_overdrawn_where_the_agreement_says_so() -> None:
    reserve = Reserve("general", {"Knowsley": "50", "Sefton": "-20"}, may_be_overdrawn=True)
    assert (reserve.total, reserve.available) == (Money("30"), Money("50"))
    after = reserve.used("2021/22", Money("50"), "training")
    assert in_text(after) == ["£0.00", "-£20.00"]
    further = after.used("2021/22", Money("1"), "training", {"Sefton": 1})
    assert further.balances["Sefton"] == Money("-21")


def test_an_opening_balance_below_nothing_is_refused() -> None:
    fault = caught(ModelError, Reserve, "general", {"Sefton": "-1"})
    assert fault.subject == "Balance of Sefton in reserve general after its opening"


def test_a_balance_overdrawn_in_between_is_refused_though_a_later_payment_repairs_it() -> None:
    down = ReserveMovement("2021/22", "use", {"Sefton": "-150"}, "training")
    up = ReserveMovement("2021/22", "payment in", {"Sefton": "60"}, "top-up")
    fault = caught(ModelError, Reserve, "general", HELD.opening, None, [down, up])
    subject = "Balance of Sefton in reserve general after use of 2021/22, training"
    assert said(fault) == (subject, "not be negative", Money("-50"))
    assert Reserve("general", HELD.opening, None, [up, down]).balances["Sefton"] == Money("10")


def test_what_exceeds_the_limit_goes_back_by_the_stated_weights() -> None:
    reserve = Reserve("general", HELD.opening, Money("360"))
    assert reserve.excess == Money("40")
    assert in_text(reserve.trimmed("2021/22")) == ["£270.00", "£90.00"]
    back = reserve.trimmed("2021/22", {"Knowsley": 59, "Sefton": 41}, MINUTE)
    assert in_text(back) == ["£276.40", "£83.60"]
    assert (back.excess, back.movements[0].kind) == (Money(0), "return")
    assert back.trimmed("2021/22") is back
    assert HELD.excess == Money(0)


@pytest.mark.parametrize(
    ("limit", "taken"),
    [(None, "50"), (Money("1000"), "50"), (Money("430"), "30"), (Money("10"), "0")],
)
def test_room_is_what_the_limit_leaves(limit: Money | None, taken: str) -> None:
    assert Reserve("general", HELD.opening, limit).room(Money("50")) == Money(taken)


def test_a_leaver_is_paid_its_balance() -> None:
    after = HELD.left("Sefton", "2021/22", source=MINUTE)
    assert in_text(after) == ["£300.00", "£0.00"]
    assert (after.movements[0].kind, after.movements[0].total) == ("exit", Money("-100"))


def test_a_leaver_forfeits_its_balance_to_the_others() -> None:
    three = Reserve("general", {"Knowsley": "10", "Sefton": "1", "Wirral": "0"})
    after = three.left("Sefton", "2021/22", {"Knowsley": 1, "Wirral": 2})
    assert in_text(after) == ["£10.33", "£0.00", "£0.67"]
    assert after.total == three.total


@pytest.mark.parametrize(
    ("kind", "amounts", "rule", "got"),
    [
        (
            "payment in",
            {"Sefton": "-1"},
            "be positive or nothing as a payment in",
            "-£1.00 for Sefton",
        ),
        ("use", {"Sefton": "1"}, "be negative or nothing as a use", "£1.00 for Sefton"),
        ("return", {"Sefton": "1"}, "be negative or nothing as a return", "£1.00 for Sefton"),
        ("exit", {"Sefton": "-1", "Wirral": 0}, "be of one partner as an exit", "Sefton, Wirral"),
        ("transfer", {"Sefton": "1"}, "sum to nothing as a transfer", Money("1")),
    ],
)
def test_a_movement_goes_the_way_of_its_kind(
    kind: str, amounts: dict[str, str | int], rule: str, got: object
) -> None:
    fault = caught(ModelError, ReserveMovement, "2021/22", kind, amounts, "why")
    assert said(fault) == ("Reserve movement of 2021/22 (why)", rule, got)


def test_a_movement_of_somebody_without_a_balance_is_refused() -> None:
    fault = caught(ModelError, HELD.paid_in, "2021/22", {"Wirral": Money("1")}, "joins")
    subject = "Movement of reserve general in 2021/22"
    assert said(fault) == (subject, "be of Knowsley, Sefton alone", "Wirral")
    assert fault.remedy == "Open a joiner's balance with 0."


def test_movements_come_in_the_order_of_the_years() -> None:
    later = HELD.paid_in("2022/23", {"Sefton": Money("1")}, "top-up")
    fault = caught(ModelError, later.used, "2021/22", Money("1"), "late")
    assert (fault.rule, fault.got) == ("follow that of 2022/23", "late")


def test_a_limit_may_be_text() -> None:
    assert Reserve("general", HELD.opening, "360").excess == Money("40")


def test_what_can_be_used_by_weight_is_what_every_balance_can_bear() -> None:
    assert HELD.bearable() == HELD.available
    assert HELD.bearable({"Knowsley": 0, "Sefton": 1}) == HELD.balances["Sefton"]
    assert HELD.bearable({"Knowsley": 1, "Wirral": 1}) == Money(0)
    lax = Reserve("general", HELD.opening, may_be_overdrawn=True)
    assert lax.bearable({"Sefton": 1}) == HELD.total


@given(
    st.lists(st.tuples(PENCE, st.integers(0, 9)), min_size=2).filter(lambda p: any(w for _, w in p))
)
def test_a_use_of_what_can_be_borne_overdraws_nobody(pairs: list[tuple[int, int]]) -> None:
    held = Reserve("general", {f"P{i}": Money.from_pence(one) for i, (one, _) in enumerate(pairs)})
    by = {f"P{i}": weight for i, (_, weight) in enumerate(pairs)}
    after = held.used("2021/22", held.bearable(by), "training", by)
    assert min(after.balances.values()) >= Money(0)


def test_a_limit_below_nothing_is_refused() -> None:
    fault = caught(InvalidValueError, Reserve, "general", HELD.opening, Money("-1"))
    assert said(fault) == ("Limit of reserve general", "not be negative", Money("-1"))


def test_a_statement_runs_from_opening_to_closing() -> None:
    reserve = HELD.used("2020/21", Money("40"), "training")
    reserve = reserve.paid_in("2021/22", {"Sefton": Money("5")}, "top-up", MINUTE)
    reserve = reserve.used("2022/23", Money("5"), "later")
    statement = ReserveStatement(reserve, "2021/22")
    assert dict(statement.opening) == {"Knowsley": Money("270"), "Sefton": Money("90")}
    assert [each.reason for each in statement.movements] == ["top-up"]
    assert statement.closing["Sefton"] == Money("95")
    table = statement.to_frame()
    assert list(table.index) == ["opening", "payment in: top-up", "closing"]
    assert list(table["total"]) == [Decimal(360), Decimal(5), Decimal(365)]


@given(st.lists(st.tuples(PENCE, PENCE), min_size=1, max_size=5), st.data())
def test_a_use_by_the_balances_never_overdraws_one(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    opening = {f"P{place}": Money.from_pence(one) for place, (one, _) in enumerate(pairs)}
    reserve = Reserve("general", opening)
    total = Money.from_pence(data.draw(st.integers(0, reserve.total.pence)))
    after = reserve.used("2021/22", total, "training")
    assert after.total == reserve.total - total
    assert min(after.balances.values()) >= Money(0)


@given(st.lists(st.tuples(PENCE, PENCE), min_size=2, max_size=5))
def test_closing_is_opening_and_all_movements(pairs: list[tuple[int, int]]) -> None:
    opening = {f"P{place}": Money.from_pence(one) for place, (one, _) in enumerate(pairs)}
    paid = {f"P{place}": Money.from_pence(other) for place, (_, other) in enumerate(pairs)}
    others = dict.fromkeys(list(opening)[1:], 1)
    reserve = (
        Reserve("general", opening).paid_in("2021/22", paid, "in").left("P0", "2021/22", others)
    )
    statement = ReserveStatement(reserve, "2021/22")
    moved = sum_of(each.total for each in statement.movements)
    assert sum_of(statement.closing.values()) == sum_of(opening.values()) + moved
    assert reserve.balances["P0"] == Money(0)
