"""How far an agreement reaches: options, extensions, and what is refused of them."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from attrs import evolve

from aimpartner.errors import ModelError
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.extent import at_odds
from aimpartner.parties.agreement.provisions import Extension, Option
from aimpartner.parties.agreement.timeline import AgreementState
from aimpartner.periods import DateRange, parse_day
from aimpartner.sources import Source
from builders import MINUTE, approved
from faults import caught, said

TERM = DateRange("2018-04-01", "2021-03-31")
CLAUSE = Source("Agreement, clause 2")
S = AgreementState


@pytest.mark.parametrize("lasts", [["2021-03-31"], ["2022-03-31", "2022-03-31"], ["2020-01-01"]])
def test_an_extension_that_ends_before_it_begins_is_refused(lasts: list[str]) -> None:
    given = approved("Sefton", on="2021-01-05")
    extensions = [Extension(last, given, MINUTE) for last in lasts]
    fault = caught(ModelError, Agreement, TERM, Approval(()), None, (), extensions, CLAUSE)
    before = {"2022-03-31": MINUTE}.get(lasts[0], CLAUSE)
    assert (fault.subject, fault.got) == ("Extension", extensions[-1].last)
    assert "end after" in fault.rule
    facts = "both days" if before is MINUTE else MINUTE
    assert fault.remedy == f"Check {facts} against {before}."


def test_an_extension_beyond_its_option_is_refused_unless_it_varies_the_agreement() -> None:
    reaching = Extension("2022-09-30", approved("Sefton", on="2021-01-05"), MINUTE)
    option = Option(12, CLAUSE)
    fault = caught(ModelError, Agreement, TERM, Approval(()), None, [option], [reaching])
    assert said(fault) == (
        "Extension",
        "end by 2022-03-31, as far as the option of 12 months reaches",
        date(2022, 9, 30),
    )
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."
    varied = Extension("2022-09-30", reaching.approval, variation=True)
    it = Agreement(TERM, Approval(()), options=[option], extensions=[varied])
    assert (it.last_day(), it.open_options()) == (date(2022, 9, 30), (option,))
    assert [it.state(date(2023, 9, 30)), it.state(date(2023, 10, 1))] == [S.LAPSED, S.ENDED]


def test_an_extension_exercises_as_many_options_as_it_needs_and_no_more_than_there_are() -> None:
    options = [Option(12, CLAUSE), Option(6, CLAUSE), Option(1)]
    both = Extension("2022-09-30", approved("Sefton", on="2021-01-05"), MINUTE)
    it = Agreement(TERM, Approval(()), options=options, extensions=[both])
    assert it.open_options() == (Option(1),)
    assert [it.state(date(2022, 10, 31)), it.state(date(2022, 11, 1))] == [S.LAPSED, S.ENDED]
    longer = evolve(both, last="2022-10-01")
    fault = caught(ModelError, Agreement, TERM, Approval(()), None, options[:2], [longer])
    assert fault.rule == (
        "end by 2022-09-30, as far as the option of 12 months, option of 6 months reach"
    )
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."


def test_extensions_approved_out_of_order_use_the_options_that_they_pass() -> None:
    """As known in between, the later one alone has used both options: none is left to reach on."""
    first = Extension("2022-03-31", approved("Sefton", on="2022-01-10"))
    second = Extension("2023-03-31", approved("Sefton", on="2021-02-01"))
    options = [Option(12), Option(12)]
    it = Agreement(TERM, Approval(()), options=options, extensions=[first, second])
    for known_on in (date(2021, 2, 1), date(2022, 1, 10), None):
        assert (it.last_day(known_on), it.open_options(known_on)) == (date(2023, 3, 31), ())
        assert it.state(date(2023, 4, 1), known_on) is S.ENDED
    waiting = evolve(it, extensions=[Extension("2022-03-31", Approval(("Sefton",))), second])
    assert waiting.last_day() == date(2023, 3, 31)


@pytest.mark.parametrize(
    ("options", "furthest"),
    [
        ([Option(until="2025-03-31", source=CLAUSE), Option(until="2023-03-31")], "2025-03-31"),
        ([Option(24, CLAUSE), Option(until="2023-03-31")], "2023-03-31"),
    ],
    ids=["both until a day", "one of a length"],
)
def test_options_listed_out_of_order_are_refused(options: list[Option], furthest: str) -> None:
    fault = caught(ModelError, Agreement, TERM, Approval(()), options=options)
    rule = f"reach past {furthest}, as those before it do"
    assert said(fault) == ("Option", rule, date(2023, 3, 31))
    assert fault.remedy == f"Check the agreement against {CLAUSE}."


@pytest.mark.parametrize(
    ("last", "months", "reaches"),
    [("2020-02-28", 12, "2021-02-28"), ("2021-03-30", 6, "2021-09-30")],
)
def test_a_day_that_an_option_reaches_is_lapsed_and_may_be_extended_to(
    last: str, months: int, reaches: str
) -> None:
    term, reached = DateRange("2018-04-01", last), parse_day(reaches)
    it = Agreement(term, Approval(()), options=[Option(months)])
    assert [it.state(reached), it.state(reached.add(days=1))] == [S.LAPSED, S.ENDED]
    extension = Extension(reaches, approved("Sefton", on="2020-01-05"))
    assert evolve(it, extensions=[extension]).state(reached) is S.EXTENDED


def test_what_an_extension_does_not_use_of_a_maximum_stays_open() -> None:
    extension = Extension("2022-03-31", approved("Sefton", on="2021-01-05"))
    up_to = Agreement(TERM, Approval(()), None, [Option(24, at_most=True)], [extension])
    once = Agreement(TERM, Approval(()), None, [Option(24)], [extension])
    assert up_to.open_options() == (Option(until="2023-03-31", at_most=True),)
    assert [up_to.state(date(2023, 3, 31)), up_to.state(date(2023, 4, 1))] == [S.LAPSED, S.ENDED]
    assert (once.open_options(), once.state(date(2022, 4, 1))) == ((), S.ENDED)


def test_a_maximum_that_an_extension_uses_up_is_open_no_longer() -> None:
    twelve = Extension("2022-03-31", approved("Sefton", on="2021-01-05"))
    options = (Option(12, at_most=True),)
    assert twelve.leaves(options, date(2021, 3, 31)) == ()
    it = Agreement(TERM, Approval(()), options=options, extensions=[twelve])
    assert it.open_options() == ()


def test_an_option_until_a_day_that_has_passed_is_open_no_longer() -> None:
    varied = Extension("2022-09-30", approved("Sefton", on="2021-01-05"), variation=True)
    more = Extension("2023-03-31", approved("Sefton", on="2022-01-05"))
    until = Option(until="2022-03-31")
    it = Agreement(TERM, Approval(()), options=[until], extensions=[varied, more])
    assert it.open_options(date(2020, 1, 1)) == (until,)
    assert it.open_options(date(2021, 1, 5)) == ()
    assert it.last_day() == date(2023, 3, 31)


def test_an_extension_refused_for_good_uses_no_option_and_one_approved_later_does() -> None:
    refused = Approval(("Sefton",), [Decision("Sefton", "2021-02-01", outcome="refused")])
    first, second = (
        Extension("2022-03-31", refused),
        Extension("2021-09-30", approved("Sefton", on="2021-03-01")),
    )
    it = Agreement(TERM, Approval(()), options=[Option(12)], extensions=[first, second])
    assert it.state(date(2021, 7, 1), date(2021, 2, 28)) is S.LAPSED
    assert it.state(date(2021, 7, 1)) is S.EXTENDED
    assert (it.last_day(), it.open_options()) == (date(2021, 9, 30), ())


def test_an_extension_that_a_majority_approved_is_checked_though_one_refused() -> None:
    decisions = [
        Decision("Knowsley", "2021-01-05"),
        Decision("Sefton", "2021-01-05"),
        Decision("Wirral", "2021-01-05", outcome="refused"),
    ]
    most = Approval(("Knowsley", "Sefton", "Wirral"), decisions, "majority")
    fault = caught(
        ModelError, Agreement, TERM, Approval(()), extensions=[Extension("2021-03-31", most)]
    )
    assert fault.rule == "end after 2021-03-31, the last day of what it extends"


def test_an_approval_withdrawn_takes_the_extension_back_as_known_from_then_on() -> None:
    decisions = [
        Decision("Sefton", "2021-02-01"),
        Decision("Sefton", "2021-03-01", outcome="refused"),
    ]
    withdrawn = Extension("2022-03-31", Approval(("Sefton",), decisions))
    replaced = Extension("2021-09-30", approved("Sefton", on="2021-02-15"))
    it = Agreement(
        TERM, Approval(()), options=[Option(12), Option(6)], extensions=[withdrawn, replaced]
    )
    assert it.last_day(date(2021, 2, 20)) == date(2022, 3, 31)
    assert it.open_options(date(2021, 2, 20)) == (Option(6),)
    assert it.known_extensions(date(2021, 2, 20)) == (withdrawn, replaced)
    assert it.last_day(date(2021, 3, 1)) == date(2021, 9, 30)
    assert it.relied_on(date(2021, 5, 1)) == (replaced,)


def test_an_extension_nobody_decided_does_not_stand_in_the_way_of_a_shorter_one() -> None:
    proposed = Extension("2022-03-31", Approval(("Sefton",)))
    shorter = Extension("2021-09-30", approved("Sefton", on="2021-03-01"))
    for extensions in ([proposed, shorter], [proposed, proposed]):
        it = Agreement(TERM, Approval(()), options=[Option(12)], extensions=extensions)
        assert it.last_day() == (TERM.last if proposed is extensions[1] else date(2021, 9, 30))


def test_an_extension_nobody_decided_ends_after_what_was_approved() -> None:
    given = Extension("2022-03-31", approved("Sefton", on="2021-01-05"), CLAUSE)
    proposed = Extension("2021-09-30", Approval(("Sefton",)), MINUTE)
    fault = caught(ModelError, Agreement, TERM, Approval(()), extensions=[given, proposed])
    assert fault.rule == "end after 2022-03-31, the last day of what it extends"
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."


@pytest.mark.parametrize(
    ("option", "rule", "got"),
    [
        (
            Option(until="2021-03-31", source=MINUTE),
            "reach past 2021-03-31, the last day of the term",
            date(2021, 3, 31),
        ),
        (
            Option(12, MINUTE, exercise_by="2017-04-05"),
            "be exercised on or after 2017-04-06, the first day of the agreement",
            date(2017, 4, 5),
        ),
    ],
)
def test_an_option_that_could_never_be_used_is_refused(
    option: Option, rule: str, got: date
) -> None:
    shadow = DateRange("2017-04-06", "2018-03-31")
    act = partial(Agreement, TERM, Approval(()), shadow, [option], source=CLAUSE)
    fault = caught(ModelError, act)
    assert said(fault) == ("Option", rule, got)
    assert fault.remedy == f"Check {MINUTE} against {CLAUSE}."


def test_an_option_may_reach_one_day_further_and_be_exercised_on_the_first_day() -> None:
    options = [Option(until="2021-04-01", exercise_by="2018-04-01")]
    assert Agreement(TERM, Approval(()), options=options).options == tuple(options)


@pytest.mark.parametrize(
    ("sources", "remedy"),
    [
        ((None, None), "Check both days against the agreement."),
        ((CLAUSE, CLAUSE), f"Check both days against {CLAUSE}."),
        ((None, CLAUSE), f"Check the agreement against {CLAUSE}."),
    ],
)
def test_two_facts_that_disagree_send_to_where_each_is_recorded(
    sources: tuple[Source | None, Source | None], remedy: str
) -> None:
    assert at_odds("Extension", "end later", "2021-03-31", *sources).remedy == remedy
