"""Late figures, assumptions and restated percentages are said on the result."""

from __future__ import annotations

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget
from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.measures import Known, Observation
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.sources import Source
from builders import (
    AIM,
    GUESS,
    MINUTE,
    YEAR,
    approved,
    counted,
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


@pytest.mark.parametrize(
    ("day", "released", "notices"),
    [
        ("2021-03-26", "2021-03-27", 1),
        ("2021-03-26", "2021-03-26", 0),
        ("2021-03-26", None, 0),
        (None, "2021-11-18", 0),
    ],
)
def test_figures_released_after_the_budget_are_said_once_a_year_counted(
    day: str | None, released: str | None, notices: int
) -> None:
    words = said_of(late(day, released), "evidence")
    assert len(words) == notices
    assert all("2019/20" in each and "26 March 2021" in each for each in words)


@pytest.mark.parametrize(
    ("year", "released", "is_told"),
    [
        ("2022/23", None, True),
        ("2022/23", "2021-03-26", False),
        ("2021/22", None, False),
    ],
)
def test_a_figure_of_a_later_year_than_the_one_charged_is_told_unless_it_was_released(
    year: str, released: str | None, *, is_told: bool
) -> None:
    seen = [Observation("adopted", name, year, Known(1), released=released) for name in AIM]
    whole = model([line()], [element(Measured("adopted", last=year))], AIM, seen)
    words = (
        "Figures of adopted in 2022/23 are counted for 2021/22, an earlier year; no day of release "
        "is recorded."
    )
    assert said_of(whole, "evidence") == [words] * is_told


def assumed(words: str) -> Source:
    return Source(words, is_assumption=True)


def test_every_assumption_behind_a_figure_is_said_once() -> None:
    seen = [
        evolve(each, source=assumed("counts")) for each in counted("adopted", dict.fromkeys(AIM, 1))
    ]
    cost = evolve(line(), source=assumed("costs"))
    places = PricedElement("places", Given.equal(AIM), "1", assumed("price"))
    given = PricedElement(
        "given", Given(dict.fromkeys(AIM, 1), source=assumed("units")), "1", MINUTE
    )
    whole = model([cost], [element(Measured("adopted")), places, given], AIM, seen)
    whole = evolve(whole, formulas=[evolve(whole.formulas[0], source=assumed("formula"))])
    words = said_of(whole, "assumption")
    assert len(words) == 5
    for each in ("counts", "costs", "price", "units", "formula"):
        assert sum(each in line_ for line_ in words) == 1
    assert all(each.startswith("Assumed for ") for each in words)
    assert "Assumed for the formula formula: formula." in words


LONE = (
    "adopted, 2019/20, Knowsley, has no day of release, as the other figures have; it counts as "
    "always known."
)


def test_an_assumption_of_some_partners_figures_says_whose() -> None:
    """Said of the whole column, it made figures that are published look assumed."""

    def said(*whose: str) -> list[str]:
        seen = [
            evolve(each, source=GUESS if each.partner in whose else MINUTE)
            for each in counted("placed", dict.fromkeys(AIM, 1), "2021/22")
        ]
        return said_of(model([line()], [element(Measured("placed", 0))], AIM, seen), "assumption")

    assert said("Sefton", "Wirral") == [
        f"Assumed for placed, 2021/22, Sefton, Wirral: {GUESS.words}."
    ]
    assert said(*AIM) == [f"Assumed for placed, 2021/22: {GUESS.words}."]


def test_a_lone_figure_without_a_day_beside_others_with_one_is_said() -> None:
    whole = late("2021-03-26", "2020-11-01")
    first, *others = whole.evidence.observations
    alone = evolve(whole.evidence, observations=[evolve(first, released=None), *others])
    assert said_of(evolve(whole, evidence=alone), "evidence") == [LONE]


def test_an_assumed_budget_is_said_too() -> None:
    """An assumption is a source too, and shows as one wherever the figure does (rule 5)."""
    whole = model()
    budget = evolve(whole.budgets[0], source=assumed("the whole budget is assumed"))
    words = said_of(evolve(whole, budgets=[budget]), "assumption")
    assert any("the whole budget is assumed" in each for each in words)


def test_what_is_published_is_no_assumption() -> None:
    whole = model([evolve(line(), source=MINUTE)])
    assert said_of(whole, "assumption") == []


def restated(*bases: Basis) -> Contributions:
    """Return the contributions of two when a third has left, each basis an element."""
    pools = [f"pool {number}" for number in range(len(bases))]
    parts = [element(basis, [pool]) for basis, pool in zip(bases, pools, strict=True)]
    lines = [line("80", pool) for pool in pools]
    return paid(model(lines, parts, ("Ash", "Birch"), gone=("Cedar",)))


PERCENT = Given({"Ash": 50, "Birch": 30, "Cedar": 20}, "percent")


def test_percentages_restated_because_a_partner_is_absent_are_said() -> None:
    """Percentages with a partner absent are restated among those present, with a notice."""
    result = restated(PERCENT)
    assert [each.amount.pence for each in result] == [5000, 3000]
    assert [each.subject for each in result.notices if "Cedar" in each.words] == ["formula"]


def test_two_elements_of_the_same_percentages_are_said_once() -> None:
    """A notice is of one doubtful thing: it is warned of once."""
    notices = restated(PERCENT, PERCENT).notices
    assert len(set(notices)) == len(notices)


@pytest.mark.parametrize(
    "basis",
    [
        Given({"Ash": 5, "Birch": 3, "Cedar": 2}),
        Given({"Ash": 60, "Birch": 40, "Cedar": 0}, "percent"),
        Given({"Ash": 60, "Birch": 40}, "percent"),
    ],
)
def test_numbers_that_are_not_restated_are_not_said_to_be(basis: Given) -> None:
    assert not [each for each in restated(basis).notices if "Percentages" in each.words]


def test_percentages_inside_a_blend_are_said_too() -> None:
    blend = Blend(
        [BlendPart("half", "1/2", PERCENT), BlendPart("rest", "1/2", Given.equal(("Ash", "Birch")))]
    )
    result = restated(blend)
    assert any("Cedar" in each.words for each in result.notices)
