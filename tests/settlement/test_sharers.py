"""Pools that some partners alone share are settled among these, and never charge the others."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from aimpartner.codec.files import from_json, to_json
from aimpartner.errors import ApportionmentError, ModelError
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.issue.issue import Issued
from aimpartner.model import Model
from aimpartner.money import Money, sum_of
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import DateRange
from aimpartner.settlement.allocation import BoardDecision
from aimpartner.settlement.outturn import Actual, Caused, Outturn
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Tier
from aimpartner.working.amounts import moneys
from builders import YEAR, element, line, model, paid
from faults import caught, said
from settlement.settled import SHARED, WAITS

THREE, TWO = ("Ash", "Birch", "Cedar"), ("Ash", "Birch")
SPLIT = Given({"Ash": 50, "Birch": 30, "Cedar": 20})


def agency() -> Model:
    """Return three that share £900 by 5 : 3 : 2; Ash and Birch alone share £100 of training."""
    training = Element("courses", ["training"], Given.equal(TWO), TWO)
    return model([line("900"), line("100", "training")], [element(SPLIT), training], THREE)


def issued() -> Issued:
    return paid(agency()).issue("2021-03-26")


def settle(
    staffing: str,
    training: str,
    *rules: SettlementRule,
    caused: str = "",
    **more: Any,  # noqa: ANN401  # fields of a settlement
) -> Settlement:
    actuals = [Actual("staffing", staffing), Actual("training", training)]
    of = [Caused("Cedar", "training", caused, "a trainer for it alone")] if caused else []
    report = Outturn(YEAR, "final", "2022-06-30", actuals, caused=of)
    return Settlement(issued(), agency().budgets[0], report, rules, **more)


def all_by(*tiers: Tier) -> SettlementRule:
    return SettlementRule("all", tiers, tiers)


def due(settled: Settlement) -> list[str]:
    assert sum_of(amount for _, amount in settled.reconciliation) == settled.outturn.net
    return [str(amount) for amount in settled.due.values()]


def test_an_issue_records_who_alone_shares_a_pool_and_files_keep_it() -> None:
    found = issued()
    assert found.sharers == (("training", TWO),)
    whole = agency().recorded(found)
    assert from_json(to_json(whole)) == whole
    assert paid(model(names=TWO)).issue("2021-03-26").sharers == ()


def test_a_formula_of_the_year_in_which_all_share_a_pool_makes_it_everybodys() -> None:
    whole = agency()
    (late,) = whole.formulas
    early = evolve(late, name="old", in_force=DateRange("2010-04-01", "2021-09-30"))
    opened = evolve(early, elements=[element(SPLIT), element(SPLIT, ["training"])])
    both = evolve(whole, formulas=[opened, evolve(late, in_force=DateRange("2021-10-01"))])
    assert paid(both).issue("2021-03-26").sharers == ()


def test_an_overspend_of_training_is_due_from_those_who_share_it_by_hand() -> None:
    """£40 more: issued are £500, £320 and £180, so £24.39 and £15.61; Cedar paid £7.20."""
    assert [str(amount) for amount in issued().contributions.values()] == [
        *("£500.00", "£320.00", "£180.00")
    ]
    assert due(settle("900", "140", all_by(SHARED))) == ["£24.39", "£15.61", "£0.00"]
    by_element = Tier("partners", ShareBase.issued("courses"))
    assert due(settle("900", "140", all_by(by_element))) == ["£20.00", "£20.00", "£0.00"]
    equal = Tier("partners", ShareBase.equal())
    settled = settle("900", "140", all_by(equal))
    assert due(settled) == ["£20.00", "£20.00", "£0.00"]
    words = "all: overspend of £40.00 shared by equal shares, among Ash, Birch alone."
    assert str(settled.allocations[0]) == words


def test_what_all_share_and_what_some_share_are_two_sums_of_one_rule() -> None:
    """£100 less for staff goes 500 : 320 : 180 to all; £40 more for training as before."""
    settled = settle("800", "140", all_by(SHARED))
    assert due(settled) == ["-£25.61", "-£16.39", "-£18.00"]
    assert [str(each.amount) for each in settled.allocations] == ["-£100.00", "£40.00"]


def test_what_one_partner_caused_is_its_own_whoever_shares_the_pool() -> None:
    assert due(settle("900", "140", all_by(SHARED), caused="30")) == ["£6.10", "£3.90", "£30.00"]


def test_a_limit_of_one_sum_is_refused_over_two_until_each_has_a_rule() -> None:
    host = Tier("host", limit=Money("10"))
    fault = caught(ModelError, settle, "910", "140", all_by(host, SHARED))
    assert said(fault) == (
        "The rule all",
        "have no tier with a limit, for it takes pools that other partners share",
        "host up to £10.00 for £10.00 of all, £40.00 of Ash, Birch",
    )
    apart = SettlementRule("training", [SHARED], [SHARED], ["training"])
    assert due(settle("910", "140", all_by(host, SHARED), apart)) == [
        *("£34.39", "£15.61", "£0.00")
    ]
    assert due(settle("900", "140", all_by(host, SHARED))) == ["£28.29", "£11.71", "£0.00"]


def test_stated_weights_name_those_who_share_or_all_with_nothing_for_the_others() -> None:
    def by(**numbers: int) -> Settlement:
        return settle("900", "140", all_by(Tier("partners", ShareBase.recomputed(numbers))))

    assert due(by(Ash=3, Birch=1)) == ["£30.00", "£10.00", "£0.00"]
    assert due(by(Ash=3, Birch=1, Cedar=0)) == ["£30.00", "£10.00", "£0.00"]
    fault = caught(ModelError, by, Ash=3, Birch=1, Cedar=1)
    rule = "be of Ash, Birch alone, who share what is settled by it"
    assert (fault.rule, fault.got) == (rule, "Cedar")
    assert caught(ModelError, by, Ash=3).rule == "name Ash, Birch, Cedar"


def test_a_reserve_is_drawn_on_and_paid_into_for_those_who_share_alone() -> None:
    held = Reserve("general", {"Ash": "30", "Birch": "10", "Cedar": "60"})
    drawn = settle("900", "120", all_by(Tier("reserve"), WAITS), reserves=[held])
    balances = {name: str(of) for name, of in drawn.closing_reserves[0].balances.items()}
    assert balances == {"Ash": "£15.00", "Birch": "£5.00", "Cedar": "£60.00"}
    more = settle("900", "190", all_by(Tier("reserve"), WAITS), reserves=[held])
    assert str(more.undecided) == "£50.00"
    own = evolve(held, shares={"Ash": 1, "Birch": 1, "Cedar": 2})
    by_its_shares = settle("900", "110", all_by(Tier("reserve"), WAITS), reserves=[own])
    assert str(by_its_shares.closing_reserves[0].balances["Birch"]) == "£5.00"
    saved = settle("900", "80", all_by(Tier("reserve"), WAITS), reserves=[own])
    assert str(saved.closing_reserves[0].balances["Ash"]) == "£40.00"
    by_issue = settle("900", "59", all_by(Tier("reserve"), WAITS), reserves=[held])
    assert str(by_issue.closing_reserves[0].balances["Ash"]) == "£55.00"
    equally = Tier("reserve", ShareBase.equal())
    alike = settle("900", "120", all_by(equally, WAITS), reserves=[held])
    assert str(alike.closing_reserves[0].balances["Cedar"]) == "£60.00"


def test_a_reserve_without_a_balance_of_those_who_share_leaves_all_to_the_next_tier() -> None:
    held = Reserve("general", {"Ash": "0", "Birch": "0", "Cedar": "60"})
    settled = settle("900", "120", all_by(Tier("reserve"), WAITS), reserves=[held])
    assert (settled.closing_reserves, settled.undecided) == ((held,), Money("20"))


def test_what_some_share_alone_is_not_carried_forward_to_all() -> None:
    fault = caught(ModelError, settle, "900", "60", all_by(Tier("carried forward")))
    rule = "not be carried forward, for Ash, Birch alone share it"
    assert said(fault) == ("What the rule all settles", rule, Money("-40"))
    assert fault.remedy.endswith("let these partners or a reserve take it.")
    assert due(settle("800", "100", all_by(Tier("carried forward")))) == ["£0.00"] * 3


def test_a_board_decides_of_each_sum_and_those_who_share_it_take_it() -> None:
    waits = settle("910", "140", all_by(WAITS))
    assert str(waits.undecided) == "£50.00"
    meeting = Decision("Agency", "2022-07-15", "Strategic board")
    decided = waits.after(BoardDecision("all", [SHARED], meeting))
    assert due(decided) == ["£29.39", "£18.81", "£1.80"]
    limited = BoardDecision("all", [Tier("host", limit=Money("5")), SHARED], meeting)
    fault = caught(ModelError, waits.after, limited)
    assert fault.subject == "What was decided by the rule all"


def test_frozen_shares_stand_in_among_those_who_share() -> None:
    """Issued were £500 to Ash and −£500 to Birch: the frozen shares are 3 : 1, and Cedar's none."""
    paid_by = moneys({"Ash": "500", "Birch": "-500", "Cedar": "1000"})
    shares = {"Ash": "3/8", "Birch": "1/8", "Cedar": "1/2"}
    credited = evolve(
        issued(), contributions=paid_by, net=paid_by, elements=[], sharing=[("", shares)]
    )
    assert list(ShareBase.issued().of(credited, TWO).values()) == [
        *(credited.sharing[0][1][name] for name in TWO),
        0,
    ]
    unshared = evolve(credited, sharing=[("", {"Ash": 0, "Birch": 0, "Cedar": 1})])
    assert caught(ApportionmentError, ShareBase.issued().of, unshared, TWO).remedy


def test_who_shares_a_pool_that_planned_nothing_and_nothing_else_shares_it_as_it_would() -> None:
    """Cedar alone shares staffing; Ash and Birch by 3 : 1 share a training that plans nothing."""
    courses = Element("courses", ["training"], Given({"Ash": 3, "Birch": 1}), TWO)
    staff = Element("staffing", ["staffing"], Given.equal(["Cedar"]), ["Cedar"])
    whole = model([line("900"), line("0", "training")], [staff, courses], THREE)
    actuals = [Actual("staffing", "900"), Actual("training", "8")]
    report = Outturn(YEAR, "final", "2022-06-30", actuals)
    asked = paid(whole).issue("2021-03-26")
    settled = Settlement(asked, whole.budgets[0], report, [all_by(SHARED)])
    assert due(settled) == ["£6.00", "£2.00", "£0.00"]


@pytest.mark.parametrize("names", [["Elm"], []])
def test_sharers_are_partners_of_the_issue(names: list[str]) -> None:
    fault = caught(ModelError, evolve, issued(), sharers=[("training", names)])
    assert fault.subject == "Sharers of training in the issue of Agency 2021/22, version 1"
