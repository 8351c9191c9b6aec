"""Runs of states: what they hold, and what they refuse to be."""

from __future__ import annotations

from datetime import date

import pytest

from aimpartner.errors import ModelError
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.timeline import AgreementState, Ground, Spell, Timeline
from aimpartner.periods import DateRange
from builders import aim_agreement, approved
from faults import caught, said

S = AgreementState
TERM = Spell(DateRange("2018-04-01", "2021-03-31"), S.IN_TERM)
AFTER = Spell(DateRange("2021-04-01"), S.LAPSED, ["an assumed option of 12 months"])


def test_a_timeline_goes_through_its_spells_and_answers_for_days() -> None:
    timeline = Timeline([TERM, AFTER])
    assert (list(timeline), len(timeline)) == ([TERM, AFTER], 2)
    days = ["2018-03-31", "2018-04-01", "2021-03-31", "2021-04-01", "2050-01-01"]
    assert timeline.state(date(2018, 4, 1)) is S.IN_TERM
    assert [timeline.state(day) for day in days] == [
        S.NOT_STARTED,
        S.IN_TERM,
        S.IN_TERM,
        S.LAPSED,
        S.LAPSED,
    ]


@pytest.mark.parametrize(
    ("spells", "got"),
    [
        ([], "no spell"),
        ([TERM], "2018-04-01 to 2021-03-31"),
        ([AFTER, AFTER], "from 2021-04-01; from 2021-04-01"),
        (
            [TERM, Spell(DateRange("2021-04-02"), S.ENDED)],
            "2018-04-01 to 2021-03-31; from 2021-04-02",
        ),
        (
            [TERM, Spell(DateRange("2021-03-31"), S.ENDED)],
            "2018-04-01 to 2021-03-31; from 2021-03-31",
        ),
    ],
)
def test_spells_with_a_gap_an_overlap_or_an_end_are_refused(spells: list[Spell], got: str) -> None:
    fault = caught(ModelError, Timeline, spells)
    assert said(fault) == ("Timeline", "run without gap or overlap, and have no end", got)


def test_spells_alike_are_put_together_and_others_kept_apart() -> None:
    parts = TERM.days.split(date(2019, 4, 1), date(2020, 4, 1))
    spells = [Spell(part, S.IN_TERM) for part in parts]
    later = Spell(DateRange("2022-04-01"), S.LAPSED)
    lapsed = Spell(DateRange("2021-04-01", "2022-03-31"), S.LAPSED, AFTER.grounds)
    assert Timeline.merged([*spells, lapsed, later]).spells == (TERM, lapsed, later)


def test_a_timeline_reads_as_lines_and_as_a_table() -> None:
    timeline = Timeline([TERM, AFTER])
    assert str(timeline).splitlines() == [
        "1 April 2018 to 31 March 2021 (1096 days): in term",
        "from 1 April 2021: lapsed; rests on an assumed option of 12 months",
    ]
    assert timeline.to_frame().reset_index().to_dict("records") == [
        {
            "first": date(2018, 4, 1),
            "last": date(2021, 3, 31),
            "state": "in term",
            "grounds": "",
        },
        {
            "first": date(2021, 4, 1),
            "last": None,
            "state": "lapsed",
            "grounds": "an assumed option of 12 months",
        },
    ]


def test_a_spell_reads_with_all_its_grounds() -> None:
    spell = Spell(DateRange("2021-04-01"), S.EXTENDED, ["one thing", "another"])
    words = "from 1 April 2021: extended; rests on one thing; rests on another"
    assert str(spell) == words


def test_what_was_lived_as_a_table_shows_the_lapse() -> None:
    states = aim_agreement().as_lived().to_frame()["state"].to_dict()
    assert states == {
        date(2017, 4, 6): "shadow",
        date(2018, 4, 1): "in term",
        date(2021, 4, 1): "lapsed",
        date(2021, 11, 4): "extended",
        date(2022, 4, 1): "ended",
    }


@pytest.mark.parametrize(
    ("approval", "words"),
    [
        (None, ""),
        (Approval(("Sefton",)), ""),
        (approved("Sefton", on="2021-04-01"), ""),
        (
            approved("Sefton", on="2021-04-02"),
            "the end, in effect from 2 April 2021 (the day it was made), 1 day after it begins",
        ),
        (
            Approval(("Sefton",), [Decision("Sefton", "2021-03-25", implementable="2021-04-03")]),
            "the end, in effect from 3 April 2021 (the day after call-in), 2 days after it begins",
        ),
    ],
)
def test_a_ground_in_effect_after_it_begins_says_so(approval: Approval | None, words: str) -> None:
    assert Ground("end", date(2021, 4, 1), approval).late() == words
