"""Councils and trusts, and when each is a partner."""

from __future__ import annotations

from datetime import date

import pytest

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.partners import Authority, Membership, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source
from builders import ALWAYS, GUESS, MINUTE
from faults import caught, said

BODY = Authority("Wokingham Borough Council", "E06000041")
FIRST, AGAIN = DateRange("2017-01-09", "2022-03-31"), DateRange("2024-04-01", "2029-03-31")


def test_an_authority_has_a_name_and_may_have_a_code() -> None:
    assert Authority("Sefton Council").codes == ()
    assert Authority("Sefton Council", "E08000014") != Authority("Sefton Council")


def test_an_authority_keeps_the_codes_that_it_had() -> None:
    """ONS: Gateshead has been E08000037 since its boundary changed on 1 April 2013."""
    assert Authority("Gateshead", "E08000037", ["E08000020"]).codes == ("E08000037", "E08000020")


def test_a_former_code_is_not_the_one_it_has() -> None:
    fault = caught(ModelError, Authority, "Gateshead", "E08000037", ["E08000037"])
    assert said(fault) == (
        "Former code",
        "differ from the code that Gateshead has",
        "'E08000037'",
    )


def test_an_authority_without_a_name_is_refused() -> None:
    assert caught(InvalidValueError, Authority, "").subject == "Authority name"


def test_an_authority_is_a_council_or_a_trust() -> None:
    fault = caught(InvalidValueError, Authority, "Sefton", "", (), "charity")
    assert said(fault) == ("Authority kind", "be one of council, trust", "charity")


def test_a_partner_is_an_authority_under_a_short_name() -> None:
    partner = Partner("Sefton", Authority("Sefton Council"), ALWAYS, MINUTE)
    assert (partner.name, partner.authority.name) == ("Sefton", "Sefton Council")
    assert (partner.member, partner.source) == ((Membership(ALWAYS),), MINUTE)
    assert partner.pays


@pytest.mark.parametrize("name", ["", "a/b", "*", " ", "\u00a0"])
def test_a_short_name_must_be_able_to_stand_in_an_address(name: str) -> None:
    fault = caught(InvalidValueError, Partner, name, Authority("Sefton Council"), ALWAYS)
    assert (fault.subject, fault.got) == ("Partner", repr(name.strip()))


def test_a_name_is_kept_without_the_blanks_around_it() -> None:
    assert Partner(" Sefton\n", Authority("\tSefton Council "), ALWAYS).name == "Sefton"


def test_a_trust_acts_for_a_council() -> None:
    trust = Authority("Achieving for Children", kind="trust")
    partner = Partner("Kingston", trust, ALWAYS, acting_for="Kingston upon Thames Council")
    assert partner.acting_for == "Kingston upon Thames Council"


@pytest.mark.parametrize(("kind", "acting_for"), [("trust", ""), ("council", "Slough Council")])
def test_a_trust_and_nobody_else_names_the_council_that_it_acts_for(
    kind: str, acting_for: str
) -> None:
    body = Authority("A body", kind=kind)  # type: ignore[arg-type]  # both are kinds
    fault = caught(ModelError, Partner, "Slough", body, ALWAYS, acting_for=acting_for)
    assert (fault.subject, fault.got) == ("Partner Slough", acting_for or "none")
    assert fault.rule.endswith(f"; A body is a {kind}")


def test_the_public_protection_partnership_goes_on_while_wokingham_is_away() -> None:
    """Wokingham left on 1 April 2022 and rejoined later, here on a day that is assumed."""
    away = [Membership(FIRST, leaving="reshare"), Membership(AGAIN, joining="next 1 April")]
    stay = DateRange("2017-01-09", "2029-03-31")
    agency = Partnership(
        "Public Protection Partnership",
        [
            Partner("Bracknell Forest", Authority("Bracknell Forest Council"), stay),
            Partner("West Berkshire", Authority("West Berkshire Council"), stay),
            Partner("Wokingham", BODY, away),
        ],
    )
    days = ["2017-01-08", "2022-03-31", "2022-04-01", "2024-03-31", "2024-04-01", "2029-04-01"]
    counts = [len(agency.partners_on(day)) for day in days]
    assert counts == [0, 3, 2, 2, 3, 0]
    assert [each.name for each in agency.partners_on("2022-04-01")] == [
        "Bracknell Forest",
        "West Berkshire",
    ]
    assert len(agency.members(FinancialYear(2021).days)) == 3
    assert len(agency.members(FinancialYear(2022).days)) == 2


def test_the_days_within_a_range_come_spell_by_spell() -> None:
    partner = Partner("Wokingham", BODY, [FIRST, AGAIN])
    days = partner.days_within(DateRange("2021-04-01", "2025-03-31"))
    assert [str(each) for each in days] == [
        "2021-04-01 to 2022-03-31",
        "2024-04-01 to 2025-03-31",
    ]
    assert not partner.is_member(date(2023, 4, 1))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (AGAIN, FIRST),
        (FIRST, DateRange("2022-03-31", "2029-03-31")),
        (DateRange("2017-01-09"), AGAIN),
    ],
)
def test_spells_that_overlap_or_are_out_of_order_are_both_named_with_their_sources(
    first: DateRange, second: DateRange
) -> None:
    spells = [Membership(first, source=MINUTE), Membership(second, source=GUESS)]
    fault = caught(ModelError, Partner, "Wokingham", BODY, spells)
    assert said(fault) == (
        "Membership of Wokingham",
        f"begin after the one before it, {first} ({MINUTE})",
        f"{second} ({GUESS})",
    )


def test_a_partner_is_one_on_some_days() -> None:
    fault = caught(ModelError, Partner, "Wokingham", BODY, [])
    assert said(fault) == ("Partner Wokingham", "be a member on some days", "none")


def test_what_joining_and_leaving_do_is_one_of_what_agreements_say() -> None:
    fault = caught(InvalidValueError, Membership, FIRST, "own reduction")
    assert fault.rule == "be one of , reshare, own addition, next 1 April"
    fault = caught(InvalidValueError, Membership, FIRST, leaving="own addition")
    assert fault.subject == "Membership leaving"


def test_the_effect_of_leaving_needs_a_last_day() -> None:
    source = Source("the agreement, clause 20")
    fault = caught(ModelError, Membership, DateRange("2017-01-09"), "", "reshare", source)
    assert said(fault) == (
        "Membership",
        "have a last day, for leaving it means 'reshare'",
        "from 2017-01-09 (the agreement, clause 20)",
    )
