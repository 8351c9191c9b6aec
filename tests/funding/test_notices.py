"""What is legal but doubtful is said on the result."""

from __future__ import annotations

import pytest
from attrs import evolve

from aimpartner import samples
from aimpartner.evidence.measures import Known, Observation
from aimpartner.funding.bases import Basis, Blend, Given, Measured, Part
from aimpartner.funding.budget import Budget
from aimpartner.funding.contributions import Contributions
from aimpartner.funding.elements import PricedElement
from aimpartner.funding.notices import Notice
from aimpartner.model import Model
from aimpartner.parties.agreement import Agreement
from aimpartner.parties.authority import Authority, Partner
from aimpartner.parties.decisions import Approval, Decision
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.provisions import Extension, Option
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import (
    AIM,
    ALWAYS,
    GUESS,
    MINUTE,
    YEAR,
    aim_agreement,
    approved,
    counted,
    element,
    line,
    model,
    paid,
)

SEFTON = approved("Sefton", on="2021-03-26")


def said_of(whole: Model, subject: str, known_on: str | None = None) -> list[str]:
    """Return the words of the notices about a thing."""
    return [each.words for each in paid(whole, known_on).notices if each.subject == subject]


def agreed(agreement: Agreement) -> Model:
    """Return a model under an agreement."""
    whole = model()
    return evolve(whole, partnership=evolve(whole.partnership, agreement=agreement))


def test_a_notice_shows_its_words() -> None:
    assert str(Notice("formula", "No approval.")) == "No approval."


def test_without_an_agreement_there_is_a_notice() -> None:
    assert said_of(model(), "agreement") == ["No partnership agreement is recorded."]


def test_a_year_that_overlaps_a_lapse_says_from_when_to_when() -> None:
    words = said_of(agreed(aim_agreement()), "agreement", "2021-07-01")
    assert words == ["From 1 April 2021 to 31 March 2022 the agreement is lapsed."]


def test_a_year_covered_by_decisions_made_in_time_has_no_notice() -> None:
    in_time = Extension("2022-03-31", approved("Sefton", on="2021-04-01", source=MINUTE))
    agreement = evolve(aim_agreement(), extensions=[in_time])
    assert said_of(agreed(agreement), "agreement") == []


def test_an_extension_after_the_fact_says_until_when_the_agreement_had_lapsed() -> None:
    (words,) = said_of(agreed(aim_agreement()), "agreement")
    assert words.startswith("From 1 April 2021 to 31 March 2022 the agreement is extended")
    assert words.endswith(", as decided by 4 November 2021; until then it was lapsed.")


def test_an_agreement_approved_after_the_fact_says_that_it_had_not_started() -> None:
    """A decision made in the year is no ground for the days before anybody knew of it."""
    term = DateRange("2021-04-01", "2022-03-31")
    (words,) = said_of(agreed(Agreement(term, approved("Sefton", on="2021-06-01"))), "agreement")
    late = ", as decided by 1 June 2021; until then it was not started."
    assert words == f"From 1 April 2021 to 31 March 2022 the agreement is in term{late}"
    in_time = Agreement(term, approved("Sefton", on="2021-04-01"))
    assert said_of(agreed(in_time), "agreement") == []


def test_a_majority_that_was_there_in_time_is_not_late_for_who_follows_it() -> None:
    days = {"Knowsley": "2021-03-01", "Liverpool": "2021-03-02", "Sefton": "2021-11-04"}
    decided = [Decision(name, day, source=MINUTE) for name, day in days.items()]
    extension = Extension("2022-03-31", Approval(tuple(days), decided, "majority"))
    agreement = evolve(aim_agreement(), extensions=[extension])
    assert said_of(agreed(agreement), "agreement") == []


def test_the_sample_tells_of_the_lapse_and_then_of_the_assumed_approvals() -> None:
    """Sefton's Cabinet decided on 4 November 2021; how the other three decided is assumed."""
    aim = samples.load("aim")
    span = "From 1 April 2021 to 31 March 2022 the agreement is"
    (lapse,) = said_of(aim, "agreement", "2021-11-03")
    assert lapse.startswith(f"{span} lapsed; this rests on an assumed option of 12 months")
    for known_on in ("2021-11-04", None):
        (cured,) = said_of(aim, "agreement", known_on)
        assert cured.startswith(f"{span} extended, as decided by 4 November 2021; until then it")
        assert "rests on assumed decisions of Knowsley, Liverpool, Wirral" in cured


def test_an_agreement_that_is_not_approved_says_by_whom() -> None:
    agreement = evolve(aim_agreement(), approval=Approval(("Sefton",)))
    (words,) = said_of(agreed(agreement), "agreement")
    assert words.startswith("From 1 April 2021 to 31 March 2022 the agreement is not started")
    assert words.endswith(", not approved by Sefton.")


def test_a_year_as_known_on_a_day_says_so() -> None:
    assert said_of(model(), "knowledge", "2021-07-01") == ["As known on 1 July 2021."]
    assert said_of(model(), "knowledge") == []


def test_a_later_version_says_which_it_replaces() -> None:
    first = Budget("2021/22", [line("100")], "1", "2021-03-26", "approved")
    later = Budget("2021/22", [line("200")], "2", "2021-09-01")
    words = said_of(evolve(model(), budgets=[first, later]), "budget")
    replaced = "Version 1 of the budget (approved) asked for £100.00; version 2 (draft) is used."
    assert words[0] == replaced


def test_each_run_of_days_outside_the_agreement_has_its_notice() -> None:
    extension = Extension("2021-12-31", approved("Sefton", on="2021-03-01"))
    agreement = Agreement(
        DateRange("2018-04-01", "2021-06-30"), Approval(()), None, [Option(6)], [extension]
    )
    assert said_of(agreed(agreement), "agreement") == [
        "From 1 January 2022 to 31 March 2022 the agreement is ended."
    ]


def test_days_that_rest_on_assumed_decisions_say_whose() -> None:
    decided = approved(*AIM, on="2021-11-04", source=GUESS)
    agreement = evolve(aim_agreement(), extensions=[Extension("2022-03-31", decided)])
    (words,) = said_of(agreed(agreement), "agreement")
    assert words.startswith("From 1 April 2021 to 31 March 2022 the agreement is extended")
    assert "assumed" in words
    assert "Knowsley, Liverpool, Sefton, Wirral" in words


def test_a_lapse_that_only_an_assumed_option_keeps_from_an_end_says_so() -> None:
    """States that rest on an assumption say so (design section 5)."""
    assumed = Source("the option is not published", is_assumption=True)
    agreement = evolve(aim_agreement(), options=[Option(12, assumed)], extensions=())
    words = [each.words for each in paid(agreed(agreement)).notices]
    assert any(assumed.words in each for each in words)


@pytest.mark.parametrize("thing", ["budget", "formula"])
@pytest.mark.parametrize(
    ("approval", "known_on", "words"),
    [
        (None, None, ["No approval of the {} is recorded."]),
        (SEFTON, None, []),
        (SEFTON, "2021-03-25", ["The {} is not approved by Sefton."]),
        (Approval(AIM), None, ["The {} is not approved by Knowsley, Liverpool, Sefton, Wirral."]),
        (
            approved("Sefton", on="2021-03-26", source=GUESS),
            None,
            ["The approval of the {} by Sefton is assumed."],
        ),
        (
            Approval(
                ("Knowsley", "Sefton"), approved("Sefton", on="2021-03-26", source=GUESS).decisions
            ),
            None,
            [
                "The {} is not approved by Knowsley.",
                "The approval of the {} by Sefton is assumed.",
            ],
        ),
    ],
)
def test_an_approval_that_is_absent_or_assumed_is_said(
    thing: str, approval: Approval | None, known_on: str | None, words: list[str]
) -> None:
    whole = model()
    budget = evolve(whole.budgets[0], approval=approval if thing == "budget" else None)
    rule = evolve(whole.formulas[0], approval=approval if thing == "formula" else None)
    found = said_of(evolve(whole, budgets=[budget], formulas=[rule]), thing, known_on)
    assert found == [each.format(thing) for each in words]


def late(day: str | None, released: str | None) -> Model:
    """Return a model whose counts were released on a day, under a budget of a day."""
    seen = [Observation("adopted", name, "2019/20", Known(1), released=released) for name in AIM]
    whole = model([line()], [element(Measured("adopted", 2))], AIM, seen)
    return evolve(whole, budgets=[Budget(YEAR, [line()], day=day)])


@pytest.mark.parametrize(
    ("day", "released", "notices"),
    [
        ("2021-03-26", "2021-03-27", 1),
        ("2021-03-26", "2021-03-26", 0),
        ("2021-03-26", None, 0),
        (None, "2021-11-18", 0),
    ],
)
def test_figures_released_after_the_budget_are_said_once_a_year_counted(
    day: str | None, released: str | None, notices: int
) -> None:
    words = said_of(late(day, released), "evidence")
    assert len(words) == notices
    assert all("2019/20" in each and "26 March 2021" in each for each in words)


def assumed(words: str) -> Source:
    return Source(words, is_assumption=True)


def test_every_assumption_behind_a_figure_is_said_once() -> None:
    seen = [
        evolve(each, source=assumed("counts")) for each in counted("adopted", dict.fromkeys(AIM, 1))
    ]
    cost = evolve(line(), source=assumed("costs"))
    places = PricedElement("places", Given.equal(AIM), "1", assumed("price"))
    given = PricedElement(
        "given", Given(dict.fromkeys(AIM, 1), source=assumed("units")), "1", MINUTE
    )
    whole = model([cost], [element(Measured("adopted")), places, given], AIM, seen)
    whole = evolve(whole, formulas=[evolve(whole.formulas[0], source=assumed("formula"))])
    words = said_of(whole, "assumption")
    assert len(words) == 5
    for each in ("counts", "costs", "price", "units", "formula"):
        assert sum(each in line_ for line_ in words) == 1
    assert all(each.startswith("Assumed for ") for each in words)
    assert "Assumed for the formula formula: formula." in words


def test_an_assumed_budget_is_said_too() -> None:
    """An assumption is a source too, and shows as one wherever the figure does (rule 5)."""
    whole = model()
    budget = evolve(whole.budgets[0], source=assumed("the whole budget is assumed"))
    words = said_of(evolve(whole, budgets=[budget]), "assumption")
    assert any("the whole budget is assumed" in each for each in words)


def test_what_is_published_is_no_assumption() -> None:
    whole = model([evolve(line(), source=MINUTE)])
    assert said_of(whole, "assumption") == []


def restated(*bases: Basis) -> Contributions:
    """Return the contributions of two when a third has left, each basis an element."""
    pools = [f"pool {number}" for number in range(len(bases))]
    parts = [element(basis, [pool]) for basis, pool in zip(bases, pools, strict=True)]
    lines = [line("80", pool) for pool in pools]
    return paid(model(lines, parts, ("Ash", "Birch"), gone=("Cedar",)))


PERCENT = Given({"Ash": 50, "Birch": 30, "Cedar": 20}, "percent")


def test_percentages_restated_because_a_partner_is_absent_are_said() -> None:
    """Percentages with a partner absent are restated among those present, with a notice."""
    result = restated(PERCENT)
    assert [each.amount.pence for each in result] == [5000, 3000]
    assert [each.subject for each in result.notices if "Cedar" in each.words] == ["formula"]


def test_two_elements_of_the_same_percentages_are_said_once() -> None:
    """A notice is of one doubtful thing: it is warned of once."""
    notices = restated(PERCENT, PERCENT).notices
    assert len(set(notices)) == len(notices)


@pytest.mark.parametrize(
    "basis",
    [
        Given({"Ash": 5, "Birch": 3, "Cedar": 2}),
        Given({"Ash": 60, "Birch": 40, "Cedar": 0}, "percent"),
        Given({"Ash": 60, "Birch": 40}, "percent"),
    ],
)
def test_numbers_that_are_not_restated_are_not_said_to_be(basis: Given) -> None:
    assert not [each for each in restated(basis).notices if "Percentages" in each.words]


def test_percentages_inside_a_blend_are_said_too() -> None:
    blend = Blend(
        [Part("half", "1/2", PERCENT), Part("rest", "1/2", Given.equal(("Ash", "Birch")))]
    )
    result = restated(blend)
    assert any("Cedar" in each.words for each in result.notices)


def test_notices_come_in_the_order_agreement_approvals_evidence_assumptions() -> None:
    whole = late("2021-03-26", "2021-11-18")
    whole = evolve(whole, formulas=[evolve(whole.formulas[0], source=GUESS)])
    assert [each.subject for each in paid(whole).notices] == [
        "agreement",
        "budget",
        "formula",
        "evidence",
        "assumption",
    ]


def test_two_sources_that_disagree_on_the_host_are_named_on_the_years_they_touch() -> None:
    said_by = [Source(f"Sefton Cabinet, 4 November 2021, {at}") for at in ("3.1", "resources")]
    hosting = [
        Hosting("Knowsley", ALWAYS, said_by[0]),
        Hosting("Wirral", DateRange("2021-11-04", "2021-11-04"), said_by[1]),
        Hosting("Sefton", DateRange("2023-04-01"), said_by[1]),
    ]
    whole = model()
    disputed = evolve(whole, partnership=evolve(whole.partnership, hosting=hosting))
    (words,) = said_of(disputed, "host")
    assert words.startswith("Sources disagree on who hosts, 2021-11-04 to 2021-11-04: Knowsley (")
    assert all(str(each) in words for each in said_by)
    assert words.endswith("; Knowsley is taken.")
    assert said_of(disputed, "host", "2021-11-04") == [words]
    assert said_of(disputed, "host", "2021-11-03") == []


def test_a_partner_that_pays_nothing_is_named_and_left_out() -> None:
    whole, guest = model(names=AIM[:2]), Partner("Guest", Authority("A"), ALWAYS, pays=False)
    members = [*whole.partnership.partners, guest]
    result = paid(evolve(whole, partnership=evolve(whole.partnership, partners=members)))
    assert [each.partner for each in result] == ["Knowsley", "Liverpool"]
    assert [each.words for each in result.notices if each.subject == "partners"] == [
        "Guest pays nothing, so no call is shared with it."
    ]
