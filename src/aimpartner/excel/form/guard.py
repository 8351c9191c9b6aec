"""Hostile and broken workbooks, refused before anything in them is parsed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from aimpartner.errors import InputError, Problem, WorkbookError
from aimpartner.readable import MOST_BYTES, unreadable

MOST_RATIO = 200
_OLD = bytes.fromhex("D0CF11E0A1B11AE1")
_BROKEN = (zipfile.BadZipFile, RuntimeError, ValueError, EOFError, zlib.error)


def check(path: str | Path) -> None:
    """Refuse a file that is no workbook, or one that would swell beyond reason when read.

    Args:
        path: the file.

    Units:
        At most 40 MB, packed or unpacked, and 200 times its packed size.

    Raises:
        WorkbookError: it names the file and what is wrong.

    Example:
        >>> check("nowhere.xlsx")
        Traceback (most recent call last):
        aimpartner.errors.WorkbookError: nowhere.xlsx has 1 fault; nothing was read from it.
          file: path must be a file that can be read; got No such file or directory.
    """
    if wrong := unreadable(path):
        raise refused(path, "path", *wrong)
    try:
        with zipfile.ZipFile(path) as archive:
            files = archive.infolist()
    except _BROKEN as fault:
        with Path(path).open("rb") as file:
            is_old = file.read(len(_OLD)) == _OLD
        old, other = "an older workbook (.xls), or one with a password", "another kind of file"
        raise no_workbook(path, old if is_old else f"{other}, or a damaged one") from fault
    if "xl/workbook.xml" not in {file.filename for file in files}:
        raise no_workbook(path, "an archive without a workbook in it")
    _check_size(path, files)


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
