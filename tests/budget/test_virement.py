"""Virement inside a pool, and a supplementary call."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.budget.host_charge import HostCharge
from aimpartner.budget.virement import Supplement, Virement
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.money import Money
from aimpartner.sources import Source
from builders import GUESS, MINUTE, approved, income, line
from faults import caught, said

PAPER = Source("Budget Paper, 26 March 2021")
STAFF = evolve(line("900", name="staff"), source=PAPER)
BUDGET = Budget(
    "2021/22",
    [STAFF, line("100", name="locums"), income("50"), line("70", "premises", "rent")],
    day="2021-03-26",
    status="approved",
    approval=approved("Sefton", on="2021-03-26"),
)
MOVED = Virement("staffing/staff", "staffing/locums", "40", "a vacant post", MINUTE)


def test_a_virement_moves_an_amount_and_leaves_every_call() -> None:
    after = MOVED.applied(BUDGET, "2", "2021-10-01")
    assert [each.amount.pence for each in after.lines] == [86000, 14000, 5000, 7000]
    assert [after.call(pool) for pool in after.pools] == [
        BUDGET.call(pool) for pool in BUDGET.pools
    ]
    assert (after.version, str(after.day)) == ("2", "2021-10-01")
    assert (after.status, after.approval) == (BUDGET.status, BUDGET.approval)


def test_a_vired_line_says_what_was_moved_why_and_where_that_is_recorded() -> None:
    staff, locums, *_ = MOVED.applied(BUDGET, "2", "2021-10-01").lines
    assert str(staff.source) == (
        "Budget Paper, 26 March 2021; less £40.00 to staffing/locums: a vacant post"
        " (Sefton Cabinet, 4 November 2021, minute 64)"
    )
    assert str(locums.source).startswith("no source; plus £40.00 from staffing/staff")


def test_a_virement_that_rests_on_an_assumption_says_so() -> None:
    for grounds in (evolve(MOVED, source=GUESS), evolve(MOVED, source=None)):
        staff = grounds.applied(BUDGET, "2", "2021-10-01").line("staffing/staff")
        assert staff.source is not None
        assert staff.source.is_assumption is (grounds.source is GUESS)


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_virement_and_its_mirror_leave_the_amounts(moved: int, more: int, there: int) -> None:
    held = Money.from_pence(moved + more)
    pair = [
        CostLine("pool", "a", Heading.EMPLOYEES, held),
        CostLine("pool", "b", Heading.PREMISES, Money.from_pence(there)),
    ]
    amount = Money.from_pence(moved)
    there_and_back = Virement("pool/b", "pool/a", amount, "back").applied(
        Virement("pool/a", "pool/b", amount, "out").applied(
            Budget("2021/22", pair), "2", "2021-05-01"
        ),
        "3",
        "2021-06-01",
    )
    assert [each.amount for each in there_and_back.lines] == [each.amount for each in pair]


def test_a_virement_across_pools_is_refused() -> None:
    across = Virement("staffing/staff", "premises/rent", "40", "rent review")
    fault = caught(ModelError, across.applied, BUDGET, "2", "2021-10-01")
    assert said(fault) == (
        "Virement of £40.00 from staffing/staff to premises/rent in 2021/22",
        "stay within one pool",
        "pools staffing and premises",
    )
    assert fault.remedy == "Make a new version of the budget, and have it approved."


def test_a_virement_that_would_change_the_call_is_refused() -> None:
    wrong = Virement("staffing/staff", "staffing/grant", "40", "more grant")
    fault = caught(ModelError, wrong.applied, BUDGET, "2", "2021-10-01")
    assert fault.rule == "be between lines of one effect on the call"
    assert fault.got == '"shared" and "reduces the call"'


def test_a_line_gives_no_more_than_it_holds() -> None:
    assert evolve(MOVED, amount="900").applied(BUDGET, "2", "2021-10-01").lines[0].amount.pence == 0
    fault = caught(ModelError, evolve(MOVED, amount="900.01").applied, BUDGET, "2", "2021-10-01")
    assert (fault.rule, fault.got) == ("be of £900.00 at most", Money("900.01"))


def test_a_line_that_does_not_stand_in_the_budget_is_refused() -> None:
    fault = caught(
        ModelError, evolve(MOVED, to_line="staffing/x").applied, BUDGET, "2", "2021-10-01"
    )
    assert fault.subject == "Line of the budget of 2021/22, version 1"
    assert (fault.rule, fault.got) == (
        "be one of staffing/staff, staffing/locums, staffing/grant, premises/rent",
        "'staffing/x'",
    )


def test_a_virement_moves_something_somewhere_for_a_reason() -> None:
    assert caught(InvalidValueError, evolve, MOVED, amount="0").rule == "be above nothing"
    assert caught(InvalidValueError, evolve, MOVED, reason="").got == "nothing"
    fault = caught(ModelError, evolve, MOVED, to_line="staffing/staff")
    assert said(fault) == ("Virement", "be between two lines", "staffing/staff")


def test_a_next_version_has_a_new_name_and_a_later_day() -> None:
    fault = caught(ModelError, MOVED.applied, BUDGET, "1", "2021-10-01")
    assert said(fault) == (
        "Next version of the budget of 2021/22, version 1",
        "have a name of its own",
        "'1'",
    )
    fault = caught(ModelError, MOVED.applied, BUDGET, "2", "2021-03-26")
    assert fault.subject == "Day of version 2 of 2021/22"
    assert fault.got == "26 March 2021"
    assert MOVED.applied(evolve(BUDGET, day=None), "2", "2021-04-01").version == "2"


def test_a_next_version_is_named_and_dated_in_its_year() -> None:
    fault = caught(InvalidValueError, MOVED.applied, BUDGET, "", "2021-10-01")
    assert said(fault) == (
        "Next version of the budget of 2021/22, version 1",
        "have a name",
        "nothing",
    )
    for day, words in (("2021-03-31", "31 March 2021"), ("2022-04-01", "1 April 2022")):
        late = caught(ModelError, MOVED.applied, BUDGET, "2", day)
        rule = "lie in the year, 1 April 2021 to 31 March 2022"
        assert said(late) == ("Day of version 2 of 2021/22", rule, words)
    assert MOVED.applied(BUDGET, "2", "2022-03-31").version == "2"


def test_a_virement_that_would_move_net_payables_is_refused() -> None:
    borne = evolve(BUDGET.lines[1], incurred_by="Sefton")
    shared = evolve(BUDGET, lines=[BUDGET.lines[0], borne, *BUDGET.lines[2:]])
    fault = caught(ModelError, MOVED.applied, shared, "2", "2021-10-01")
    assert (fault.rule, fault.got) == (
        "be between lines that are incurred by one party",
        "the agency and Sefton",
    )


EXTRA = Supplement([line("30", "premises", "repairs")], "storm damage")


def test_a_supplement_adds_to_the_call_and_is_a_draft_until_approved() -> None:
    after = EXTRA.applied(BUDGET, "2", "2021-10-01")
    assert (after.call("premises"), after.call("staffing")) == (Money("100"), Money("950"))
    assert (after.status, after.approval, after.version) == ("draft", None, "2")
    assert str(after.source) == "supplement to version 1: storm damage"


def test_a_supplement_carries_its_own_approval_and_source() -> None:
    given_it = approved("Sefton", on="2021-11-04")
    after = evolve(EXTRA, approval=given_it, source=GUESS).applied(BUDGET, "2", "2021-11-04")
    assert after.approval == given_it
    assert str(after.source) == (
        "Assumption: supplement to version 1: storm damage (nobody published it)"
    )


def test_a_supplement_adds_lines_of_new_names_for_a_reason() -> None:
    again = evolve(EXTRA, lines=[line("1", "premises", "rent")])
    fault = caught(ModelError, again.applied, BUDGET, "2", "2021-10-01")
    assert said(fault) == ("Budget of 2021/22", "name each line once", "premises/rent (2 times)")
    assert caught(InvalidValueError, evolve, EXTRA, lines=[]).got == "nothing"
    assert caught(InvalidValueError, evolve, EXTRA, reason="").got == "nothing"


def test_lines_outside_the_call_may_be_vired_between_themselves() -> None:
    fund = [CostLine("fund", name, Heading.TRANSFER_PAYMENTS, "9", Effect.OUTSIDE) for name in "ab"]
    after = Virement("fund/a", "fund/b", "2", "fewer claims").applied(
        Budget("2021/22", fund), "2", "2021-10-01"
    )
    assert ([each.amount for each in after.lines], after.call()) == (
        [Money("7"), Money("11")],
        Money("0"),
    )


CHARGED = HostCharge("fee", "fee", rate="5 %", of=["premises/rent"]).added_to(
    Budget("2021/22", [line("100", "premises", "rent"), line("50", "premises", "heat")])
)


def test_a_charge_by_a_rate_is_not_vired_and_moves_with_its_lines() -> None:
    by_itself = evolve(CHARGED.lines[-1], pool="premises")
    within = evolve(CHARGED, lines=[*CHARGED.lines[:-1], by_itself])
    moved = Virement("premises/heat", "premises/fee", "1", "dearer")
    fault = caught(ModelError, moved.applied, within, "2", "2021-10-01")
    assert said(fault)[1:] == (
        "be between amounts, and premises/fee is 5 % of premises/rent",
        Money("5"),
    )
    fault = caught(
        ModelError,
        Virement("premises/heat", "premises/rent", "20", "dearer").applied,
        CHARGED,
        "2",
        "2021-10-01",
    )
    assert said(fault)[1:] == (
        "leave the call of £155.00 as it is, with the charges on its lines",
        Money("156"),
    )
