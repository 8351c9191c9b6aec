"""Bad input is an error of the right class that names the partner, the year and the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from aimpartner.errors import (
    AimpartnerError,
    ApportionmentError,
    EvidenceError,
    InvalidValueError,
    ModelError,
)
from aimpartner.evidence.measures import Known, Missing, Observation, Suppressed
from aimpartner.evidence.published import Published
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.model import Model
from builders import (
    MINUTE,
    YEAR,
    counted,
    element,
    formula,
    line,
    model,
    paid,
)
from faults import caught

if TYPE_CHECKING:
    from collections.abc import Callable

TWO = ("Ash", "Birch")
MEASURED = [element(Measured("adopted"))]
KNOWN = counted("adopted", {"Ash": 1})
BIRCH = "Birch", "2020/21"
HALVES = Given.equal(TWO)


def measured(*more: Observation) -> Model:
    """Return a model of two by children adopted, of which only Ash's are known."""
    return model([line()], MEASURED, TWO, [*KNOWN, *more])


@pytest.mark.parametrize(
    ("kind", "act", "names"),
    [
        (ModelError, lambda: paid(evolve(model(), budgets=[])), ["2021/22", "budget"]),
        (ModelError, lambda: model().facts("2030/31"), ["2030/31", "budget", "2021/22"]),
        (EvidenceError, lambda: paid(measured()), ["Birch", "2020/21", "adopted", "missing"]),
        (
            EvidenceError,
            lambda: paid(measured(Observation("adopted", *BIRCH, Missing()))),
            ["Birch", "2020/21", "adopted", "missing"],
        ),
        (
            EvidenceError,
            lambda: paid(measured(Observation("adopted", *BIRCH, Suppressed(1, 5)))),
            ["Birch", "2020/21", "adopted", "suppressed (1 to 5)"],
        ),
        (
            ApportionmentError,
            lambda: paid(model([line()], MEASURED, TWO, counted("adopted", dict.fromkeys(TWO, 0)))),
            ["2021/22", "adopted, 2020/21", "formula", "zero"],
        ),
        (
            ApportionmentError,
            lambda: paid(model([line()], [element(Given(dict.fromkeys(TWO, 0)))], TWO)),
            ["2021/22", "staffing", "zero"],
        ),
        (
            ModelError,
            lambda: measured(Observation("adopted", "Halton", "2020/21", Known(1))),
            ["Halton", "2020", "adopted"],
        ),
        (
            ModelError,
            lambda: paid(model([line()], [element(Given({"Ash": 1}))], TWO)),
            ["Birch", "2021/22", "staffing"],
        ),
        (
            ModelError,
            lambda: paid(model([line(incurred_by="Halton")], [element(HALVES)], TWO)),
            ["Halton", "2021-22", "staff"],
        ),
        (
            ModelError,
            lambda: evolve(
                model(),
                published=[
                    Published(
                        YEAR, "Halton", "7", "1", what="charge", is_contribution=True, source=MINUTE
                    )
                ],
            ),
            ["Halton", "2021/22"],
        ),
        (
            InvalidValueError,
            lambda: Blend(
                [BlendPart("adopted", "60 %", HALVES), BlendPart("spend", "50 %", HALVES)]
            ),
            ["110 %", "adopted", "spend"],
        ),
        (
            ModelError,
            lambda: formula(element(HALVES), element(HALVES, ["premises", "staffing"])),
            ["staffing", "premises"],
        ),
        (
            ModelError,
            lambda: paid(model([line(), line("1", "premises")], [element(HALVES)], TWO)),
            ["premises", "2021/22", "formula"],
        ),
        (
            ModelError,
            lambda: paid(model([line()], [element(HALVES, ["staffing", "premises"])], TWO)),
            ["premises", "2021/22", "formula"],
        ),
    ],
)
def test_bad_input_is_an_error_that_names_what_is_wrong(
    kind: type[AimpartnerError], act: Callable[[], object], names: list[str]
) -> None:
    fault = caught(kind, act)
    words = f"{fault.subject} {fault.rule} {fault.got}"
    assert [name for name in names if name not in words] == []
