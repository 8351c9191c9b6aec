"""An issue beside a recalculation or a reissue: who would pay what more, and why."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve
from hypothesis import given

from aimpartner.budget.budget import Budget
from aimpartner.contributions.since_issue import InputChange, IssueComparison, compare_issue
from aimpartner.errors import ModelError
from aimpartner.evidence.measures import Known
from aimpartner.formula.bases.measured import Measured
from aimpartner.issue.issue import Issued
from aimpartner.model import Model
from aimpartner.money import Money, sum_of
from builders import YEAR, counted, element, line, model, paid
from contributions.strategies import models
from drawn import drawn
from faults import caught, said
from issues import issue, issues, money

TWO = ("Ash", "Birch")
COUNTS = counted("adopted", {"Ash": 2, "Birch": 1})
WHOLE = model([line("90")], [element(Measured("adopted", 1))], TWO, COUNTS)
FIRST = paid(WHOLE).issue("2021-03-26")


def supplemented() -> Model:
    """Return the model with a second version of the budget, £30 higher."""
    more = line("30", name="late post")
    first = evolve(WHOLE.budgets[0], day="2021-03-26")
    second = Budget(YEAR, [*first.lines, more], "2", "2021-10-01")
    return evolve(WHOLE, budgets=[first, second])


@drawn(40)
@given(models())
def test_a_recalculation_of_the_same_model_differs_in_nothing(whole: Model) -> None:
    result = paid(whole)
    same = compare_issue(result.issue("2021-03-26"), result)
    assert same.changes == ()
    assert not any(same.differences.values())
    assert not any(same.net_differences.values())
    assert same._notes() == ["Nothing has changed."]


def test_a_supplementary_call_is_a_reissue_on_a_new_version_of_the_budget() -> None:
    """Row 38 of design section 5: issue, reissue, supplementary call."""
    result = paid(supplemented())
    again = result.issue("2021-10-01", version="2", reason="a late post").replacing(FIRST)
    found = compare_issue(FIRST, again)
    assert found.differences == money({"Ash": "20", "Birch": "10"})
    assert found.net_differences == found.differences
    assert found.changes == (
        InputChange(
            "budget", "the budget of 2021/22, version 1", "the budget of 2021/22, version 2"
        ),
        InputChange("call", "£90.00", "£120.00"),
        InputChange("element/staffing", "£90.00", "£120.00"),
    )


def test_a_revised_figure_is_named_by_its_address() -> None:
    revised = [COUNTS[0], evolve(COUNTS[1], value=Known(4))]
    found = compare_issue(
        FIRST, paid(evolve(WHOLE, evidence=evolve(WHOLE.evidence, observations=revised)))
    )
    assert found.changes == (InputChange("evidence/adopted/Birch/2020-21", "1", "4"),)
    assert found.differences == money({"Ash": "-30", "Birch": "30"})
    assert str(found).splitlines()[-1] == "- evidence/adopted/Birch/2020-21: 1, now 4."


def test_a_figure_no_longer_used_and_a_partner_no_longer_there_count_as_none() -> None:
    now = issue(
        {"Cedar": "40", "Ash": "50"},
        host=None,
        elements=[("all", money({"Cedar": "40", "Ash": "50"}))],
    )
    found = compare_issue(FIRST, now)
    assert found.partners == ("Ash", "Birch", "Cedar")
    assert found.differences == money({"Ash": "-10", "Birch": "-30", "Cedar": "40"})
    changes = {each.at: (each.before, each.after) for each in found.changes}
    assert changes["host"] == ("Ash", "none")
    assert changes["evidence/adopted/Ash/2020-21"] == ("2", "none")
    assert changes["element/all"] == ("none", "£90.00")


@drawn(60)
@given(issues(), issues())
def test_differences_lead_from_what_was_issued_to_what_is_now(one: Issued, other: Issued) -> None:
    found = IssueComparison(one, other)
    assert sum_of(found.differences.values()) == other.total - one.total
    nets = (sum_of(each.net.values()) for each in (other, one))
    assert sum_of(found.net_differences.values()) == next(nets) - next(nets)
    back = IssueComparison(other, one)
    assert {name: -each for name, each in back.differences.items()} == dict(found.differences)


def test_amounts_that_move_while_nothing_named_does_send_the_reader_to_the_budget() -> None:
    before, after = (issue({"Ash": a, "Birch": b}) for a, b in (("60", "40"), ("50", "50")))
    found = compare_issue(before, after)
    assert found.changes == ()
    assert str(found).splitlines()[-1] == (
        "- Nothing that the issue names has changed: compare the budget's lines or the formula's"
        " numbers."
    )


def test_a_limit_and_partners_own_are_named_by_their_kind() -> None:
    nothing, one = money({"Ash": "0"}), money({"Ash": "100"})
    before = issue({"Ash": "100"}, elements=[("all", one)])
    kept = [("all", one), ("limit/cap", nothing), ("own/reductions", nothing)]
    found = compare_issue(before, evolve(before, elements=kept))
    assert [each.at for each in found.changes] == ["limit/cap", "own/reductions"]


def test_a_comparison_is_of_one_agency_and_year() -> None:
    other = evolve(FIRST, year="2022/23", budget_version="")
    fault = caught(ModelError, compare_issue, FIRST, other)
    assert said(fault) == (
        "Comparison",
        "be of Agency 2021/22",
        "the issue of Agency 2022/23, version 1",
    )


def test_a_comparison_shows_each_partner_and_the_sums() -> None:
    found = compare_issue(FIRST, paid(supplemented()))
    lines = str(found).splitlines()
    assert lines[0] == "Agency: changes from contributions 2021/22, issue 1 of 26 March 2021"
    assert lines[2].split() == ["Ash", "£60.00", "£80.00", "£20.00", "£20.00"]
    assert lines[4].split() == ["sum", "£90.00", "£120.00", "£30.00", "£30.00"]
    assert "<td>£80.00</td>" in found._repr_html_()
    assert found.to_frame().loc["Ash"].to_dict() == {
        "issued": Decimal("60.00"),
        "now": Decimal("80.00"),
        "difference": Decimal("20.00"),
        "net difference": Decimal("20.00"),
    }
    assert Money("20") == found.differences["Ash"]
