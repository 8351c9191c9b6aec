"""How long a model's file takes by its rows, and a comparison by its scenarios and its rows.

The floor of reading is `json.loads` of the same text, of writing `json.dumps` of the same tables,
and of a comparison one calculation for each scenario and year. The floor of opening a workbook,
with every cell accounted for, is openpyxl going through the rows of its sheets, read only. What a
user would take instead of a comparison is the same sum in pandas, in floats, as often.

Run: python benchmarks/files.py [JOB ...]
"""

from __future__ import annotations

import json
import sys
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from attrs import evolve
from growing import counts
from jobs import Job, Work, run
from openpyxl import load_workbook

import aimpartner as ap
from aimpartner.codec import from_json, to_json
from aimpartner.codec.capacity import STANDARD
from aimpartner.excel.form.read import opened
from aimpartner.excel.form.template import write_model
from aimpartner.model import Model
from aimpartner.periods import DateRange, FinancialYear

ROWS, SCENARIOS = (1_250, 2_500, 5_000, 10_000, 20_000), (10, 25, 50, 100)
YEARS = ("2021/22", "2022/23", "2023/24")
WEIGHT = "formula/agency/adopted/weight"
_FOLDERS: list[TemporaryDirectory[str]] = []
COUNTED, LAST_COUNTED = ("adopted", "section 251 spend"), FinancialYear(2019)


def text(rows: int) -> str:
    """Return AiM in JSON with so many rows of evidence more, which its formula does not count."""
    tables = json.loads(to_json(ap.samples.load("aim")))
    measure, seen, partners = tables["measures"][0], tables["evidence"][0], tables["partners"]
    of_each = 25 * len(partners)
    names = [f"count {number}" for number in range(-(-rows // of_each))]
    tables["measures"] += [measure | {"measure": name} for name in names]
    more = [
        seen | {"measure": name, "partner": row["partner"], "year": f"{year}-{year - 1999:02}"}
        for name in names
        for year in range(2000, 2025)
        for row in partners
    ]
    tables["evidence"] += more[:rows]
    return json.dumps(tables)


def three_years(rows: int = 0) -> Model:
    """Return AiM with the same budget and figures for three years, and rows that do not count."""
    aim = from_json(text(rows))
    seen = (each for each in aim.evidence.observations if each.measure in COUNTED)
    counted = [each for each in seen if each.year == LAST_COUNTED]
    later = [evolve(each, year=each.year.back(-n)) for each in counted for n in (1, 2)]
    evidence = evolve(aim.evidence, observations=[*aim.evidence.observations, *later])
    budgets = [evolve(aim.budgets[0], year=year, approval=None) for year in YEARS]
    formulas = [evolve(each, in_force=DateRange(each.in_force.first)) for each in aim.formulas]
    return evolve(aim, evidence=evidence, budgets=budgets, formulas=formulas, published=())


def compared(count: int, rows: int = 0) -> Work:
    """Return a comparison of so many scenarios over three years."""
    more = [
        ap.Scenario(f"scenario {number}", [ap.Reweigh(WEIGHT, f"{number % 99 + 1} %")])
        for number in range(count)
    ]
    return partial(ap.compare, three_years(rows), more, YEARS)


def calculated(count: int) -> Work:
    """Return as many calculations, without a change."""
    aim = three_years()
    return lambda: [ap.calculate(aim, year) for _ in range(count) for year in YEARS]


def framed(count: int) -> Work:
    """Return as many sums in pandas."""
    spend, adopted = (pd.Series(counts(4, measure)) for measure in ("spend", "adopted"))

    def work() -> list[pd.Series[float]]:
        return [
            ((spend / spend.sum() + adopted / adopted.sum()) / 2 * 3_231_000).round(2)
            for _ in range(count * len(YEARS))
        ]

    return work


def reading(rows: int) -> Work:
    """Return the reading of a model from JSON."""
    return partial(from_json, text(rows))


def parsing(rows: int) -> Work:
    """Return the parsing of the same text alone."""
    return partial(json.loads, text(rows))


@cache
def saved(rows: int) -> Path:
    """Return a workbook of AiM with so many rows more, kept while the benchmark runs."""
    folder = TemporaryDirectory()
    _FOLDERS.append(folder)
    return write_model(from_json(text(rows)), Path(folder.name, "aim.xlsx"))


def opening(rows: int) -> Work:
    """Return the opening of a workbook, up to its tables."""
    return partial(opened, saved(rows), STANDARD)


def going_through(rows: int) -> Work:
    """Return how openpyxl alone goes through the same workbook."""
    path = saved(rows)

    def work() -> int:
        book = load_workbook(path, read_only=True)
        count = sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))
        book.close()
        return count

    return work


def writing(rows: int) -> Work:
    """Return the writing of a model in JSON."""
    return partial(to_json, from_json(text(rows)))


def printing(rows: int) -> Work:
    """Return the printing of the same tables alone."""
    return partial(json.dumps, json.loads(text(rows)), indent=2)


JOBS = {
    "from_json": Job(ROWS, reading, parsing),
    "opened": Job(ROWS, opening, going_through, rounds=3),
    "to_json": Job(ROWS, writing, printing),
    "compare": Job(SCENARIOS, compared, calculated, framed, 3),
    "compare, rows": Job(ROWS, partial(compared, 20), lambda _: calculated(20), rounds=3),
}


if __name__ == "__main__":
    run(JOBS, sys.argv[1:])
