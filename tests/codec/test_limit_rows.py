"""Limits, price lists and tolerances from their rows and back, each fault at its row."""

from __future__ import annotations

import pytest

from aimpartner.codec.files import from_json, to_json
from aimpartner.codec.model import build, flatten
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Periods
from aimpartner.formula.limits import Bound, Limit
from three_rivers import ASHFORD, BROOK, COLEY, OLD, Change, Fault, faults_of, more, put, tables

OF = {"formula": "agreed 2024"}
FLOOR = {**OF, "limit": "floor", "lower": "90 %", "lower_of": "adopted", "lower_lag": 2}
AMOUNT = {**OF, "limit": "cap", "bound": "upper", "partner": ASHFORD, "amount": 9}


def test_a_limit_is_built_from_its_row_and_the_amounts_that_bound() -> None:
    plain = tables()
    plain["limits"].append({**FLOOR, "bearers": BROOK, "scaling": "excess", "source": "Clause 3"})
    cap, floor = build(plain).formulas[0].limits
    assert cap == Limit("cap", upper=Bound(Given({BROOK: 200_000_000}, "pence")))
    assert floor.lower == Bound(Measured("adopted", 2), "90 %")
    assert (floor.upper, floor.bearers, floor.scaling) == (None, (BROOK,), "excess")
    assert build(flatten(build(plain))) == build(plain)
    assert from_json(to_json(build(plain))) == build(plain)


def test_what_a_limit_holds_and_whom_it_binds_in_part_stand_in_its_row() -> None:
    plain = tables()
    plain["limits"].insert(0, {**FLOOR, "elements": "places; visits", "partial": "pro rata"})
    floor, _ = build(plain).formulas[0].limits
    assert (floor.elements, floor.partial) == (("places", "visits"), "pro rata")
    assert build(flatten(build(plain))) == build(plain)
    plain["limits"][0]["partial"] = "by half"
    (fault,) = faults_of(plain)
    assert fault[0] == "limits, row 1, partial"


def test_units_by_period_stand_in_rows_below_their_element() -> None:
    """Brook takes one place until 30 September, Coley two from 1 October."""
    plain = tables()
    places = next(row for row in plain["elements"] if row["at"] == "places")
    del places["unit"]
    places["kind"] = "periods"
    plain["weights"] = [row for row in plain["weights"] if row["at"] != "places"]
    for day, numbers in (("2024-04-01", (0, 1, 0)), ("2024-10-01", (0, 0, 2))):
        at = {**OF, "at": f"places/{day}"}
        plain["elements"].append({**at, "kind": "given", "unit": "units"})
        names = (ASHFORD, BROOK, COLEY)
        rows = zip(names, numbers, strict=True)
        plain["weights"] += [{**at, "partner": name, "number": number} for name, number in rows]
    units = build(plain).formulas[0].bought[0].units
    assert isinstance(units, Periods)
    assert [period.name for period in units.periods] == ["2024-04-01", "2024-10-01"]
    assert build(flatten(build(plain))) == build(plain)
    assert from_json(to_json(build(plain))) == build(plain)
    plain["elements"][-1]["at"] = "places/autumn"
    assert any("autumn" in str(fault) for fault in faults_of(plain))


def test_a_price_list_by_a_day_and_for_london_reads_back_the_same() -> None:
    plain = tables()
    plain["prices"][0] |= {"london": 132, "source": "Price list 2024"}
    plain["elements"][5] |= {"on": "2024-07-01", "london": "yes"}
    assert build(flatten(build(plain))) == build(plain)


def test_a_price_list_of_another_formula_is_none_of_its_own() -> None:
    plain = tables()
    plain["formulas"].append(OLD)
    plain["prices"][0] |= {"formula": OLD["formula"], "price_list": "old"}
    plain["elements"][5] |= {"price_list": "old"}
    told = [(place, rule) for place, _, rule, _ in faults_of(plain)]
    assert ("elements, row 6, price_list", "be a list of its formula: none") in told


UNUSED = "be named by an element of its formula"
HAVE = "have amounts in bounds, all with one source, or a measure"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (put("limits", 0, upper="-1 %"), ("limits, row 1, upper", "not be negative")),
        (
            put("limits", 0, upper_lag=3),
            ("limits, row 1, upper_lag", "be empty for a bound of no measure"),
        ),
        (put("limits", 0, lower="90 %"), ("limits, row 1, lower", HAVE)),
        (put("bounds", 0, source="a"), None),
        (more("bounds", **AMOUNT, source="b"), ("limits, row 1, upper", HAVE)),
        (
            put("bounds", 0, bound="lower"),
            (
                "bounds, row 1, limit",
                "be of a limit whose lower bound is filled in, and is of no measure",
            ),
        ),
        (more("limits", **OF, limit="none"), ("limits, row 2", "have a lower or an upper bound")),
        (
            more("prices", **OF, price_list="other", first_day="2024-04-01", amount=1),
            ("prices, row 2, price_list", UNUSED),
        ),
        (
            more("prices", **OF, price_list="visits", first_day="2023-04-01", amount=1),
            ("prices, row 1", "have its prices in the order of their first days, each day once"),
        ),
        (put("prices", 0, amount=-1), ("prices, row 1, amount", "not be negative")),
        (put("elements", 5, price=5), ("elements, row 6, price_list", "be empty beside a price")),
        (
            put("elements", 4, within=3),
            ("elements, row 5, at", "stand beside the units that were agreed"),
        ),
        (
            put("elements", 3, london="yes"),
            ("elements, row 4, london", "be empty for an element without a price"),
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_row(change: Change, fault: tuple[str, str] | None) -> None:
    plain = tables()
    change(plain)
    if fault is None:
        assert build(plain).formulas[0].agreed[-1].source is not None
    else:
        found: list[Fault] = faults_of(plain)
        assert (found[0][0], found[0][2]) == fault
