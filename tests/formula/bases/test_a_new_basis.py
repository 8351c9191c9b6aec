"""A new basis is a class of its own and an entry in the codec; every reader takes it from there."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from attrs import field, frozen
from openpyxl import load_workbook

from aimpartner.codec.bases import KINDS, KindWord, Layout
from aimpartner.codec.convert import choices
from aimpartner.codec.files import from_json, to_json
from aimpartner.codec.model import build, flatten
from aimpartner.errors import InputError, InvalidValueError, ModelError
from aimpartner.exact import percent
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import (
    Basis,
    Points,
    called,
    check_part,
    in_full,
    nested,
    shares_of,
)
from aimpartner.formula.bases.measured import Measured
from aimpartner.model import Model
from aimpartner.periods import FinancialYear
from aimpartner.rates import Rate
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Reweigh, Set
from aimpartner.working.steps import Draft, Op
from builders import YEAR, amounts, counted, element, line, model, paid
from excel.contributions import reading
from faults import caught, said

TWO = ("Ash", "Birch")
AT = "formula/staffing"


@frozen
class Eased(Basis):
    """Another basis, eased: a part of the whole is shared alike, and the rest by it."""

    of: Basis = field(metadata=address("of"))
    per_cent: Rate = field(converter=Rate, metadata=address())

    def __attrs_post_init__(self) -> None:
        check_part("Part shared alike", self.per_cent, "per_cent")

    def in_points(self, year: FinancialYear) -> Points:
        yield 0, f"{percent(self.per_cent)} alike and the rest {nested(self.of, year)}"
        yield from in_full("The rest: ", self.of, year, 1)

    def weights(self, draft: Draft, at: str) -> int:
        words = called(at)
        part = draft.number(f"{at}/per_cent", self.per_cent, f"{words}: part alike", "share")
        minus, whole = draft.number("", Fraction(-1), "minus"), draft.number("", Fraction(1), "all")
        taken = draft.put(Op.TIMES, minus, part, words=f"{words}: taken off", unit="share")
        rest = draft.add((whole, taken), f"{words}: rest", "share")
        sharing = [Fraction(name in draft.sharing) for name in draft.figures.partners]
        alike = draft.put(Op.SHARE, draft.column("", sharing, "alike"), words="alike", unit="share")
        terms = ((part, alike), (rest, shares_of(self.of, draft, f"{at}/of")))
        parts = [draft.put(Op.TIMES, *of, words=f"{words}: in part", unit="share") for of in terms]
        return draft.add(parts, f"{words}: eased", "share")


@pytest.fixture
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the codec know the basis as long as a test runs."""
    monkeypatch.setitem(KINDS, "eased", Layout.of(Eased))


def eased(part: str = "20 %") -> Model:
    """Return a model that shares £100, a part alike and the rest as 1 to 3."""
    seen = counted("adopted", {"Ash": 1, "Birch": 3})
    return model([line("100")], [element(Eased(Measured("adopted"), part))], TWO, seen)


@pytest.mark.parametrize(
    ("part", "ash", "birch"),
    [("0 %", "25.00", "75.00"), ("20 %", "30.00", "70.00"), ("100 %", "50.00", "50.00")],
)
def test_it_is_calculated(part: str, ash: str, birch: str) -> None:
    assert amounts(eased(part)) == {"Ash": ash, "Birch": birch}


def test_it_is_explained_by_its_steps_and_told_in_the_methodology() -> None:
    result = paid(eased())
    assert "staffing: part alike: 20.0000 %" in result.explain("Ash")
    assert "staffing: shared 20 % alike and the rest by adopted (2020/21)." in (
        result.facts.formula.in_words(YEAR)
    )
    assert (
        "- staffing: shared 20 % alike and the rest by adopted (2020/21). "
        "- The rest: adopted (2020/21). - That is the year before the one charged (here 2021/22)."
    ) in " ".join(result.methodology().split())


def test_its_figures_and_those_below_it_have_addresses_that_a_scenario_sets() -> None:
    ends = [at.removeprefix(f"{AT}/") for at in figures(eased()) if at.startswith(AT)]
    assert ends == [
        "of/lag",
        "of/years",
        "of/average",
        "of/last",
        "of/quarters",
        "per_cent",
        "decimals",
    ]
    changed = Set(f"{AT}/per_cent", "40 %").applied(eased())
    assert amounts(changed) == {"Ash": "35.00", "Birch": "65.00"}
    assert figures(Set(f"{AT}/of/lag", 2).applied(eased()))[f"{AT}/of/lag"] == 2
    fault = caught(InvalidValueError, Set(f"{AT}/per_cent", "101 %").applied, eased())
    assert said(fault)[1:] == ("lie between 0 and 100 %", "101 %")
    fault_of_weight = caught(ModelError, Reweigh(f"{AT}/per_cent", "1/2").applied, eased())
    assert fault_of_weight.remedy == "Set it instead."


@pytest.mark.usefixtures("_known")
def test_it_goes_to_rows_and_to_json_and_back() -> None:
    whole = eased()
    own, below = flatten(whole)["elements"]
    assert (own["at"], own["kind"], own["per_cent"]) == ("staffing", "eased", "20 %")
    assert (below["at"], below["kind"], below["measure"]) == ("staffing/of", "measured", "adopted")
    assert build(flatten(whole)) == whole
    assert from_json(to_json(whole)) == whole


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize(
    ("row", "cells", "told"),
    [
        (0, {"per_cent": None}, "row 1, per_cent: per cent must be given for the eased element"),
        (0, {"lag": 2}, "row 1, lag: lag must be empty for the eased element; got 2"),
        (0, {"per_cent": "101 %"}, "row 1, per_cent: Part shared alike must lie between 0 and 100"),
        (1, {"at": "staffing/by"}, "row 2, at: at must end in one of: of; got 'staffing/by'"),
        (
            1,
            {"weight": "100 %"},
            "row 2, weight: weight must be empty for the measured split; got 100 %",
        ),
        (1, {"kind": "eases"}, "phased, periods, eased; got 'eases'"),
    ],
)
def test_what_is_wrong_with_its_rows_is_told_at_the_cell(
    row: int, cells: dict[str, object], told: str
) -> None:
    plain = flatten(eased())
    plain["elements"][row] |= cells
    assert told in str(caught(InputError, build, plain))


@pytest.mark.usefixtures("_known")
def test_a_template_offers_it_among_the_kinds() -> None:
    assert choices(KindWord) == tuple(KINDS)
    assert choices(KindWord)[-1] == "eased"


def test_without_an_entry_in_the_codec_it_has_no_rows() -> None:
    fault = caught(ModelError, flatten, eased())
    kinds = "be one of: measured, given, blend, staged, tolerance, phased, periods"
    assert said(fault) == ("Basis of staffing in formula", kinds, "Eased")


def test_its_numbers_are_cells_of_the_workbook_and_what_follows_is_live(tmp_path: Path) -> None:
    path = write_contributions(paid(eased()), tmp_path / "eased.xlsx")
    live, seen = load_workbook(path), load_workbook(path, data_only=True)
    assert reading.cell(live, f"{AT}/per_cent").value == pytest.approx(0.2)
    assert reading.cell(seen, "contribution/Ash").value == pytest.approx(30)
    assert str(reading.cell(live, "contribution/Ash").value).startswith("=")
