"""How an agreement ends: holding over, termination, the agreement that follows."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from aimpartner.errors import ModelError
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import (
    Extension,
    HoldingOver,
    NoticeClause,
    Option,
    Termination,
)
from aimpartner.parties.agreement.timeline import AgreementState
from aimpartner.periods import DateRange, in_words, parse_day
from aimpartner.sources import Source
from builders import AIM, GUESS, MINUTE, aim_agreement, approved
from faults import caught, said

TERM = DateRange("2018-04-01", "2021-03-31")
CLAUSE = Source("Agreement, clause 2")
S = AgreementState


def test_a_clause_holds_over_from_the_last_day_and_an_extension_comes_before_it() -> None:
    it = Agreement(
        TERM,
        Approval(()),
        options=[Option(12)],
        extensions=[Extension("2022-03-31", approved("Sefton", on="2021-11-04"))],
        holding_over=[HoldingOver(DateRange("2021-04-01", "2022-06-30"), CLAUSE)],
    )
    assert it.state(date(2021, 7, 1), date(2021, 7, 1)) is S.HELD_OVER
    assert it.state(date(2021, 7, 1)) is S.EXTENDED
    assert [it.state(date(2022, 6, 30)), it.state(date(2022, 7, 1))] == [S.HELD_OVER, S.ENDED]


def test_of_two_that_hold_over_a_day_it_rests_on_the_first() -> None:
    days = DateRange("2021-04-01", "2021-09-30")
    twice = [HoldingOver(days, GUESS), HoldingOver(days, Source("a letter", is_assumption=True))]
    it = Agreement(TERM, Approval(()), holding_over=twice)
    assert it.assumptions(date(2021, 4, 15)) == (
        f"an assumed holding over from 1 April 2021 ({GUESS.words})",
    )


def test_a_decision_to_hold_over_counts_once_it_is_made_and_says_that_it_was_late() -> None:
    carried_on = HoldingOver(
        DateRange("2021-04-01", "2021-09-30"),
        GUESS,
        approved("Sefton", on="2021-05-01", source=GUESS),
    )
    it = Agreement(TERM, Approval(()), holding_over=[carried_on])
    assert it.state(date(2021, 4, 15), date(2021, 4, 30)) is S.ENDED
    assert it.state(date(2021, 4, 15), date(2021, 5, 1)) is S.HELD_OVER
    assert it.assumptions(date(2021, 4, 15)) == (
        "assumed decisions of Sefton",
        f"an assumed holding over from 1 April 2021 ({GUESS.words})",
    )
    late = "in effect from 1 May 2021 (the day it was made), 30 days after it begins"
    assert it.decided_late(date(2021, 4, 15)) == (f"the holding over from 1 April 2021, {late}",)


def test_a_holding_over_that_begins_within_the_term_is_refused() -> None:
    held = HoldingOver(DateRange("2021-03-31"), MINUTE)
    fault = caught(ModelError, Agreement, TERM, Approval(()), source=CLAUSE, holding_over=[held])
    assert said(fault) == (
        "Holding over",
        f"begin on the day after one of these ends: the term, on 31 March 2021 ({CLAUSE})",
        "31 March 2021",
    )
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."


def test_after_a_termination_it_is_ended_and_no_option_or_extension_reaches_past_it() -> None:
    end = Termination("2020-03-31", approved("Sefton", on="2019-03-01", source=GUESS))
    extension = Extension("2022-03-31", approved("Sefton", on="2019-01-01"))
    it = Agreement(TERM, Approval(()), None, [Option(24)], [extension], termination=end)
    assert it.state(date(2020, 4, 1), date(2019, 2, 28)) is S.IN_TERM
    assert [it.state(date(2020, 3, 31)), it.state(date(2020, 4, 1))] == [S.IN_TERM, S.ENDED]
    assert (it.last_day(date(2019, 2, 28)), it.last_day()) == (date(2022, 3, 31), end.last)
    assert it.assumptions(date(2021, 7, 1)) == ("assumed decisions of Sefton",)
    assert it.turning_days() == (date(2018, 4, 1), date(2020, 4, 1))


def test_a_lapse_may_be_ended_before_the_option_runs_out() -> None:
    end = Termination("2021-06-30", approved("Sefton", on="2021-05-01"))
    it = Agreement(TERM, Approval(()), options=[Option(12)], termination=end)
    assert [it.state(date(2021, 6, 30)), it.state(date(2021, 7, 1))] == [S.LAPSED, S.ENDED]


def test_a_termination_before_the_term_begins_is_refused() -> None:
    end = Termination("2018-03-31", approved("Sefton", on="2018-03-01"), source=MINUTE)
    fault = caught(ModelError, Agreement, TERM, Approval(()), source=CLAUSE, termination=end)
    assert said(fault) == (
        "Termination",
        "end on or after 2018-04-01, the first day of the term",
        date(2018, 3, 31),
    )
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."


REFUSED = Decision("Liverpool", "2019-06-01", outcome="refused")


@pytest.mark.parametrize(
    "consent",
    [
        Approval(AIM[:2], [Decision("Knowsley", "2019-06-01"), REFUSED]),
        Approval(AIM, approved(*AIM[:3], on="2019-06-01").decisions, "majority"),
        approved(*AIM, on="2020-04-01"),
    ],
    ids=["refused", "a majority", "after the fact"],
)
def test_a_termination_at_short_notice_needs_the_consent_of_all_by_its_last_day(
    consent: Approval,
) -> None:
    end = Termination("2020-03-31", consent, "2019-06-01", MINUTE)
    it = Agreement(TERM, Approval(()), notice=NoticeClause(12, source=CLAUSE))
    fault = caught(ModelError, evolve, it, termination=end)
    got = f"notice of 1 June 2019 to 31 March 2020 ({MINUTE})"
    assert (fault.subject, fault.got) == ("Termination", got)
    agreed = Termination("2020-03-31", approved(*AIM, on="2020-03-31"), "2019-06-01")
    assert evolve(it, termination=agreed).last_day() == agreed.last
    asked = Termination("2020-03-31", Approval(AIM), "2019-06-01")
    assert evolve(it, termination=asked).last_day() == TERM.last


@pytest.mark.parametrize("first", ["2022-01-01", "2022-04-02"], ids=["inside", "after a gap"])
def test_a_holding_over_begins_on_the_day_after_something_ends(first: str) -> None:
    """What is extended is not held over, and what has ended cannot be."""
    extended = Extension("2022-03-31", approved("Sefton", on="2021-01-01"), MINUTE)
    it = Agreement(TERM, Approval(()), extensions=[extended], source=CLAUSE)
    fault = caught(ModelError, evolve, it, holding_over=[HoldingOver(DateRange(first), GUESS)])
    ends = f"the term, on 31 March 2021 ({CLAUSE})"
    assert fault.rule == (
        f"begin on the day after one of these ends: {ends}, "
        f"extension to 31 March 2022, on 31 March 2022 ({MINUTE})"
    )
    assert fault.got == in_words(parse_day(first))
    assert fault.remedy == f"Check {GUESS} against {CLAUSE}."
    after = [
        HoldingOver(DateRange("2022-04-01", "2022-06-30")),
        HoldingOver(DateRange("2022-07-01")),
    ]
    assert evolve(it, holding_over=after).state(date(2022, 8, 1)) is AgreementState.HELD_OVER


def test_a_termination_comes_before_all_has_ended_by_itself() -> None:
    it = Agreement(TERM, Approval(()), source=CLAUSE)
    end = Termination("2021-04-01", approved("Sefton", on="2021-01-01"), source=MINUTE)
    fault = caught(ModelError, evolve, it, termination=end)
    assert said(fault) == (
        "Termination",
        "end by 31 March 2021, the last day of what it ends",
        "1 April 2021",
    )
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."
    for more in (
        {"options": [Option(12)]},
        {"extensions": [Extension("2021-06-30", Approval(("Sefton",)))]},
        {"holding_over": [HoldingOver(DateRange("2021-04-01"))]},
    ):
        assert evolve(it, termination=end, **more).termination == end


def test_a_termination_in_time_may_wait_for_its_approval() -> None:
    end = Termination("2020-06-01", Approval(AIM), "2019-06-01")
    it = Agreement(TERM, Approval(()), notice=NoticeClause(12), termination=end)
    assert it.last_day() == TERM.last


def test_a_new_agreement_governs_from_its_own_first_day_once_it_is_approved() -> None:
    new = Agreement(
        DateRange("2022-01-01", "2025-03-31"),
        approved("Sefton", on="2021-12-01", source=GUESS),
        DateRange("2021-10-01", "2021-12-31"),
    )
    replaced = Termination("2021-09-30", approved("Sefton", on="2021-12-01"))
    old = evolve(aim_agreement(), termination=replaced, successor=new)
    before = date(2021, 11, 30)
    assert [old.state(date(2022, 1, 1), known) for known in (before, None)] == [
        S.EXTENDED,
        S.IN_TERM,
    ]
    assert [old.state(date(2021, 10, 1)), old.state(date(2021, 9, 30))] == [S.SHADOW, S.EXTENDED]
    assert old.governing(date(2022, 1, 1)) is new
    assert old.governing(date(2022, 1, 1), before) is old
    assert old.assumptions(date(2022, 1, 1)) == ("assumed decisions of Sefton",)
    assert old.relied_on(date(2022, 1, 1)) == ()
    assert new.approval in old.approvals
    assert date(2022, 4, 1) not in old.turning_days()


def test_a_new_agreement_within_the_term_of_the_old_is_refused_unless_that_was_terminated() -> None:
    new = Agreement(DateRange("2020-04-01", "2023-03-31"), Approval(()), source=MINUTE)
    fault = caught(ModelError, Agreement, TERM, Approval(()), source=CLAUSE, successor=new)
    assert said(fault) == (
        "Agreement that follows",
        "begin after 2021-03-31, the last day approved of the one it follows",
        date(2020, 4, 1),
    )
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."
    end = Termination("2020-03-31", approved("Sefton", on="2019-03-01"))
    old = Agreement(TERM, Approval(()), termination=end, successor=new)
    assert [old.state(date(2020, 3, 31)), old.state(date(2023, 3, 31))] == [S.IN_TERM, S.IN_TERM]


def test_a_new_agreement_within_an_approved_extension_of_the_old_is_refused() -> None:
    extension = Extension("2024-03-31", approved("Sefton", on="2021-01-05"), MINUTE)
    new = Agreement(DateRange("2022-04-01", "2025-03-31"), Approval(()), source=CLAUSE)
    it = Agreement(TERM, Approval(()), extensions=[extension])
    fault = caught(ModelError, evolve, it, successor=new)
    rule = "begin after 2024-03-31, the last day approved of the one it follows"
    assert said(fault) == ("Agreement that follows", rule, date(2022, 4, 1))
    assert fault.remedy == f"Check {CLAUSE} against {MINUTE}."
    proposed = evolve(extension, approval=Approval(("Sefton",)))
    assert evolve(it, extensions=[proposed], successor=new).successor is new


def test_a_termination_nobody_approved_makes_no_room_for_a_new_agreement() -> None:
    new = Agreement(DateRange("2020-04-01", "2023-03-31"), Approval(()))
    end = Termination("2020-03-31", Approval(("Sefton",)))
    it = Agreement(TERM, Approval(()), termination=end)
    assert caught(ModelError, evolve, it, successor=new).subject == "Agreement that follows"


def test_a_new_agreement_that_was_refused_stands_in_nobodys_way() -> None:
    refused = Approval(("Sefton",), [Decision("Sefton", "2020-01-05", outcome="refused")])
    new = Agreement(DateRange("2020-04-01", "2023-03-31"), refused)
    it = Agreement(TERM, Approval(()), successor=new)
    assert (it.state(date(2020, 4, 1)), it.governing(date(2020, 4, 1))) == (S.IN_TERM, it)


def test_one_refusal_after_a_majority_leaves_an_agreement_approved() -> None:
    """Two of three suffice, so the third's refusal leaves no room for the overlap."""
    decisions = [
        Decision("Knowsley", "2020-01-05"),
        Decision("Sefton", "2020-01-05"),
        Decision("Wirral", "2020-01-05", outcome="refused"),
    ]
    most = Approval(("Knowsley", "Sefton", "Wirral"), decisions, "majority")
    new = Agreement(DateRange("2020-04-01", "2023-03-31"), most)
    assert not new.is_refused
    fault = caught(ModelError, Agreement, TERM, Approval(()), successor=new)
    assert fault.subject == "Agreement that follows"
