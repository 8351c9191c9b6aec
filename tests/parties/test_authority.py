"""Councils, partners and hosts."""

from __future__ import annotations

import pytest

from aimpartner.errors import InvalidValueError
from aimpartner.parties.authority import Authority, Partner
from aimpartner.parties.hosting import Hosting
from aimpartner.periods import DateRange
from builders import ALWAYS, MINUTE
from faults import caught


def test_an_authority_has_a_name_and_may_have_a_code() -> None:
    assert Authority("Sefton Council").gss_code == ""
    assert Authority("Sefton Council", "E08000014") != Authority("Sefton Council")


def test_an_authority_without_a_name_is_refused() -> None:
    assert caught(InvalidValueError, Authority, "").subject == "Authority name"


def test_a_partner_is_an_authority_under_a_short_name() -> None:
    partner = Partner("Sefton", Authority("Sefton Council"), ALWAYS, MINUTE)
    assert (partner.name, partner.authority.name) == ("Sefton", "Sefton Council")
    assert (partner.member, partner.source) == (ALWAYS, MINUTE)


@pytest.mark.parametrize("name", ["", "a/b", "*", " Sefton", "Sefton\n"])
def test_a_short_name_must_be_able_to_stand_in_an_address(name: str) -> None:
    fault = caught(InvalidValueError, Partner, name, Authority("Sefton Council"), ALWAYS)
    assert (fault.subject, fault.got) == ("Partner", repr(name))


def test_hosting_is_a_partner_for_some_days() -> None:
    hosting = Hosting("Knowsley", DateRange("2018-04-01", "2022-03-31"))
    assert (hosting.host, hosting.days.whole_months) == ("Knowsley", 48)
