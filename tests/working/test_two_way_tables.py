"""Two-way tables in whole units: rows and columns exact, every cell next to its exact value."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, product
from math import ceil, floor
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.working.two_way_tables import Table, two_way
from drawn import drawn
from faults import caught, said
from working.two_way_oracle import slow_two_way

Cells = list[list[Fraction]]
PARTS = st.sampled_from([Fraction(each, 6) for each in range(-6, 7)])
UP_TO_9 = st.sampled_from(sorted({Fraction(n, d) for d in range(1, 8) for n in range(9 * d + 1)}))


@st.composite
def tables(draw: st.DrawFn) -> tuple[Cells, list[int], list[int]]:
    """Draw a table up to 8 x 8, and the margins of some way to bring its cells down or up."""
    height, width = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    numbers = draw(st.sampled_from([PARTS, UP_TO_9]))
    row = st.lists(numbers, min_size=width, max_size=width)
    cells = draw(st.lists(row, min_size=height, max_size=height))
    ups = iter(draw(st.lists(st.booleans(), min_size=height * width, max_size=height * width)))
    whole = [[ceil(cell) if next(ups) else floor(cell) for cell in each] for each in cells]
    return cells, [sum(each) for each in whole], [sum(each) for each in zip(*whole, strict=True)]


@drawn(300)
@given(tables())
def test_rows_and_columns_are_exact_and_every_cell_is_next_to_its_exact_value(
    table: tuple[Cells, list[int], list[int]],
) -> None:
    cells, rows, columns = table
    found = two_way(cells, rows, columns)
    assert [sum(row) for row in found] == rows
    assert [sum(column) for column in zip(*found, strict=True)] == columns
    for exact, whole in zip(cells, found, strict=True):
        for cell, each in zip(exact, whole, strict=True):
            assert each in (floor(cell), ceil(cell))


@given(tables())
def test_a_table_of_credits_mirrors_that_of_charges(
    table: tuple[Cells, list[int], list[int]],
) -> None:
    cells, rows, columns = table
    minus = [[-cell for cell in row] for row in cells]
    mirrored = two_way(minus, [-each for each in rows], [-each for each in columns])
    assert mirrored == opposite(two_way(cells, rows, columns))
    chosen = two_way(minus, [-each for each in rows])
    assert chosen == opposite(two_way(cells, rows))


def opposite(table: Table) -> Table:
    return tuple(tuple(-cell for cell in row) for row in table)


@pytest.mark.parametrize("columns", [None, [0, 0]])
def test_a_table_whose_rows_come_to_nothing_mirrors_its_opposite(columns: list[int] | None) -> None:
    """Charged and credited the same, by a half: the first cell counts as charged."""
    half, minus = Fraction(1, 2), Fraction(-1, 2)
    assert two_way([[half, minus], [minus, half]], [0, 0], columns) == ((1, -1), (-1, 1))
    assert two_way([[minus, half], [half, minus]], [0, 0], columns) == ((-1, 1), (1, -1))


def test_a_full_column_passes_a_unit_on() -> None:
    """By remainder alone the first row takes column 1, which the second row needs."""
    cells = [["0.9", "0.1"], ["0.8", "0"], ["0.3", "0.9"]]
    assert two_way(cells, [1, 1, 1], [2, 1]) == ((1, 0), (1, 0), (0, 1))
    assert two_way([["0.9", "0.6"], ["0.8", "0"]], [1, 1], [1, 1]) == ((0, 1), (1, 0))


def test_a_table_is_in_units_of_ten_pounds() -> None:
    assert two_way([[14, 6], [6, 14]], [20, 20], [20, 20], 10) == ((10, 10), (10, 10))


@drawn(300)
@given(tables())
def test_the_table_is_that_of_a_search_through_all_cells(
    table: tuple[Cells, list[int], list[int]],
) -> None:
    """Of tables as near, it is the one that such a search comes to first."""
    cells = [[abs(cell) for cell in row] for row in table[0]]
    whole = [[ceil(cell) for cell in row] for row in cells]
    rows, columns = [sum(row) for row in whole], [sum(of) for of in zip(*whole, strict=True)]
    for wanted in (columns, None):
        assert two_way(cells, rows, wanted) == slow_two_way(cells, rows, wanted)


def test_random_tables_of_every_shape_are_those_of_a_search_through_all_cells() -> None:
    """Few figures, and rows that are alike, make many ways cost the same."""
    random = Random(20211104)  # noqa: S311  # the same tables every time
    for number in range(150):
        height, width = random.randint(1, 6), random.randint(1, 6)
        parts = random.choice((2, 3, 4, 7919))
        cells = [
            [Fraction(random.randint(0, 2 * parts), parts) for _ in range(width)]
            for _ in range(height)
        ]
        cells[-1] = cells[0] if number % 3 else cells[-1]
        whole = [[random.choice((floor, ceil))(cell) for cell in row] for row in cells]
        rows, columns = [sum(row) for row in whole], [sum(of) for of in zip(*whole, strict=True)]
        for wanted in (columns, None):
            assert two_way(cells, rows, wanted) == slow_two_way(cells, rows, wanted)


def test_of_ways_that_cost_the_same_the_first_improved_is_taken() -> None:
    """Two columns pass on to a third at the same cost, and not in their own order."""
    cells = [["0", "2/3", "2/3"], ["1/3", "0", "0"]]
    assert two_way(cells, [1, 1]) == ((0, 0, 1), (1, 0, 0))


FOUR = st.lists(st.lists(PARTS, min_size=2, max_size=2), min_size=2, max_size=2)
MARGIN = st.integers(-3, 3)


def beyond(exact: Fraction, whole: int) -> int:
    """Return how many units a whole number lies beyond those next to the exact one."""
    return max(floor(exact) - whole, whole - ceil(exact), 0)


def distance(cells: Cells, table: Table, *, is_chosen: bool) -> tuple[int, int, Fraction]:
    """Return how far a table is: units of cells beyond, units of columns beyond, and in all."""
    sums = [
        (sum(column, Fraction(0)), sum(whole))
        for column, whole in zip(zip(*cells, strict=True), zip(*table, strict=True), strict=True)
    ]
    pairs = [*zip(chain(*cells), chain(*table), strict=True)]
    ends = sums if is_chosen else []
    away = sum((abs(exact - whole) for exact, whole in pairs + ends), Fraction(0))
    return sum(beyond(*each) for each in pairs), sum(beyond(*each) for each in ends), away


def every(rows: list[int], columns: list[int] | None) -> Iterator[Table]:
    """Go through the tables two by two that have the margins and no very large cell."""
    for first, second in product(range(-6, 7), repeat=2):
        table = ((first, rows[0] - first), (second, rows[1] - second))
        if columns is None or first + second == columns[0]:
            yield table


@drawn(300)
@given(FOUR, st.lists(MARGIN, min_size=2, max_size=2), st.none() | MARGIN)
def test_the_table_is_the_nearest_of_all_that_have_the_margins(
    cells: Cells, rows: list[int], first: int | None
) -> None:
    """Cells go beyond the next whole only where they must, then columns, then as little as can."""
    columns = None if first is None else [first, sum(rows) - first]
    is_chosen = columns is None
    found = two_way(cells, rows, columns)
    assert found in [*every(rows, columns)]
    least = min(distance(cells, each, is_chosen=is_chosen) for each in every(rows, columns))
    assert distance(cells, found, is_chosen=is_chosen) == least


@drawn(100)
@given(tables())
def test_columns_that_are_chosen_keep_the_rows_and_the_cells_next_to_theirs(
    table: tuple[Cells, list[int], list[int]],
) -> None:
    cells, rows, _ = table
    found = two_way(cells, rows)
    assert [sum(row) for row in found] == rows
    for exact, whole in zip(cells, found, strict=True):
        assert not any(beyond(*each) for each in zip(exact, whole, strict=True))


def test_a_cell_goes_beyond_the_next_whole_where_no_table_has_the_margins_else() -> None:
    """Each margin is next to its exact sum, and still a cell of 1 has to become 0."""
    cells = [["1", "5/6"], ["5/6", "1/3"]]
    assert two_way(cells, [1, 2], [1, 2]) == ((0, 1), (1, 1))


def test_columns_that_are_chosen_are_next_to_their_sums_where_the_cells_let_them() -> None:
    """Row by row the remainders fill column 1 twice, which comes to 1.2."""
    assert two_way([["0.6", "0.4"], ["0.6", "0.4"]], [1, 1]) == ((0, 1), (1, 0))
    spread = [["0.6", "0"], ["0.6", "0"], ["0.6", "0"], ["0", "0.6"], ["0", "0.6"]]
    assert two_way(spread, [1, 1, 1, 0, 0]) == ((1, 0), (1, 0), (1, 0), (0, 0), (0, 0))


def test_a_margin_that_is_not_in_whole_units_is_refused() -> None:
    fault = caught(InvalidValueError, two_way, [[14, 6]], [15], [10, 5], 10)
    assert said(fault) == ("Margin", "be a whole number of 10", 15)


def test_margins_that_do_not_sum_alike_are_refused() -> None:
    fault = caught(ModelError, two_way, [["0.5"]], [1], [0])
    assert said(fault) == ("Margins", "sum alike", "1 and 0")


@pytest.mark.parametrize("cells", [[[1, 2]], [[1], [2, 3]]])
def test_a_table_of_another_size_is_refused(cells: list[list[int]]) -> None:
    fault = caught(ModelError, two_way, cells, [1, 2], [1, 2])
    assert fault.got == "2 rows and 2 columns"


@pytest.mark.parametrize(("cells", "rows"), [([], []), ([[], []], [0, 0])])
def test_a_table_without_a_cell_is_refused(cells: Cells, rows: list[int]) -> None:
    fault = caught(ModelError, two_way, cells, rows)
    assert fault.got == f"{len(rows)} rows and 0 columns"
