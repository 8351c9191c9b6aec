"""Key dates as a calendar file: read back by the package that diaries are tried with."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from icalendar import Calendar

import aimpartner as ap
from aimpartner.parties import KeyDate, KeyDates, to_ical, write_calendar
from commands import run, told
from faults import caught

if TYPE_CHECKING:
    from pathlib import Path

AIM = ap.samples.load("aim").partnership
ON = "2020-10-01"
KNOWN = AIM.key_dates(ON, ON)


def events(key_dates: KeyDates, agency: str = AIM.agency) -> list[tuple[str, str, date]]:
    """Return the identity, the summary and the day of each event."""
    calendar = Calendar.from_ical(to_ical(key_dates, agency, ON))
    return [
        (str(event["uid"]), str(event["summary"]), event.decoded("dtstart"))
        for event in calendar.walk("VEVENT")
    ]


def test_every_key_date_is_a_whole_day_in_order() -> None:
    assert [(summary, day) for _, summary, day in events(KNOWN)] == [
        (f"{key_date.kind}: {key_date.words}", date.fromisoformat(str(key_date.day)))
        for key_date in KNOWN
    ]
    assert len({identity for identity, *_ in events(KNOWN)}) == len(KNOWN)


def test_an_extension_moves_the_last_day_of_the_same_event() -> None:
    before = {identity: day for identity, summary, day in events(KNOWN) if "last day: " in summary}
    after = {identity: day for identity, _, day in events(AIM.key_dates(ON))}
    (identity,) = before
    assert before[identity] == date(2021, 3, 31)
    assert after[identity] == date(2022, 3, 31)


def test_two_days_of_the_same_words_are_two_events_and_so_are_two_agencies() -> None:
    (first, *_) = KNOWN
    twice = KeyDates([first, evolve(first, day=first.day + timedelta(days=30))])
    one, other = events(twice)
    assert one[0] != other[0]
    assert events(twice, "Another")[0][0] != one[0]


def test_a_source_is_told_and_words_are_kept_whole() -> None:
    words = "notice; of 6 months, as agreed\\stated – " + "long " * 30 + "end"
    said = KeyDate("2021-01-01", "last day to give notice", words, ap.Source("Clause 4; 5, page 3"))
    plain = evolve(said, source=None, words="nothing said")
    text = to_ical(KeyDates([said, plain]), "Agency", ON)
    (event, other) = Calendar.from_ical(text).walk("VEVENT")
    assert event["summary"] == f"last day to give notice: {words}"
    assert event["description"] == "Source: Clause 4; 5, page 3"
    assert "description" not in other
    assert all(len(line.encode()) <= 75 for line in text.splitlines())


def test_the_file_is_the_same_whenever_it_is_written(tmp_path: Path) -> None:
    path = write_calendar(KNOWN, tmp_path / "aim.ics", AIM.agency, ON)
    assert path.read_bytes().decode() == to_ical(KNOWN, AIM.agency, ON)
    fault = caught(ap.InvalidValueError, write_calendar, KNOWN, path, AIM.agency, ON)
    assert fault.rule == "be a new file"
    fault = caught(ap.InvalidValueError, write_calendar, KNOWN, "aim.txt", AIM.agency, ON)
    assert fault.rule == "end in .ics"


def test_the_command_tells_the_days_and_writes_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    days = ("key-dates", "aim", "--on", ON, "--known-on", ON)
    assert run(*days).stdout == f"{KNOWN}\n"
    assert run(*days, "--output", "aim.ics").stdout == f"{KNOWN}\n\nCalendar: aim.ics\n"
    assert '"day": "2021-03-31"' in run(*days, "--output", "b.ics", "--json").stdout
    assert (tmp_path / "aim.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
    assert "must be a new file" in told(run(*days, "--output", "aim.ics"))


def test_without_icalendar_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    words = told(run("key-dates", "aim", "--on", ON, "--output", "aim.ics"))
    assert "A calendar needs icalendar: pip install 'aimpartner[calendar]'." in words
    assert list(tmp_path.iterdir()) == []
