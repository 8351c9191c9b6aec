"""The laws of the two clocks: the day asked about, and the day of the knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner import samples
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision, Outcome
from aimpartner.parties.agreement.provisions import Extension, HoldingOver, Option, Termination
from aimpartner.parties.agreement.timeline import AgreementState
from aimpartner.periods import DateRange, as_date
from builders import aim_agreement
from drawn import drawn

TERM = DateRange("2018-04-01", "2021-03-31")
ONE_DAY = timedelta(days=1)
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


def expected(
    on: date, known_on: date | None, shadow: date = EVENTS[0], approved_on: date = EVENTS[0]
) -> set[AgreementState]:
    """Return every state that the story of AiM allows, told rule by rule."""
    decided = known_on is None or known_on >= date(2021, 11, 4)
    rules = {
        S.NOT_STARTED: on < shadow or (known_on or approved_on) < approved_on,
        S.SHADOW: shadow <= on < date(2018, 4, 1),
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
    furthest = last
    for months in draw(st.lists(st.integers(1, 6), max_size=3)):
        furthest = reach = Option(months).reaches(furthest)
        at_most, by_day, used = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
        until = reach if by_day else None
        options.append(Option(None if by_day else months, until=until, at_most=at_most))
        if used and len(extensions) == len(options) - 1:
            skipped = any(not each.approval.is_given() for each in extensions)
            extensions.append(Extension(reach, draw(approvals()), variation=skipped))
            last = reach
    if draw(st.booleans()) and len(extensions) == len(options):
        last = as_date(last).add(months=2)
        varies = bool(options) or draw(st.booleans())
        extensions.append(Extension(last, draw(approvals()), variation=varies))
    return options, extensions


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Draw an agreement with any of the things that may prolong, end or follow it."""
    options, extensions = draw(prolongings(date(2021, 3, 31)))
    lasts = [date(2021, 3, 31), *(e.last for e in extensions if not e.is_refused)]
    days = st.sampled_from([last + ONE_DAY for last in lasts])
    held = [HoldingOver(DateRange(first)) for first in draw(st.lists(days, max_size=1))]
    held += [
        HoldingOver(DateRange(first, first + 90 * ONE_DAY), None, draw(approvals()))
        for first in draw(st.lists(days, max_size=2))
    ]
    until = max([*lasts, *(each.days.last or date(2022, 12, 31) for each in held)])
    end_days = st.dates(as_date(date(2021, 3, 31)), as_date(until))
    end = draw(st.none() | st.builds(Termination, end_days, approvals()))
    it = Agreement(
        TERM,
        draw(st.just(Approval(())) | approvals()),
        draw(st.sampled_from([None, DateRange("2018-02-01", "2018-03-01")])),
        options,
        extensions,
        holding_over=held,
        termination=end,
    )
    first = it.last_day() + draw(st.integers(1, 300)) * ONE_DAY
    after = Agreement(DateRange(first, first + 300 * ONE_DAY), draw(approvals()))
    return evolve(it, successor=draw(st.sampled_from([None, after])))


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
    states = [(day, it.state(day, known_on)) for day in DateRange("2018-01-01", "2024-06-30")]
    changes = {day for (_, before), (day, state) in pairwise(states) if before is not state}
    assert changes <= turns
    assert list(it.turning_days(known_on)) == sorted(turns)


def test_aim_turns_on_the_first_day_of_each_state() -> None:
    turns = aim_agreement().turning_days()
    assert set(turns) == {date(2017, 4, 6), date(2018, 4, 1), date(2021, 4, 1), date(2022, 4, 1)}


def sample() -> Agreement:
    agreement = samples.load("aim").partnership.agreement
    assert agreement is not None
    return agreement


SAMPLE = sample()


SAMPLE_EVENTS = sorted(around({*SAMPLE.turning_days(), *decision_days(SAMPLE)}))


def told_of_the_sample(on: date, known_on: date) -> set[AgreementState]:
    """Return every state that the sample's story allows: shadow 2017/18, approved in April 2017."""
    if known_on < date(2017, 4, 30):
        return {S.NOT_STARTED}
    return expected(on, known_on, date(2017, 4, 1), date(2017, 4, 30))


@pytest.mark.parametrize("known_on", SAMPLE_EVENTS, ids=str)
def test_the_sample_has_one_state_for_every_pair_of_days(known_on: date) -> None:
    """All pairs of (day of an event -1, 0, +1) as `on` and `known_on`; the timeline agrees."""
    timeline = SAMPLE.timeline(known_on)
    for on in SAMPLE_EVENTS:
        assert {SAMPLE.state(on, known_on)} == told_of_the_sample(on, known_on), on
        assert timeline.state(on) is SAMPLE.state(on, known_on), on
        assert len([spell for spell in timeline if on in spell.days]) == (on >= SAMPLE.first_day)


def test_the_sample_changes_only_where_a_decision_lies_between() -> None:
    """`state(d, k1) ≠ state(d, k2)` only if a decision lies in (k1, k2] (design section 5)."""
    assert len(SAMPLE_EVENTS) == 18
    changed = [
        (early, late)
        for early, late in pairwise(SAMPLE_EVENTS)
        if any(SAMPLE.state(on, early) is not SAMPLE.state(on, late) for on in SAMPLE_EVENTS)
    ]
    assert changed == [(day - ONE_DAY, day) for day in sorted(decision_days(SAMPLE))]


def test_the_sample_lived_through_217_days_that_nobody_had_decided_on() -> None:
    lapsed = [spell.days for spell in SAMPLE.as_lived() if spell.state is S.LAPSED]
    assert lapsed == [DateRange("2021-04-01", "2021-11-03")]
    assert lapsed[0].count == 217
