"""What a partnership is on a day, in words and as JSON, as known on another."""

from __future__ import annotations

import json

import pytest
from attrs import evolve

from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import Extension, HoldingOver
from aimpartner.parties.briefing import Briefing
from aimpartner.parties.duties import EACH, Done, Due, Owed
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partnership import Partnership, Statement
from aimpartner.parties.review import Review
from aimpartner.parties.timetable import Timetable
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source
from builders import AIM, ALWAYS, MINUTE, aim_agreement, approved, partnership

CLAUSE = Source("agreement, clause 12")
HOST, OTHER = (Source(f"Sefton Cabinet, 4 November 2021, {at}") for at in ("3.1", "resources"))
COMMENTS = Owed("comments", EACH, Due(11, 30, -1), source=CLAUSE)
PAYMENTS = Owed.in_parts("instalment", "Sefton", [Due(4, 1), Due(10, 1)])
SENT = [Done("comments", name, "2021/22", "2020-11-20") for name in AIM[1:]]
PAID = Done("instalment", "Sefton", "2021/22", "2021-04-01", "1 of 2")


def aim() -> Partnership:
    """Return AiM by hand: two sources on who hosts, a timetable, a statement."""
    hosting = [
        Hosting("Knowsley", ALWAYS, HOST),
        Hosting("Wirral", DateRange("2021-11-04"), OTHER),
    ]
    return evolve(
        partnership(agreement=aim_agreement()),
        agency="Adoption in Merseyside",
        hosting=hosting,
        timetable=Timetable([COMMENTS, *PAYMENTS], [*SENT, PAID]),
        statements=[Statement("governance", "A strategic board", MINUTE)],
    )


def sections(told: Briefing) -> dict[str, list[str]]:
    """Return the items of each section of the text by its title, each on one line."""
    blocks = [each.split("\n- ") for each in str(told).split("\n\n")]
    return {title: [" ".join(item.split()) for item in items] for title, *items in blocks}


def test_the_whole_is_told_in_sections() -> None:
    told = sections(Briefing(aim(), "2021-07-01"))
    now = "as everything recorded tells it"
    assert list(told) == [
        f"Adoption in Merseyside on 1 July 2021, {now}: extended",
        f"Timeline, {now}",
        "As lived: each day as known on that day",
        f"Key dates from 1 July 2021, {now}",
        "Hosts on whom sources disagree",
        "Outstanding",
        "Published besides",
    ]
    late = "the extension to 31 March 2022, in effect from 4 November 2021 (the day it was made), "
    assert told[f"Adoption in Merseyside on 1 July 2021, {now}: extended"] == [
        f"This rests on {late}217 days after it begins."
    ]
    assert told["Published besides"] == [f"governance: A strategic board ({MINUTE})"]


def test_what_was_lived_keeps_the_lapse_that_a_later_decision_cured() -> None:
    """217 days from 1 April to 3 November 2021 during which Sefton had not decided."""
    told = sections(Briefing(aim(), "2021-07-01"))
    lived = "1 April 2021 to 3 November 2021 (217 days): lapsed"
    assert lived in told["As lived: each day as known on that day"]
    assert lived not in told["Timeline, as everything recorded tells it"]


def test_what_is_known_on_a_day_holds_nothing_of_a_later_one() -> None:
    told = sections(Briefing(aim(), "2021-07-01", "2021-07-01"))
    assert "Published besides" not in told
    assert "Hosts on whom sources disagree" not in told
    lived = told["As lived: each day as known on that day (to 1 July 2021)"]
    assert lived[-1] == "1 April 2021 to 1 July 2021 (92 days): lapsed"
    assert told["Timeline, as known on 1 July 2021"][-2].endswith("(365 days): lapsed")


def test_nothing_was_lived_by_a_day_before_the_agreement() -> None:
    told = Briefing(aim(), "2010-04-01", "2010-04-01")
    assert told.lived == ()
    assert told.grounds == ()
    assert not any(title.startswith("As lived") for title in sections(told))


def test_sources_that_disagree_on_the_host_are_both_named() -> None:
    (words,) = sections(Briefing(aim(), "2021-07-01"))["Hosts on whom sources disagree"]
    assert words == f"from 4 November 2021: Knowsley ({HOST}), Wirral ({OTHER}); Knowsley is taken"


def test_key_dates_run_from_the_day_asked_about_or_another() -> None:
    told = sections(Briefing(aim(), "2019-07-01", "2019-07-01", "2020-10-01"))
    first, *_ = told["Key dates from 1 October 2020, as known on 1 July 2019"]
    assert first == "31 March 2021: last day: agreement from 1 April 2018"


def test_no_key_date_is_said_to_be_none() -> None:
    told = sections(Briefing(aim(), "2030-07-01"))
    assert told["Key dates from 1 July 2030, as everything recorded tells it"] == ["None recorded."]


def test_decisions_and_duties_that_are_outstanding_are_told() -> None:
    asked = Extension("2022-03-31", Approval(("Sefton", "Wirral")), MINUTE)
    waiting = evolve(aim(), agreement=evolve(aim_agreement(), extensions=[asked]))
    told = sections(Briefing(waiting, "2021-10-01", for_year="2021/22"))["Outstanding"]
    assert told == [
        f"Decision of Sefton, Wirral: extension to 31 March 2022 ({MINUTE})",
        f"For 2021/22: comments by Knowsley, due on 30 November 2020 ({CLAUSE})",
        "For 2021/22: instalment 2 of 2 by Sefton, due on 1 October 2021",
    ]


def test_a_report_goes_by_its_part() -> None:
    """National Minimum Standard 25.6: a report to the executive every six months."""
    owed = Owed("report", "agency", Due(9, 30), "six-month")
    told = sections(Briefing(evolve(aim(), timetable=Timetable([owed])), "2021-10-01"))
    assert told["Outstanding"][-1] == (
        "For 2021/22: six-month report by agency, due on 30 September 2021"
    )


def test_partners_that_owe_the_same_are_told_together() -> None:
    told = sections(Briefing(aim(), "2021-07-01", for_year="2022/23"))["Outstanding"]
    assert told[-1] == "Nothing that was due for 2022/23 by 1 July 2021."
    (line,) = sections(Briefing(aim(), "2022-03-31", for_year="2022/23"))["Outstanding"][1:]
    owe = "Knowsley, Liverpool, Sefton, Wirral, due on 30 November 2021"
    assert line == f"For 2022/23: comments by {owe} ({CLAUSE})"


def test_what_is_owed_is_told_only_as_far_as_it_is_known() -> None:
    told = Briefing(aim(), "2021-10-01", "2021-07-01", for_year="2021/22")
    assert [each.owed for each in told.not_done] == [COMMENTS]
    told = evolve(told, known_on=None)
    assert [each.owed for each in told.not_done] == [COMMENTS, PAYMENTS[1]]


@pytest.mark.parametrize(
    ("on", "year"),
    [("2021-03-31", "2020/21"), ("2021-04-01", "2021/22"), ("2021-12-31", "2021/22")],
)
def test_the_financial_years_are_those_around_the_day_unless_one_is_asked_about(
    on: str, year: str
) -> None:
    whole = FinancialYear.parse(year)
    assert Briefing(aim(), on).years == (whole.back(1), whole, whole.back(-1))
    assert Briefing(aim(), on, for_year="2017/18").years == (FinancialYear(2017),)


def test_what_is_overdue_for_the_year_ahead_is_told() -> None:
    """On 1 December 2020, what fell due for 2021/22 by the end of November."""
    draft = Owed("draft budget", "agency", Due(10, None, -1))
    last = Owed("final outturn", "agency", Due(6, 30, 1))
    ours = evolve(aim(), timetable=Timetable([draft, last]))
    told = sections(Briefing(ours, "2020-12-01"))["Outstanding"]
    assert told[1:] == [
        "For 2019/20: draft budget by agency, due on 31 October 2018",
        "For 2019/20: final outturn by agency, due on 30 June 2020",
        "For 2020/21: draft budget by agency, due on 31 October 2019",
        "For 2021/22: draft budget by agency, due on 30 October 2020",
    ]


def test_that_nothing_is_outstanding_or_no_timetable_recorded_is_said() -> None:
    told = sections(Briefing(evolve(aim(), timetable=None), "2021-07-01"))["Outstanding"]
    no_timetable = "No timetable of the financial year is recorded."
    assert told == ["No decision is outstanding.", no_timetable]


def test_a_review_that_is_overdue_is_outstanding() -> None:
    review = Review("AiM", ["governance"], "2021-06-30", source=MINUTE)
    told = Briefing(evolve(aim(), reviews=[review]), "2021-07-01")
    words = f"Review of AiM: governance, due on 30 June 2021, overdue ({MINUTE})"
    assert words in sections(told)["Outstanding"]
    facts = json.loads(json.dumps(told.facts))
    assert facts["outstanding"]["reviews"] == [facts["key_dates"][0]]
    assert (facts["key_dates"][0]["day"], facts["key_dates"][0]["overdue"]) == ("2021-06-30", True)


def test_a_refusal_that_stands_is_told() -> None:
    no = Decision("Wirral", "2021-06-01", source=MINUTE, outcome="refused")
    asked = Approval(("Sefton", "Wirral"), [no])
    held = [HoldingOver(DateRange("2021-04-01"), approval=asked)]
    refused = evolve(aim(), agreement=evolve(aim_agreement(), holding_over=held))
    told = Briefing(refused, "2021-07-01")
    words = f"The holding over from 1 April 2021 was refused by Wirral on 1 June 2021 ({MINUTE})"
    assert sections(told)["Refused"] == [words]
    assert json.loads(json.dumps(told.facts))["refused"] == [
        {
            "matter": "holding over from 1 April 2021",
            "by": "Wirral",
            "made": "2021-06-01",
            "source": str(MINUTE),
        }
    ]
    assert Briefing(refused, "2021-07-01", "2021-05-31").refused == ()
    by_majority = Approval(AIM, [*approved(*AIM[:3], on="2021-06-01").decisions, no], "majority")
    given = [evolve(held[0], approval=by_majority)]
    refused = evolve(aim(), agreement=evolve(aim_agreement(), holding_over=given))
    assert Briefing(refused, "2021-07-01").refused == ()


def test_no_line_is_longer_than_a_screen_is_wide() -> None:
    assert max(map(len, str(Briefing(aim(), "2021-07-01")).splitlines())) <= 100


def test_json_has_the_same() -> None:
    told = Briefing(aim(), "2021-10-01")
    facts = json.loads(json.dumps(told.facts))
    assert (facts["on"], facts["known_on"], facts["from"]) == ("2021-10-01", None, "2021-10-01")
    assert (facts["state"], facts["rests_on"]) == ("extended", list(told.grounds))
    lapse = {"first": "2021-04-01", "last": "2021-11-03", "state": "lapsed", "rests_on": []}
    assert lapse in facts["as_lived"]
    assert [each["state"] for each in facts["timeline"]] == [e.state.value for e in told.timeline]
    assert facts["timeline"][-1]["last"] is None
    last = {"day": "2022-03-31", "what": "last day", "words": "agreement from 1 April 2018"}
    assert facts["key_dates"] == [last | {"overdue": False, "source": None}]
    hosts = [{"host": "Knowsley", "source": str(HOST)}, {"host": "Wirral", "source": str(OTHER)}]
    assert facts["conflicts"] == [{"first": "2021-11-04", "last": None, "hosts": hosts}]
    board = {"subject": "governance", "words": "A strategic board", "source": str(MINUTE)}
    assert facts["statements"] == [board]


def test_json_names_what_is_outstanding() -> None:
    asked = Extension("2022-03-31", Approval(("Sefton",)), MINUTE)
    waiting = evolve(aim(), agreement=evolve(aim_agreement(), extensions=[asked]))
    comments = {
        "year": "2021/22",
        "due": "2020-11-30",
        "duty": "comments",
        "part": "",
        "by": "Knowsley",
    }
    extension = {"matter": "extension to 31 March 2022", "begins": "2021-04-01"}
    told = Briefing(waiting, "2021-07-01", for_year="2021/22")
    assert json.loads(json.dumps(told.facts))["outstanding"] == {
        "decisions": [extension | {"of": ["Sefton"], "source": str(MINUTE)}],
        "reviews": [],
        "years": ["2021/22"],
        "owed_by": "2021-07-01",
        "owed": [comments | {"source": str(CLAUSE)}],
    }


def test_json_tells_no_timetable_from_nothing_outstanding() -> None:
    without = Briefing(evolve(aim(), timetable=None), "2020-07-01").facts["outstanding"]
    nothing = Briefing(aim(), "2020-07-01", for_year="2022/23").facts["outstanding"]
    assert isinstance(without, dict)
    assert isinstance(nothing, dict)
    assert (without["owed"], nothing["owed"]) == (None, [])


def test_without_an_agreement_the_rest_is_told() -> None:
    briefing = Briefing(partnership(), "2021-07-01", "2021-07-01")
    title = "Agency on 1 July 2021, as known on 1 July 2021: no agreement is recorded"
    assert str(briefing).splitlines()[0] == title
    assert "Timeline" not in str(briefing)
    facts = briefing.facts
    assert (facts["state"], facts["timeline"], facts["as_lived"]) == (None, [], [])


def test_an_agreement_that_nobody_was_asked_for_needs_no_decision() -> None:
    agreement = Agreement(DateRange("2018-04-01", "2021-03-31"), Approval(()))
    assert Briefing(partnership(agreement=agreement), "2018-07-01").undecided == ()
