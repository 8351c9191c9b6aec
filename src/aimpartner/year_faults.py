"""Why years cannot be calculated: every reason that follows from no other."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, evolve, field, frozen

from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import AimpartnerError
from aimpartner.evidence.measures import is_issued
from aimpartner.formula.formula import Formula
from aimpartner.model import Model
from aimpartner.periods import FinancialYear
from aimpartner.standing_in import standing_in
from aimpartner.working.steps import Step
from aimpartner.working.unknown import faults_in
from aimpartner.year.facts import YearFacts


@frozen
class YearFault:
    """One reason why a year cannot be calculated.

    Args:
        year: the year charged.
        fault: the reason; it carries the address of what is at fault, where that has one.
        formula: the name of the formula that the address is of; empty for none.
        version: the version of the year's budget that counts.
    """

    year: FinancialYear
    fault: AimpartnerError
    formula: str = ""
    version: str = ""


def year_faults(
    model: Model, year: FinancialYear | str, unknown: tuple[str, ...] = ()
) -> tuple[YearFault, ...]:
    """Return why a year cannot be calculated: every reason that follows from no other.

    Args:
        model: everything recorded of the agency.
        year: the year charged.
        unknown: addresses at which, or below which, nothing is known, so that no fault is told
            that rests on a figure there.

    Returns:
        Nothing where the year can be calculated.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim")
        >>> year_faults(aim, "2021/22")
        ()
        >>> print(year_faults(aim, "2030/31")[0].fault.rule)
        have a budget
    """
    trial = _Trial(model, FinancialYear.parse(year), list(unknown))
    trial.run()
    return tuple(trial.found)


@define
class _Trial:
    """A year while it is tried: what is at fault is noted, and something stands in for it."""

    model: Model
    year: FinancialYear
    unknown: list[str]
    found: list[YearFault] = field(factory=list)

    def run(self) -> None:
        """Try until the year is laid out, or nothing can stand in; then read its working."""
        while not self._is_laid_out():
            pass

    def _is_laid_out(self) -> bool:
        """Return whether there is no more to lay out; what is at fault is noted before."""
        facts: YearFacts | None = None
        try:
            facts = self.model.facts(self.year)
            told = (facts.year, facts.formula_title)
            for fault in faults_in(facts.working(), *told, self._is_unknown):
                self._note(fault, facts)
            if not self.found and not self.unknown:
                Contributions.of(facts)
        except AimpartnerError as fault:
            return self._goes_no_further(fault, facts)
        return True

    def _goes_no_further(self, fault: AimpartnerError, facts: YearFacts | None) -> bool:
        """Note a fault; return whether nothing can stand in for what is at fault."""
        if (fault.at, fault.subject) in [
            (told.fault.at, told.fault.subject) for told in self.found
        ]:
            return True
        self._note(fault, facts)
        instead = standing_in(self.model, self.year, fault, _by_root(facts))
        if instead is None:
            return True
        self.model = instead.model
        self.unknown += instead.unknown
        return False

    def _note(self, fault: AimpartnerError, facts: YearFacts | None) -> None:
        """Note a fault; of agreed numbers that are lacking, one partner's at a time."""
        if self._is_of_one_issue(fault):
            return
        if fault.field == "numbers":
            fault = evolve(fault, rule=f"name {fault.at.rpartition('/')[2]}")
        formula = _by_root(facts).get(fault.at.partition("/")[0])
        version = facts.budget.version if facts else ""
        self.found.append(YearFault(self.year, fault, formula.name if formula else "", version))

    def _is_of_one_issue(self, fault: AimpartnerError) -> bool:
        """Return whether a contribution is lacking of which another part is lacking already."""
        begins, _, rest = fault.at.partition("/")
        measure, _, whose = rest.partition("/")
        told = (earlier.fault.at.split("/", 2) for earlier in self.found)
        same = [at[1] for at in told if at[0] == begins == "evidence" and at[2] == whose]
        return is_issued(measure) and any(map(is_issued, same))

    def _is_unknown(self, step: Step) -> bool:
        """Return whether an input stands at or below an address at which nothing is known."""
        addresses = {step.at, *map(step.address, self.model.partnership.names)}
        return any(
            not root or address == root or address.startswith(f"{root}/")
            for root in self.unknown
            for address in addresses
        )


def _by_root(facts: YearFacts | None) -> Mapping[str, Formula]:
    """Return the formulas of a year by what the addresses of each begin with."""
    if facts is None:
        return {}
    *before, last = facts.formulas
    return {**{formula.own_root: formula for formula in before}, "formula": last}
