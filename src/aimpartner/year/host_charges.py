"""What the host is said to be paid, in words, beside the lines by which it is charged."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from aimpartner.budget.budget import CostLine, Heading
from aimpartner.exact import listed, percent
from aimpartner.parties.hosting import Hosting
from aimpartner.year.facts import YearFacts

_HEADING = Heading.SUPPORT_SERVICES.value
_WHERE = f'an amount with the heading "{_HEADING}", or a rate of other lines.'


def host_charges(facts: YearFacts) -> Iterator[str]:
    """Go through the terms of the year's hosts that say a charge which the budget does not make.

    A line is taken for the charge that is a rate of others, or has the heading of support services
    and is no service of a partner.

    Args:
        facts: the year as the formula sees it.

    Example:
        >>> from aimpartner import samples
        >>> list(host_charges(samples.load("aim").facts("2021/22")))
        []
    """
    known_by = facts.known_on or facts.year.last
    lines = tuple(_charges(facts))
    for time in facts.partnership.hosting:
        is_known = time.is_agreed and time.days.first <= known_by
        if is_known and time.says_a_charge and time.days.overlap(facts.year.days):
            if lines:
                yield from _otherwise(time, lines)
            else:
                said = f'The charge of the host {time.host} is said in words ("{time.charge}")'
                none = f"is a rate of others or has the heading {_HEADING}"
                how = f"Give it as a line of the budget: {_WHERE}"
                yield f"{said}, and nothing is charged: no line of the budget {none}. {how}"


def _charges(facts: YearFacts) -> Iterator[CostLine]:
    """Go through the lines of the budget that charge for hosting, as far as they tell."""
    of_services = {
        CostLine.of_service(service, facts.year).key
        for service in facts.partnership.services
        if service.pool and service.days.overlap(facts.year.days)
    }
    for line in facts.budget.lines:
        if line.is_host_charge and (line.rule or line.key not in of_services):
            yield line


def _otherwise(time: Hosting, lines: tuple[CostLine, ...]) -> Iterator[str]:
    """Say that the rates in the words are none of those that are charged, where both have some."""
    said = time.rates_said
    charged = {line.key: Fraction(line.rule.rate) for line in lines if line.rule}
    if said and charged and said.isdisjoint(charged.values()):
        made = listed(f"{percent(rate)} by {key}" for key, rate in charged.items())
        yield f'The charge of the host {time.host} is said to be "{time.charge}", and is {made}.'
