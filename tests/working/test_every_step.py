"""Every step of every rule says what it is, in a unit that it has, and whose figure it holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from attrs import evolve

from aimpartner.budget.budget import Budget, CostLine
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Limit
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.parties.partnership import Partnership
from aimpartner.sources import Source
from aimpartner.working.steps import Op, ResultKind, Step, Working
from builders import YEAR
from contributions.test_five_councils import FIVE
from contributions.whole_years import is_refused, random_years
from excel.contributions.every_rule import CASES
from excel.contributions.rule_models import (
    another_formula,
    bound,
    capped,
    cedar,
    given,
    made,
    shared,
)

OF_RULES = {"pence", "share", "weight", "units", "percent", "points", "number"}
"""The units that rules have of their own; every other is a measure's."""
PRODUCT = Derived.product("adopted", "days")


def held_from_october() -> Model:
    """Return £365 shared equally by two, and by Cedar too from October, when there is a cap."""
    whole = cedar("2021-10-01", joining="reshare")
    (old, new) = another_formula().formulas
    (rule,) = whole.formulas
    cap = Limit("held", upper=bound("100 %", Ash=80), partial="pro rata")
    early = evolve(rule, name="old", in_force=old.in_force, limits=[evolve(cap, name="early")])
    return evolve(whole, formulas=[early, evolve(rule, in_force=new.in_force, limits=[cap])])


def by_units_of_two_periods() -> Model:
    """Return £1,000 that is shared by units, those of two periods of the year together."""
    days = ("2021-04-01", "2021-10-01")
    return shared(Periods([Period(day, given("3", "1", "units")) for day in days]))


def models() -> Iterator[tuple[str, Model]]:
    """Go through a model of each rule, some of several together, and some that are drawn."""
    yield from ((name, case.whole) for name, case in CASES.items())
    yield "five councils", FIVE
    yield "a cap of those who are there", held_from_october()
    yield "a cap on one element by itself", capped("33.5", rounding=Rounding(level="element"))
    yield "units of two periods", by_units_of_two_periods()
    yield "a product of some", made(PRODUCT, None)
    drawn = (whole for whole in random_years(12, 7) if not is_refused(whole))
    yield from ((f"drawn {number}", whole) for number, whole in enumerate(drawn))


def recorded(whole: Model) -> Model:
    """Return a model in which each thing that may have a source has one of its own."""
    budgets = [
        evolve(each, lines=[evolve(line, source=_of_line(each, line)) for line in each.lines])
        for each in whole.budgets
    ]
    rules = [_rule(rule) for rule in whole.formulas]
    parties, evidence = _parties(whole.partnership), _evidence(whole.evidence)
    return evolve(whole, partnership=parties, evidence=evidence, budgets=budgets, formulas=rules)


def _of_line(budget: Budget, line: CostLine) -> Source:
    return Source(f"budget/{budget.year.key}/{line.key}")


def _rule(rule: Formula) -> Formula:
    limits = [
        evolve(each, source=Source(f"{rule.name}/limits/{each.name}")) for each in rule.limits
    ]
    return evolve(rule, source=Source(rule.name), limits=limits)


def _parties(partnership: Partnership) -> Partnership:
    partners = [
        evolve(
            partner,
            member=[
                evolve(spell, source=Source(f"addition/{partner.name}")) for spell in partner.member
            ],
        )
        for partner in partnership.partners
    ]
    successions = [
        evolve(each, source=Source(f"succession/{each.predecessor}"))
        for each in partnership.successions
    ]
    return evolve(partnership, partners=partners, successions=successions)


def _evidence(evidence: Evidence) -> Evidence:
    seen = [evolve(each, source=Source(each.address)) for each in evidence.observations]
    measures = [
        evolve(measure, derived=measure.derived and _derived(measure.derived, measure.name))
        for measure in evidence.measures
    ]
    return evolve(evidence, measures=measures, observations=seen)


def _derived(derived: Derived, name: str) -> Derived:
    parts = [evolve(part, source=Source(f"measures/{name}")) for part in derived.parts]
    return evolve(derived, parts=parts)


@cache
def workings() -> dict[str, tuple[Model, Working]]:
    """Return each model with its sources, and the working of its year."""
    every = ((name, recorded(whole)) for name, whole in models())
    return {name: (whole, whole.facts(YEAR).working()) for name, whole in every}


def steps() -> Iterator[tuple[str, Model, Working, Step]]:
    """Go through every step of every model."""
    for name, (whole, working) in workings().items():
        yield from ((name, whole, working, step) for step in working.steps)


def units(whole: Model) -> dict[str, str]:
    """Return the units of the measures, by their names."""
    return {measure.name: measure.unit for measure in whole.evidence.measures}


def test_every_step_says_something_of_its_own() -> None:
    """What it is made of says something else, and no unit stands where words should."""
    for name, whole, working, step in steps():
        of = {working.steps[arg].words for arg in step.args}
        assert step.words.strip(), name
        assert step.words not in OF_RULES | {*units(whole).values()} | of, (name, step)
        assert "None" not in step.words, (name, step)


def test_every_step_is_in_a_unit_that_is_known_and_what_is_added_is_in_the_unit_of_the_sum() -> (
    None
):
    """Units at a price are of whatever is counted, and a plain number has none of its own."""
    for name, whole, working, step in steps():
        assert step.unit in OF_RULES | {*units(whole).values()}, (name, step)
        of = {working.steps[arg].unit for arg in step.args}
        if step.op is Op.ADD and step.unit != "units":
            assert step.unit in of <= {step.unit, "number"}, (name, step)
        if step.op in {Op.LIMIT, Op.ROUND}:
            assert step.unit == working.steps[step.args[0]].unit, (name, step)
        if step.op is Op.SHARE and not step.is_rate:
            assert step.unit == "share", (name, step)
        if step.op is not Op.INPUT and step.unit == "number":
            assert of <= {"number", "share"}, (name, step)


def test_every_condition_of_a_figure_names_the_figure() -> None:
    """As an error begins when a change breaks it."""
    for name, (_, working) in workings().items():
        for condition in working.conditions:
            assert condition.subject.strip(), (name, condition)
            assert condition.at, (name, condition)
            assert all(map(working.places, condition.at)), (name, condition)


def test_every_result_is_in_pence_but_a_split() -> None:
    for name, (_, working) in workings().items():
        for result, at in working.results:
            unit = "share" if result.kind is ResultKind.SPLIT else "pence"
            assert working.steps[at].unit == unit, (name, str(result))
            if result.kind is ResultKind.CONTRIBUTION:  # or the one element that is rounded
                words = working.steps[at].words
                assert words == "contribution" or words.endswith(": amounts, rounded"), name


def test_every_figure_of_evidence_is_in_its_measures_unit() -> None:
    for name, whole, _, step in steps():
        if step.at.startswith("evidence/"):
            assert step.unit == units(whole)[step.at.split("/")[1]], (name, step)


def origin(at: str, whole: Model) -> str:
    """Return what the source of the figure at an address is called in a recorded model."""
    room, *names = at.split("/")
    if room == "evidence":
        return at
    if room == "budget":
        return "/".join([room, *names[:3]])
    if not room.startswith("formula"):
        return f"{room}/{names[0]}"
    *_, last = whole.facts(YEAR).division.formulas
    rules = {rule.own_root: rule for rule in whole.formulas} | {"formula": last}
    return "/".join([rules[room].name, *(names[:2] if names[0] == "limits" else ())])


def test_every_figure_says_where_it_is_from_and_no_figure_of_the_library_says_it_is_recorded() -> (
    None
):
    for name, whole, working, step in steps():
        for position, partner in enumerate(working.partners):
            if step.op is Op.INPUT and partner not in step.gaps:
                at, source = step.address(partner), step.source(position)
                assert source == (Source(origin(at, whole)) if at else None), (name, at, source)
