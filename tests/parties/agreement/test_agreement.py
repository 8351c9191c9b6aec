"""One agreement by itself: its state, and what that rests on."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from aimpartner.errors import ModelError
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import (
    Extension,
    HoldingOver,
    NoticeClause,
    Option,
    Termination,
)
from aimpartner.parties.agreement.timeline import AgreementState
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import AIM, GUESS, MINUTE, aim_agreement, approved
from faults import caught, said

TERM = DateRange("2018-04-01", "2021-03-31")
CLAUSE = Source("Agreement, clause 2")
S = AgreementState


def test_an_option_used_up_reaches_no_further_and_another_does() -> None:
    extension = Extension("2022-03-31", approved("Sefton", on="2021-11-04"))
    used = Agreement(TERM, Approval(()), options=[Option(12)], extensions=[extension])
    another = Agreement(TERM, Approval(()), options=[Option(12), Option(6)], extensions=[extension])
    assert (used.open_options(), another.open_options()) == ((), (Option(6),))
    assert used.open_options(date(2021, 11, 3)) == (Option(12),)
    assert used.state(date(2022, 4, 1)) is S.ENDED
    assert [another.state(day) for day in (date(2022, 4, 1), date(2022, 9, 30))] == [S.LAPSED] * 2
    assert another.state(date(2022, 10, 1)) is S.ENDED


def test_without_an_option_the_agreement_ends_with_its_term() -> None:
    assert Agreement(TERM, Approval(())).state(date(2021, 4, 1)) is S.ENDED


def test_an_extension_counts_from_the_last_of_its_decisions() -> None:
    both = Approval(
        ("Knowsley", "Sefton"),
        [Decision("Sefton", "2021-11-04"), Decision("Knowsley", "2021-12-01")],
    )
    it = Agreement(TERM, Approval(()), None, [Option(12)], [Extension("2022-03-31", both)])
    assert it.state(date(2021, 7, 1), date(2021, 11, 30)) is S.LAPSED
    assert it.state(date(2021, 7, 1), date(2021, 12, 1)) is S.EXTENDED
    assert (it.last_day(date(2021, 11, 30)), it.last_day()) == (TERM.last, date(2022, 3, 31))


def test_before_the_term_and_outside_the_shadow_it_is_not_started() -> None:
    shadow = DateRange("2017-04-06", "2017-12-31")
    it = Agreement(TERM, approved("Sefton", on="2017-01-01"), shadow)
    assert it.state(date(2018, 2, 1)) is S.NOT_STARTED
    assert Agreement(TERM, Approval(())).state(date(2018, 3, 31)) is S.NOT_STARTED


def test_a_state_names_the_partners_whose_decisions_are_assumed() -> None:
    decided = [Decision("Sefton", "2021-11-04", source=MINUTE)]
    decided += [Decision(each, "2021-11-04", source=GUESS) for each in AIM if each != "Sefton"]
    agreement = Agreement(
        TERM,
        approved("Sefton", on="2017-04-06", source=GUESS),
        options=[Option(12)],
        extensions=[Extension("2022-03-31", Approval(AIM, decided))],
    )
    assert agreement.assumptions(date(2018, 3, 31)) == ()
    assert agreement.assumptions(date(2019, 7, 1)) == ("assumed decisions of Sefton",)
    others = ("assumed decisions of Knowsley, Liverpool, Wirral",)
    assert agreement.assumptions(date(2021, 7, 1)) == others
    assert agreement.assumptions(date(2021, 7, 1), date(2021, 7, 1)) == ()
    assert agreement.assumptions(date(2022, 4, 1)) == ()


@pytest.mark.parametrize("on", [date(2021, 7, 1), date(2022, 4, 1)])
def test_a_lapse_and_an_end_rest_on_an_option_that_is_assumed(on: date) -> None:
    options = [Option(12, GUESS), Option(6, MINUTE), Option(1)]
    agreement = Agreement(TERM, Approval(()), options=options)
    words = f"an assumed option of 12 months ({GUESS.words})"
    assert agreement.assumptions(on) == (words,)


def test_a_state_rests_on_an_extension_that_is_assumed() -> None:
    assumed = Extension("2022-03-31", approved("Sefton", on="2021-03-01"), GUESS)
    it = evolve(aim_agreement(), extensions=[assumed])
    assert it.assumptions(date(2021, 4, 1)) == (
        f"an assumed extension to 31 March 2022 ({GUESS.words})",
    )


def test_a_term_without_a_last_day_is_refused() -> None:
    forever = DateRange("2018-04-01")
    fault = caught(ModelError, Agreement, forever, Approval(()), source=CLAUSE)
    got = f"from 2018-04-01 ({CLAUSE})"
    assert said(fault) == ("Term of the agreement", "have a last day", got)
    assert fault.remedy == f"Check {CLAUSE}."


@pytest.mark.parametrize(
    "shadow",
    [
        DateRange("2017-04-06", "2018-04-01"),
        DateRange("2017-04-06"),
        DateRange("2020-04-01", "2020-05-01"),
        DateRange("2021-04-01", "2022-03-31"),
        DateRange("2030-04-01"),
    ],
    ids=str,
)
def test_a_shadow_period_that_does_not_end_before_the_term_is_refused(shadow: DateRange) -> None:
    more = {"source": CLAUSE, "shadow_source": MINUTE}
    fault = caught(ModelError, Agreement, TERM, Approval(()), shadow, **more)
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."
    assert said(fault) == (
        "Shadow period",
        "end before the term begins on 2018-04-01",
        shadow,
    )


def test_a_later_extension_rests_on_what_it_prolongs_too() -> None:
    first = Extension("2022-03-31", approved("Wirral", on="2021-03-01", source=GUESS))
    second = Extension("2023-03-31", approved("Sefton", on="2022-03-01", source=GUESS))
    agreement = Agreement(TERM, Approval(()), extensions=[first, second])
    assert agreement.assumptions(date(2021, 7, 1)) == ("assumed decisions of Wirral",)
    assert agreement.assumptions(date(2022, 7, 1)) == ("assumed decisions of Wirral, Sefton",)


def test_the_timeline_of_aim_says_that_its_extension_reaches_back() -> None:
    when = "4 November 2021 (the day it was made), 217 days after it begins"
    late = f"the extension to 31 March 2022, in effect from {when}"
    lines = [
        "6 April 2017 to 31 March 2018 (360 days): shadow",
        "1 April 2018 to 31 March 2021 (1096 days): in term",
        f"1 April 2021 to 31 March 2022 (365 days): extended; rests on {late}",
        "from 1 April 2022: ended",
    ]
    assert str(aim_agreement().timeline()).splitlines() == lines


def test_an_agreement_approved_in_its_shadow_period_is_late_for_that_and_not_for_its_term() -> None:
    it = evolve(aim_agreement(), approval=approved(*AIM, on="2017-05-06"))
    when = "6 May 2017 (the day it was made), 30 days after it begins"
    assert it.decided_late(date(2017, 4, 6)) == (f"the agreement, in effect from {when}",)
    assert it.decided_late(date(2018, 4, 1)) == ()


def test_an_approval_said_again_does_not_make_the_state_late() -> None:
    """Sefton approves in time, and says so again when the extension has begun."""
    twice = Approval(("Sefton",), [Decision("Sefton", day) for day in ("2021-02-01", "2021-11-04")])
    it = evolve(aim_agreement(), extensions=[Extension("2022-03-31", twice)])
    assert it.decided_late(date(2021, 4, 1)) == ()
    assert it.decided_late(date(2021, 4, 1), date(2021, 11, 4)) == ()


def test_an_agreement_shows_each_provision_with_its_days_and_its_approval() -> None:
    waits = Approval(("Knowsley", "Sefton"), [Decision("Sefton", "2021-02-01")])
    asked = Agreement(
        TERM,
        Approval(()),
        extensions=[Extension("2022-03-31", waits)],
        holding_over=[HoldingOver(DateRange("2021-04-01"), CLAUSE)],
        notice=NoticeClause(12, source=CLAUSE),
        termination=Termination("2020-03-31", waits, source=MINUTE),
    )
    awaited = "outstanding: Knowsley"
    assert asked.table().cells == (
        ("term", "2018-04-01 to 2021-03-31", "asks nobody"),
        ("extension to 31 March 2022", "", awaited),
        ("holding over from 1 April 2021", "", ""),
        ("termination on 31 March 2020", "", awaited),
        ("notice of 12 months ending on any day", "", ""),
    )
    assert asked.table().notes[-1] == f"notice of 12 months ending on any day: {CLAUSE}"
    assert repr(asked) == "<Agreement of 2018-04-01 to 2021-03-31: to 2021-03-31 as recorded>"
