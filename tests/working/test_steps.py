"""Steps, and the draft that writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from aimpartner.errors import ModelError
from aimpartner.periods import DateRange
from aimpartner.working.steps import Draft, Op, Result, ResultKind, Step
from builders import AIM, GUESS, MINUTE, line, model
from faults import caught, said

ONE, TWO = Fraction(1), Fraction(2)
HALVES = (("2021-04-01", "2021-09-30"), ("2021-10-01", "2022-03-31"))


@pytest.fixture
def draft() -> Draft:
    """Return an empty draft of AiM's 2021/22."""
    return Draft(model(lines=[line("100")]).facts("2021/22"))


def test_there_are_seven_operations() -> None:
    assert [op.value for op in Op] == ["input", "add", "times", "share", "choose", "limit", "round"]


def test_a_star_stands_for_the_partner_in_an_address() -> None:
    step = Step(Op.INPUT, (), "adopted", at="evidence/adopted/*/2019-20", value=(ONE, TWO))
    assert step.address("Sefton") == "evidence/adopted/Sefton/2019-20"
    assert step.is_column
    assert not Step(Op.INPUT, (), "price", value=ONE).is_column


@pytest.mark.parametrize(
    ("sources", "at_one"), [((), None), ((MINUTE,), MINUTE), ((MINUTE, GUESS), GUESS)]
)
def test_a_figure_has_its_own_source_or_the_one_of_all(
    sources: tuple[None, ...], at_one: None
) -> None:
    assert Step(Op.INPUT, (), "x", value=(ONE, TWO), sources=sources).source(1) == at_one


def test_steps_that_mean_the_same_become_one(draft: Draft) -> None:
    first = draft.number("budget/a", ONE, "a")
    assert draft.number("budget/a", ONE, "a") == first
    other = draft.number("budget/b", ONE, "b")
    assert other != first
    both = draft.add((first, other), "sum")
    assert draft.add((first, other), "sum") == both
    assert draft.opposite(first) == draft.opposite(first)
    assert draft.only("Sefton") == draft.only("Sefton")
    words = ["a", "b", "sum", "taken off", "a: taken off", "only Sefton"]
    assert [step.words for step in draft.steps] == words


def test_steps_of_another_place_figure_or_order_stay_apart(draft: Draft) -> None:
    one, two = draft.number("a", ONE, "a"), draft.number("b", ONE, "a")
    free = [draft.number("", each, "a") for each in (ONE, TWO)]
    column = draft.column("", [ONE] * 4, "a")
    times = [draft.put(Op.TIMES, *pair, words="x") for pair in ((one, two), (two, one))]
    added = draft.put(Op.ADD, one, two, words="x")
    assert len({one, two, *free, column, *times, added}) == 8


def test_steps_that_mean_different_things_stay_apart_however_alike_their_figures(
    draft: Draft,
) -> None:
    one = draft.number("", ONE, "a")
    inputs = [
        draft.number("", ONE, "b"),
        draft.number("", ONE, "a", "share"),
        draft.number("", ONE, "a", source=MINUTE),
        draft.column("", [ONE, ONE, ONE, Fraction(0)], "a"),
        draft.column("", [ONE, ONE, ONE, None], "a"),
    ]
    sums = [
        draft.put(Op.ADD, one, one, words="x"),
        draft.put(Op.ADD, one, one, words="y"),
        draft.put(Op.ADD, one, one, words="x", unit="pence"),
        draft.put(Op.ADD, one, one, words="x", about=(one,)),
    ]
    assert len({one, *inputs, *sums}) == len(draft.steps) == 10


@pytest.mark.parametrize(
    ("again", "unlike"),
    [
        (("a", TWO, "a"), "a, unlike it in value"),
        (("a", ONE, "b", "share", MINUTE), "b, unlike it in words, unit, sources"),
    ],
)
def test_an_address_is_of_one_input(
    draft: Draft, again: tuple[str, Fraction, str], unlike: str
) -> None:
    draft.number("a", ONE, "a")
    fault = caught(ModelError, draft.number, *again)
    assert said(fault) == ("Address a in 2021/22", "stand for one thing, a", unlike)
    assert fault.remedy == "Name the parts of the formula so that no two share an address."
    assert len(draft.steps) == 1


def test_a_step_of_two_parts_of_the_year_is_of_neither_alone(draft: Draft) -> None:
    spring, summer = (evolve(draft, days=DateRange(*each)) for each in HALVES)
    one = spring.number("a", ONE, "a")
    alone, both = (spring.put(Op.TIMES, one, one, words=words) for words in ("x", "y"))
    assert summer.put(Op.TIMES, one, one, words="y") == both
    assert [draft.steps[each].days for each in (alone, both)] == [spring.days, None]
    assert spring.put(Op.TIMES, one, one, words="y") == both
    assert draft.steps[both].days is None


def test_the_sum_of_one_step_is_that_step(draft: Draft) -> None:
    one = draft.number("a", ONE, "a")
    assert draft.add([one], "sum") == one


def test_a_finished_working_names_its_results_and_keeps_every_figure_in_inputs(
    draft: Draft,
) -> None:
    one = draft.number("a", ONE, "a", "pence", MINUTE)
    column = draft.column("b/*", [ONE] * 4, "b")
    product = draft.put(Op.TIMES, one, column, words="c", unit="pence")
    working = draft.done({Result(ResultKind.CONTRIBUTION): product})
    assert working.partners == AIM
    assert working.position(ResultKind.CONTRIBUTION) == product == 2
    assert [step.words for step in working.inputs] == ["a", "b"]
    assert working.steps[product].args == (one, column)
    assert (working.steps[one].unit, working.steps[one].sources) == ("pence", (MINUTE,))


def test_each_step_of_a_year_reads_only_earlier_ones() -> None:
    working = model(lines=[line("100", incurred_by="Sefton")]).facts("2021/22").working()
    for place, step in enumerate(working.steps):
        assert all(arg < place for arg in step.args)
        assert (step.op is Op.INPUT) is (not step.args)


@pytest.mark.parametrize("name", ["all", "own/all", "own", "limit/", "a/b"])
def test_what_is_no_limit_and_no_partners_own_is_an_element(name: str) -> None:
    result = Result.of_column(name)
    assert (result.kind, result.name, result.column) == (ResultKind.ELEMENT, name, name)


@pytest.mark.parametrize("name", ["limit/cap", "limit/own/all", "own/additions", "own/reductions"])
def test_the_name_of_a_column_reads_back_as_what_it_is_of(name: str) -> None:
    assert Result.of_column(name).kind is not ResultKind.ELEMENT
    assert Result.of_column(name).column == name
