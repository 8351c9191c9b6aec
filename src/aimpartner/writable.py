"""Where a file goes: nothing is replaced unasked, and nothing is left half written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from shutil import copymode

from aimpartner.errors import InvalidValueError, system_words

WORKBOOK = (".xlsx",)
"""What the name of a workbook ends in."""
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY
_MODE = 0o666
"""Who may read a new file is for the user's own mask to say."""


def free(target: Path, *, overwrite: bool, suffixes: tuple[str, ...] = WORKBOOK) -> Path:
    """Return a path, if a file may be written there.

    Args:
        target: the path.
        overwrite: whether a file that is there may be replaced.
        suffixes: what its name may end in.

    Raises:
        InvalidValueError: it ends in something else, its folder is not there, or the file is and
            may not be replaced.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     free(Path(folder, "aim.xlsx"), overwrite=False).name
        'aim.xlsx'
    """
    if target.suffix.lower() not in suffixes:
        got, remedy = target.suffix or "no ending", "Rename it, or name a folder that exists."
        rule = f"end in {' or '.join(suffixes)}"
        raise InvalidValueError(_subject(target), rule, got, remedy)
    if not is_folder(target.parent):
        rule, remedy = "be in a folder that exists", "Make the folder first, or choose another."
        raise InvalidValueError(_subject(target), rule, target.parent, remedy)
    if _is_there(target) and not overwrite:
        raise _taken(target)
    return target


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder's; one that no file system could have is not.

    Example:
        >>> is_folder(Path("x" * 300)), is_folder(Path())
        (False, True)
    """
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_there(target: Path) -> bool:
    """Return whether the name is taken: by a link that leads nowhere too."""
    try:
        target.lstat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as fault:
        raise _unwritable(target, fault) from fault
    return True


def _subject(target: Path) -> str:
    return f"File {target}"


def _taken(target: Path) -> InvalidValueError:
    remedy = "Choose another name, or ask to overwrite it: --overwrite, overwrite=True."
    got = "one that exists" if target.exists() else "a link that leads nowhere"
    return InvalidValueError(_subject(target), "be a new file", got, remedy)


def _unwritable(target: Path, fault: OSError | ValueError) -> InvalidValueError:
    rule, remedy = "be a file that can be written", "Close it if it is open, or choose another."
    got = system_words(fault) if isinstance(fault, OSError) else "a name with a NUL character"
    return InvalidValueError(_subject(target), rule, got, remedy)


@contextmanager
def put_in_place(target: Path, *, overwrite: bool) -> Iterator[BytesIO]:
    """Give what to write to, and put what was written into its place, whole or not at all.

    A link that is overwritten stays, and the file it leads to is replaced; who may read a file
    that is replaced may read the new one.

    Args:
        target: the path, as `free` gave it.
        overwrite: whether a file that is there may be replaced; one that came there since is not.

    Raises:
        InvalidValueError: the file system refuses, or another wrote there first; nothing is left
            behind.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with put_in_place(Path(folder, "a.txt"), overwrite=False) as file:
        ...         _ = file.write(b"whole or not at all")
        ...     print(Path(folder, "a.txt").read_text())
        whole or not at all
    """
    content = BytesIO()
    yield content
    try:
        _put(content.getvalue(), target, overwrite=overwrite)
    except FileExistsError as fault:
        raise _taken(target) from fault
    except (OSError, ValueError) as fault:
        raise _unwritable(target, fault) from fault


def _put(content: bytes, target: Path, *, overwrite: bool) -> None:
    place = Path(os.path.realpath(target)) if overwrite else target
    draft = place.with_name(f".aimpartner-{token_hex(8)}")
    try:
        if not _appears(content, draft if overwrite else place):
            _fill(os.open(draft, _NEW, _MODE), content)
            if not overwrite:
                _take(draft, place)
        if overwrite:
            _replace(draft, place)
    finally:
        draft.unlink(missing_ok=True)


def _appears(content: bytes, name: Path) -> bool:
    """Write a file that has no name until it is whole, so that no kill leaves a part of it.

    Returns:
        Whether this system can make such a file; where not, nothing is written.
    """
    try:
        nameless = os.open(name.parent, os.O_TMPFILE | os.O_WRONLY, _MODE)
    except (AttributeError, OSError):
        return False
    _fill(nameless, content, name.absolute())
    return True


def _fill(handle: int, content: bytes, name: Path | None = None) -> None:
    """Write to an open file until the disk has it, and give it a name that nothing has."""
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)
        if name:  # a folder, which is not used, makes the system follow the link to the open file
            os.link(f"/proc/self/fd/{handle}", name, src_dir_fd=handle)


def _replace(draft: Path, place: Path) -> None:
    if place.exists():
        copymode(place, draft)
    draft.replace(place)


def _take(draft: Path, place: Path) -> None:
    """Give a draft a name that nothing has."""
    try:
        place.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: the name is taken first
        os.close(os.open(place, _NEW, _MODE))
        draft.replace(place)
