"""Who hosts, on what terms, and where sources disagree."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.hosting import Conflict, Hosting
from aimpartner.parties.partners import Authority, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import ALWAYS, MINUTE, partners
from faults import caught, said

CABINET = "Sefton Cabinet, 4 November 2021"
AT_3_1 = Source(f'{CABINET}, 3.1: "Knowsley is the host authority"')
RESOURCES = Source(f'{CABINET}, resource implications: "the service hosted by Wirral council"')
FROM_2018 = DateRange("2018-04-01")


def hosted(*hosting: Hosting) -> Partnership:
    """Return the four partners of AiM under the hosts."""
    return Partnership("Agency", partners(), hosting)


def test_hosting_is_a_partner_for_some_days() -> None:
    hosting = Hosting("Knowsley", DateRange("2018-04-01", "2022-03-31"))
    assert (hosting.host, hosting.days.whole_months) == ("Knowsley", 48)


def test_the_terms_of_aims_host_are_kept() -> None:
    """Staff are seconded to Knowsley (3.1); "host arrangements from 1 April 2022" (3.3)."""
    hosting = Hosting("Knowsley", FROM_2018, AT_3_1, staff="seconded", review="2022-03-31")
    assert (hosting.staff, hosting.review) == ("seconded", date(2022, 3, 31))
    assert (hosting.charge, hosting.notice_months, hosting.handover) == ("", None, "")


NOUGHT = ["£0", "0", "0 %", "£0.00", "0 p.c.", "-0", "no", "Waived.", "not  charged", "nil charge"]
NOUGHT += ["—", "–", "-", "zero"]
WORDS = ["", "as clause 9 says", "8 %", "five per cent of staff", "1/20", "£5,000 a year"]


@pytest.mark.parametrize("charge", WORDS)
def test_a_charge_of_hosting_is_kept_in_the_agreements_words(charge: str) -> None:
    assert Hosting("Knowsley", ALWAYS, charge=charge).charge == charge


@pytest.mark.parametrize(
    ("charge", "rates"),
    [
        ("5 % of pay, 2.5% of premises", {Fraction(1, 20), Fraction(1, 40)}),
        ("8 per cent", {Fraction(2, 25)}),
        ("8 p.c. of all", {Fraction(2, 25)}),
        ("8pc", {Fraction(2, 25)}),
        ("five per cent, clause 9", set()),
    ],
)
def test_the_rates_in_the_words_of_a_charge_are_those_in_figures(
    charge: str, rates: set[Fraction]
) -> None:
    assert Hosting("Knowsley", ALWAYS, charge=charge).rates_said == rates


def test_some_words_say_that_nothing_is_charged() -> None:
    said = {words: Hosting("Knowsley", ALWAYS, charge=words).says_a_charge for words in WORDS}
    assert said == {words: bool(words) for words in WORDS}
    for words in ("None", "no charge.", " nil ", "Free of charge", *NOUGHT):
        assert not Hosting("Knowsley", ALWAYS, charge=words).says_a_charge
    assert Hosting("Knowsley", ALWAYS, charge="no charge beyond 5 %").says_a_charge


@pytest.mark.parametrize("months", [0, 121, True])
def test_notice_of_hosting_is_whole_months(months: int) -> None:
    fault = caught(InvalidValueError, Hosting, "Knowsley", ALWAYS, notice_months=months)
    assert fault.subject == "Hosting notice_months"


def test_staff_work_for_the_host_in_one_of_three_ways() -> None:
    fault = caught(InvalidValueError, Hosting, "Knowsley", ALWAYS, staff="lent")
    assert said(fault) == (
        "Hosting staff",
        "be one of , seconded, transferred, employed",
        "lent",
    )


def test_a_review_is_not_due_before_the_hosting_begins() -> None:
    fault = caught(ModelError, Hosting, "Knowsley", FROM_2018, MINUTE, review="2018-03-31")
    assert said(fault) == (
        "Hosting by Knowsley",
        "be reviewed on or after 2018-04-01, its first day",
        f"2018-03-31 ({MINUTE})",
    )


def test_a_host_that_is_no_partner_is_refused_with_its_source() -> None:
    fault = caught(ModelError, hosted, Hosting("Halton", ALWAYS, MINUTE))
    assert said(fault) == (
        "Host",
        "be one of Knowsley, Liverpool, Sefton, Wirral",
        f"Halton from 2010-04-01 ({MINUTE})",
    )


def test_a_host_is_a_partner_on_every_day_that_it_hosts() -> None:
    left = partners(("Wirral",), DateRange("2018-04-01", "2021-03-31"))
    hosting = [Hosting("Wirral", FROM_2018, MINUTE)]
    fault = caught(ModelError, Partnership, "Agency", [*partners(("Sefton",)), *left], hosting)
    assert said(fault) == (
        "Host",
        "be a partner while it hosts; Wirral is one 2018-04-01 to 2021-03-31",
        f"Wirral from 2018-04-01 ({MINUTE})",
    )


@pytest.mark.parametrize(
    ("first", "second"), [(AT_3_1, AT_3_1), (None, None), (AT_3_1, None), (None, AT_3_1)]
)
def test_two_hosts_on_a_day_are_refused_unless_two_sources_name_them(
    first: Source | None, second: Source | None
) -> None:
    both = [
        Hosting("Knowsley", DateRange("2018-04-01", "2022-04-01"), first),
        Hosting("Wirral", DateRange("2022-04-01"), second),
    ]
    fault = caught(ModelError, hosted, *both)
    assert said(fault) == ("Host", "be one partner on any day", f"{both[0]} and {both[1]}")


def test_two_sources_that_disagree_on_the_host_are_both_kept_and_named() -> None:
    said_by = [
        Hosting("Knowsley", FROM_2018, AT_3_1),
        Hosting("Wirral", DateRange("2021-11-04"), RESOURCES),
    ]
    agency = hosted(*said_by)
    assert agency.hosting == tuple(said_by)
    conflict = Conflict(DateRange("2021-11-04"), ("Knowsley", "Wirral"), (AT_3_1, RESOURCES))
    assert agency.conflicts() == (conflict,)
    assert str(conflict) == f"from 4 November 2021: Knowsley ({AT_3_1}), Wirral ({RESOURCES})"


def test_the_one_recorded_first_is_taken_where_sources_disagree() -> None:
    knowsley, wirral = Hosting("Knowsley", FROM_2018, AT_3_1), Hosting("Wirral", ALWAYS, RESOURCES)
    assert hosted(knowsley, wirral).host("2021-11-04") == "Knowsley"
    assert hosted(wirral, knowsley).host("2021-11-04") == "Wirral"


def test_conflicts_come_by_their_first_day() -> None:
    later = Hosting("Wirral", DateRange("2021-11-04"), RESOURCES)
    earlier = Hosting("Sefton", DateRange("2019-04-01", "2020-03-31"), MINUTE)
    found = hosted(Hosting("Knowsley", FROM_2018, AT_3_1), later, earlier).conflicts()
    assert [each.hosts[1] for each in found] == ["Sefton", "Wirral"]


def test_two_sources_that_agree_on_the_host_are_no_conflict() -> None:
    both = Hosting("Knowsley", FROM_2018, AT_3_1), Hosting("Knowsley", ALWAYS, MINUTE)
    assert hosted(*both).conflicts() == ()


def test_hosts_that_follow_each_other_are_no_conflict() -> None:
    before = Hosting("Knowsley", DateRange("2018-04-01", "2022-03-31"), AT_3_1)
    assert hosted(before, Hosting("Wirral", DateRange("2022-04-01"), RESOURCES)).conflicts() == ()


def test_a_host_may_be_a_partner_by_spells_that_adjoin() -> None:
    spells = [DateRange("2018-04-01", "2020-03-31"), DateRange("2020-04-01")]
    sefton = Partner("Sefton", Authority("Sefton Council"), spells)
    agency = Partnership("Agency", [sefton], [Hosting("Sefton", FROM_2018)])
    assert agency.host("2020-04-01") == "Sefton"


@pytest.mark.parametrize(
    ("second", "first_day"), [(AT_3_1, "2019-04-01"), (None, "2019-04-01"), (MINUTE, "2018-04-01")]
)
def test_one_host_twice_on_a_day_is_told_as_that(second: Source | None, first_day: str) -> None:
    both = [
        Hosting("Knowsley", FROM_2018, AT_3_1),
        Hosting("Knowsley", DateRange(first_day), second),
    ]
    assert said(caught(ModelError, hosted, *both)) == (
        "Hosting by Knowsley",
        "be stated once for any day",
        f"{both[0]} and {both[1]}",
    )


def test_where_the_partners_are_recorded_is_said_of_a_host_that_is_none() -> None:
    recorded = [evolve(each, source=AT_3_1) for each in partners()]
    fault = caught(ModelError, Partnership, "Agency", recorded, [Hosting("Halton", ALWAYS, MINUTE)])
    assert fault.rule == f"be one of Knowsley, Liverpool, Sefton, Wirral ({AT_3_1})"


def test_an_approval_of_hosting_asks_somebody() -> None:
    fault = caught(InvalidValueError, Hosting, "Knowsley", FROM_2018, approval=Approval(()))
    subject = "Approval of the hosting by Knowsley from 1 April 2018"
    assert said(fault) == (subject, "be asked of somebody", "nobody")
