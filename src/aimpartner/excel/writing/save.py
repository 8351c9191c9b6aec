"""Where a workbook goes: nothing is replaced unasked, and nothing is left half written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter.exceptions import XlsxFileError

from aimpartner.errors import InvalidValueError, system_words

SUFFIX = ".xlsx"


def free(target: Path, *, overwrite: bool) -> Path:
    """Return the path of a workbook, if one may be written there.

    Args:
        target: the path.
        overwrite: whether a file that is there may be replaced.

    Raises:
        InvalidValueError: it does not end in .xlsx, its folder is not there, or the file is and
            may not be replaced.

    Example:
        >>> with TemporaryDirectory() as folder:
        ...     free(Path(folder, "aim.xlsx"), overwrite=False).name
        'aim.xlsx'
    """
    subject = f"Workbook {target}"
    if target.suffix.lower() != SUFFIX:
        got, remedy = target.suffix or "no ending", "Rename it, or name a folder that exists."
        raise InvalidValueError(subject, f"end in {SUFFIX}", got, remedy)
    if not target.parent.is_dir():
        remedy = "Make the folder first, or choose another."
        raise InvalidValueError(subject, "be in a folder that exists", target.parent, remedy)
    if _exists(target) and not overwrite:
        remedy = "Choose another name, or ask to overwrite it: --overwrite, overwrite=True."
        raise InvalidValueError(subject, "be a new file", "one that exists", remedy)
    return target


def _exists(target: Path) -> bool:
    try:
        return target.exists()
    except OSError as fault:
        raise _unwritable(target, fault) from fault


def _unwritable(target: Path, fault: Exception) -> InvalidValueError:
    rule, remedy = "be a file that can be written", "Close it if it is open, or choose another."
    causes = (each for each in (fault, *fault.args) if isinstance(each, OSError))
    cause = next(causes, None)  # XlsxWriter's own error holds the system's
    got = system_words(cause) if cause else fault
    return InvalidValueError(f"Workbook {target}", rule, got, remedy)


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """Give a path to write to beside the target, and move what was written into its place.

    Raises:
        InvalidValueError: the file system refuses; nothing is left behind.

    Example:
        >>> with TemporaryDirectory() as folder, put_in_place(Path(folder, "a.txt")) as draft:
        ...     _ = draft.write_text("whole or not at all")
    """
    try:
        with TemporaryDirectory(prefix=".aimpartner-", dir=target.parent) as room:
            draft = Path(room, target.name)
            yield draft
            draft.replace(target)
    except (OSError, XlsxFileError) as fault:
        raise _unwritable(target, fault) from fault
