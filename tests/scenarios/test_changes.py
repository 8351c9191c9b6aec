"""A scenario's changes: at addresses that exist, keeping blends whole, and saying so."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner.codec.model import build
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.model import Model, calculate
from aimpartner.money import Money
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Reweigh, Scenario, Set
from builders import AIM, element, model, partnership
from faults import caught, said
from three_rivers import ASHFORD, OLD, measured, tables

ADOPTED = f"evidence/adopted/{ASHFORD}/2023-24"
WEIGHT = "formula/staffing/adopted/weight"
WEIGHTS = st.lists(st.integers(0, 60), min_size=2, max_size=5).filter(any)
PARTS = st.integers(0, 60).map(lambda part: Fraction(part, 60))


def rivers() -> Model:
    """Return the made-up agency."""
    return build(tables())


def blended(scales: list[int]) -> Model:
    """Return a model with a blend of as many parts, weighing as the scales say."""
    whole = sum(scales)
    parts = [
        BlendPart(f"part {place}", Fraction(scale, whole), Given.equal(AIM))
        for place, scale in enumerate(scales)
    ]
    return model(elements=[element(Blend(parts))])


def weights(whole: Model) -> list[Fraction]:
    """Return the weights of the blend."""
    found = figures(whole.formulas[0]).items()
    return [value for at, value in found if at.endswith("/weight")]


def test_set_gives_a_figure_another_value() -> None:
    changed = Set(ADOPTED, 30).applied(rivers())
    assert figures(changed)[ADOPTED] == Known(30)


def test_set_changes_what_partners_pay() -> None:
    changed = Set("budget/2024-25/premises/rent", "33000").applied(rivers())
    assert calculate(changed, "2024/25")[ASHFORD].amount == Money("303500.00")


def test_the_source_of_a_changed_figure_names_the_scenario_and_shows_as_an_assumption() -> None:
    changed = Scenario("more children", [Set(ADOPTED, 30)]).applied(rivers())
    words = f"Assumption: set by scenario more children ({ADOPTED})"
    assert str(changed.evidence.observations[0].source) == words
    result = calculate(changed, "2024/25")
    said_so = f"Assumed for adopted, 2023/24, Ashford: set by scenario more children ({ADOPTED})."
    assert said_so in [notice.words for notice in result.notices]
    assert words in result.explain(ASHFORD)


def test_a_reweighed_formula_names_the_scenario_and_shows_as_an_assumption() -> None:
    changed = Scenario("children count", [Reweigh(WEIGHT, "75 %")]).applied(rivers())
    words = f"Assumed for the formula agreed 2024: set by scenario children count ({WEIGHT})."
    assert words in [notice.words for notice in calculate(changed, "2024/25").notices]


@pytest.mark.parametrize("change", [Set, Reweigh])
@pytest.mark.parametrize(
    ("at", "near"),
    [
        ("evidence/adopted/Ashford/2024-25", ADOPTED),
        ("formula/staffing/adoptions/weight", WEIGHT),
        ("budget/2024-25/staffing/staf", "budget/2024-25/staffing/staff"),
        ("rounding/unit", "formula/rounding/unit"),
    ],
)
def test_an_address_that_does_not_exist_is_refused_with_the_nearest(
    change: type[Set | Reweigh], at: str, near: str
) -> None:
    fault = caught(ModelError, change(at, "1/2").applied, rivers())
    assert said(fault) == ("Address", "be one of the model's", at)
    nearest = fault.remedy.removeprefix("The nearest are ").removesuffix(".").split(", ")
    assert nearest[0] == near
    assert len(nearest) == 3


def test_a_model_without_figures_has_no_nearest_address() -> None:
    empty = Model(partnership(), Evidence())
    assert caught(ModelError, Set("x", 1).applied, empty).remedy == "The nearest are none."


@example([1, 1], 0, Fraction(1))
@example([3, 7, 0], 1, Fraction(0))
@example([1, 2, 3], 2, Fraction(3, 4))
@given(WEIGHTS, st.integers(0, 4), PARTS)
def test_reweigh_keeps_the_blend_whole_and_the_others_in_proportion(
    scales: list[int], place: int, part: Fraction
) -> None:
    place %= len(scales)
    before = weights(blended(scales))
    rest = 1 - before[place]
    if rest == 0 and part < 1:
        return
    at = f"formula/staffing/part {place}/weight"
    after = weights(Reweigh(at, part).applied(blended(scales)))
    assert sum(after) == 1
    assert after[place] == part
    others = [(old, new) for old, new in zip(before, after, strict=True)]
    del others[place]
    assert all(new * rest == old * (1 - part) for old, new in others)


def test_reweigh_to_all_leaves_nothing_to_the_others() -> None:
    assert weights(Reweigh(WEIGHT, "100 %").applied(rivers())) == [1, 0]


def test_a_weight_that_is_all_already_stays_so() -> None:
    whole = blended([1, 0])
    assert Reweigh("formula/staffing/part 0/weight", "100 %").applied(whole) == whole


def test_others_that_are_all_zero_have_no_proportions_to_keep() -> None:
    fault = caught(
        ModelError, Reweigh("formula/staffing/part 0/weight", "60 %").applied, blended([1, 0])
    )
    assert said(fault) == (
        "Weight formula/staffing/part 0/weight",
        "stand beside another above zero that can be scaled",
        "none to take 40 %",
    )


@pytest.mark.parametrize("at", [ADOPTED, "formula/staffing/adopted/lag", "formula/rounding/unit"])
def test_only_a_weight_of_a_blend_can_be_reweighed(at: str) -> None:
    fault = caught(ModelError, Reweigh(at, "1/2").applied, rivers())
    assert said(fault) == (
        "Address to reweigh",
        "be a weight of a blend or of groups, or an agreed number",
        at,
    )


def agreed(numbers: dict[str, str]) -> Model:
    """Return a model with percentages that the agreement states."""
    return model(elements=[element(Given(numbers, "percent"))], names=tuple(numbers))


def numbers_of(whole: Model) -> dict[str, Fraction]:
    """Return the percentages."""
    return dict(whole.formulas[0].agreed[0].numbers)


def test_reweighing_an_agreed_percentage_scales_the_others() -> None:
    before = agreed({"Ash": "50", "Birch": "30", "Cedar": "20"})
    after = Reweigh("formula/staffing/Ash", "60 %").applied(before)
    assert numbers_of(after) == {"Ash": 60, "Birch": 24, "Cedar": 16}


def test_percentages_set_one_after_another_are_set_together() -> None:
    swap = [Set("formula/staffing/Ash", "45"), Set("formula/staffing/Birch", "55")]
    after = Scenario("swap", swap).applied(agreed({"Ash": "55", "Birch": "45"}))
    assert numbers_of(after) == {"Ash": 45, "Birch": 55}


def test_figures_set_around_a_reweighing_keep_their_order() -> None:
    changes = [
        Set("formula/staffing/Ash", "60"),
        Set("formula/staffing/Birch", "40"),
        Reweigh("formula/staffing/Ash", "25 %"),
        Set("formula/rounding/unit", "10"),
    ]
    after = Scenario("four", changes).applied(agreed({"Ash": "50", "Birch": "50"}))
    assert numbers_of(after) == {"Ash": 25, "Birch": 75}
    assert after.formulas[0].rounding.unit == Money("10")


@pytest.mark.parametrize(("weight", "got"), [("110 %", "110 %"), ("-1 %", "-1 %")])
def test_a_weight_is_between_nothing_and_all(weight: str, got: str) -> None:
    fault = caught(InvalidValueError, Reweigh, WEIGHT, weight)
    assert said(fault) == ("Weight", "lie between 0 and 100 %", got)


def test_each_formula_with_the_address_keeps_its_own_proportions() -> None:
    plain = tables()
    for name, first, last, shares in (
        ("old", "2020-04-01", "2024-03-31", (50, 30, 20)),
        ("older", "2018-04-01", "2020-03-31", (50, 10, 40)),
    ):
        plain["formulas"].append({"formula": name, "first": first, "last": last})
        whole = {"formula": name, "at": "staffing", "kind": "blend", "pools": "staffing"}
        plain["elements"].append({**whole})
        plain["elements"] += [
            measured(formula=name, at=f"staffing/{part}", weight=f"{share} %")
            for part, share in zip(("adopted", "new", "late"), shares, strict=True)
        ]
    changed = Reweigh(WEIGHT, "60 %").applied(build(plain))
    assert [weights(evolve(changed, formulas=[each])) for each in changed.formulas] == [
        [Fraction(3, 5), Fraction(2, 5)],
        [Fraction(3, 5), Fraction(6, 25), Fraction(4, 25)],
        [Fraction(3, 5), Fraction(2, 25), Fraction(8, 25)],
    ]


def test_a_formula_without_the_address_is_left_alone() -> None:
    plain = tables()
    plain["formulas"].append(OLD)
    row = measured(formula=OLD["formula"], at="staffing", pools="staffing; premises")
    plain["elements"].append(row)
    whole = build(plain)
    changed = Reweigh(WEIGHT, "60 %").applied(whole)
    assert changed.formulas[0] != whole.formulas[0]
    assert changed.formulas[1] == whole.formulas[1]


def test_changes_are_made_one_after_another() -> None:
    scenario = Scenario("both", [Reweigh(WEIGHT, "75 %"), Reweigh(WEIGHT, "25 %")])
    assert weights(scenario.applied(rivers())) == [Fraction(1, 4), Fraction(3, 4)]


def test_a_scenario_without_changes_is_the_model() -> None:
    assert Scenario("nothing").applied(rivers()) == rivers()
    assert str(Scenario("nothing")) == "nothing: no change"


def test_a_scenario_prints_its_name_and_its_changes() -> None:
    scenario = Scenario("both", [Set(ADOPTED, 30), Reweigh(WEIGHT, "75 %")])
    assert str(scenario) == f"both: {ADOPTED} = 30; {WEIGHT} = 75 %, the others scaled"


@pytest.mark.parametrize("name", ["", "  "])
def test_a_scenario_has_a_name(name: str) -> None:
    assert said(caught(InvalidValueError, Scenario, name)) == (
        "Scenario",
        "have a name",
        repr(name.strip()),
    )


def test_an_error_names_the_scenario() -> None:
    scenario = Scenario("more", [Set("formula/staffing/adopted/weight", "60 %")])
    fault = caught(InvalidValueError, scenario.applied, rivers())
    assert fault.subject == "Weights of a blend in scenario more"
    assert caught(ModelError, Scenario("x", [Set("y", 1)]).applied, rivers()).subject == (
        "Address in scenario x"
    )
