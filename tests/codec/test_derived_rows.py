"""Measures made of others, to and from their rows, and what is wrong with such rows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from aimpartner.codec.model import build, flatten
from aimpartner.evidence.derived import Derived, DerivedPart
from three_rivers import ASHFORD, Change, Fault, Tables, faults_of, more, put, tables

PARTS = ["adopted", "effort"]


def both(*changes: Change) -> Change:
    """Return several changes as one."""

    def change(plain: Tables) -> None:
        for each in changes:
            each(plain)

    return change


RING = both(
    more("measures", measure="twice", derived="product"),
    more("derived", measure="twice", of="adopted"),
    more("derived", measure="twice", of="effort"),
    more("derived", measure="effort", of="twice"),
)
FAULTS: list[tuple[Change, Fault]] = [
    (
        put("measures", 1, derived=None),
        ("derived, row 1, measure", "measure", "be one that is derived, in measures", "'effort'"),
    ),
    (
        more("measures", measure="yield", derived="product"),
        ("measures, row 3, derived", "derived", "be made of measures in derived", "none"),
    ),
    (
        put("measures", 1, derived="rate"),
        ("measures, row 2", "Parts of a rate", "be two measures", "adopted"),
    ),
    (
        put("measures", 1, derived="mean"),
        (
            "measures, row 2, derived",
            "derived",
            "be one of: product, weighted sum, rate",
            "'mean'",
        ),
    ),
    (
        put("derived", 0, weight="-1"),
        ("derived, row 1, weight", "Weight of adopted", "not be negative", "-1"),
    ),
    (
        put("derived", 0, of="adoptions"),
        (
            "derived, row 1, of",
            "of",
            "be one of those in measures: 'adopted', 'effort'",
            "'adoptions'",
        ),
    ),
    (
        more("evidence", measure="effort", partner=ASHFORD, year="2022/23", value=3),
        (
            "evidence, row 6, measure",
            "measure",
            "be one that is counted",
            "'effort', made of others",
        ),
    ),
    (
        RING,
        (
            "measures, row 3",
            "Measure effort",
            "be made of what is counted in the end",
            "made of twice, made of effort",
        ),
    ),
]


@pytest.mark.parametrize(("change", "fault"), FAULTS, ids=[fault[0] for _, fault in FAULTS])
def test_what_is_wrong_with_a_derived_measure_is_told_once_at_its_row(
    change: Change, fault: Fault
) -> None:
    plain = tables()
    change(plain)
    assert faults_of(plain) == [fault]


def test_a_derived_measure_is_built_from_its_rows_in_their_order() -> None:
    plain = tables()
    plain["measures"].append({"measure": "per", "derived": "rate", "unit": "each"})
    plain["derived"] += [{"measure": "per", "of": name} for name in reversed(PARTS)]
    made = {each.name: each.derived for each in build(plain).evidence.measures}
    assert made["adopted"] is None
    assert made["effort"] == Derived("weighted sum", [DerivedPart("adopted", Fraction(5, 2))])
    assert made["per"] == Derived.rate("effort", over="adopted")
    assert flatten(build(plain))["derived"] == plain["derived"]
