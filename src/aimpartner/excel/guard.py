"""Hostile and broken workbooks, refused before anything in them is parsed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from openpyxl.utils.cell import range_boundaries

from aimpartner.errors import Problem, WorkbookError

MOST_BYTES = 40_000_000
MOST_RATIO = 200
MOST_CELLS = 2_000_000
_DIMENSION = re.compile(rb'<dimension ref="([A-Z]+\d+(?::[A-Z]+\d+)?)"')


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
            _check_archive(path, archive)
    except OSError as fault:
        raise refused(path, "path", "be a file that can be read", fault.strerror) from fault
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as fault:
        raise no_workbook(path, fault) from fault


def no_workbook(path: str | Path, fault: object) -> WorkbookError:
    """Return the error of a file that is no workbook."""
    remedy = "Save it in Excel as .xlsx without a password."
    return refused(path, "content", "be an Excel workbook (.xlsx)", fault, remedy)


def refused(
    path: str | Path, subject: str, rule: str, got: object, remedy: str = ""
) -> WorkbookError:
    """Return the error of a workbook that is refused as a whole."""
    return WorkbookError.of(path, [Problem("file", subject, rule, got, remedy)])


def _check_archive(path: str | Path, archive: zipfile.ZipFile) -> None:
    files = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise no_workbook(path, "an archive without a workbook in it")
    unpacked = sum(file.file_size for file in files)
    packed = max(1, sum(file.compress_size for file in files))
    if unpacked > MOST_BYTES or unpacked / packed > MOST_RATIO:
        rule = f"unpack to at most {MOST_BYTES:,} bytes and {MOST_RATIO} times its size"
        raise refused(path, "size", rule, f"{unpacked:,} bytes from {packed:,}")
    for file in files:
        if file.filename.startswith("xl/worksheets/"):
            with archive.open(file) as sheet:
                _check_dimension(path, file.filename, sheet.read(4096))


def _check_dimension(path: str | Path, name: str, opening: bytes) -> None:
    found = _DIMENSION.search(opening)
    if found is None:
        return
    left, top, right, bottom = range_boundaries(found[1].decode())
    cells = (right - left + 1) * (bottom - top + 1)
    if cells > MOST_CELLS:
        rule = f"span at most {MOST_CELLS:,} cells"
        remedy = "Delete what stands far below or far to the right of the table, and save."
        raise refused(path, name.rsplit("/", 1)[-1], rule, f"{cells:,}", remedy)
