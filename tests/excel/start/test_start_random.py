"""Whatever a Start sheet can say, it says: the model that somebody would write in full tables."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aimpartner as ap
from aimpartner import excel
from aimpartner.codec.model import build
from drawn import drawn
from excel.start.typist import PRICE, YEAR, Column, Words, write

if TYPE_CHECKING:
    from excel.start.typist import Line

Tables = dict[str, list[dict[str, object]]]
pytestmark = pytest.mark.filterwarnings("ignore::aimpartner.AimpartnerWarning")

NAMES = ("Ash", "Birch", "Cedar, Dean and Esk", "Elm", "Fir")
POOLS = ("", "premises", "training")
MEASURES = ("adopted", "looked after", "population 0-17")
COSTS = (("Employees", ""), ("Premises", "shared"), ("Income", ""), ("Reserves", "into reserve"))
_OF, _DURING = {"formula": "2024-25"}, {"year": "2024/25"}
pounds = st.integers(0, 10**9).map(lambda pence: f"{pence // 100}.{pence % 100:02}")


@st.composite
def agencies(draw: st.DrawFn) -> tuple[Words, Tables]:
    """Draw an agency as it is typed into a Start sheet, and as full tables."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    words = Words({"agency": "Moors", "year": "2024/25", "joined": "2020-04-01"}, [], [], [])
    tables: Tables = {"agency": [{"agency": "Moors"}], "budgets": [{**_DURING}]}
    tables |= {"formulas": [{**_OF, "first": "2024-04-01"}], "elements": [], "weights": []}
    tables |= {"lines": [], "evidence": [], "partners": [], "hosts": [], "measures": []}
    _draw_partners(draw, names, words, tables)
    years = _draw_figures(draw, names, words, tables)
    for pool in draw(st.lists(st.sampled_from(POOLS), min_size=1, unique=True)):
        _draw_costs(draw, pool, words, tables)
        _draw_sharing(draw, pool, words, tables, years)
    return words, tables


def _draw_partners(draw: st.DrawFn, names: tuple[str, ...], words: Words, tables: Tables) -> None:
    host = draw(st.sampled_from(("", *names)))
    left = 100
    for name in names:
        percent = left if name == names[-1] else draw(st.integers(0, left))
        left -= percent
        last = draw(st.none() | pounds)
        line: Line = {"partner": name, "authority": f"{name} Council", "agreed": percent}
        joined = draw(st.sampled_from(("", "2022-04-01")))
        words.partners.append(
            line | {"host": "yes" if name == host else None, "joined": joined, "last year": last}
        )
        row = {"partner": name, "authority": f"{name} Council", "joined": joined or "2020-04-01"}
        tables["partners"].append({**row})
        if name == host:
            tables["hosts"].append({"host": name, "first": joined or "2020-04-01"})
    given_ = [each for each in words.partners if each["last year"]]
    if given_:
        contribution = {"measure": "contribution", "unit": "pounds"}
        tables["measures"].append({**contribution, "words": "contribution issued for the year"})
    tables["evidence"].extend(
        {
            "measure": "contribution",
            "partner": each["partner"],
            "year": "2023/24",
            "value": each["last year"],
        }
        for each in given_
    )


def _draw_figures(
    draw: st.DrawFn, names: tuple[str, ...], words: Words, tables: Tables
) -> dict[str, int]:
    """Draw columns of measures and fees; return how many years each measure has."""
    years = {name: draw(st.integers(0, 3)) for name in MEASURES}
    counts = st.integers(1, 10**6)
    measures: list[dict[str, object]] = []
    evidence: list[dict[str, object]] = []
    for measure, count in years.items():
        measures.extend([{"measure": measure}] if count else [])
        for starts in range(2023, 2023 - count, -1):
            year = f"{starts}/{(starts + 1) % 100}"
            values = [draw(counts) for _ in names]
            words.columns.append(Column(measure, {YEAR: year}, values))
            evidence.extend(
                {"measure": measure, "partner": name, "year": year, "value": value}
                for name, value in zip(names, values, strict=True)
            )
    tables["measures"][:0], tables["evidence"][:0] = measures, evidence
    if draw(st.booleans()):
        units, price = [draw(st.integers(0, 9)) for _ in names], draw(pounds)
        words.columns.append(Column("interagency", {PRICE: price}, units))
        fee: dict[str, object] = {
            **_OF,
            "at": "interagency",
            "kind": "given",
            "unit": "units",
            "price": price,
        }
        tables["elements"].append({**_OF, **fee, "price": price})
        tables["weights"].extend(_numbers("interagency", dict(zip(names, units, strict=True))))
    return years


def _numbers(at: str, numbers: dict[Any, Any]) -> list[dict[str, object]]:
    return [{**_OF, "at": at, "partner": name, "number": of} for name, of in numbers.items()]


def _draw_costs(draw: st.DrawFn, pool: str, words: Words, tables: Tables) -> None:
    for number in range(draw(st.integers(1, 3))):
        heading, effect = draw(st.sampled_from(COSTS))
        line = {"line": f"line {number}", "heading": heading, "amount": draw(pounds)}
        words.costs.append({**line, "pool": pool, "effect": effect})
        meant = "reduces the call" if heading == "Income" else effect
        tables["lines"].append({**_DURING, **line, "pool": pool or "agency", "effect": meant})


def _draw_sharing(
    draw: st.DrawFn, pool: str, words: Words, tables: Tables, years: dict[str, int]
) -> None:
    there = [name for name, count in years.items() if count]
    ways = st.sampled_from(("equal", "agreed percentages", *there))
    chosen = draw(st.lists(ways, min_size=1, max_size=3, unique=True))
    weights = {1: [""], 2: ["50 %", "50 %"], 3: ["20 %", "30 %", "50 %"]}[len(chosen)]
    root = pool or "agency"
    elements = tables["elements"]
    place = len(elements) - any(each["at"] == "interagency" for each in elements)
    if len(chosen) > 1:
        elements.insert(place, {**_OF, "at": root, "kind": "blend", "pools": root})
        place += 1
    for way, weight in zip(chosen, weights, strict=True):
        is_measure = way in there
        line: Line = {"pool": pool, "by": "measure" if is_measure else way, "weight": weight}
        words.sharing.append(line | ({"measure": way} if is_measure else {}))
        at = f"{root}/{way}" if len(chosen) > 1 else root
        row: dict[str, object] = {**_OF, "at": at, "kind": "measured" if is_measure else "given"}
        row |= {"weight": weight} if weight else {"pools": root}
        row |= {"measure": way, "last": "2023/24", "years": years[way]} if is_measure else {}
        row |= {"unit": "percent"} if way == "agreed percentages" else {}
        elements.insert(place, {**row})
        place += 1
        if not is_measure:
            numbers = {
                each["partner"]: each["agreed"] if way == "agreed percentages" else 1
                for each in words.partners
            }
            tables["weights"].extend(_numbers(at, numbers))


@drawn(30)
@given(agencies())
def test_a_start_sheet_is_the_model_of_its_full_tables(agency: tuple[Words, Tables]) -> None:
    words, tables = agency
    with TemporaryDirectory() as folder:
        model = ap.read_file(write(Path(folder, "start.xlsx"), words))
        assert model == build(tables)
        full = excel.write_model(model, Path(folder, "full.xlsx"))
        assert ap.read_file(full) == model
