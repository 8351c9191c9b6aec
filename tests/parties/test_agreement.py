"""The agreement over two clocks: the day asked about, and the day of the knowledge."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.agreement import Agreement, AgreementState, Extension, Option
from aimpartner.parties.decisions import Approval, Decision
from aimpartner.periods import DateRange, months_after
from builders import AIM, GUESS, MINUTE, aim_agreement, approved
from drawn import drawn
from faults import caught, said

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


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Draw an agreement with some options and extensions, decided on any days."""
    days = st.dates(date(2018, 1, 1), date(2022, 12, 31))
    shadow = draw(st.sampled_from([None, DateRange("2018-02-01", "2018-03-01")]))
    options = [Option(months) for months in draw(st.lists(st.integers(1, 6), max_size=3))]
    extensions, last = [], date(2021, 3, 31)
    for months in draw(st.lists(st.integers(1, 6), max_size=3)):
        last = months_after(last + ONE_DAY, months) - ONE_DAY
        waits = draw(st.integers(0, 10))
        made = draw(days)
        decision = Decision("Sefton", made, implementable=made + timedelta(days=waits))
        extensions.append(Extension(last, Approval(("Sefton",), (decision,))))
    approval = draw(st.sampled_from([Approval(()), approved("Sefton", on="2018-02-10")]))
    return Agreement(TERM, approval, shadow, options, extensions)


def decision_days(agreement: Agreement) -> set[date]:
    approvals = [agreement.approval, *(each.approval for each in agreement.extensions)]
    return {decision.made for each in approvals for decision in each.decisions}


@given(agreements())
@example(aim_agreement())
def test_a_state_known_later_differs_only_where_a_decision_lies_between(it: Agreement) -> None:
    """`state(d, k1) ≠ state(d, k2)` only if a decision lies in (k1, k2] (design section 5)."""
    decided = decision_days(it)
    known = sorted(
        {day + near for day in decided | {TERM.first} for near in (-ONE_DAY, 0 * ONE_DAY)}
    )
    asked = sorted({day + near for day in it.turning_days() for near in (-ONE_DAY, 0 * ONE_DAY)})
    for on, (early, late) in product(asked, pairwise(known)):
        if it.state(on, early) is not it.state(on, late):
            assert any(early < day <= late for day in decided)


@drawn(25)
@given(agreements(), st.none() | st.dates(date(2018, 1, 1), date(2023, 12, 31)))
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
def test_an_extension_that_ends_no_later_is_refused(lasts: list[str]) -> None:
    extensions = [Extension(last, Approval(()), MINUTE) for last in lasts]
    fault = caught(ModelError, Agreement, TERM, Approval(()), extensions=extensions)
    assert (fault.subject, fault.got) == ("Extension", extensions[-1].last)
    assert "end after" in fault.rule
    assert str(MINUTE) in fault.remedy


@pytest.mark.parametrize("months", [0, -12])
def test_an_option_has_at_least_a_month(months: int) -> None:
    assert caught(InvalidValueError, Option, months).subject == "Option months"


def test_a_later_extension_rests_on_what_it_prolongs_too() -> None:
    first = Extension("2022-03-31", approved("Wirral", on="2021-03-01", source=GUESS))
    second = Extension("2023-03-31", approved("Sefton", on="2022-03-01", source=GUESS))
    agreement = Agreement(TERM, Approval(()), extensions=[first, second])
    assert agreement.assumptions(date(2021, 7, 1)) == ("assumed decisions of Wirral",)
    assert agreement.assumptions(date(2022, 7, 1)) == ("assumed decisions of Wirral, Sefton",)
