"""Each figure of a formula has an address of its own, whatever parts and partners are called."""

from __future__ import annotations

import pytest

from aimpartner.errors import ModelError
from aimpartner.formula.bases.basis import called
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.money import Money
from aimpartner.scenarios.addresses import figures, weights_beside
from aimpartner.scenarios.changes import Reweigh
from builders import element, formula, line, model, paid
from faults import caught, said

NAMES = ("lag", "weight", "price", "points")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("formula/agency", "agency"),
        ("formula/agency/spend/weight", "agency/spend/weight"),
        ("formula/limits/cap/upper/times", "cap/upper/times"),
        ("formula/old limits/spend", "old limits/spend"),
        ("formula to 2024-06-30/levy/spend", "levy/spend (formula to 30 June 2024)"),
        ("formula to 2024-06-30/limits/cap/upper", "cap/upper (formula to 30 June 2024)"),
    ],
)
def test_an_address_is_told_without_its_root_and_that_of_an_earlier_formula_with_its_last_day(
    at: str, words: str
) -> None:
    assert called(at) == words


def test_partners_may_be_called_as_figures_are_elsewhere() -> None:
    whole = model([line("100")], [element(Given(dict.fromkeys(NAMES, 1)))], NAMES)
    beside = weights_beside(whole, "formula/staffing/lag")
    assert [*beside] == [f"formula/staffing/{name}" for name in NAMES]
    changed = Reweigh("formula/staffing/lag", "70 %").applied(whole)
    assert [each.amount for each in paid(changed)] == [Money("70"), *[Money("10")] * 3]


def test_a_part_may_be_called_as_a_figure_is_elsewhere() -> None:
    alone = Given({"Ash": 1})
    parts = [BlendPart("lag", "1/4", alone), BlendPart("rest", "3/4", alone)]
    assert "formula/staffing/lag/weight" in figures(formula(element(Blend(parts))))


def test_a_partner_called_as_a_figure_beside_it_is_refused() -> None:
    places = PricedElement("places", Given({"price": 2}, "units"), "100")
    fault = caught(ModelError, formula, places)
    got = "formula/places/price (2 times)"
    assert said(fault) == ("Formula formula", "name each figure once", got)
