"""What is legal but doubtful is said on the result: knowledge, approvals, hosts, partners."""

from __future__ import annotations

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget
from aimpartner.evidence.measures import Known, Observation
from aimpartner.formula.bases.measured import Measured
from aimpartner.model import Model
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partners import Authority, Partner
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from aimpartner.year.notices import Notice
from builders import (
    AIM,
    ALWAYS,
    GUESS,
    YEAR,
    approved,
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


def late(day: str | None, released: str | None) -> Model:
    """Return a model whose counts were released on a day, under a budget of a day."""
    seen = [Observation("adopted", name, "2019/20", Known(1), released=released) for name in AIM]
    whole = model([line()], [element(Measured("adopted", 2))], AIM, seen)
    return evolve(whole, budgets=[Budget(YEAR, [line()], day=day)])


def test_a_notice_shows_its_words() -> None:
    assert str(Notice("formula", "No approval.")) == "No approval."


def test_a_year_as_known_on_a_day_says_so() -> None:
    assert said_of(model(), "knowledge", "2021-07-01") == ["As known on 1 July 2021."]
    assert said_of(model(), "knowledge") == []


def test_a_later_version_says_which_it_replaces() -> None:
    first = Budget("2021/22", [line("100")], "1", "2021-03-26", "approved")
    later = Budget("2021/22", [line("200")], "2", "2021-09-01")
    words = said_of(evolve(model(), budgets=[first, later]), "budget")
    replaced = "Version 1 of the budget (approved) asked for £100.00; version 2 (draft) is used."
    assert words[0] == replaced


@pytest.mark.parametrize("thing", ["budget", "formula"])
@pytest.mark.parametrize(
    ("approval", "known_on", "words"),
    [
        (None, None, ["No approval of the {} is recorded."]),
        (SEFTON, None, []),
        (SEFTON, "2021-03-25", ["The {} is not approved by Sefton."]),
        (
            approved("Sefton", on="2021-03-26", source=GUESS),
            "2021-03-25",
            ["The {} is not approved by Sefton."],
        ),
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
    days = "4 November 2021 to 4 November 2021"
    assert words.startswith(f"Sources disagree on who hosts, {days}: Knowsley (")
    assert all(str(each) in words for each in said_by)
    assert words.endswith("; Knowsley is taken.")
    assert said_of(disputed, "host", "2021-11-04") == [words]
    assert said_of(disputed, "host", "2021-11-03") == []


CHANGES = (
    "The host changes within the year: nobody on 1 April 2021, Sefton from 2 April 2021 to 31 "
    "March 2022. It moves who is paid, and changes no contribution."
)
NOBODY = "No host is recorded {}, so nobody is there to be paid."


@pytest.mark.parametrize(
    ("hosting", "notices"),
    [
        ([], [NOBODY.format("from 1 April 2021 to 31 March 2022")]),
        ([DateRange("2021-04-02")], [CHANGES, NOBODY.format("on 1 April 2021")]),
        ([DateRange("2021-04-01", "2022-03-31")], []),
    ],
    ids=["no day", "all but the first", "every day"],
)
def test_a_day_without_a_host_is_said(hosting: list[DateRange], notices: list[str]) -> None:
    whole = model()
    spells = [Hosting("Sefton", days) for days in hosting]
    hosted = evolve(whole, partnership=evolve(whole.partnership, hosting=spells))
    assert said_of(hosted, "host") == notices


def test_a_host_that_goes_on_under_new_terms_is_told_from_its_first_day() -> None:
    whole = model()
    spells = [
        Hosting("Knowsley", DateRange("2018-04-01", "2021-06-30")),
        Hosting("Knowsley", DateRange("2021-07-01", "2021-09-30")),
        Hosting("Sefton", DateRange("2021-10-01")),
    ]
    hosted = evolve(whole, partnership=evolve(whole.partnership, hosting=spells))
    (words,) = said_of(hosted, "host")
    assert words == (
        "The host changes within the year: Knowsley from 1 April 2021 to 30 September 2021, "
        "Sefton from 1 October 2021 to 31 March 2022. It moves who is paid, and changes no "
        "contribution."
    )


def test_a_year_that_was_issued_says_that_this_is_a_recalculation() -> None:
    whole = model()
    issued = paid(whole).issue("2021-03-26")
    told = whole.recorded(issued)
    said = (
        f"Contributions of 2021/22 were issued on 26 March 2021 (version 1, {issued.total} in "
        "all); this is a recalculation, and what was issued stays due."
    )
    assert said_of(told, "issue") == [said]
    assert said_of(told, "issue", "2021-03-25") == []
    assert said in " ".join(str(paid(told)).split())


def test_a_partner_that_pays_nothing_is_named_and_left_out() -> None:
    whole, guest = model(names=AIM[:2]), Partner("Guest", Authority("A"), ALWAYS, pays=False)
    members = [*whole.partnership.partners, guest]
    result = paid(evolve(whole, partnership=evolve(whole.partnership, partners=members)))
    assert [each.partner for each in result] == ["Knowsley", "Liverpool"]
    assert [each.words for each in result.notices if each.subject == "partners"] == [
        "Guest pays nothing, so no call is shared with it."
    ]
