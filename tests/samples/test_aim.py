"""Adoption in Merseyside: who is bound, by what, and what was said, as published."""

from __future__ import annotations

import pytest

from aimpartner import samples
from aimpartner.errors import InvalidValueError
from aimpartner.parties.agreement.timeline import AgreementState
from aimpartner.periods import FinancialYear, in_words
from builders import AIM as NAMES
from faults import caught, said

AIM = samples.load("aim")
AGENCY = AIM.partnership


def test_the_partners_are_the_four_councils_with_their_codes() -> None:
    assert [(each.name, each.authority.gss_code) for each in AGENCY.partners] == [
        ("Knowsley", "E08000011"),
        ("Liverpool", "E08000012"),
        ("Sefton", "E08000014"),
        ("Wirral", "E08000015"),
    ]
    assert {str(spell) for each in AGENCY.partners for spell in each.member} == {"from 2018-04-01"}


def test_knowsley_hosts_from_the_first_day() -> None:
    assert (AGENCY.host("2018-03-31"), AGENCY.host("2018-04-01")) == (None, "Knowsley")
    assert AGENCY.host("2022-03-31") == "Knowsley"


def test_it_ran_in_shadow_form_in_2017_18() -> None:
    assert AGENCY.agreement is not None
    assert AGENCY.agreement.shadow == FinancialYear(2017).days


def test_the_term_was_three_years_to_31_march_2021() -> None:
    assert AGENCY.agreement is not None
    assert str(AGENCY.agreement.term) == "2018-04-01 to 2021-03-31"
    assert AGENCY.agreement.term.whole_months == 36


def test_cabinet_approved_the_agency_in_april_2017() -> None:
    assert AGENCY.agreement is not None
    approval = AGENCY.agreement.approval
    assert approval.required == NAMES
    assert {in_words(each.made, "MMMM YYYY") for each in approval.decisions} == {"April 2017"}
    assert approval.assumed() == NAMES  # the day is not given


def test_one_extension_of_twelve_months_was_decided_by_sefton_on_4_november_2021() -> None:
    assert AGENCY.agreement is not None
    (extension,) = AGENCY.agreement.extensions
    assert str(extension.last) == "2022-03-31"
    assert "an initial twelve-month extension" in str(extension.source)
    (sefton,) = [each for each in extension.approval.decisions if each.partner == "Sefton"]
    assert (str(sefton.made), sefton.body, sefton.implementable) == ("2021-11-04", "Cabinet", None)
    assert (sefton.reference, sefton.kind) == ("minute 64", "key decision")
    assert not sefton.is_assumed


def test_the_other_three_decisions_on_the_extension_are_assumed() -> None:
    assert AGENCY.agreement is not None
    (extension,) = AGENCY.agreement.extensions
    assert extension.approval.assumed() == ("Knowsley", "Liverpool", "Wirral")


def test_one_option_of_twelve_months_is_assumed() -> None:
    assert AGENCY.agreement is not None
    (option,) = AGENCY.agreement.options
    assert option.months == 12
    assert option.source is not None
    assert option.source.is_assumption


@pytest.mark.parametrize(
    ("on", "known_on", "state"),
    [
        ("2017-07-01", None, AgreementState.SHADOW),
        ("2019-07-01", None, AgreementState.IN_TERM),
        ("2021-07-01", "2021-07-01", AgreementState.LAPSED),
        ("2021-07-01", "2021-11-04", AgreementState.EXTENDED),
        ("2021-07-01", None, AgreementState.EXTENDED),
        ("2022-04-01", None, AgreementState.ENDED),
    ],
)
def test_the_agreement_is_what_it_was(on: str, known_on: str | None, state: AgreementState) -> None:
    assert AGENCY.agreement_state(on, known_on) is state


@pytest.mark.parametrize(
    ("subject", "words", "where"),
    [
        ("approval", ["April 2017", "Knowsley to host"], "4 November 2021, 1.1"),
        ("operation", ["1 April 2018", "seconded to Knowsley", "commissioner"], "1.1 and 3.1"),
        ("operation", ["Operational"], "1 February 2018"),
        ("lapse", ["1 April 2021", "not implemented", "Covid-19"], "reasons"),
        ("extension", ["end of call-in", "other three", "deed of variation"], "not found"),
        ("review", ["host arrangements", "governance", "support services", "funding model"], "3.3"),
        ("review", ["1 April 2022", "terms of reference", "partnership agreements"], "3.3"),
        ("governance", ["strategic board", "Director of Children's Services"], "3.1"),
        ("governance", ["Assistant Executive Directors", "Heads of Service"], "3.1"),
        ("support services", ["Each authority agreed to provide some"], "3.3"),
        ("financing model", ["26 March 2021", "finance officers"], "revenue costs"),
        ("reports", ["National Minimum Standard 25.6", "every six months"], "25.6, as quoted"),
        ("host", ["Knowsley is the host authority"], "3.1"),
        ("host, said otherwise", ["hosted by Wirral council"], "resource implications"),
        ("children in care, Liverpool City Region", ["127.9", "December 2020"], "Parenting"),
    ],
)
def test_what_was_published_in_words_is_kept_with_its_source(
    subject: str, words: list[str], where: str
) -> None:
    (said_so,) = [each for each in AGENCY.statements if each.subject == subject]
    assert [word for word in words if word not in said_so.words] == []
    assert where in str(said_so.source)


def test_a_sample_that_there_is_not_is_refused() -> None:
    fault = caught(InvalidValueError, samples.load, "AiM")
    assert said(fault) == ("Sample", "be one of aim, family-adoption-links", "'AiM'")


def test_every_sample_loads_the_same_twice() -> None:
    assert [samples.load(name) == samples.load(name) for name in samples.NAMES] == [True, True]
