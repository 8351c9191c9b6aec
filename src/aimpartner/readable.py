"""Which files are opened: regular ones of a bounded size, for a pipe never ends."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISDIR, S_ISREG

from aimpartner.errors import system_words

_RULE = "be a file that can be read"


def unreadable(path: str | Path, most: int) -> tuple[str, str] | None:
    """Return the rule that a file breaks and what was found; `None` where it can be opened.

    Args:
        path: the file.
        most: the bytes that it may have.

    Example:
        >>> unreadable("nowhere.toml", 40_000_000)
        ('be a file that can be read', 'No such file or directory')
    """
    where = Path(path)
    try:
        state = where.stat()
        if S_ISREG(state.st_mode):
            where.open("rb").close()
    except OSError as fault:
        return _RULE, system_words(fault)
    except ValueError:  # the system takes no such name, whatever may stand there
        return "be the name of a file", ascii(str(path))
    if S_ISDIR(state.st_mode):
        return _RULE, "Is a directory"
    if not S_ISREG(state.st_mode):
        return _RULE, "a pipe or a device"
    if state.st_size > most:
        return f"have at most {most:,} bytes", f"{state.st_size:,}"
    return None


def content(path: str | Path, most: int) -> bytes | None:
    """Return what a file holds; `None` where it goes on beyond the bytes that it may have.

    What the system makes up as it is read, such as the state of a process, says it has none.
    """
    with Path(path).open("rb") as file:
        held = file.read(most + 1)
    return held if len(held) <= most else None
