"""Tables that were published, line by line and against their totals, beside what is calculated."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.published import Published
from aimpartner.formula.bases.given import Given
from aimpartner.formula.rounding import Rounding
from aimpartner.money import Money
from aimpartner.rates import PercentagePoints
from aimpartner.sources import Source
from builders import YEAR, element, line, model, paid
from cases.test_cases import HERE, read
from cases.test_sums_of_cases import LEVY, WALES

ARCHIVES = read(HERE / "staffordshire_archives_2018_19.toml")


def said(
    case: dict[str, Any], at: str, amount: object, partner: str = "", unit: object = 1
) -> Published:
    """Return a figure of a case, as it was published at an address."""
    told: dict[str, Any] = {"what": "printed", "source": Source(case["source"]), "at": at}
    return Published(YEAR, partner, str(amount), str(unit), **told)


def beside(whole: Any, *figures: Published) -> Contributions:  # noqa: ANN401  # a model
    return paid(evolve(whole, published=figures))


def test_the_waste_levys_table_is_told_to_exceed_its_total_by_five_pounds() -> None:
    """2017/18: five parts as they were printed, and a printed total that they do not sum to."""
    parts = [said(LEVY, "contribution", amount, name) for name, amount in LEVY["levy"].items()]
    basis = Given({name: amount * 100 for name, amount in LEVY["levy"].items()}, "pence")
    whole = model([line(str(LEVY["sum_of_parts"]))], [element(basis)], list(LEVY["levy"]))
    result = beside(whole, *parts, said(LEVY, "call", LEVY["published_total"]))
    *councils, total = result.published
    assert {each.verdict for each in councils} == {"agrees"}
    assert (total.verdict, total.difference) == ("differs", Money("-5"))
    assert result.told_of_published[-1] == (
        "printed, 2021/22: 5 parts exceed the total of £65,591,098.00 by £5.00, more than the "
        "£3.00 that rounding can explain."
    )


def test_north_wales_table_of_two_elements_agrees_in_every_cell_and_total() -> None:
    """Every printed amount of both elements in units of £10, and both printed totals."""
    both = {pool: WALES[pool] for pool in ("strategic_planning", "other_functions")}
    names, unit = [*both["strategic_planning"]["charged"]], WALES["unit"]
    lines = [line(str(each["total"]), pool) for pool, each in both.items()]
    rules = [
        element(Given(dict.fromkeys(names, 0) | each["charged"]), [pool])
        for pool, each in both.items()
    ]
    figures = [
        said(WALES, f"element/{pool}", amount, name, unit)
        for pool, each in both.items()
        for name, amount in (each["charged"] | {"": each["total"]}).items()
    ]
    whole = model(lines, rules, names, rounding=Rounding(unit, "element"))
    result = beside(whole, *figures)
    assert len(figures) == 7 + 6 + 2
    assert {each.verdict for each in result.published} == {"agrees"}
    assert [table.difference for table in result.published_tables] == [Money(0)] * 2
    assert [len(table.parts) for table in result.published_tables] == [7, 6]


def test_staffordshires_printed_charge_agrees_to_a_tenth_of_a_point_and_not_to_a_hundredth() -> (
    None
):
    """£668,770 of £864,070 is 77.3977 %: 77.4 % as charged, where 77.41 % was agreed."""
    charged, agreed = ARCHIVES["charged"], ARCHIVES["percent"]
    basis = Given({name: amount * 100 for name, amount in charged.items()}, "pence")
    whole = model([line(str(ARCHIVES["budget"]))], [element(basis)], list(charged))
    figures = [
        said(ARCHIVES, "contribution", f"{agreed['Staffordshire']} %", "Staffordshire", unit)
        for unit in ("0.1 points", "0.01 points")
    ]
    budget = said(ARCHIVES, "budget/2021-22/staffing/staff", ARCHIVES["budget"])
    coarse, fine, line_of_budget = beside(whole, *figures, budget).published
    assert [each.verdict for each in (coarse, fine, line_of_budget)] == [
        "agrees",
        "differs",
        "agrees",
    ]
    assert isinstance(fine.difference, PercentagePoints)
    assert f"{fine}".endswith("differs, 0.0123 points from what is calculated.")
