"""What becomes of a charge by a rate at the year's end: fixed as issued, or worked out again."""

from __future__ import annotations

from attrs import evolve

from aimpartner.budget.budget import Budget, CostLine
from aimpartner.budget.charge_rule import ChargeRule
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.money import Money, sum_of
from aimpartner.settlement.outturn import Actual, Outturn

_WAYS = (
    'Give the line settled="as issued" or settled="on the outturn", as the agreement says; '
    "the latter may have a ceiling."
)


def with_charges(outturn: Outturn, budget: Budget) -> Outturn:
    """Return an outturn with each charge by a rate that it does not tell, worked out.

    Args:
        outturn: the report; the lines that a charge is worked out on again are told line by line.
        budget: the budget of the year.

    Raises:
        ModelError: nothing says what becomes of a charge, or the outturn tells its lines by pool
            alone.

    Example:
        >>> from aimpartner.budget import HostCharge
        >>> pay = CostLine("staffing", "pay", "Employees", "1000")
        >>> fee = HostCharge(
        ...     "fee", "hosting", rate="5 %", of=["staffing/pay"], settled="on the outturn"
        ... )
        >>> spent = [Actual("staffing", "1100", line="pay")]
        >>> outturn = Outturn("2021/22", "final", "2022-06-30", spent)
        >>> with_charges(outturn, fee.added_to(Budget("2021/22", [pay]))).net
        Money('1155.00')
    """
    for line in budget.lines:
        if line.rule and line.pool not in outturn.pools_as_wholes and not outturn.tells(line.key):
            due, borne = charged(line, line.rule, outturn), line.incurred_by
            more = Actual(line.pool, due, borne, line.source, line=line.name)
            outturn = evolve(outturn, actuals=(*outturn.actuals, more))
    return outturn


def check_charges(outturn: Outturn, budget: Budget) -> None:
    """Refuse an outturn in which a charge by a rate is another than the agreement makes it.

    Raises:
        ModelError: it is; nothing says what becomes of the charge; or its lines, or the charge,
            are told by pool alone.
    """
    for line in budget.lines:
        if line.rule:
            _check(line, line.rule, outturn, budget)


def charged(line: CostLine, rule: ChargeRule, outturn: Outturn) -> Money:
    """Return what a charge by a rate comes to in the end.

    Raises:
        ModelError: nothing says what becomes of it, or the outturn tells its lines by pool alone.
    """
    if not rule.settled:
        rule_words = "be said to be fixed as issued, or worked out again on the outturn"
        raise ModelError(f"Charge {line.key} of {outturn.year}", rule_words, "neither", _WAYS)
    if rule.settled == "as issued":
        return line.amount
    absent = [key for key in rule.of if not outturn.tells(key)]
    if absent:
        remedy = f"{line.key} is {rule}: give an actual of each line."
        raise ModelError(f"The {outturn.title}", f"tell {listed(absent)}", "none", remedy)
    due = rule.on(sum_of(outturn.of_line(key) for key in rule.of))
    return due if rule.ceiling is None else min(due, rule.ceiling)


def _check(line: CostLine, rule: ChargeRule, outturn: Outturn, budget: Budget) -> None:
    due, told = charged(line, rule, outturn), _told(line, outturn, budget)
    subject = f"Charge {line.key} in the {outturn.title}"
    if told is None and rule.settled == "on the outturn":
        remedy = "Leave it out and work it out by with_charges, or give its actual by line."
        raise ModelError(subject, f"be told by its line, {due}", "nothing", remedy)
    if told is not None and told != due:
        how = f"{rule} on the outturn" if rule.settled == "on the outturn" else "as issued"
        remedy = "Correct it, or leave it out and work it out by with_charges."
        raise ModelError(subject, f"be {due}, {how}", told, remedy)


def _told(line: CostLine, outturn: Outturn, budget: Budget) -> Money | None:
    """Return what an outturn tells of a charge: by its line, or by a pool of nothing else."""
    if outturn.tells(line.key):
        return outturn.of_line(line.key)
    alone = [each.key for each in budget.lines_of(line.pool)] == [line.key]
    return outturn.of(line.pool) if alone and line.pool in outturn.pools else None
