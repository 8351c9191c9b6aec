"""How public values show themselves: one line each, and a table that is the same everywhere."""

from __future__ import annotations

import ast
import doctest
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape, unescape
from inspect import isabstract

import attrs
import pytest

import aimpartner as ap
from aimpartner.contributions.since_issue import compare_issue
from aimpartner.issue.fallback import Fallback
from aimpartner.one_line import LONGEST, OneLine
from aimpartner.settlement.year_statement import YearStatement
from aimpartner.tables import Drawn
from public import THINGS
from settlement.test_exits import BOTH
from settlement.test_year_statement import statement

PUBLIC = [each for each in THINGS if isinstance(each, type) and attrs.has(each)]
OWN_WORDS = ("KeyDates", "Scenario", "Timeline", "TypedChanges")
"""What stands in sentences on a screen: its text was never a table."""


def made_by_its_example(kind: type) -> Iterator[object]:
    """Run the example of a class, and go through what its calls of the class make."""
    names = dict(vars(sys.modules[kind.__module__]))
    for example in doctest.DocTestParser().get_examples(kind.__doc__ or ""):
        exec(example.source, names)  # noqa: S102  # the package's own example
        for node in ast.walk(ast.parse(example.source)):
            call = ast.unparse(node) if isinstance(node, ast.Call) else ""
            if call.startswith((f"{kind.__name__}(", f"{kind.__name__}.")):
                yield eval(call, names)  # noqa: S307  # a part of it


def parts(value: object, seen: dict[int, object]) -> None:
    """Note a value and all that it is made of, each once."""
    if id(value) in seen:
        return
    seen[id(value)] = value
    if attrs.has(type(value)):
        inner: Iterable[object] = attrs.asdict(value, recurse=False).values()  # type: ignore[arg-type]
    elif isinstance(value, Mapping):
        inner = value.values()
    else:
        inner = value if isinstance(value, (tuple, list)) else ()
    for part in inner:
        parts(part, seen)


@cache
def values() -> tuple[object, ...]:
    """Return what the examples and the samples are made of, and what comes of them."""
    seen: dict[int, object] = {}
    for kind in PUBLIC:
        for value in made_by_its_example(kind):
            parts(value, seen)
    for name in ap.samples.NAMES:
        parts(ap.samples.load(name), seen)
    for value in results():
        parts(value, seen)
    return tuple(each for each in seen.values() if attrs.has(type(each)))


def results() -> Iterator[object]:
    """Go through results of every kind of AiM's year and of a made-up one."""
    faults = (kind for kind in PUBLIC if issubclass(kind, ap.AimpartnerError))
    yield from (kind("Partner", "be given", "word " * LONGEST) for kind in faults)
    aim = ap.samples.load("aim")
    line = aim.budgets[0].lines[0]
    yield from (
        ap.budget.LineAdded(line, "2022/23"),
        ap.budget.Uplifted([line.key], ap.budget.PercentUplift("2.5 %")),
    )
    result = ap.calculate(aim, "2021/22")
    issued = result.issue("2021-03-26")
    yield from (result, result.by_element(), result.facts.partnership.as_lived(), aim.register())
    yield aim.partnership.key_dates("2018-04-01")
    yield compare_issue(issued, result)
    yield ap.contributions.Reconciliation(result)
    yield ap.scenarios.back_solve(aim, aim.published[0], aim.formulas)
    yield ap.compare(aim, [ap.Scenario("as it is")], ["2021/22"])
    yield ap.budget.roll_forward(result.facts.budget, [], "2022/23")
    instalments = ap.issue.Instalments.of(issued, ap.issue.Monthly("2021-04-30"))
    yield from (instalments, ap.issue.Ledger.of(instalments))
    provisional = Fallback("each issued contribution").provisional(issued)
    yield from (
        provisional,
        provisional.trued_up(attrs.evolve(issued, year="2022/23", budget_version="")),
    )
    yield from (BOTH, statement(), *statement().reserve_statements)
    yield ap.settlement.Monitoring(
        statement().settlement.budget, [statement().settlement.outturn], "150"
    )


def drawn() -> dict[str, Drawn]:
    return {type(each).__name__: each for each in values() if isinstance(each, Drawn)}


def kinds(above: type[object]) -> Iterator[type[object]]:
    for kind in above.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_a_repr_is_one_line_of_at_most_200_characters() -> None:
    for value in (each for each in values() if isinstance(each, (*PUBLIC, OneLine))):
        text = repr(value)
        assert len(text) <= LONGEST, text
        assert len(text.splitlines()) == 1, text


def test_every_public_class_is_among_the_values() -> None:
    have = {type(value) for value in values()}
    assert {kind.__name__ for kind in PUBLIC if kind not in have} == set()


def test_every_class_that_is_drawn_is_among_the_values() -> None:
    assert {kind.__name__ for kind in kinds(Drawn) if not isabstract(kind)} == set(drawn())


@pytest.mark.parametrize("name", sorted({kind.__name__ for kind in kinds(Drawn)}))
def test_screen_notebook_and_frame_show_the_same_table(name: str) -> None:
    value = drawn()[name]
    tables = value.sections if isinstance(value, YearStatement) else (value.table(),)
    text, html = str(value), value._repr_html_()
    for table in tables:
        assert unescape(html).count("<tr") >= len(table.cells) + 1
        for cell in {*table.heads, *(cell for row in table.cells for cell in row)}:
            assert f">{escape(cell, quote=False).strip()}<" in html
            assert cell in text or name in OWN_WORDS
    frame = value.to_frame().reset_index()
    table = value.table()
    assert {*frame.columns} == {column.name for column in table.columns}
    for column in table.columns:
        written = [column.written(record[column.name]) for record in table.records]
        framed = [column.framed(record[column.name]) for record in table.records]
        assert frame[column.name].astype(object).to_list() == framed or not any(written)
