"""What stands in for what is at fault, so that the faults behind it can be found."""

from __future__ import annotations

import pytest

from aimpartner.codec.model import build
from aimpartner.errors import ModelError
from aimpartner.periods import FinancialYear
from aimpartner.standing_in import standing_in
from three_rivers import tables

YEAR = FinancialYear(2024)


@pytest.mark.parametrize("at", ["formula/staffing/nowhere", "formula/staffing/adopted/lag/2"])
def test_an_address_of_no_basis_leaves_the_model_as_it_is(at: str) -> None:
    model = build(tables())
    fault = ModelError("Address", "stand for one thing", "two", at=at)
    instead = standing_in(model, YEAR, fault, {"formula": model.formulas[0]})
    assert instead is not None
    assert (instead.model, instead.unknown) == (model, (at,))


@pytest.mark.parametrize("at", ["", "succession/Ash/Birch", "partners", "formulas"])
def test_nothing_stands_in_for_what_no_rule_is_known_of(at: str) -> None:
    fault = ModelError("Year", "be another", "this", at=at)
    assert standing_in(build(tables()), YEAR, fault, {}) is None
