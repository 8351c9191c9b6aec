"""Hostile and broken workbooks, refused before anything in them is parsed."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from openpyxl.utils.cell import coordinate_to_tuple

from aimpartner.errors import InputError, Problem, WorkbookError, system_words

MOST_BYTES = 40_000_000
MOST_RATIO = 200
MOST_CELLS = 2_000_000
_OLD = bytes.fromhex("D0CF11E0A1B11AE1")
_BROKEN = (zipfile.BadZipFile, RuntimeError, ValueError, EOFError, zlib.error)
_DIMENSION = re.compile(
    rb'<(?:\w+:)?dimension\s[^>]*ref="([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)"'
)


def check(path: str | Path) -> None:
    """Refuse a file that is no workbook, or one that would swell beyond reason when read.

    Args:
        path: the file.

    Units:
        At most 40 MB unpacked, 200 times its packed size, and 2,000,000 cells a sheet.

    Raises:
        WorkbookError: it names the file and what is wrong.

    Example:
        >>> check("nowhere.xlsx")
        Traceback (most recent call last):
        aimpartner.errors.WorkbookError: nowhere.xlsx has 1 fault; nothing was read from it.
          file: path must be a file that can be read; got No such file or directory.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            files = archive.infolist()
            openings = {file.filename: _opening(archive, file) for file in files}
    except OSError as fault:
        raise refused(path, "path", "be a file that can be read", system_words(fault)) from fault
    except _BROKEN as fault:
        is_old = Path(path).read_bytes()[: len(_OLD)] == _OLD
        old, other = "an older workbook (.xls), or one with a password", "another kind of file"
        raise no_workbook(path, old if is_old else f"{other}, or a damaged one") from fault
    if "xl/workbook.xml" not in openings:
        raise no_workbook(path, "an archive without a workbook in it")
    _check_size(path, files)
    for name, opening in openings.items():
        _check_dimension(path, name, opening)


def _opening(archive: zipfile.ZipFile, file: zipfile.ZipInfo) -> bytes:
    """Return how a sheet begins; of another file, nothing."""
    if not file.filename.startswith("xl/worksheets/"):
        return b""
    with archive.open(file) as sheet:
        return sheet.read(4096)


def no_workbook(path: str | Path, got: str = "one that is damaged") -> InputError:
    """Return the error of a file that is no workbook, or none that can be read."""
    remedy = "Save it in Excel as .xlsx without a password."
    return refused(path, "content", "be an Excel workbook (.xlsx)", got, remedy)


def refused(path: str | Path, subject: str, rule: str, got: object, remedy: str = "") -> InputError:
    """Return the error of a workbook that is refused as a whole."""
    return WorkbookError.of(path, [Problem("file", subject, rule, got, remedy)])


def _check_size(path: str | Path, files: Sequence[zipfile.ZipInfo]) -> None:
    unpacked = sum(file.file_size for file in files)
    packed = max(1, sum(file.compress_size for file in files))
    if unpacked > MOST_BYTES or unpacked / packed > MOST_RATIO:
        rule = f"unpack to at most {MOST_BYTES:,} bytes and {MOST_RATIO} times its size"
        raise refused(path, "size", rule, f"{unpacked:,} bytes from {packed:,}")


def _check_dimension(path: str | Path, name: str, opening: bytes) -> None:
    dimension = _DIMENSION.search(opening)
    if dimension is None:
        return
    corners = [coordinate_to_tuple(corner) for corner in dimension[1].decode().split(":")]
    (top, left), (bottom, right) = corners[0], corners[-1]
    cells = (right - left + 1) * (bottom - top + 1)
    if cells > MOST_CELLS:
        rule = f"span at most {MOST_CELLS:,} cells"
        remedy = "Delete what stands far below or far to the right of the table, and save."
        raise refused(path, name.rsplit("/", 1)[-1], rule, f"{cells:,}", remedy)
