"""What a host is said to be paid, and is not charged, is told on the result."""

from __future__ import annotations

import pytest
from attrs import evolve

from aimpartner.budget.budget import CostLine
from aimpartner.budget.host_charge import HostCharge
from aimpartner.formula.bases.given import Given
from aimpartner.model import Model
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.services import ProvidedService
from aimpartner.periods import DateRange
from aimpartner.year.host_charges import host_charges
from builders import ALWAYS, YEAR, element, line, model, paid

TWO = ("Ash", "Birch")
PAY = line("1000")
BY_RATE = HostCharge("staffing", "fee", rate="5 %", of=["staffing/pay"])


def hosted(charge: str, *lines: CostLine, days: DateRange = ALWAYS) -> Model:
    """Return £1,000 of staff and more, hosted by Ash on some terms."""
    whole = model([PAY, *lines], [element(Given.equal(TWO))], TWO)
    hosting = [Hosting("Ash", days, charge=charge)]
    return evolve(whole, partnership=evolve(whole.partnership, hosting=hosting))


def told(whole: Model, known_on: str | None = None) -> list[str]:
    return [*host_charges(whole.facts(YEAR, known_on))]


def by_rate(charge: str) -> Model:
    """Return the same with a line that is 5 % of staff."""
    whole = hosted(charge)
    (budget,) = whole.budgets
    of = budget.lines[0].key
    charged = evolve(BY_RATE, of=[of]).added_to(budget)
    return evolve(whole, budgets=[charged])


@pytest.mark.parametrize(
    "words", ["five per cent of staff", "5 p.c.", "8pc", "1/20", "8 %", "at cost", "£20,000"]
)
def test_words_for_a_charge_that_no_line_makes_are_a_notice(words: str) -> None:
    whole = hosted(words)
    (said,) = told(whole)
    assert said.startswith(f'The charge of the host Ash is said in words ("{words}"), and nothing')
    assert said.endswith(
        'Give it as a line of the budget: an amount with the heading "Support services", or a rate '
        "of other lines."
    )
    assert said in [each.words for each in paid(whole).notices if each.subject == "host"]


@pytest.mark.parametrize("words", ["", "none", "No charge."])
def test_words_that_say_no_charge_are_none(words: str) -> None:
    assert told(hosted(words)) == []


def test_a_line_of_support_services_charges_for_hosting() -> None:
    amount = CostLine("staffing", "host charge", "Support services", "50")
    assert told(hosted("£50 a year", amount)) == []
    outside = evolve(amount, effect="outside the call")
    assert len(told(hosted("£50 a year", outside))) == 1


def test_a_service_of_a_partner_is_no_charge_for_hosting() -> None:
    whole = hosted("£50 a year")
    legal = ProvidedService("legal", "Birch", ALWAYS, "50", "charged", "staffing")
    services = evolve(
        whole.partnership, services=[legal, evolve(legal, function="advice", pool="")]
    )
    assert len(told(evolve(whole, partnership=services))) == 1


def test_a_line_by_a_rate_charges_and_the_words_beside_it_tell_the_same_rate() -> None:
    for words in ("5 % of staff", "five per cent", "5 p.c. of staff, 10 % of premises"):
        assert told(by_rate(words)) == []
    (said,) = told(by_rate("6 % of staff"))
    assert said == (
        'The charge of the host Ash is said to be "6 % of staff", and is 5 % by staffing/fee.'
    )


def test_terms_of_other_days_and_terms_not_known_yet_are_not_told() -> None:
    assert told(hosted("5 %", days=DateRange("2010-04-01", "2021-03-31"))) == []
    late = hosted("5 %", days=DateRange("2021-10-01"))
    assert len(told(late)) == 1
    assert told(late, "2021-09-30") == []
