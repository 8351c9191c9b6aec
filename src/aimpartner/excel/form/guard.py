"""Hostile and broken workbooks, refused before anything in them is parsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from aimpartner.codec.capacity import BeyondCapacityError, Capacity
from aimpartner.errors import InputError, Problem, WorkbookError, system_words
from aimpartner.excel.form.archive import UNPACKABLE, Archive, PartError, check_list
from aimpartner.readable import unreadable

_OLD = bytes.fromhex("D0CF11E0A1B11AE1")
_REPAIR = "Open the file in Excel, let it repair the file, and save it."


@contextmanager
def opened_archive(path: str | Path, capacity: Capacity) -> Iterator[Archive]:
    """Open a workbook's archive; refuse what is none, or what would swell beyond reason.

    Args:
        path: the file.
        capacity: how much of it is read.

    Raises:
        WorkbookError: it names the file and what is wrong, there or in what is read meanwhile.

    Example:
        >>> with opened_archive("nowhere.xlsx", Capacity()):
        ...     pass
        Traceback (most recent call last):
        aimpartner.errors.WorkbookError: nowhere.xlsx has 1 fault; nothing was read from it.
          file: path must be a file that can be read; got No such file or directory.
    """
    if wrong := unreadable(path, capacity.file_size):
        raise refused(path, "path", *wrong)
    try:
        with _archive(path, capacity) as archive:
            files = archive.infolist()
            _check_size(path, files, capacity)
            yield Archive(archive, capacity)
    except BeyondCapacityError as fault:
        raise WorkbookError.of(path, [Problem(fault.place, *fault.words)]) from fault
    except PartError as fault:
        raise WorkbookError.of(path, [broken("file", fault)]) from fault


def _archive(path: str | Path, capacity: Capacity) -> ZipFile:
    try:
        with Path(path).open("rb") as file:
            check_list(file, capacity)
        return ZipFile(path)
    except UNPACKABLE as fault:
        raise _no_workbook(path, _kind_of(path)) from fault


def _kind_of(path: str | Path) -> str:
    """Return what a file is that is no archive that can be opened."""
    try:
        with Path(path).open("rb") as file:
            is_old = file.read(len(_OLD)) == _OLD
    except OSError as fault:
        return system_words(fault)
    old, other = "an older workbook (.xls), or one with a password", "another kind of file"
    return old if is_old else f"{other}, or a damaged one"


def _no_workbook(path: str | Path, got: str) -> InputError:
    remedy = "Save it in Excel as .xlsx without a password."
    return refused(path, "content", "be an Excel workbook (.xlsx)", got, remedy)


def check_book(path: str | Path, archive: Archive, part: str) -> None:
    """Refuse an archive that holds no workbook.

    Args:
        path: the file.
        archive: what is in it.
        part: the part that would hold the workbook.
    """
    if part.casefold() not in archive.parts:
        raise _no_workbook(path, "an archive without a workbook in it")


def broken(place: str, fault: PartError) -> Problem:
    """Return the problem of a part that is broken, at the place that it holds."""
    return Problem(place, f"part {fault.part}", fault.rule, fault.got, _REPAIR)


def refused(path: str | Path, subject: str, rule: str, got: object, remedy: str = "") -> InputError:
    """Return the error of a workbook that is refused as a whole."""
    return WorkbookError.of(path, [Problem("file", subject, rule, got, remedy)])


def _check_size(path: str | Path, files: Sequence[ZipInfo], capacity: Capacity) -> None:
    if len(files) > capacity.parts:
        raise BeyondCapacityError("parts", capacity)
    unpacked = sum(file.file_size for file in files)
    packed = max(1, sum(file.compress_size for file in files))
    most, times = capacity.file_size, capacity.swelling
    if unpacked > most or unpacked / packed > times:
        rule = f"unpack to at most {most:,} bytes and {times} times its size"
        raise refused(path, "size", rule, f"{unpacked:,} bytes from {packed:,}")
