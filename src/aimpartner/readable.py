"""Which files are opened: regular ones of a bounded size, for a pipe never ends."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISDIR, S_ISREG

from aimpartner.errors import system_words

MOST_BYTES = 40_000_000
_RULE = "be a file that can be read"


def unreadable(path: str | Path) -> tuple[str, str] | None:
    """Return the rule that a file breaks and what was found; `None` where it can be opened.

    Args:
        path: the file.

    Units:
        At most 40 MB.

    Example:
        >>> unreadable("nowhere.toml")
        ('be a file that can be read', 'No such file or directory')
    """
    where = Path(path)
    try:
        state = where.stat()
        if S_ISREG(state.st_mode):
            where.open("rb").close()
    except OSError as fault:
        return _RULE, system_words(fault)
    if S_ISDIR(state.st_mode):
        return _RULE, "Is a directory"
    if not S_ISREG(state.st_mode):
        return _RULE, "a pipe or a device"
    if state.st_size > MOST_BYTES:
        return f"have at most {MOST_BYTES:,} bytes", f"{state.st_size:,}"
    return None
