"""A working as live rows: LibreOffice reads in every step what the engine has."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from attrs import frozen
from openpyxl.workbook import Workbook
from xlsxwriter import Workbook as Writer

from aimpartner.errors import ApportionmentError
from aimpartner.excel.contributions import inputs_sheet, working_sheet
from aimpartner.excel.contributions.grid import Placed
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.formats import options
from aimpartner.working.bounds import FAR
from aimpartner.working.engine import evaluate
from aimpartner.working.steps import Draft, Op
from aimpartner.working.worked import Worked
from builders import YEAR, model
from excel.contributions import reading
from excel.office import Office

RANDOM = 60
PENNY = Fraction(1)
ROOM = (0, 0, Fraction(1, 3), Fraction(1, 2), 1, Fraction(4, 3), FAR)
"""How far a bound may lie from an amount."""


@frozen
class Case:
    """A working with its exact figures."""

    worked: Worked

    @classmethod
    def of(cls, draft: Draft) -> Case:
        return cls(evaluate(draft.done({}), YEAR))

    def write(self, path: Path) -> Placed:
        """Write its inputs and its steps, and no more."""
        names = self.worked.partners
        with Writer(path, options()) as workbook:
            book = Book(workbook, "", "", "")
            facts = model(names=names).facts(YEAR)
            first = book.sheet("Inputs", inputs_sheet.widths(len(names)))
            second = book.sheet("Working", working_sheet.columns(len(names)))
            inputs_sheet.write_inputs(first, book, self.worked.working, facts)
            return working_sheet.write_working(second, book, self.worked)


def draft_of(partners: int) -> Draft:
    return Draft(model(names=[f"Partner {each}" for each in range(partners)]).facts(YEAR))


def column(draft: Draft, name: str, *values: Fraction | int) -> int:
    return draft.column(f"formula/{name}/*", [Fraction(each) for each in values], name, "weight")


def number(draft: Draft, name: str, value: Fraction | int) -> int:
    return draft.number(f"formula/{name}", Fraction(value), name)


def rounded(draft: Draft, amounts: int, *before: int, unit: Fraction = PENNY) -> int:
    """Put the amounts in whole units, ties in the partners' order."""
    count = len(draft.figures.partners)
    turns = column(draft, "turn", *range(1, count + 1))
    args = (amounts, number(draft, "unit", unit), turns, *before)
    return draft.put(Op.ROUND, *args, words="rounded", unit="pence")


def limited(amounts: list[int], lower: list[int], upper: list[int], bearers: list[int]) -> Draft:
    draft = draft_of(len(amounts))
    names = ("amounts", "lower", "upper", "bearers")
    rows = zip(names, (amounts, lower, upper, bearers), strict=True)
    args = [column(draft, name, *values) for name, values in rows]
    rounded(draft, draft.put(Op.LIMIT, *args, words="held", unit="pence"))
    return draft


def random_limit(draw: Random) -> Draft:
    """Return amounts, at times credits, held between bounds that some of the partners bear."""
    count = draw.randint(1, 8)
    amounts = [draw.randint(-2000, 90_000) for _ in range(count)]
    low = [min(each, 0) - draw.randint(-9_000, 9_000) for each in amounts]
    high = [bound + draw.randint(0, 90_000) for bound in low]
    return limited(amounts, low, high, [draw.randint(0, 1) for _ in amounts])


def random_cap(draw: Random) -> Draft:
    """Return amounts under one cap for all, over nothing: bounds that are single numbers."""
    count = draw.randint(2, 8)
    draft = draft_of(count)
    amounts = [draw.randint(0, 90_000) for _ in range(count)]
    cap = Fraction(sum(amounts) * draw.randint(100, 150), 100 * count)
    args = (column(draft, "amounts", *amounts), number(draft, "nil", 0), number(draft, "cap", cap))
    bear = number(draft, "bear", 1)
    rounded(draft, draft.put(Op.LIMIT, *args, bear, words="capped", unit="pence"))
    return draft


def random_choice(draw: Random) -> Draft:
    """Return an agreed split that gives way to the actual one, often just at the tolerance."""
    count = draw.randint(1, 8)
    draft = draft_of(count)
    weights = [[draw.randint(1, 60) for _ in range(count)] for _ in "ab"]
    one, two = (
        draft.put(Op.SHARE, column(draft, name, *values), words=f"{name}: shares", unit="share")
        for name, values in zip(("agreed", "actual"), weights, strict=True)
    )
    shares = [[Fraction(each, sum(values)) for each in values] for values in weights]
    gaps = [abs(a - b) for a, b in zip(*shares, strict=True)]
    points = draw.choice([max(gaps), max(gaps) / 2, min(gaps), Fraction(1, 50)])
    tolerance = number(draft, "points", points)
    chosen = draft.put(Op.CHOOSE, one, two, tolerance, words="split", unit="share")
    total = number(draft, "total", draw.randint(-5_000_000, 900_000_000))
    amounts = draft.put(Op.TIMES, total, chosen, words="amounts", unit="pence")
    rounded(draft, amounts, unit=Fraction(draw.choice((1, 10, 100, 100_000))))
    return draft


def random_rounding(draw: Random) -> Draft:
    """Return amounts of either sign, in two rounds; some partners take no odd unit."""
    count = draw.randint(1, 8)
    draft = draft_of(count)
    part = draw.choice((1, 2, 3, 7, 8, 1000))
    sign = draw.choice((-1, 1, 0))
    first, second = (
        [
            Fraction(draw.randint(-9_999, 99_999) * (sign or draw.choice((-1, 1))), part)
            for _ in range(count)
        ]
        for _ in "ab"
    )
    taking = draw.choice((1, count, draw.randint(1, count)))
    turns = draw.sample([*range(1, taking + 1), *[0] * (count - taking)], count)
    unit, order = number(draft, "unit", draw.choice((1, 100))), column(draft, "turn", *turns)
    one, two = column(draft, "first", *first), column(draft, "second", *second)
    draft.put(Op.ROUND, one, unit, order, words="first, rounded", unit="pence")
    draft.put(Op.ROUND, two, unit, order, one, words="second, rounded", unit="pence")
    return draft


def random_bounds(draw: Random) -> Draft:
    """Return amounts of either sign, at times almost all at a bound, in two rounds."""
    count = draw.randint(1, 8)
    draft, part = draft_of(count), draw.choice((1, 2, 3, 6))
    sign = draw.choice((-1, 1, 0))
    exact = [
        Fraction(draw.randint(0, 60) * (sign or draw.choice((-1, 1))), part) for _ in range(count)
    ]
    lower, upper = (
        [each + way * draw.choice(ROOM[draw.choice((0, 0, 1)) :]) for each in exact]
        for way in (-1, 1)
    )
    turns = draw.sample(range(1, count + 1), count)
    if draw.random() < 0.3:
        turns = [int(turn == 1) for turn in turns]
    rows = (("amounts", exact), ("lower", lower), ("upper", upper), ("turn", turns))
    amounts, low, high, turn = (column(draft, name, *values) for name, values in rows)
    unit = number(draft, "unit", draw.choice((1, 1, 2)))
    args = (amounts, unit, turn, low, high)
    draft.put(Op.ROUND, *args, words="first, rounded", unit="pence")
    draft.put(Op.ROUND, *args, low, words="second, rounded", unit="pence")
    return draft


MAKERS: tuple[Callable[[Random], Draft], ...] = (
    random_limit,
    random_cap,
    random_choice,
    random_rounding,
    random_bounds,
)


def random_case(seed: int) -> Case:
    """Return the first working of a seed that has an answer."""
    draw = Random(f"working {seed}")  # noqa: S311  # a test, not a secret
    while True:
        try:
            return Case.of(MAKERS[seed % len(MAKERS)](draw))
        except ApportionmentError:
            continue


def plain_steps() -> Draft:
    """Return single numbers added and multiplied, spread, shared and rounded."""
    draft = draft_of(3)
    two = draft.put(Op.ADD, number(draft, "one", 1), number(draft, "more", 1), words="two")
    four = draft.put(Op.TIMES, two, two, words="four")
    draft.put(Op.SHARE, four, words="a share each", unit="share")
    rounded(draft, draft.put(Op.TIMES, four, column(draft, "w", 1, 2, 3), words="w"))
    draft.put(Op.ROUND, four, two, column(draft, "turn", 1, 2, 3), words="twos", unit="pence")
    draft.put(Op.ROUND, four, column(draft, "w", 1, 2, 3), two, words="ones", unit="pence")
    return draft


def remainders(*parts: Fraction) -> Draft:
    return units(*(7 + part for part in parts))


def units(*amounts: Fraction | int | str, turns: tuple[int, ...] = ()) -> Draft:
    """Return amounts in whole units, by the turns or the partners' order."""
    draft = draft_of(len(amounts))
    exact = column(draft, "amounts", *(Fraction(each) for each in amounts))
    order = column(draft, "turn", *(turns or range(1, len(amounts) + 1)))
    args = (exact, number(draft, "unit", 1), order)
    draft.put(Op.ROUND, *args, words="rounded", unit="pence")
    return draft


def in_bounds(*rows: str, turns: tuple[int, ...] = ()) -> Draft:
    """Return amounts in whole units within bounds, written as "least exact most"."""
    draft = draft_of(len(rows))
    far = {0: -FAR, 2: FAR}
    numbers = [
        [far[side] if each == "-" else Fraction(each) for each in each_row]
        for side, each_row in enumerate(zip(*(row.split() for row in rows), strict=True))
    ]
    names = ("lower", "amounts", "upper")
    low, exact, high = (column(draft, n, *c) for n, c in zip(names, numbers, strict=True))
    order = column(draft, "turn", *(turns or range(1, len(rows) + 1)))
    args = (exact, number(draft, "unit", 1), order, low, high)
    draft.put(Op.ROUND, *args, words="rounded", unit="pence")
    return draft


def turned(*amounts: Fraction) -> Draft:
    """Return amounts that come to nothing but for the noise of doubles, in whole units."""
    draft = draft_of(len(amounts))
    thirds = column(draft, "thirds", *amounts)
    tenth, three = number(draft, "tenth", Fraction(1, 10)), number(draft, "three", 3)
    exact = draft.put(Op.TIMES, thirds, tenth, three, words="three tenths")
    rounded(draft, exact)
    return draft


MILLIONTH = Fraction(1, 10**6)
HALF = Fraction(1, 2)
CASES = {
    "plain": plain_steps(),
    "bound met exactly": limited([60, 30, 10], [0, 0, 0], [50, 40, 10], [1, 1, 1]),
    "nothing to hold": limited([0, 0], [-5, -5], [5, 5], [1, 1]),
    "nobody bears": limited([60, 40], [0, 0], [100, 100], [0, 0]),
    "one bears": limited([60, 30, 10], [0, 0, 0], [50, 90, 90], [0, 1, 0]),
    "credits": limited([-60, -30, -10], [-50, -50, -50], [0, 0, 0], [1, 1, 1]),
    "nearest of both below": limited([100, -60, 0], [-900, -900, 30], [50, 900, 900], [1, 1, 1]),
    "nearest of both above": limited([10, -20, -30], [-80, -110, -20], [100, -20, -10], [1, 1, 1]),
    "nearer below": limited([-30, -30, 60], [-20, -70, 20], [80, -30, 80], [1, 1, 1]),
    "nearer above": limited([120, -120, -60], [-10, -100, -100], [110, -90, 60], [1, 1, 1]),
    "as near": limited([-40, 120, -60], [-90, 0, 20], [10, 80, 100], [1, 1, 1]),
    "flat below": limited([60, -40, -20], [-80, -80, -110], [40, 90, -10], [1, 1, 1]),
    "ties": remainders(Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)),
    "nothing comes last": remainders(Fraction(-7), HALF, Fraction(-2), Fraction(1, 2) - 8),
    "halves": remainders(HALF, HALF, HALF),
    "a credit beside a charge": units("10.6", "-0.6"),
    "charged and credited alike": units("0.5", "-0.5", 0),
    "credited and charged alike": units("-0.5", "0.5", 0),
    "nothing before a credit": units(0, "-0.5", "0.5"),
    "the last has the first turn": units("0.5", 0, "-0.5", turns=(3, 2, 1)),
    "the host has nothing": units("-0.5", "0.5", 0, turns=(0, 0, 1)),
    "the host is credited": units("0.25", "0.25", "-0.5", turns=(0, 0, 1)),
    "many": units(*(Fraction(-1 if n else 199, 2) for n in range(200))),
    "little in all": units(Fraction(1, 10**5), 0),
    "others at their caps": in_bounds("- 33.5 33.5", "- 33.5 33.5", "- 33 -"),
    "others at their floors": in_bounds("33.5 33.5 -", "33.5 33.5 -", "- 33 -"),
    "several in turn": in_bounds(*["- 9.9 9.9"] * 5, "- 8 9.5", "- 1.1 -", "- 7 -"),
    "several taken off in turn": in_bounds(*["9.1 9.1 -"] * 5, "6.5 8 -", "- 1.1 -", "- 7 -"),
    "no whole units": in_bounds("- 50.5 50.5", "- 50.2 50.2", "- 50.3 50.3"),
    "no whole unit between": in_bounds("33.2 33.5 33.7", "- 1.2 -", "50.4 50.5 50.6"),
    "as little beyond, nearer": in_bounds("- 9.2 9.5", "- 8.5 8.5", "- 7.3 7.5"),
    "too little below": in_bounds("-9.5 -9.5 -", "-8.3 -8.3 -", "-7.3 -7.2 -"),
    "a host at its cap": in_bounds("- 1.5 1.5", "- 2.6 -", "- 3.9 3.9", turns=(1, 0, 0)),
    "a host goes beyond first": in_bounds("- 1.2 1.5", "- 2.5 2.5", "- 3.8 4", turns=(1, 0, 0)),
    "a host at its floor": in_bounds("1 1.5 -", "9.1 9.1 -", "1 2 -", "1 1 1", turns=(1, 0, 0, 0)),
    "noise": turned(Fraction(5, 3), Fraction(10, 3), Fraction(-5, 3), Fraction(-10, 3)),
    "large": remainders(*(10**9 + Fraction(each, 7) for each in (1, 2, 3, 5))),
}
UNCLEAR = {
    "almost equal": remainders(Fraction(1, 3), Fraction(1, 3) + MILLIONTH / 10, Fraction(1, 3)),
    "almost nothing": remainders(MILLIONTH / 10, HALF, HALF - MILLIONTH / 10),
    "almost a whole": remainders(1 - MILLIONTH, HALF, HALF),
    "almost nothing in all": units("10.5", "-10.5", Fraction(1, 10**5)),
    "almost in a bound": in_bounds("- 50.3 51.000001", "- 49.7 -"),
    "almost as little beyond": in_bounds("- 9.5 9.500001", "- 8.5 8.5", "- 7.5 7.5"),
    "almost in the middle": in_bounds("33.4 33.5 33.600001", "- 1.2 -"),
    "almost half": remainders(Fraction(1, 4), Fraction(1, 4) - 9 * MILLIONTH / 10),
    "tie at the last digit": remainders(MILLIONTH / 2 + HALF, 5 + MILLIONTH / 2 + HALF),
    "beyond a double": remainders(Fraction(10**15, 3), Fraction(10**15, 7)),
}


@frozen
class Recalculated:
    """Every working of this module after one call of LibreOffice."""

    cases: dict[str, Case]
    placed: dict[str, Placed]
    books: dict[str, Workbook]


@pytest.fixture(scope="module")
def recalculated(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    folder = tmp_path_factory.mktemp("workbooks")
    cases = {name: Case.of(draft) for name, draft in (CASES | UNCLEAR).items()}
    cases |= {f"random {seed}": random_case(seed) for seed in range(RANDOM)}
    files = {name: folder / f"{name}.xlsx" for name in cases}
    placed = {name: case.write(files[name]) for name, case in cases.items()}
    return Recalculated(cases, placed, office.recalculate(files.values(), folder / "out"))


NAMES = [*CASES, *UNCLEAR, *(f"random {seed}" for seed in range(RANDOM))]


@pytest.mark.parametrize("name", NAMES)
def test_every_step_reads_the_engines_figure(recalculated: Recalculated, name: str) -> None:
    case = recalculated.cases[name]
    assert not reading.stray_steps(recalculated.books[name], case.worked)


@pytest.mark.parametrize("name", NAMES)
def test_only_what_a_double_cannot_tell_apart_is_written_as_values(
    recalculated: Recalculated, name: str
) -> None:
    words = [str(row[1]) for row in reading.rows(recalculated.books[name]["Working"])]
    is_said = any(working_sheet.UNCLEAR in each for each in words)
    assert is_said is bool(recalculated.placed[name].unclear)
    assert is_said is (name in UNCLEAR)


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_values_are_those_that_are_recalculated(
    recalculated: Recalculated, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "stored.xlsx"
    recalculated.cases[name].write(path)
    stored = reading.rows(reading.stored(path)["Working"])
    for before, after in zip(
        stored, reading.rows(recalculated.books[name]["Working"]), strict=True
    ):
        assert [*map(reading.rough, before)] == [None if each == "" else each for each in after]
