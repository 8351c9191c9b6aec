"""Each bound of what is read: met, passed by one, and raised by an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import fields_dict

from aimpartner import InputError, InvalidValueError, check, excel, read_file
from aimpartner.codec import Capacity, from_json, from_toml
from aimpartner.codec.model import build
from excel.form.filling import save, sheets
from faults import caught
from hostile.parcel import BOOK, END, SHEET, STYLES, TEXTS, honest, pack, part_of
from three_rivers import tables

if TYPE_CHECKING:
    from pathlib import Path

EVIDENCE = part_of("Evidence")
PIECES = b'<row r="90"><c r="Z90" t="inlineStr"><is><t>%b</t></is></c></row>'
AGENCY = '[[agency]]\nagency = "AiM"\n'


def told(path: Path, capacity: Capacity) -> tuple[str, str, str]:
    """Return the one fault of a file as place, subject and rule."""
    (problem,) = check(path, capacity=capacity).problems
    return problem.place, problem.subject, problem.rule


def written(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Write a workbook with other bytes in the place of some in one part."""
    assert old in honest()[part]
    pack(path, honest() | {part: honest()[part].replace(old, new, 1)})
    return path


@pytest.mark.parametrize(
    ("bound", "most", "part", "new", "place"),
    [
        ("cells", 8, SHEET, b"", "Partners"),
        ("elements", 300, SHEET, b"", "file"),
        ("depth", 7, EVIDENCE, b"<a>" * 6 + b"</a>" * 6, "Evidence"),
        (
            "attributes",
            40,
            EVIDENCE,
            b"<a %b/>" % b" ".join(b'a%d=""' % at for at in range(41)),
            "Evidence",
        ),
        ("markup", 100_000, EVIDENCE, b"<!--%b-->" % (b"x" * 200_000), "Evidence"),
        ("letters", 400, EVIDENCE, b"<a>%b</a>" % (b"x" * 401), "Evidence"),
        ("letters", 400, EVIDENCE, PIECES % (b"x" * 400), "Evidence"),
        ("merged", 2, EVIDENCE, b'<mergeCell ref="Z90:Z91"/>' * 3, "Evidence"),
        ("merged", 2, EVIDENCE, b'<col hidden="1" min="40" max="41"/>' * 3, "Evidence"),
        ("merged", 2, EVIDENCE, b'<conditionalFormatting sqref="A1 B1 C1"/>', "Evidence"),
        (
            "merged",
            2,
            EVIDENCE,
            b'<conditionalFormatting sqref="A1">%b</conditionalFormatting>' % (b"<cfRule/>" * 3),
            "Evidence",
        ),
    ],
)
def test_a_bound_of_a_sheet_is_named_with_the_sheet(
    tmp_path: Path, bound: str, most: int, part: str, new: bytes, place: str
) -> None:
    path = written(tmp_path / "a.xlsx", part, END, new + END)
    assert told(path, Capacity(**{bound: most}))[::2] == (place, f"be at most {most:,}")
    assert check(path).is_sound


@pytest.mark.parametrize(
    ("bound", "most", "part", "old", "new"),
    [
        ("texts", 8, TEXTS, b"</sst>", b"</sst>"),
        ("sheets", 8, BOOK, b"</sheets>", b"</sheets>"),
        ("parts", 8, BOOK, b"</sheets>", b"</sheets>"),
        (
            "formats",
            2,
            STYLES,
            b"<fonts",
            b"<numFmts>%b</numFmts><fonts"
            % b"".join(b'<numFmt numFmtId="%d"/>' % at for at in range(900, 903)),
        ),
    ],
)
def test_a_bound_of_a_workbook_is_named(
    tmp_path: Path, bound: str, most: int, part: str, old: bytes, new: bytes
) -> None:
    path = written(tmp_path / "a.xlsx", part, old, new)
    assert told(path, Capacity(**{bound: most}))[::2] == ("file", f"be at most {most}")
    assert check(path).is_sound


def test_rows_beyond_the_last_that_is_read_are_a_fault_at_the_first(tmp_path: Path) -> None:
    whole = sheets()
    path = save(tmp_path / "a.xlsx", whole)
    longest, rows = max(whole.items(), key=lambda sheet: len(sheet[1]))
    last = len(rows)
    assert check(path, capacity=Capacity(rows=last)).is_sound
    place = told(path, Capacity(rows=last - 1))
    assert place == (f"{longest}!A{last}", "row", f"be among the first {last - 1}")


def test_very_many_rows_beyond_it_are_not_even_kept(tmp_path: Path) -> None:
    whole = sheets()
    whole["Evidence"] += [["adopted"]] * 200
    path = save(tmp_path / "a.xlsx", whole)
    said = told(path, Capacity(rows=20))
    assert said == ("Evidence", "number of rows of a table", "be at most 20")


@pytest.mark.parametrize(
    ("bound", "most", "text"),
    [
        ("text_size", 20, AGENCY),
        ("values", 3, AGENCY + "# a\n# b\n"),
        ("letters", 20, AGENCY + f"a = '{'x' * 20}'"),
        ("letters", 20, AGENCY + "x" * 21 + " = 1"),
        ("depth", 3, AGENCY + "a.a.a.a = 1"),
        ("depth", 3, AGENCY + "a = [[[[]]]]"),
        ("tables", 2, AGENCY + "[[a]]\n[[b]]\n"),
        ("rows", 2, "[[agency]]\n" * 3),
        ("columns", 2, "[[agency]]\na = 1\nb = 1\nc = 1\n"),
    ],
)
def test_a_bound_of_a_text_is_named(bound: str, most: int, text: str) -> None:
    fault = caught(InputError, from_toml, text, capacity=Capacity(**{bound: most}))
    assert [each.rule for each in fault.problems] == [f"be at most {most}"]
    others = caught(InputError, from_toml, text).problems
    assert f"be at most {most}" not in [each.rule for each in others]


@pytest.mark.parametrize(
    ("bound", "most", "text", "place"),
    [
        ("values", 3, '{"a": [1, 2, 3]}', "file"),
        ("letters", 20, f'["{"x" * 20}"]', "file"),
        ("depth", 3, '{"a": [[[]]]}', "file"),
        ("rows", 2, '{"agency": [{}, {}, {}]}', "agency"),
        ("columns", 1, '{"agency": {"a": 1, "b": 2}}', "agency, row 1"),
    ],
)
def test_a_bound_of_json_is_named_with_its_place(
    bound: str, most: int, text: str, place: str
) -> None:
    fault = caught(InputError, from_json, text, capacity=Capacity(**{bound: most}))
    assert [(each.place, each.rule) for each in fault.problems] == [(place, f"be at most {most}")]


@pytest.mark.parametrize(
    "text",
    [
        'words = "a.b.c.d.e"',
        "words = 'a.b.c.d.e [[[[[ {{{{'",
        'words = """a.b.c.d\n[[[[[[ "" \\""" a.b.c.d.e"""',
        "words = '''a.b.c.d.e\n[[[[ '' a.b.c.d.e'''",
        "# a.b.c.d.e [[[[[ ' \"",
        'words = "\\"[[[[[["',
    ],
)
def test_signs_in_quotes_and_comments_are_nothing_to_a_parser(text: str) -> None:
    narrow = caught(InputError, from_toml, AGENCY + text, capacity=Capacity(depth=4))
    assert [each.rule for each in narrow.problems] == [
        each.rule for each in caught(InputError, from_toml, AGENCY + text).problems
    ]


def test_a_file_of_text_may_have_fewer_bytes_than_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}" + " " * 100)
    assert told(path, Capacity(text_size=50)) == ("file", "path", "have at most 50 bytes")
    assert told(path, Capacity(file_size=50)) == ("file", "path", "have at most 50 bytes")


def test_what_is_read_is_the_same_however_much_may_be(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", sheets())
    more = Capacity(rows=60_000, cells=2_000_000, elements=9_000_000)
    assert read_file(path, capacity=more) == excel.read_model(path, capacity=more)
    assert read_file(path, capacity=more) == build(tables())


@pytest.mark.parametrize("name", fields_dict(Capacity))
def test_a_bound_is_a_whole_number_above_nought(name: str) -> None:
    fault = caught(InvalidValueError, Capacity, **{name: 0})
    assert (fault.rule, fault.field) == ("be a whole number, at least 1", name)
