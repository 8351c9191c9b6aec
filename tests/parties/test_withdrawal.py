"""Partners that give notice and leave."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from attrs import evolve

from aimpartner.errors import ModelError
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import NoticeClause, Termination
from aimpartner.parties.partners import Membership, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.periods import DateRange, parse_day
from aimpartner.sources import Source
from builders import MINUTE, approved, partners
from faults import caught, said

CLAUSE = Source("the agreement, clause 22")
LETTER = Source("letter of the Chief Executive")
TWELVE = NoticeClause(12, "31 March", CLAUSE)
SIX = NoticeClause(6, "31 March", CLAUSE)
STAY = ("Bracknell Forest", "West Berkshire")


def left(withdrawal: Withdrawal, clause: NoticeClause | None, last: str = "") -> Partnership:
    """Return a partnership that Wokingham leaves, under a clause."""
    days = DateRange("2017-01-09", last or withdrawal.last)
    leaver = evolve(partners(("Wokingham",))[0], member=Membership(days, source=MINUTE))
    agreement = Agreement(DateRange("2017-01-09", "2029-03-31"), Approval(()), notice=clause)
    members = [*partners(STAY), leaver]
    return Partnership("Agency", members, agreement=agreement, withdrawals=[withdrawal])


def leaving(given: str, last: str, consent: Approval | None = None) -> Withdrawal:
    return Withdrawal("Wokingham", given, last, consent, source=LETTER)


@pytest.mark.parametrize(
    ("clause", "given", "last"),
    [
        (TWELVE, "2021-03-31", "2022-03-31"),  # twelve months expiring 31 March
        (TWELVE, "2020-04-01", "2022-03-31"),
        (SIX, "2021-09-30", "2022-03-31"),  # six months, by 30 September
        (NoticeClause(3), "2021-11-15", "2022-02-15"),
        (None, "2022-03-30", "2022-03-31"),  # no clause is recorded
    ],
)
def test_notice_as_long_as_the_clause_asks_for_stands(
    clause: NoticeClause | None, given: str, last: str
) -> None:
    agency = left(leaving(given, last), clause)
    day_after = date.fromisoformat(last).toordinal() + 1
    assert len(agency.partners_on(last)) == 3
    assert [each.name for each in agency.partners_on(date.fromordinal(day_after))] == [*STAY]


@pytest.mark.parametrize(
    ("clause", "given", "earliest"),
    [(TWELVE, "2021-04-01", "31 March 2023"), (SIX, "2021-10-01", "31 March 2023")],
)
def test_notice_a_day_late_is_refused_without_consent(
    clause: NoticeClause, given: str, earliest: str
) -> None:
    fault = caught(ModelError, left, leaving(given, "2022-03-31"), clause)
    assert fault.subject == "Notice of Wokingham"
    assert all(words in str(fault) for words in (str(CLAUSE), earliest, "31 March 2022"))


def test_shorter_notice_stands_with_the_consent_of_everyone_that_remains() -> None:
    consent = approved(*STAY, on="2021-12-01")
    agency = left(leaving("2021-10-01", "2022-03-31", consent), TWELVE)
    assert agency.withdrawals[0].approval == consent


@pytest.mark.parametrize(
    "consent",
    [
        Approval(
            STAY,
            [Decision(STAY[0], "2021-12-01"), Decision(STAY[1], "2021-12-01", outcome="refused")],
        ),
        Approval(STAY, [Decision("West Berkshire", "2021-12-01")], "majority"),
    ],
    ids=["one refuses", "fewer than all"],
)
def test_shorter_notice_is_refused_where_one_that_remains_does_not_agree(consent: Approval) -> None:
    fault = caught(ModelError, left, leaving("2021-10-01", "2022-03-31", consent), TWELVE)
    assert fault.subject == "Notice of Wokingham"


def test_while_a_consent_is_awaited_the_withdrawal_is_pending_and_a_decision_outstanding() -> None:
    one = Approval(STAY, [Decision("West Berkshire", "2021-12-01")])
    agency = left(leaving("2021-10-01", "2022-03-31", one), TWELVE)
    words = (
        "consent to Wokingham's leaving on 31 March 2022, needed because notice of 12 months "
        "ending on 31 March was not given"
    )
    waiting = [each for each in agency.to_decide() if each.awaited()]
    assert [(each.words, each.awaited()) for each in waiting] == [(words, ("Bracknell Forest",))]
    assert agency.to_decide(date(2021, 9, 30)) == agency.to_decide()[:1]
    dates = [each for each in agency.key_dates("2021-11-01") if str(each.day) == "2022-03-31"]
    assert [each.words for each in dates if each.what != "last day to give notice"] == [
        f"{words}, by Bracknell Forest; it would end the membership of Wokingham on 31 March 2022",
        "Wokingham as a partner, if consented to",
    ]
    known = [each.words for each in agency.key_dates("2022-03-31", "2021-11-30")]
    assert "Wokingham as a partner, if consented to" in known


def test_a_consent_to_notice_that_is_long_enough_is_listed_without_a_reason() -> None:
    agency = left(leaving("2021-03-31", "2022-03-31", Approval(STAY)), TWELVE)
    assert agency.to_decide()[-1].words == "consent to Wokingham's leaving on 31 March 2022"


@pytest.mark.parametrize(
    ("consents", "named"),
    [((), "2021-10-01"), ((Decision("West Berkshire", "2021-09-15"),), "2021-09-15")],
    ids=["on the day of the notice", "on the day of a consent before it"],
)
def test_a_consent_to_leave_is_before_the_partners_from_the_first_day_it_was_known(
    consents: tuple[Decision, ...], named: str
) -> None:
    agency = left(leaving("2021-10-01", "2022-03-31", Approval(STAY, consents)), TWELVE)
    day = parse_day(named)
    assert len(agency.to_decide(day.subtract(days=1))) == 1
    assert agency.to_decide(day)[-1].words.startswith("consent to Wokingham's leaving")


def test_consent_asks_every_other_partner() -> None:
    short = leaving("2021-10-01", "2022-03-31", approved("West Berkshire", on="2021-12-01"))
    assert said(caught(ModelError, left, short, TWELVE)) == (
        f"Consent to {short}",
        "ask every partner on the last day: Bracknell Forest, West Berkshire",
        "West Berkshire",
    )


def test_consent_is_by_partners() -> None:
    fault = caught(
        ModelError,
        left,
        leaving("2021-03-31", "2022-03-31", approved(*STAY, "Reading", on="2021-12-01")),
        TWELVE,
    )
    assert said(fault) == (
        "Approval of the consent to Wokingham's leaving on 31 March 2022",
        "be by partners: Bracknell Forest, West Berkshire, Wokingham",
        f"Reading ({LETTER})",
    )


def test_notice_after_leaving_is_refused_with_both_days_and_the_source() -> None:
    fault = caught(ModelError, leaving, "2022-04-01", "2022-03-31")
    assert said(fault) == (
        "Notice of Wokingham",
        f"be given by 31 March 2022, the last day as a partner ({LETTER})",
        f"1 April 2022 ({LETTER})",
    )


def test_notice_before_joining_is_refused_with_both_days_and_sources() -> None:
    early = leaving("2017-01-08", "2022-03-31")
    assert said(caught(ModelError, left, early, TWELVE)) == (
        "Notice of Wokingham",
        f"be given on or after 9 January 2017, the first day ({MINUTE})",
        f"{early}",
    )


def test_a_withdrawal_ends_a_membership_on_its_last_day() -> None:
    away = leaving("2021-03-31", "2022-03-31")
    assert said(caught(ModelError, left, away, TWELVE, "2023-03-31")) == (
        "Withdrawal",
        f"end a membership of Wokingham, which is 2017-01-09 to 2023-03-31 ({MINUTE})",
        f"Wokingham leaves on 31 March 2022 on notice of 31 March 2021 ({LETTER})",
    )


def test_a_withdrawal_is_of_a_partner() -> None:
    gone = Withdrawal("Reading", "2021-03-31", "2022-03-31")
    fault = caught(ModelError, Partnership, "Agency", partners(STAY), withdrawals=[gone])
    assert (fault.subject, fault.rule) == ("Withdrawal", f"be of one of {', '.join(STAY)}")


def test_what_the_leaver_stays_liable_for_is_kept_in_words() -> None:
    words = ["its part of redundancy costs", "pension deficit to the day"]
    away = Withdrawal("Wokingham", "2021-03-31", "2022-03-31", liabilities=words)
    assert away.liabilities == tuple(words)


def test_one_of_two_spells_can_be_the_one_that_was_left() -> None:
    spells = [DateRange("2017-01-09", "2022-03-31"), DateRange("2024-04-01", "2029-03-31")]
    leaver = Partner("Wokingham", partners()[0].authority, spells)
    away = leaving("2021-03-31", "2022-03-31")
    agency = Partnership("Agency", [*partners(STAY), leaver], withdrawals=[away])
    assert agency.withdrawals == (away,)


def test_consent_after_the_last_day_comes_too_late() -> None:
    short = leaving("2021-10-01", "2022-03-31", approved(*STAY, on="2022-04-01"))
    fault = caught(ModelError, left, short, TWELVE)
    assert fault.got == f"notice of 1 October 2021 to 31 March 2022 ({LETTER})"
    in_time = leaving("2021-10-01", "2022-03-31", approved(*STAY, on="2022-03-31"))
    assert left(in_time, TWELVE).withdrawals == (in_time,)


def test_two_that_leave_on_one_day_need_the_consent_of_each_other() -> None:
    days = DateRange("2017-01-09", "2022-03-31")
    agreement = Agreement(DateRange("2017-01-09", "2029-03-31"), Approval(()), notice=TWELVE)

    def both(*asked: str) -> Partnership:
        leavers = [
            Withdrawal(name, "2021-10-01", "2022-03-31", approved(other, on="2021-12-01"))
            for name, other in zip(("A", "B"), asked, strict=True)
        ]
        members = partners(("A", "B"), days)
        return Partnership("Agency", members, agreement=agreement, withdrawals=leavers)

    assert len(both("B", "A").withdrawals) == 2
    fault = caught(ModelError, both, "A", "B")
    assert (fault.rule, fault.got) == ("ask every partner on the last day: B", "A")


def test_two_notices_for_one_leaving_are_refused_with_both() -> None:
    first, second = leaving("2021-03-31", "2022-03-31"), leaving("2021-03-01", "2022-03-31")
    agency = left(first, TWELVE)
    fault = caught(ModelError, evolve, agency, withdrawals=[first, second])
    assert said(fault) == ("Withdrawal", f"end what no other ends; {first} already", f"{second}")


@pytest.mark.parametrize("governs", [TWELVE, SIX])
def test_notice_goes_by_the_agreement_that_governs_the_day_it_is_given(
    governs: NoticeClause,
) -> None:
    """Notice of 30 September 2021 is in time under six months, and not under twelve."""
    other = SIX if governs is TWELVE else TWELVE
    after = Agreement(DateRange("2021-04-01", "2029-03-31"), Approval(()), notice=governs)
    old = Agreement(
        DateRange("2017-01-09", "2021-03-31"), Approval(()), notice=other, successor=after
    )
    away = leaving("2021-09-30", "2022-03-31")
    leaver = partners(("Wokingham",), DateRange("2017-01-09", "2022-03-31"))
    act = partial(Partnership, "Agency", leaver, agreement=old, withdrawals=[away])
    if governs is SIX:
        assert act().withdrawals == (away,)
        return
    assert caught(ModelError, act).subject == "Notice of Wokingham"


def test_a_termination_at_short_notice_asks_every_partner_on_its_last_day() -> None:
    """Sefton alone cannot end for all, on a day's notice, what asks for twelve months."""
    term = DateRange("2018-04-01", "2029-03-31")
    alone = approved("Sefton", on="2021-03-01")
    end = Termination("2021-03-02", alone, "2021-03-01", LETTER)
    agreement = Agreement(term, Approval(()), notice=NoticeClause(12), termination=end)
    act = partial(Partnership, "Agency", partners(("Sefton", "Wirral")))
    where = f"termination on 2 March 2021 on notice of 1 March 2021 ({LETTER})"
    assert said(caught(ModelError, act, agreement=agreement)) == (
        f"Consent to the {where}",
        "ask every partner on the last day: Sefton, Wirral",
        "Sefton",
    )
    in_time = evolve(agreement, termination=evolve(end, last="2022-03-01"))
    assert act(agreement=in_time).agreement == in_time
    both = evolve(end, approval=approved("Sefton", "Wirral", on="2021-03-01"))
    assert act(agreement=evolve(agreement, termination=both)).agreement is not None
