"""Real partnerships, as published, each in a few lines: state, key dates and partners by day.

A day that nobody published is an assumption, and shows as one wherever a state rests on it.
"""

from __future__ import annotations

from datetime import date

from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import Extension, NoticeClause, Option, Termination
from aimpartner.parties.agreement.timeline import AgreementState, Spell, Timeline
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partners import Authority, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.succession import Succession
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import approved, partners

S = AgreementState
UNKNOWN_DAY = Source("the day of the decision was not found", is_assumption=True)


def key_dates(agency: Partnership, first: str, known_on: str | None = None) -> list[str]:
    """Return the key dates from a day, a line each."""
    return [str(each) for each in agency.key_dates(first, known_on)]


def names_on(agency: Partnership, day: str) -> list[str]:
    """Return the names of the partners on a day."""
    return [partner.name for partner in agency.partners_on(day)]


def adoption_west() -> Partnership:
    """Return Adoption West, whose agreement has an option of up to five years, by variation.

    Gloucestershire County Council, Cabinet, 22 December 2021 (notice of 15 November 2021): in
    operation from 1 March 2019; the commissioning agreement ends on 28 February 2022, with an
    option of up to 5 years from 1 March 2022. Bath and North East Somerset, Cabinet: the current
    arrangements end in February 2027.
    """
    source = Source("Gloucestershire County Council, Cabinet, 22 December 2021")
    others = ("Bath and NE Somerset", "Bristol", "North Somerset", "South Glos", "Wiltshire")
    decided = [Decision("Gloucestershire", "2021-12-22", "Cabinet", source=source)]
    decided += [Decision(name, "2021-12-22", source=UNKNOWN_DAY) for name in others]
    six = ["Gloucestershire", *others]
    agreement = Agreement(
        DateRange("2019-03-01", "2022-02-28"),
        Approval(()),
        options=[Option(60, source, at_most=True)],
        extensions=[Extension("2027-02-28", Approval(six, decided))],
        source=source,
    )
    members = partners(six, DateRange("2019-03-01"))
    return Partnership("Adoption West", members, agreement=agreement)


def test_adoption_west_is_extended_to_the_end_of_its_option() -> None:
    agency, before = adoption_west(), "2021-12-21"
    assert agency.agreement_state("2022-02-28") is S.IN_TERM
    assert agency.agreement_state("2022-03-01", before) is S.LAPSED
    assert agency.agreement_state("2027-02-28", before) is S.LAPSED
    assert [agency.agreement_state(day) for day in ("2022-03-01", "2027-02-28")] == [S.EXTENDED] * 2
    assert agency.agreement_state("2027-03-01") is S.ENDED
    it = agency.agreement
    assert it is not None
    assert it.open_options() == ()
    others = "Bath and NE Somerset, Bristol, North Somerset, South Glos, Wiltshire"
    assert it.assumptions(date(2022, 3, 1)) == (f"assumed decisions of {others}",)
    assert it.decided_late(date(2022, 3, 1)) == ()


def test_adoption_west_watches_the_last_day_of_its_option_until_it_is_extended() -> None:
    agency = adoption_west()
    assert key_dates(agency, "2021-12-01", "2021-12-01") == [
        "28 February 2022: last day: agreement from 1 March 2019",
        (
            "28 February 2022: last day to exercise an option: option of up to 60 months; "
            "no earlier day is stated"
        ),
    ]
    assert key_dates(agency, "2021-12-22") == [
        "28 February 2027: last day: agreement from 1 March 2019"
    ]
    assert (names_on(agency, "2019-02-28"), len(names_on(agency, "2019-03-01"))) == ([], 6)


def test_adoption_west_could_have_used_less_and_kept_the_rest() -> None:
    whole = adoption_west().agreement
    assert whole is not None
    used = Extension("2024-02-29", whole.extensions[0].approval)
    it = Agreement(whole.term, whole.approval, options=whole.options, extensions=[used])
    assert [str(option) for option in it.open_options()] == ["option until 28 February 2027"]
    assert it.state(date(2027, 2, 28)) is S.LAPSED


def together_for_adoption() -> Partnership:
    """Return Together for Adoption: its agreement, its two further years, and the one after it.

    St Helens, delegated executive decision 0092 2021/22: established on 1 September 2017, to end
    on 31 March 2020 (though "for three years"); an option of two further years, 1 April 2020 to
    31 March 2022; all partners agreed; a new agreement from 1 April 2022.
    """
    five = ("Cheshire West and Chester", "Halton", "St Helens", "Warrington", "Wigan")
    source = Source("St Helens, delegated executive decision 0092 2021/22")
    guess = Source("its last day was not found; three years are taken", is_assumption=True)
    new = DateRange("2022-04-01", "2025-03-31")
    agreement = Agreement(
        DateRange("2017-09-01", "2020-03-31"),
        Approval(()),
        options=[Option(24, source)],
        extensions=[Extension("2022-03-31", approved(*five, on="2020-03-31", source=UNKNOWN_DAY))],
        source=source,
        successor=Agreement(
            new, approved(*five, on="2022-03-31", source=UNKNOWN_DAY), source=guess
        ),
    )
    members = partners(five, DateRange("2017-09-01"))
    return Partnership("Together for Adoption", members, agreement=agreement)


def test_together_for_adoption_runs_from_one_agreement_into_the_next() -> None:
    agency = together_for_adoption()
    states = [(spell.days, spell.state) for spell in agency.timeline()]
    assert states == [
        (DateRange("2017-09-01", "2020-03-31"), S.IN_TERM),
        (DateRange("2020-04-01", "2022-03-31"), S.EXTENDED),
        (DateRange("2022-04-01", "2025-03-31"), S.IN_TERM),
        (DateRange("2025-04-01"), S.ENDED),
    ]
    assert agency.agreement_state("2022-04-01", "2022-03-30") is S.ENDED
    it = agency.agreement
    assert it is not None
    assert it.governing(date(2022, 4, 1)) is it.successor
    assert it.assumptions(date(2022, 4, 1))[1].startswith("an assumed agreement (its last day")


def test_together_for_adoption_watches_the_end_of_each_agreement() -> None:
    agency = together_for_adoption()
    assert key_dates(agency, "2022-03-31") == [
        "31 March 2022: last day: agreement from 1 September 2017",
        "31 March 2025: last day: agreement from 1 April 2022",
    ]
    assert key_dates(agency, "2020-03-01", "2020-03-01") == [
        "31 March 2020: last day: agreement from 1 September 2017",
        (
            "31 March 2020: last day to exercise an option: option of 24 months; "
            "no earlier day is stated"
        ),
    ]
    assert names_on(agency, "2017-09-01") == list(agency.names)


def together4children() -> Partnership:
    """Return Together4Children.

    Shropshire Council, newsroom, 8 October 2020: two years, "with the option for a further three
    until September 2025"; newsroom, 4 October 2021: four councils created it on 28 September 2020.
    """
    source = Source("Shropshire Council, newsroom, 8 October 2020")
    four = ("Shropshire", "Staffordshire", "Stoke-on-Trent", "Telford and Wrekin")
    agreement = Agreement(
        DateRange("2020-09-28", "2022-09-27"),
        Approval(()),
        options=[Option(36, source)],
        source=source,
    )
    members = partners(four, DateRange("2020-09-28"))
    return Partnership("Together4Children", members, agreement=agreement)


def test_together4children_may_be_prolonged_to_september_2025() -> None:
    agency = together4children()
    assert agency.timeline() == Timeline(
        [
            Spell(DateRange("2020-09-28", "2022-09-27"), S.IN_TERM),
            Spell(DateRange("2022-09-28", "2025-09-27"), S.LAPSED),
            Spell(DateRange("2025-09-28"), S.ENDED),
        ]
    )
    assert key_dates(agency, "2020-10-08") == [
        "27 September 2022: last day: agreement from 28 September 2020",
        (
            "27 September 2022: last day to exercise an option: option of 36 months; "
            "no earlier day is stated"
        ),
    ]
    assert len(names_on(agency, "2020-09-28")) == 4


def public_protection() -> Partnership:
    """Return the Public Protection Partnership, which Wokingham left and rejoins.

    publicprotectionpartnership.org.uk, 1 April 2022: Wokingham decided in March 2021 to leave, and
    is no longer part of it. Bracknell Forest, Cabinet, 14 October 2025, and Wokingham, Executive,
    16 October 2025: a new agreement of three authorities until 31 March 2029, with at least twelve
    months' notice to leave, entered into without waiting for the agreement of 6 January 2017 to
    expire; West Berkshire remains the host.
    """
    decided = [
        Decision("Bracknell Forest", "2025-10-14", source=Source("Cabinet, 14 October 2025")),
        Decision("West Berkshire", "2025-10-16", source=UNKNOWN_DAY),
        Decision("Wokingham", "2025-10-16", source=Source("Executive, 16 October 2025")),
    ]
    approval = Approval([each.partner for each in decided], decided)
    guess = Source("the day was not found; a year's end is taken", is_assumption=True)
    executive = Source("Wokingham, Executive, 16 October 2025, (3)")
    first, again = DateRange("2017-01-06"), DateRange("2026-04-01", "2029-03-31")
    agreement = Agreement(
        DateRange(first.first, "2027-03-31"),
        Approval(()),
        source=guess,
        termination=Termination("2026-03-31", approval, source=guess),
        successor=Agreement(
            again, approval, source=guess, notice=NoticeClause(12, source=executive)
        ),
    )
    left = [DateRange(first.first, "2022-03-31"), DateRange(again.first)]
    wokingham = Partner("Wokingham", Authority("Wokingham Borough Council"), left)
    members = [*partners(["Bracknell Forest", "West Berkshire"], first), wokingham]
    leaving = [Withdrawal("Wokingham", "2021-03-31", "2022-03-31", source=guess)]
    host = [Hosting("West Berkshire", first)]
    return Partnership("Public Protection", members, host, agreement, withdrawals=leaving)


def test_the_public_protection_partnership_runs_on_to_march_2029() -> None:
    agency, before = public_protection(), "2025-10-15"
    days = ["2022-04-01", "2026-04-01", "2029-03-31", "2029-04-01"]
    assert [agency.agreement_state(day) for day in days] == [S.IN_TERM] * 3 + [S.ENDED]
    known = [agency.agreement_state(day, before) for day in days]
    assert known == [S.IN_TERM] * 2 + [S.ENDED] * 2
    it = agency.agreement
    assert it is not None
    new = it.governing(date(2029, 3, 31))
    assert (new.last_day(), new.notice and new.notice.months) == (date(2029, 3, 31), 12)
    assert [spell.state for spell in agency.as_lived()] == [S.IN_TERM, S.IN_TERM, S.ENDED]


def test_wokingham_leaves_on_1_april_2022_and_rejoins() -> None:
    agency = public_protection()
    all_three, two = list(agency.names), ["Bracknell Forest", "West Berkshire"]
    days = ["2022-03-31", "2022-04-01", "2026-03-31", "2026-04-01"]
    assert [names_on(agency, day) for day in days] == [all_three, two, two, all_three]
    assert agency.host("2022-04-01") == "West Berkshire"
    leaves = "31 March 2022: last day: Wokingham as a partner"
    assert leaves in key_dates(agency, "2021-03-31", "2021-03-31")
    assert leaves not in key_dates(agency, "2021-03-30", "2021-03-30")
    assert key_dates(agency, "2026-04-01") == [
        (
            "31 March 2028: last day to give notice: notice of 12 months ending on any day, "
            "to leave on 31 March 2029"
        ),
        "31 March 2029: last day: agreement from 1 April 2026",
    ]


def aspire() -> Partnership:
    """Return Aspire Adoption, whose three councils became two on 1 April 2019.

    Dorset County Council, news, 6 February 2017: Bournemouth, Dorset and Poole, hosted by
    Bournemouth, to launch in July 2017. Dorset Council, Corporate Parenting Board, on the annual
    report for 2018/19: "a 3 year agreement". The Bournemouth, Dorset and Poole (Structural
    Changes) Order 2018, SI 2018/648.
    """
    first, last, then = "2017-07-01", "2019-03-31", "2019-04-01"
    term = DateRange(first, "2020-06-30")
    guess = Source("the first day of the month of the launch is taken", is_assumption=True)
    part = Source("what Christchurch was of Dorset is not stated here", is_assumption=True)
    old = partners(["Bournemouth", "Dorset County", "Poole"], DateRange(first, last))
    new = partners(["BCP", "Dorset"], DateRange(then))
    return Partnership(
        "Aspire Adoption",
        [*old, *new],
        [Hosting("Bournemouth", DateRange(first, last)), Hosting("BCP", DateRange(then))],
        Agreement(term, Approval(()), source=guess),
        successions=[
            Succession(then, "Bournemouth", {"BCP": 100}),
            Succession(then, "Poole", {"BCP": 100}),
            Succession(then, "Dorset County", {"BCP": 12, "Dorset": 88}, part),
        ],
    )


def test_bcp_follows_three_councils_under_the_agreement_that_goes_on() -> None:
    agency = aspire()
    assert names_on(agency, "2019-03-31") == ["Bournemouth", "Dorset County", "Poole"]
    assert names_on(agency, "2019-04-01") == ["BCP", "Dorset"]
    assert [agency.host(day) for day in ("2019-03-31", "2019-04-01")] == ["Bournemouth", "BCP"]
    days = ("2019-03-31", "2019-04-01", "2020-06-30", "2020-07-01")
    assert [agency.agreement_state(day) for day in days] == [S.IN_TERM] * 3 + [S.ENDED]
    followed = {"Bournemouth": 100, "Dorset County": 12, "Poole": 100}
    assert dict(agency.predecessors("BCP", "2019-04-01")) == followed
    assert key_dates(agency, "2019-03-01") == [
        "31 March 2019: last day: Bournemouth as host",
        "30 June 2020: last day: agreement from 1 July 2017",
    ]
