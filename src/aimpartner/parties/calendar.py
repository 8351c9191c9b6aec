"""Key dates as a calendar file, for whoever keeps a diary: the one place that imports icalendar."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from aimpartner.parties.key_dates import KeyDate, KeyDates
from aimpartner.periods import parse_day
from aimpartner.writable import free, put_in_place

if TYPE_CHECKING:
    from icalendar import Calendar, Event

ENDING = ".ics"


def write_calendar(
    key_dates: KeyDates,
    path: str | Path,
    agency: str,
    on: date | str,
    *,
    overwrite: bool = False,
) -> Path:
    """Write key dates as a calendar file, as `to_ical` has them, and return its path.

    Args:
        key_dates: the key dates.
        path: where to.
        agency: the agency they are of.
        on: the day that they are told as of.
        overwrite: whether a file that is there may be replaced.

    Raises:
        InvalidValueError: the path is taken, does not end in .ics, or cannot be written.
        ModuleNotFoundError: icalendar is not installed.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_calendar(KeyDates(()), Path(folder, "aim.ics"), "AiM", "2020-10-01").name
        'aim.ics'
    """
    target = free(Path(path), overwrite=overwrite, suffixes=(ENDING,))
    text = to_ical(key_dates, agency, on)
    with put_in_place(target, overwrite=overwrite) as file:
        file.write(text.encode())
    return target


def to_ical(key_dates: KeyDates, agency: str, on: date | str) -> str:
    """Return key dates as the text of an iCalendar file (RFC 5545): a whole-day event each.

    An event is known again by what it is the day of, not by the day, so a calendar that takes in
    a later file moves it; one that is no longer to be watched is left as it was.

    Args:
        key_dates: the key dates.
        agency: the agency they are of.
        on: the day that they are told as of; nothing reads the clock.

    Raises:
        ModuleNotFoundError: icalendar is not installed; it is the extra `aimpartner[calendar]`.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim").partnership
        >>> text = to_ical(aim.key_dates("2020-10-01"), aim.agency, "2020-10-01")
        >>> [line for line in text.splitlines() if line.startswith("DTSTART")][0]
        'DTSTART;VALUE=DATE:20210331'
    """
    calendar, event = _components()
    calendar.add("prodid", "-//aimpartner//key dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{agency}: key dates")
    stamp = datetime.combine(parse_day(on), time(), UTC)
    like: Counter[tuple[str, str]] = Counter()
    for key_date in key_dates:
        what = (key_date.what, key_date.words)
        like[what] += 1
        made = event()
        made.add("uid", _identity(agency, *what, like[what]))
        made.add("dtstamp", stamp)
        _tell(key_date, made)
        calendar.add_component(made)
    return str(calendar.to_ical(), "utf-8")


def _components() -> tuple[Calendar, type[Event]]:
    try:
        from icalendar import Calendar, Event  # noqa: PLC0415  # an extra
    except ModuleNotFoundError as missing:
        missing.add_note("A calendar needs icalendar: pip install 'aimpartner[calendar]'.")
        raise
    return Calendar(), Event


def _identity(agency: str, what: str, words: str, number: int) -> str:
    """Return by what an event is known again: what it is of, and which of several alike."""
    text = "\n".join((agency, what, words, str(number)))
    return f"{sha256(text.encode()).hexdigest()[:32]}@aimpartner"


def _tell(key_date: KeyDate, event: Event) -> None:
    """Write a key date into its event: all of that day, for which nobody is taken to be busy."""
    event.add("dtstart", date(key_date.day.year, key_date.day.month, key_date.day.day))
    event.add("summary", f"{key_date.kind}: {key_date.words}")
    event.add("transp", "TRANSPARENT")
    if key_date.source:
        event.add("description", f"Source: {key_date.source}")
