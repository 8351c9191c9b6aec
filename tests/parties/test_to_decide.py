"""What the partners have to decide: when it is before them, and when it waits no longer."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import Extension, HoldingOver, Option, Termination
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.to_decide import Matter, to_decide
from aimpartner.periods import DateRange
from builders import AIM, MINUTE, aim_agreement, approved, partners

TERM = DateRange("2018-04-01", "2021-03-31")
WAITING = Approval(("Sefton",))


def words(it: Agreement, known_on: date | None = None) -> list[str]:
    """Return the words of the matters that wait for somebody, as known on a day."""
    found = to_decide(it, (), known_on)
    return [each.words for each in found if each.awaited(known_on)]


def test_before_anybody_named_an_extension_only_the_question_is_known() -> None:
    """The lapse shows on 1 April 2021; the extension and its source came on 4 November 2021."""
    it = aim_agreement()
    assert words(it, date(2021, 3, 31)) == []
    for day in (date(2021, 4, 1), date(2021, 11, 3)):
        (_, asked) = to_decide(it, (), day)
        assert (asked.words, asked.source) == ("a decision on extending the agreement", None)
        assert asked.awaited(day) == ("Sefton",)
    assert to_decide(it, (), date(2021, 11, 4))[1].words == "extension to 31 March 2022"


@pytest.mark.parametrize("options", [(), (Option(12),)])
def test_an_extension_is_named_from_the_day_it_was_recommended(options: tuple[Option, ...]) -> None:
    one = Decision("Sefton", "2021-02-20", recommended="2021-02-04")
    extension = Extension("2022-03-31", Approval(("Sefton", "Wirral"), [one]))
    it = Agreement(TERM, Approval(()), options=options, extensions=[extension])
    assert words(it, date(2021, 2, 3)) == []
    assert words(it, date(2021, 2, 4)) == ["extension to 31 March 2022"]


def test_what_nobody_could_know_of_is_before_nobody() -> None:
    """Without an option, or for a holding over, nothing asks for a decision before its day."""
    late = approved("Sefton", on="2021-07-01")
    held = HoldingOver(DateRange("2021-04-01"), MINUTE, late)
    it = Agreement(
        TERM, Approval(()), extensions=[Extension("2022-03-31", late)], holding_over=[held]
    )
    assert [each.words for each in to_decide(it, (), date(2021, 6, 30))] == [
        "agreement from 1 April 2018"
    ]
    assert len(to_decide(it, (), date(2021, 7, 1))) == 3


def test_notice_of_termination_is_before_the_partners_from_the_day_it_was_given() -> None:
    end = Termination("2020-03-31", WAITING, "2019-03-01")
    it = Agreement(TERM, Approval(()), termination=end)
    assert words(it, date(2019, 2, 28)) == []
    assert words(it, date(2019, 3, 1)) == ["termination on 31 March 2020"]
    *_, matter = to_decide(it)
    assert [matter.awaited(date(2019, 2, 28)), matter.awaited()] == [(), ("Sefton",)]


@pytest.mark.parametrize(
    ("approval", "known_on", "waits"),
    [
        (approved("Sefton", on="2022-03-01"), date(2022, 2, 28), True),
        (approved("Sefton", on="2022-03-01"), date(2022, 3, 31), True),
        (approved("Sefton", on="2022-03-01"), date(2022, 4, 1), False),
        (approved("Sefton", on="2022-03-01"), None, False),
        (Approval(()), date(2022, 4, 1), False),
        (WAITING, date(2022, 4, 1), True),
    ],
)
def test_an_extension_waits_no_more_once_a_later_agreement_governs(
    approval: Approval, known_on: date | None, *, waits: bool
) -> None:
    after = Agreement(DateRange("2022-04-01", "2025-03-31"), approval)
    it = Agreement(
        TERM, Approval(()), extensions=[Extension("2022-03-31", WAITING)], successor=after
    )
    assert ("extension to 31 March 2022" in words(it, known_on)) is waits


def test_an_extension_waits_no_more_once_another_took_its_place() -> None:
    instead = Extension("2021-09-30", approved("Sefton", on="2021-03-01"))
    it = Agreement(TERM, Approval(()), extensions=[Extension("2022-03-31", WAITING), instead])
    assert words(it) == words(it, date(2021, 4, 1)) == []
    assert "extension to 31 March 2022" in words(evolve(it, extensions=it.extensions[:1]))


def test_nobody_is_awaited_once_enough_have_refused() -> None:
    refusing = [Decision(name, "2021-02-01", outcome="refused") for name in AIM[:2]]
    by_majority = Approval(AIM, refusing[:1], "majority")
    assert Matter("it", date(2021, 4, 1), by_majority).awaited() == AIM[1:]
    assert Matter("it", date(2021, 4, 1), evolve(by_majority, decisions=refusing)).awaited() == ()
    assert Matter("it", date(2021, 4, 1), Approval(AIM, refusing[:1])).awaited() == ()


def test_hosting_that_asks_for_an_approval_is_a_matter_and_in_the_register() -> None:
    approval = approved("Sefton", on="2022-02-01", source=MINUTE)
    hosting = [
        Hosting("Knowsley", DateRange("2018-04-01")),
        Hosting("Wirral", DateRange("2022-04-01"), MINUTE, approval=WAITING),
    ]
    agency = Partnership("Agency", partners(), hosting)
    (matter,) = agency.to_decide()
    assert (matter.words, matter.awaited()) == ("hosting by Wirral from 1 April 2022", ("Sefton",))
    assert (agency.host("2022-04-01"), agency.conflicts()) == ("Knowsley", ())
    ended = Hosting("Knowsley", DateRange("2018-04-01", "2022-03-31"))
    agreed = evolve(agency, hosting=[ended, evolve(hosting[1], approval=approval)])
    assert agreed.host("2022-04-01") == "Wirral"
    assert [each.subject for each in agreed.register()] == ["hosting by Wirral from 1 April 2022"]
