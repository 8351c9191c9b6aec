"""The page of funding rules, kept with the code: every row runs, and what it names is there."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace

import pytest

from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.elements import Element
from aimpartner.money import Money
from builders import amounts, counted, element, income, line, model, paid
from pages import run
from public import NAMES

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/reference/funding-rules.md"
FUNDING = tuple(
    f"aimpartner.{room}"
    for room in (
        *(
            "budget",
            "contributions",
            "evidence.derived",
            "evidence.published",
            "evidence.quarters",
            "formula",
            "issue",
            "settlement",
        ),
        *("working", "year"),
    )
)
"""The rooms of the money."""
RULES = (
    "term, option to extend, lapse, gap",
    (
        "over- and underspend, separately and by pool: ordered tiers (first £X host, then the "
        "rest); by issued shares, issued amounts, shares recomputed on outturn evidence, equal, "
        "stated %; amounts caused by one partner; reserve up to a limit; board decides, so "
        "undecided until it does"
    ),
    "joiner in the year",
    "change of host; succession after reorganisation, a split by stated percentages",
    "historic spend",
    "amounts frozen for some years, then reviewed",
    "activity or caseload share",
    "several elements, each with its own measure",
    (
        "leaver: notice, stated liabilities + settlement to the day − reserve share; several "
        "leavers share"
    ),
    "host charge: amount, or % of named lines before itself; whether the host also shares it",
    "spot purchase: units at a price outside the formula",
    "fixed percentages",
    "equal shares; flat fee",
    "cap on a partner; minimum",
    "share tolerance: points or %, any outside moves all; override with reason; next year's split",
    "pension: by origin of transferred staff, stated deficit, or formula",
    "population share",
    "uplift per line: %, amount, or £ × FTE × (1 + on-cost), each with source",
    "rounding unit and level, with the residual stated",
    (
        "instalments; a dated forecast may adjust the last; provisional and final outturn after "
        "year end"
    ),
    "council tax base share (A × B / C)",
    "lagged measure (last complete year; two years back)",
    "reserves: balances by partner, use and payment in, limit, exit",
    "default when not agreed",
    "two stages: between groups, then within",
    "extras and rebates of one partner",
    "a share that changes part-way through the year",
    "no partner pays more than last year: who bears the excess",
    "phase-in: part old (recomputed, frozen shares or frozen cash), part new, by year",
    "several years: pooled counts, or mean of shares; a missing year refuses",
    "units by class of member",
    "dated price list (inter-agency fee, London weighting)",
    "damping: floor and ceiling on the change from last year, both scalings",
    "in kind: into the pool at agreed value, then credited once",
    (
        "two-way tables in whole units, rows and columns exact, margins first (partners × "
        "elements, × instalments)"
    ),
    "the methodology in words, generated from the formula, for an audit committee",
    ("volume tolerance: units within ± N of the agreed cost nothing; beyond, a stated price"),
    "issue, reissue, virement within a pool, supplementary call",
)
"""The design's table of what every formula in the field needs, row by row."""
LATER = {
    39: (
        "derived measures: council tax base × band D; population × deprivation; staff × grade "
        "weights; cost per pupil"
    ),
    40: "an element that some partners are not in",
    41: (
        "shares rounded to n decimals, then applied (percentages as agreements print them: 77.41 "
        "and 22.59)"
    ),
    42: "groups weighed by a measure, then own percentages within",
    43: (
        "counts by quarter or part of a year; shares worked out again each quarter; nine months "
        "of data"
    ),
    44: "a partner's fixed sum outside the formula, the rest shared among the others",
    45: "two reserves with their own rules; a partner's own free payment in",
    46: (
        "published totals, elements and percentages set beside results; parts of a published "
        "table against its total"
    ),
}
"""Rows that were found later, by their numbers."""
ROWS = dict(enumerate(RULES, 1)) | LATER

THREE = ("Ash", "Birch", "Cedar")
LABELS = ("Expressed by", "Published in", "Held by")
BESIDE = {
    "Allocation": "is what one tier took",
    "AuditRow": "is a line of the year's statement",
    "Beside": "sets a published figure beside a calculated one",
    "Budget": "holds the cost lines that the rules take",
    "CodeTable": "codes what was charged",
    "Contribution": "is what came out for one partner",
    "Difference": "is one pool's outturn beside its budget",
    "Heading": "says what a cost line is for",
    "InputChange": "is what changed since an issue",
    "Instalment": "is one of what the instalments are",
    "IssueComparison": "compares an issue with a later one",
    "Ledger": "posts what was charged",
    "LedgerLine": "is one line that is posted",
    "Moved": "is what an uplift made of a line",
    "Notice": "says what is doubtful",
    "Reconciliation": "compares published figures",
    "ReserveStatement": "tells a reserve's year",
    "Rolled": "is one step of a roll-forward",
    "Step": "is what every rule is written in",
    "TwoPublished": "compares published figures",
    "Vat": "records who determined a treatment",
    "YearStatement": "tells a year to the auditor",
    "apportion": "is the arithmetic under every basis",
    "rounding_range": "tells what a published figure may have been",
}
"""Public names of funding that are no rule, each with what it is instead."""


def rows() -> list[tuple[str, str]]:
    """Return the number that each row is headed by, and the row."""
    _, *found = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return [(row.split(".")[0], row) for row in found]


def told(row: str, label: str) -> str:
    """Return what a row says under a label, which it has once."""
    (found,) = re.findall(rf"^\*\*{label}\*\* (.+?)(?:\n\n|\Z)", row, re.DOTALL | re.MULTILINE)
    return " ".join(found.split())


def in_code(words: str) -> list[str]:
    """Return what stands in code style."""
    return re.findall(r"`([^`]+)`", words)


def is_there(test: str) -> bool:
    """Return whether a test, as path::name, is in the tree."""
    path, _, name = test.partition("::")
    file = ROOT / path
    body = ast.parse(file.read_text("utf-8")).body if file.is_file() else []
    return name.startswith("test_") and name in {getattr(node, "name", "") for node in body}


def test_the_page_has_the_rows_of_the_design_in_its_order_and_words() -> None:
    assert [number for number, _ in rows()] == [str(number) for number in sorted(ROWS)]
    words = [" ".join(row.split("\n\n")[1].split()) for _, row in rows()]
    told_in_order = [ROWS[number] for number in sorted(ROWS)]
    assert words == [f"*{rule[0].upper()}{rule[1:]}.*" for rule in told_in_order]


def test_every_row_says_what_expresses_it_where_it_is_published_and_what_holds_it() -> None:
    for number, row in rows():
        assert all(told(row, label) for label in LABELS), number
        assert "```python\n" in row, number
        assert "```text\n" in row, number


def test_every_example_runs_and_prints_what_the_page_shows() -> None:
    steps, _ = run(PAGE)
    assert len(steps) == 1 + len(ROWS)
    for step in steps:
        assert step.printed == step.shown, step.code


def test_every_test_that_a_row_names_is_there() -> None:
    for number, row in rows():
        tests = in_code(told(row, "Held by"))
        assert tests, number
        assert [test for test in tests if not is_there(test)] == [], number


def test_a_test_that_is_not_there_would_be_missed() -> None:
    here = "tests/test_funding_rules.py"
    assert is_there(f"{here}::test_a_test_that_is_not_there_would_be_missed")
    assert not any(
        map(is_there, (here, f"{here}::test_no", f"{here}::rows", "tests/no.py::test_a"))
    )


def home(thing: object) -> str:
    """Return the module that something public is made in."""
    return str(getattr(thing, "__module__", ""))


def test_what_expresses_a_rule_is_the_librarys_and_every_part_of_a_rule_is_named() -> None:
    """A public name of funding is on the page, or is beside the rules for a stated reason."""
    named = {name for _, row in rows() for name in in_code(told(row, "Expressed by"))}
    bare = {name.rpartition(".")[2]: thing for name, thing in NAMES.items()}
    for name in named:
        attrgetter(f"thing.{name.partition('.')[2]}".rstrip("."))(
            SimpleNamespace(thing=bare[name.partition(".")[0]])
        )
    public = {name for name, thing in bare.items() if home(thing).startswith(FUNDING)}
    assert public - {name.partition(".")[0] for name in named} == set(BESIDE)


@pytest.mark.parametrize(
    ("basis", "pounds"),
    [
        (Given({"Ash": 6, "Birch": 3, "Cedar": 0}, "units"), ["40.00", "20.00", "0.00"]),
        (Given({"Ash": 2000, "Birch": 0, "Cedar": 4000}, "pence"), ["20.00", "0.00", "40.00"]),
        (Measured("adopted"), ["10.00", "20.00", "30.00"]),
    ],
)
def test_pension_goes_by_origin_of_staff_by_stated_deficit_or_by_the_formula(
    basis: Basis, pounds: list[str]
) -> None:
    seen = counted("adopted", {"Ash": 1, "Birch": 2, "Cedar": 3})
    elements = [element(basis, ["pension"])]
    assert list(amounts(model([line("60", "pension")], elements, THREE, seen)).values()) == pounds


def test_an_extra_and_a_rebate_are_their_partners_alone() -> None:
    whole, shared = line("900.01"), element(Given.equal(THREE))
    own = [
        Element(pool, [pool], Given({name: int(name == whose) for name in THREE}))
        for pool, whose in (("extra", "Birch"), ("rebate", "Cedar"))
    ]
    before = paid(model([whole], [shared], THREE))
    lines = [whole, line("50.05", "extra"), income("30.30", "rebate")]
    after = paid(model(lines, [shared, *own], THREE))
    moved = [after[name].amount - before[name].amount for name in THREE]
    assert moved == [Money("0"), Money("50.05"), Money("-30.30")]


def test_a_council_tax_base_shares_as_a_times_b_over_c() -> None:
    bases = {"Ash": 40123, "Birch": 35017, "Cedar": 24861}
    seen = counted("council tax base", bases, "2021/22")
    elements = [element(Measured("council tax base", lag=0))]
    result = paid(model([line("900.07")], elements, THREE, seen))
    of_all = sum(bases.values())
    assert {each.partner: each.exact for each in result} == {
        name: Fraction(90007 * base, of_all) for name, base in bases.items()
    }
