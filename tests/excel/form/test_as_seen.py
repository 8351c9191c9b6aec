"""What is stored in a cell is read where it is what a person sees; else it is a fault there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from aimpartner.codec.model import build
from aimpartner.errors import WorkbookError
from aimpartner.excel.form.read import read_model
from aimpartner.model_files import check
from excel.form.filling import CALCULATED, PerCent, Stored, put, rewrite, save, sheets
from faults import caught
from three_rivers import tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RAISED, LOWERED, STRUCK = (
    InlineFont(vertAlign="superscript"),
    InlineFont(vertAlign="subscript"),
    InlineFont(strike=True),
)
BOLD, BIG = InlineFont(b=True), InlineFont(sz=20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Save the made-up agency in plain sheets."""
    return save(tmp_path / "rivers.xlsx", sheets())


def fault_of(path: Path) -> tuple[str, str, str]:
    """Return the one fault of a workbook as place, rule and value."""
    (problem,) = caught(WorkbookError, read_model, path).problems
    return problem.place, problem.rule, str(problem.got)


# Texts in pieces


def pieces(*each: str | tuple[InlineFont, str]) -> CellRichText:
    return CellRichText(*(one if isinstance(one, str) else TextBlock(*one) for one in each))


@pytest.mark.parametrize(
    "value",
    [
        (pieces("14", (RAISED, "1")), "'14' and '1' raised, with '141' stored"),
        (pieces((STRUCK, "14"), " 15"), "'14' struck through and '15', with '14 15' stored"),
        (pieces("14", (LOWERED, "a")), "'14' and 'a' lowered, with '14a' stored"),
        (pieces((RAISED, "p"), "14"), "'p' raised and '14', with 'p14' stored"),
        (pieces("1", (BIG, "4")), "'1' and '4', with '14' stored"),
        (pieces((BOLD, "£1"), (BIG, ",400.50")), "'£1' and ',400.50', with '£1,400.50' stored"),
    ],
)
@pytest.mark.parametrize("place", ["Evidence!D2", "Budget lines!F3", "Weights!D2"])
def test_a_figure_in_pieces_of_several_looks_is_refused_with_what_is_seen_and_what_is_stored(
    path: Path, place: str, value: tuple[CellRichText, str]
) -> None:
    put(path, place, value[0])
    assert fault_of(path) == (place, "be of one look", value[1])


@pytest.mark.parametrize("place", ["Evidence!A2", "Measures!B2", "Hosts!C2"])
def test_a_text_with_a_mark_of_a_note_or_a_part_struck_through_is_refused(
    path: Path, place: str
) -> None:
    put(path, place, pieces("children adopted", (RAISED, "2")))
    told = {each.place: str(each.got) for each in caught(WorkbookError, read_model, path).problems}
    assert told[place] == "'children adopted' and '2' raised, with 'children adopted2' stored"


def test_the_fault_of_a_text_in_pieces_says_what_to_do(path: Path) -> None:
    put(path, "Evidence!D2", pieces("14", (RAISED, "1")))
    (problem,) = caught(WorkbookError, read_model, path).problems
    assert problem.remedy.startswith("Type the text or the figure alone")


@pytest.mark.parametrize(
    "words",
    [
        pieces((BOLD, "children"), " adopted in ", (BIG, "the year")),
        pieces((BOLD, "children adopted in the year"), " "),
        pieces("children adopted", (RAISED, " "), "in the year"),
        pieces((BOLD, "children adopted in the year")),
    ],
)
def test_words_in_several_types_are_one_text(path: Path, words: CellRichText) -> None:
    put(path, "Measures!B2", words)
    assert read_model(path) == build(tables())


def test_the_raised_letters_of_a_day_are_no_mark_of_a_note(path: Path) -> None:
    put(path, "Measures!B2", pieces("up to the 31", (RAISED, "st"), " of March"))
    assert read_model(path).evidence.measures[0].words == "up to the 31st of March"


def test_what_is_all_struck_through_counts_and_is_noted(path: Path) -> None:
    put(path, "Measures!B2", pieces((STRUCK, "children adopted "), (STRUCK, "in the year")))
    found = check(path)
    assert found.model == build(tables())
    (note,) = found.notes
    assert note.startswith("Measures: row 2 is struck through")


def test_shared_texts_and_how_they_sound_read_as_texts_within_cells_do(tmp_path: Path) -> None:
    path = save(tmp_path / "shared.xlsx", sheets())
    old = b"<si><t>children adopted in the year</t></si>"
    sound = b'<rPh sb="0" eb="1"><t>sound</t></rPh>'
    run = b'<r><rPr><strike val="0"/><b/></rPr><t>children adopted</t></r>'
    rest = b'<r><rPr><vertAlign val="baseline"/></rPr><t xml:space="preserve"> in the year</t></r>'
    rewrite(path, old, b"<si>" + run + rest + sound + b"</si>")
    assert read_model(path) == build(tables())
    rewrite(path, b'<strike val="0"/>', b"<strike/>")
    assert fault_of(path)[2].startswith("'children adopted' struck through and 'in the year'")
    rewrite(path, b'<vertAlign val="baseline"/>', b"<strike/>")
    (note,) = check(path).notes
    assert note.startswith("Measures: row 2 is struck through")


# Formulas that nothing has calculated


def with_formula(path: Path, value: object, place: Sequence[int] = (1, 5)) -> Path:
    whole = sheets()
    row, column = place
    whole["Budget lines"][row][column] = Stored("=900000+50000", value)
    return save(path, whole)


@pytest.mark.parametrize(
    "calc",
    [
        b'fullCalcOnLoad="1"',
        b'fullCalcOnLoad="true"',
        b'calcCompleted="0"',
    ],
)
def test_nought_stored_with_a_formula_that_is_to_be_calculated_on_opening_is_refused(
    path: Path, calc: bytes
) -> None:
    with_formula(path, 0)
    rewrite(path, b'fullCalcOnLoad="1"', calc)
    place, rule, got = fault_of(path)
    assert (place, rule) == ("Budget lines!F2", "be a formula with a stored value")
    assert got == "=900000+50000, with 0 stored before it was calculated"


@pytest.mark.parametrize("stored", [b"", b"<v></v>", b"<v/>"])
def test_a_formula_of_text_that_nothing_has_calculated_is_refused(
    path: Path, stored: bytes
) -> None:
    with_formula(path, "nothing", (3, 6))
    rewrite(path, b"<v>nothing</v>", stored)
    place, rule, _ = fault_of(path)
    assert (place, rule) == ("Budget lines!G4", "be a formula with a stored value")


@pytest.mark.parametrize("value", [0, 950000, "suppressed (1 to 5)"])
def test_a_formula_that_was_calculated_is_read_by_its_value_whatever_it_is(
    path: Path, value: object
) -> None:
    whole = sheets()
    whole["Evidence"][1][3] = value
    expected = read_model(save(path, whole))
    whole["Evidence"][1][3] = Stored("=1*0", value)
    rewrite(save(path, whole), *CALCULATED)
    assert read_model(path) == expected


def test_a_formula_that_says_nothing_of_itself_is_told_as_one(path: Path) -> None:
    with_formula(path, 0)
    rewrite(path, b"<f>900000+50000</f>", b'<f t="shared" si="0"/>')
    assert fault_of(path)[2] == "a formula, with 0 stored before it was calculated"


# Formats


@pytest.mark.parametrize(
    ("form", "value", "got"),
    [
        ('0;-0;"c"', 0, "'c' in sight, with 0 stored"),
        ('[<6]"c";0', 3, "'c' in sight, with 3 stored"),
        ('[=10]"low";[>=100]#,##0;0', 10, "'low' in sight, with 10 stored"),
        ('"z"', 12, "'z' in sight, with 12 stored"),
        (r"0;-0;\x", 0, "'x' in sight, with 0 stored"),
        (";;;", 12.5, "nothing in sight, with 12.5 stored"),
        ("0;-0;", 0, "nothing in sight, with 0 stored"),
        ('[$£-809]"..";0', 4, "'£..' in sight, with 4 stored"),
        ('£#,##0.0"k"', 675.5, "'£675.5k' in sight, with 675.5 stored"),
        (r"£#,##0.0\k", 675.5, "'£675.5k' in sight, with 675.5 stored"),
        ("0.0k", 675.5, "'675.5k' in sight, with 675.5 stored"),
        ('General"m"', 12, "'12m' in sight, with 12 stored"),
        ('0" million"', 12, "'12 million' in sight, with 12 stored"),
        ('0.0,"bn"', 12000, "'12bn' in sight, with 12000 stored"),
        ('0,," thousand"', 12000000, "'12 thousand' in sight, with 12000000 stored"),
        ('0"%"', 10, "'10%' in sight, with 10 stored"),
        ('0.0%"‰"', 0.5, "'50%‰' in sight, with 0.5 stored"),
        ('"<"0', 5, "'<5' in sight, with 5 stored"),
        ("<0", 5, "'<5' in sight, with 5 stored"),
        ("[$>]0", 5, "'>5' in sight, with 5 stored"),
        ('0" 000"', 12, "'12 000' in sight, with 12 stored"),
        ('"1"0', 5, "'15' in sight, with 5 stored"),
        ("10", 5, "'15' in sight, with 5 stored"),
        ('0"½"', 5, "'5½' in sight, with 5 stored"),
        ("-0", 5, "'-5' in sight, with 5 stored"),
        ('0;0"k"', -5, "'5k' in sight, with -5 stored"),
        ("#", 0, "nothing in sight, with 0 stored"),
        ("#,###", 0, "nothing in sight, with 0 stored"),
        ("?", 0, "nothing in sight, with 0 stored"),
        ("£#,###.##", 0, "'£' in sight, with 0 stored"),
        ("#", 0.4, "nothing in sight, with 0.4 stored"),
        ("#,###,", 400, "nothing in sight, with 400 stored"),
    ],
)
def test_a_format_that_shows_a_letter_or_nothing_in_place_of_a_number_is_refused(
    path: Path, form: str, value: float, got: str
) -> None:
    put(path, "Evidence!D2", value, form)
    assert fault_of(path) == ("Evidence!D2", "show what is stored in it", got)


@pytest.mark.parametrize(
    "form",
    [
        "(#,##0.00)",
        '0.00" CR"',
        '"minus "0',
        '"less "0',
        '"\u2212"#,##0',
        '£"-"0',
        '0"-"',
        "[$€-2] #,##0",
        "[$$-409]#,##0",
        '0"p"',
        '0" hundred"',
        '0" tn"',
    ],
)
def test_a_format_that_makes_another_amount_of_a_number_is_refused(path: Path, form: str) -> None:
    put(path, "Budget lines!F2", 950000, form)
    place, rule, got = fault_of(path)
    assert (place, rule) == ("Budget lines!F2", "show what is stored in it")
    assert got.endswith("in sight, with 950000 stored")


@pytest.mark.parametrize("form", ["#,##0;#,##0", "0;£0", "[<0]0;0", '0;0" due"'])
def test_a_format_that_hides_a_sign_is_refused(path: Path, form: str) -> None:
    put(path, "Evidence!D2", -10, form)
    place, rule, got = fault_of(path)
    assert (place, rule) == ("Evidence!D2", "show what is stored in it")
    assert "-" not in got.partition(" in sight")[0]


@pytest.mark.parametrize(
    "form",
    ["0", "0;-0", "0;(0)", "0;[Red]0", "0;[Color3]0", '0;0" CR"', '0;"minus "0', '0;"\u2212"0'],
)
def test_a_format_that_shows_a_sign_leaves_the_figure_to_its_own_rule(
    path: Path, form: str
) -> None:
    put(path, "Evidence!D2", -10, form)
    assert fault_of(path)[1] != "show what is stored in it"


@pytest.mark.parametrize("form", [";;;", '0;0;0;"c"', '0;-0;0;"text"'])
def test_a_format_that_shows_no_text_is_refused_at_a_text(path: Path, form: str) -> None:
    put(path, "Evidence!D2", "suppressed (1 to 5)", form)
    place, rule, got = fault_of(path)
    assert (place, rule) == ("Evidence!D2", "show what is stored in it")
    assert got.endswith("in sight, with 'suppressed (1 to 5)' stored")


@pytest.mark.parametrize(
    "form",
    [
        "0",
        "General",
        "@",
        '#,##0" children"',
        "#",
        "#,###.##",
        "0 ?/16",
        '0" km"',
        '[$£-809]#,##0" pa"',
        '0;-0;;"1"@',
        '[<6]0" (few)";0',
        "[Red]0;-0",
        '0;;"c"',
        "0;@",
        '0;-0;"c";@',
        "0.0E+00",
        "_(0_);(0)",
        '"£"#,##0',
        '0" p.a."',
        '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
        "[>20]0.0;[<0]0",
    ],
)
def test_a_format_that_shows_the_number_lets_it_be_read(path: Path, form: str) -> None:
    put(path, "Evidence!D2", 10, form)
    assert read_model(path) == build(tables())


@pytest.mark.parametrize(
    "form",
    [
        '#,##0.0,"k"',
        '0.000,,"m"',
        '[$£-809]0.0000,,,"bn"',
        '#,##0," 000"',
        '#,##0.0, "thousand"',
        "#,###,",
    ],
)
def test_a_scale_that_the_format_divides_by_lets_the_number_be_read(path: Path, form: str) -> None:
    expected = read_model(path)
    put(path, "Budget lines!F2", 950000, form)
    assert read_model(path) == expected


@pytest.mark.parametrize("form", ["0", "0.0", "General", "@", "# ?/?"])
def test_a_nought_that_is_seen_is_nought(path: Path, form: str) -> None:
    put(path, "Weights!D8", 0, form)
    assert read_model(path) == build(tables())


@pytest.mark.parametrize(
    "form",
    [
        '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
        '0;-0;"–"',
        "0;-0;-",
    ],
)
def test_a_dash_for_nought_is_nought(path: Path, form: str) -> None:
    put(path, "Weights!D8", 0, form)
    assert read_model(path) == build(tables())


def test_a_text_that_only_its_own_part_of_a_format_shows_is_read(path: Path) -> None:
    put(path, "Evidence!A2", "adopted", '0;-0;"c";@')
    assert read_model(path) == build(tables())


def test_a_share_is_marked_by_the_part_of_the_format_that_shows_it(path: Path) -> None:
    whole = sheets()
    at = whole["Elements"][0].index("weight")
    for row in whole["Elements"][1:]:
        row[at] = row[at] and PerCent(0.5, '[>1]"all";0%')
    assert read_model(save(path, whole)) == build(tables())


def test_a_length_of_time_is_a_time(tmp_path: Path) -> None:
    path = save(tmp_path / "time.xlsx", sheets())
    put(path, "Evidence!D2", 1.5, "[h]:mm")
    assert fault_of(path)[2] == "1 day, 12:00:00"


def test_a_code_that_stands_for_itself_in_a_text_is_read_as_it_was_typed(tmp_path: Path) -> None:
    path, whole = tmp_path / "codes.xlsx", sheets()
    whole["Measures"][1][1] = "the code _x0009_ and no tab of ours"
    assert read_model(save(path, whole)).evidence.measures[0].words == whole["Measures"][1][1]


def test_days_are_counted_from_where_the_workbook_says(tmp_path: Path) -> None:
    """A workbook of an old Mac counts from 1904, and dates stand 1,462 days lower in it."""
    whole = sheets()
    whole["Partners"][1][2] = date(2020, 4, 1)
    path = save(tmp_path / "mac.xlsx", whole)
    assert read_model(path) == build(tables())
    rewrite(path, b"<v>43922</v>", b"<v>42460</v>")
    rewrite(path, b"<workbookPr ", b'<workbookPr date1904="1" ')
    assert read_model(path) == build(tables())


def test_a_day_that_is_written_out_in_the_file_is_a_day(tmp_path: Path) -> None:
    whole = sheets()
    whole["Partners"][1][2] = 43922
    path = save(tmp_path / "iso.xlsx", whole)
    rewrite(path, b"><v>43922</v>", b' t="d"><v>2020-04-01</v>')
    assert read_model(path) == build(tables())
