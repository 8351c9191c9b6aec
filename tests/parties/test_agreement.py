"""The agreement over two clocks: the day asked about, and the day of the knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner import samples
from aimpartner.errors import ModelError
from aimpartner.parties.agreement import Agreement
from aimpartner.parties.decisions import Approval, ApprovalRule, Decision, Outcome
from aimpartner.parties.provisions import (
    Extension,
    HoldingOver,
    NoticeClause,
    Option,
    Termination,
)
from aimpartner.parties.timeline import AgreementState
from aimpartner.periods import DateRange, months_after
from aimpartner.sources import Source
from builders import AIM, GUESS, MINUTE, aim_agreement, approved
from drawn import drawn
from faults import caught, said

TERM = DateRange("2018-04-01", "2021-03-31")
ONE_DAY = timedelta(days=1)
CLAUSE = Source("Agreement, clause 2")
S = AgreementState

EVENTS = (
    date(2017, 4, 6),  # approval, and the shadow period's first day
    date(2018, 3, 31),
    date(2018, 4, 1),
    date(2021, 3, 31),
    date(2021, 11, 4),
    date(2022, 3, 31),
)
AROUND = sorted({event + timedelta(days=near) for event in EVENTS for near in (-1, 0, 1)})
FROM_APPROVAL = [day for day in AROUND if day >= date(2017, 4, 6)]


def expected(on: date, known_on: date | None) -> set[AgreementState]:
    """Return every state that the story of AiM allows, told rule by rule."""
    decided = known_on is None or known_on >= date(2021, 11, 4)
    rules = {
        S.NOT_STARTED: on < date(2017, 4, 6) or (known_on or on) < date(2017, 4, 6),
        S.SHADOW: date(2017, 4, 6) <= on < date(2018, 4, 1),
        S.IN_TERM: date(2018, 4, 1) <= on <= date(2021, 3, 31),
        S.LAPSED: date(2021, 4, 1) <= on <= date(2022, 3, 31) and not decided,
        S.EXTENDED: date(2021, 4, 1) <= on <= date(2022, 3, 31) and decided,
        S.ENDED: on >= date(2022, 4, 1),
    }
    return {state for state, holds in rules.items() if holds}


@pytest.mark.parametrize("on", AROUND, ids=str)
def test_each_day_around_an_event_has_one_state_whenever_it_is_known(on: date) -> None:
    for known_on in (*FROM_APPROVAL, None):
        assert {aim_agreement().state(on, known_on)} == expected(on, known_on), known_on


def test_before_anything_was_known_every_day_is_not_started() -> None:
    states = {aim_agreement().state(on, date(2017, 4, 5)) for on in AROUND}
    assert states == {S.NOT_STARTED}


def test_the_gap_of_217_days_is_lapsed_as_lived_and_extended_as_told() -> None:
    gap = list(DateRange("2021-04-01", "2021-11-03"))
    assert len(gap) == 217
    assert {aim_agreement().state(day, day) for day in gap} == {S.LAPSED}
    assert {aim_agreement().state(day) for day in gap} == {S.EXTENDED}


KNOWN = st.dates(date(2018, 1, 1), date(2023, 12, 31))
EACH_MONTH = set(list(DateRange("2018-01-01", "2024-06-30"))[::30])
OUTCOMES: list[Outcome] = ["approved", "approved", "approved", "refused", "noted"]
PARTNERS = ("Knowsley", "Sefton", "Wirral")


@st.composite
def approvals(draw: st.DrawFn) -> Approval:
    """Draw who is asked, and decisions that approve, refuse, reverse or note."""
    required = draw(st.lists(st.sampled_from(PARTNERS), min_size=1, unique=True))
    outcomes = st.sampled_from(OUTCOMES)
    decided = draw(st.lists(st.tuples(st.sampled_from(required), KNOWN, outcomes), max_size=5))
    waits = draw(st.integers(0, 10))
    decisions = [
        Decision(name, made, implementable=made + waits * ONE_DAY, outcome=outcome)
        for name, made, outcome in decided
    ]
    return Approval(required, decisions, draw(st.sampled_from(["all", "majority", "two thirds"])))


@st.composite
def prolongings(draw: st.DrawFn, last: date) -> tuple[list[Option], list[Extension]]:
    """Draw options, and extensions that reach no further than they allow."""
    options: list[Option] = []
    extensions: list[Extension] = []
    for months in draw(st.lists(st.integers(1, 6), max_size=3)):
        reach = Option(months).reaches(last)
        at_most, by_day, used = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
        until = reach if by_day else None
        options.append(Option(None if by_day else months, until=until, at_most=at_most))
        if used and len(extensions) == len(options) - 1:
            refused = any(each.is_refused for each in extensions)
            extensions.append(Extension(reach, draw(approvals()), variation=refused))
            last = reach
    if draw(st.booleans()) and len(extensions) == len(options):
        last = months_after(last, 2)
        varies = bool(options) or draw(st.booleans())
        extensions.append(Extension(last, draw(approvals()), variation=varies))
    return options, extensions


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Draw an agreement with any of the things that may prolong, end or follow it."""
    options, extensions = draw(prolongings(date(2021, 3, 31)))
    days = st.dates(date(2021, 4, 1), date(2022, 12, 31))
    held = [HoldingOver(DateRange(first)) for first in draw(st.lists(days, max_size=1))]
    held += [
        HoldingOver(DateRange(first, first + 90 * ONE_DAY), None, draw(approvals()))
        for first in draw(st.lists(days, max_size=2))
    ]
    end = draw(st.none() | st.builds(Termination, days, approvals()))
    first = draw(days)
    after = Agreement(DateRange(first, first + 300 * ONE_DAY), draw(approvals()))
    return Agreement(
        TERM,
        draw(st.just(Approval(())) | approvals()),
        draw(st.sampled_from([None, DateRange("2018-02-01", "2018-03-01")])),
        options,
        extensions,
        holding_over=held,
        termination=end,
        successor=draw(st.sampled_from([None, after])),
    )


def decision_days(agreement: Agreement) -> set[date]:
    return {each.made for approval in agreement.approvals for each in approval.decisions}


def around(days: Iterable[date]) -> set[date]:
    return {day + near * ONE_DAY for day in days for near in (-1, 0, 1)}


@drawn(50)
@given(agreements(), KNOWN)
@example(aim_agreement(), date(2021, 11, 3))
def test_a_state_known_later_differs_only_where_a_decision_lies_between(
    it: Agreement, known_on: date
) -> None:
    """`state(d, k1) ≠ state(d, k2)` only if a decision lies in (k1, k2] (design section 5).

    So each day tells what the last decision before it told, or the first day of all.
    """
    decided = max([day for day in decision_days(it) if day <= known_on], default=date(2017, 1, 1))
    for on in around(it.turning_days() + it.turning_days(known_on)):
        assert it.state(on, known_on) is it.state(on, decided)
        assert it.assumptions(on, known_on) == it.assumptions(on, decided)
        assert it.decided_late(on, known_on) == it.decided_late(on, decided)


@drawn(50)
@given(agreements(), st.none() | KNOWN)
@example(aim_agreement(), None)
def test_timeline_and_state_agree_on_every_day(it: Agreement, known_on: date | None) -> None:
    timeline = it.timeline(known_on)
    assert timeline.spells[0].days.first == it.first_day
    for day in around(it.turning_days() + it.turning_days(known_on)) | EACH_MONTH:
        assert timeline.state(day) is it.state(day, known_on), day


@drawn(50)
@given(agreements())
@example(aim_agreement())
def test_what_was_lived_is_the_state_as_known_on_each_day(it: Agreement) -> None:
    lived = it.as_lived()
    cuts = {spell.days.first for spell in lived} | decision_days(it) | {*it.turning_days()}
    for day in around(cuts) | EACH_MONTH:
        assert lived.state(day) is it.state(day, day), day


@drawn(25)
@given(agreements(), st.none() | KNOWN)
@example(aim_agreement(), None)
@example(aim_agreement(), date(2021, 7, 1))
def test_between_turning_days_the_state_is_constant(it: Agreement, known_on: date | None) -> None:
    turns = set(it.turning_days(known_on))
    days = list(DateRange("2018-01-01", "2024-06-30"))
    changes = {
        day
        for before, day in pairwise(days)
        if it.state(before, known_on) is not it.state(day, known_on)
    }
    assert changes <= turns
    assert list(it.turning_days(known_on)) == sorted(turns)


def test_aim_turns_on_the_first_day_of_each_state() -> None:
    turns = aim_agreement().turning_days()
    assert set(turns) == {date(2017, 4, 6), date(2018, 4, 1), date(2021, 4, 1), date(2022, 4, 1)}


def test_an_option_used_up_reaches_no_further_and_another_does() -> None:
    extension = Extension("2022-03-31", approved("Sefton", on="2021-11-04"))
    used = Agreement(TERM, Approval(()), options=[Option(12)], extensions=[extension])
    another = Agreement(TERM, Approval(()), options=[Option(12), Option(6)], extensions=[extension])
    assert (used.open_options(), another.open_options()) == ((), (Option(6),))
    assert used.open_options(date(2021, 11, 3)) == (Option(12),)
    assert used.state(date(2022, 4, 1)) is S.ENDED
    assert [another.state(day) for day in (date(2022, 4, 1), date(2022, 9, 30))] == [S.LAPSED] * 2
    assert another.state(date(2022, 10, 1)) is S.ENDED


def test_without_an_option_the_agreement_ends_with_its_term() -> None:
    assert Agreement(TERM, Approval(())).state(date(2021, 4, 1)) is S.ENDED


def test_an_extension_counts_from_the_last_of_its_decisions() -> None:
    both = Approval(
        ("Knowsley", "Sefton"),
        [Decision("Sefton", "2021-11-04"), Decision("Knowsley", "2021-12-01")],
    )
    it = Agreement(TERM, Approval(()), None, [Option(12)], [Extension("2022-03-31", both)])
    assert it.state(date(2021, 7, 1), date(2021, 11, 30)) is S.LAPSED
    assert it.state(date(2021, 7, 1), date(2021, 12, 1)) is S.EXTENDED
    assert (it.last_day(date(2021, 11, 30)), it.last_day()) == (TERM.last, date(2022, 3, 31))


def test_before_the_term_and_outside_the_shadow_it_is_not_started() -> None:
    shadow = DateRange("2017-04-06", "2017-12-31")
    it = Agreement(TERM, approved("Sefton", on="2017-01-01"), shadow)
    assert it.state(date(2018, 2, 1)) is S.NOT_STARTED
    assert Agreement(TERM, Approval(())).state(date(2018, 3, 31)) is S.NOT_STARTED


def test_a_state_names_the_partners_whose_decisions_are_assumed() -> None:
    decided = [Decision("Sefton", "2021-11-04", source=MINUTE)]
    decided += [Decision(each, "2021-11-04", source=GUESS) for each in AIM if each != "Sefton"]
    agreement = Agreement(
        TERM,
        approved("Sefton", on="2017-04-06", source=GUESS),
        options=[Option(12)],
        extensions=[Extension("2022-03-31", Approval(AIM, decided))],
    )
    assert agreement.assumptions(date(2018, 3, 31)) == ()
    assert agreement.assumptions(date(2019, 7, 1)) == ("assumed decisions of Sefton",)
    others = ("assumed decisions of Knowsley, Liverpool, Wirral",)
    assert agreement.assumptions(date(2021, 7, 1)) == others
    assert agreement.assumptions(date(2021, 7, 1), date(2021, 7, 1)) == ()
    assert agreement.assumptions(date(2022, 4, 1)) == ()


@pytest.mark.parametrize("on", [date(2021, 7, 1), date(2022, 4, 1)])
def test_a_lapse_and_an_end_rest_on_an_option_that_is_assumed(on: date) -> None:
    options = [Option(12, GUESS), Option(6, MINUTE), Option(1)]
    agreement = Agreement(TERM, Approval(()), options=options)
    words = f"an assumed option of 12 months ({GUESS.words})"
    assert agreement.assumptions(on) == (words,)


def test_a_term_without_a_last_day_is_refused() -> None:
    forever = DateRange("2018-04-01")
    fault = caught(ModelError, Agreement, forever, Approval(()))
    assert said(fault) == ("Term of the agreement", "have a last day", forever)


@pytest.mark.parametrize(
    "shadow",
    [
        DateRange("2017-04-06", "2018-04-01"),
        DateRange("2017-04-06"),
        DateRange("2020-04-01", "2020-05-01"),
        DateRange("2021-04-01", "2022-03-31"),
        DateRange("2030-04-01"),
    ],
    ids=str,
)
def test_a_shadow_period_that_does_not_end_before_the_term_is_refused(shadow: DateRange) -> None:
    fault = caught(ModelError, Agreement, TERM, Approval(()), shadow)
    assert said(fault) == (
        "Shadow period",
        "end before the term begins on 2018-04-01",
        shadow,
    )


@pytest.mark.parametrize("lasts", [["2021-03-31"], ["2022-03-31", "2022-03-31"], ["2020-01-01"]])
def test_an_extension_that_ends_before_it_begins_is_refused(lasts: list[str]) -> None:
    extensions = [Extension(last, Approval(("Sefton",)), MINUTE) for last in lasts]
    fault = caught(ModelError, Agreement, TERM, Approval(()), None, (), extensions, CLAUSE)
    before = {"2022-03-31": MINUTE}.get(lasts[0], CLAUSE)
    assert (fault.subject, fault.got) == ("Extension", extensions[-1].last)
    assert "end after" in fault.rule
    assert fault.remedy == f"Check {MINUTE} against {before}."


def test_a_later_extension_rests_on_what_it_prolongs_too() -> None:
    first = Extension("2022-03-31", approved("Wirral", on="2021-03-01", source=GUESS))
    second = Extension("2023-03-31", approved("Sefton", on="2022-03-01", source=GUESS))
    agreement = Agreement(TERM, Approval(()), extensions=[first, second])
    assert agreement.assumptions(date(2021, 7, 1)) == ("assumed decisions of Wirral",)
    assert agreement.assumptions(date(2022, 7, 1)) == ("assumed decisions of Wirral, Sefton",)


def test_an_extension_beyond_its_option_is_refused_unless_it_varies_the_agreement() -> None:
    reaching = Extension("2022-09-30", approved("Sefton", on="2021-01-05"), MINUTE)
    option = Option(12, CLAUSE)
    fault = caught(ModelError, Agreement, TERM, Approval(()), None, [option], [reaching])
    assert said(fault) == (
        "Extension",
        "end by 2022-03-31, as far as the option of 12 months reaches",
        date(2022, 9, 30),
    )
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."
    varied = Extension("2022-09-30", reaching.approval, variation=True)
    it = Agreement(TERM, Approval(()), options=[option], extensions=[varied])
    assert (it.last_day(), it.open_options()) == (date(2022, 9, 30), (option,))
    assert [it.state(date(2023, 9, 30)), it.state(date(2023, 10, 1))] == [S.LAPSED, S.ENDED]


def test_what_an_extension_does_not_use_of_a_maximum_stays_open() -> None:
    extension = Extension("2022-03-31", approved("Sefton", on="2021-01-05"))
    up_to = Agreement(TERM, Approval(()), None, [Option(24, at_most=True)], [extension])
    once = Agreement(TERM, Approval(()), None, [Option(24)], [extension])
    assert up_to.open_options() == (Option(until="2023-03-31", at_most=True),)
    assert [up_to.state(date(2023, 3, 31)), up_to.state(date(2023, 4, 1))] == [S.LAPSED, S.ENDED]
    assert (once.open_options(), once.state(date(2022, 4, 1))) == ((), S.ENDED)


def test_an_option_until_a_day_that_has_passed_is_open_no_longer() -> None:
    varied = Extension("2022-09-30", approved("Sefton", on="2021-01-05"), variation=True)
    more = Extension("2023-03-31", approved("Sefton", on="2022-01-05"))
    until = Option(until="2022-03-31")
    it = Agreement(TERM, Approval(()), options=[until], extensions=[varied, more])
    assert it.open_options(date(2020, 1, 1)) == (until,)
    assert it.open_options(date(2021, 1, 5)) == ()
    assert it.last_day() == date(2023, 3, 31)


def test_an_extension_refused_for_good_uses_no_option_and_one_approved_later_does() -> None:
    refused = Approval(("Sefton",), [Decision("Sefton", "2021-02-01", outcome="refused")])
    first, second = (
        Extension("2022-03-31", refused),
        Extension("2021-09-30", approved("Sefton", on="2021-03-01")),
    )
    it = Agreement(TERM, Approval(()), options=[Option(12)], extensions=[first, second])
    assert it.state(date(2021, 7, 1), date(2021, 2, 28)) is S.LAPSED
    assert it.state(date(2021, 7, 1)) is S.EXTENDED
    assert (it.last_day(), it.open_options()) == (date(2021, 9, 30), ())


def test_an_approval_withdrawn_takes_the_extension_back_as_known_from_then_on() -> None:
    decisions = [
        Decision("Sefton", "2021-02-01"),
        Decision("Sefton", "2021-03-01", outcome="refused"),
    ]
    withdrawn = Extension("2022-03-31", Approval(("Sefton",), decisions))
    replaced = Extension("2021-09-30", approved("Sefton", on="2021-02-15"))
    it = Agreement(
        TERM, Approval(()), options=[Option(12), Option(6)], extensions=[withdrawn, replaced]
    )
    assert it.last_day(date(2021, 2, 20)) == date(2022, 3, 31)
    assert it.open_options(date(2021, 2, 20)) == (Option(6),)
    assert it.last_day(date(2021, 3, 1)) == date(2021, 9, 30)


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
        "begin after 2021-03-31, the last day of the term",
        held.days,
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


@pytest.mark.parametrize("rule", ["all", "majority"])
def test_a_termination_that_not_all_must_approve_keeps_to_the_notice_clause(
    rule: ApprovalRule,
) -> None:
    approval = Approval(("Knowsley", "Sefton", "Wirral"), rule=rule)
    end = Termination("2020-03-31", approval, "2019-06-01")
    it = Agreement(TERM, Approval(()), notice=NoticeClause(12, source=CLAUSE))
    if rule == "all":
        assert evolve(it, termination=end).last_day() == TERM.last
        return
    fault = caught(ModelError, evolve, it, termination=end)
    assert (fault.subject, fault.got) == ("Termination", "notice of 1 June 2019 to 31 March 2020")


def test_a_new_agreement_governs_from_its_own_first_day_once_it_is_approved() -> None:
    new = Agreement(
        DateRange("2022-01-01", "2025-03-31"),
        approved("Sefton", on="2021-12-01", source=GUESS),
        DateRange("2021-10-01", "2021-12-31"),
    )
    old = evolve(aim_agreement(), successor=new)
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
        "begin after 2021-03-31, the last day of the term that it follows",
        date(2020, 4, 1),
    )
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."
    end = Termination("2020-03-31", approved("Sefton", on="2019-03-01"))
    old = Agreement(TERM, Approval(()), termination=end, successor=new)
    assert [old.state(date(2020, 3, 31)), old.state(date(2023, 3, 31))] == [S.IN_TERM, S.IN_TERM]


def test_the_timeline_of_aim_says_that_its_extension_reaches_back() -> None:
    when = "4 November 2021 (the day it was made), 217 days after it begins"
    late = f"the extension to 31 March 2022, in effect from {when}"
    lines = [
        "6 April 2017 to 31 March 2018 (360 days): shadow",
        "1 April 2018 to 31 March 2021 (1096 days): in term",
        f"1 April 2021 to 31 March 2022 (365 days): extended; rests on {late}",
        "from 1 April 2022: ended",
    ]
    assert str(aim_agreement().timeline()).splitlines() == lines


def sample() -> Agreement:
    agreement = samples.load("aim").partnership.agreement
    assert agreement is not None
    return agreement


SAMPLE = sample()


def test_an_agreement_approved_in_its_shadow_period_is_late_for_that_and_not_for_its_term() -> None:
    it = evolve(aim_agreement(), approval=approved(*AIM, on="2017-05-06"))
    when = "6 May 2017 (the day it was made), 30 days after it begins"
    assert it.decided_late(date(2017, 4, 6)) == (f"the agreement, in effect from {when}",)
    assert it.decided_late(date(2018, 4, 1)) == ()


SAMPLE_EVENTS = sorted(around({*SAMPLE.turning_days(), *decision_days(SAMPLE)}))


def test_the_sample_has_one_state_for_every_pair_of_days_and_timeline_and_state_agree() -> None:
    """All pairs of (day of an event -1, 0, +1) as `on` and `known_on`."""
    assert len(SAMPLE_EVENTS) == 18
    decided = decision_days(SAMPLE)
    for known_on in SAMPLE_EVENTS:
        timeline = SAMPLE.timeline(known_on)
        for on in SAMPLE_EVENTS:
            spells = [spell.state for spell in timeline if on in spell.days]
            assert (spells or [S.NOT_STARTED]) == [SAMPLE.state(on, known_on)]
    for early, late in combinations(SAMPLE_EVENTS, 2):
        if not any(early < day <= late for day in decided):
            assert [SAMPLE.state(on, early) for on in SAMPLE_EVENTS] == [
                SAMPLE.state(on, late) for on in SAMPLE_EVENTS
            ]


def test_the_sample_lived_through_217_days_that_nobody_had_decided_on() -> None:
    lapsed = [spell.days for spell in SAMPLE.as_lived() if spell.state is S.LAPSED]
    assert lapsed == [DateRange("2021-04-01", "2021-11-03")]
    assert lapsed[0].count == 217
