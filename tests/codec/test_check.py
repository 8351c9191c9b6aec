"""Every fault of a file at once: of reading it, and of calculating each of its years."""

from __future__ import annotations

import pytest

import aimpartner.year_faults as tried
from aimpartner.codec import sound
from aimpartner.codec.check import check_tables
from aimpartner.codec.faults import Faults
from aimpartner.codec.tables import TABLES
from aimpartner.errors import Problem
from aimpartner.standing_in import StandIn
from three_rivers import (
    ASHFORD,
    BROOK,
    COLEY,
    NAMES,
    Change,
    Tables,
    all_of,
    measured,
    more,
    put,
    tables,
)

OF = {"formula": "agreed 2024"}
UNKNOWN = put("evidence", 1, value="missing")
ISSUES = ("issues", "issued", "fees", "used")
PARTIAL = put("limits", 0, partial="pro rata")
Told = tuple[str, str]


def found(*changes: Change) -> list[Told]:
    """Return every fault of the made-up agency as its place, and the sentence."""
    plain = tables()
    all_of(*changes)(plain)
    problems = check_tables(plain, "rivers.json").problems
    return [(each.place, str(each).partition(": ")[2]) for each in problems]


def places(*changes: Change) -> list[str]:
    """Return the place of every fault."""
    return [place for place, _ in found(*changes)]


def without(table: str, row: int) -> Change:
    """Return the change that takes a row out."""

    def change(plain: Tables) -> None:
        plain[table].pop(row)

    return change


def emptied(*names: str) -> Change:
    """Return the change that empties tables."""
    return lambda plain: plain.update({name: [] for name in names})


def nothing_bought(plain: Tables) -> None:
    """Leave out what is bought at a price."""
    for table in ("elements", "weights"):
        plain[table] = [
            row for row in plain[table] if str(row["at"]).split("/")[0] not in ("places", "visits")
        ]
    plain["prices"] = []


def bound(amount: int, **fields: object) -> Change:
    """Return the change that caps everybody at an amount."""
    caps = [
        {**OF, "limit": "cap", "bound": "upper", "partner": name, "amount": amount, **fields}
        for name in NAMES
    ]
    return lambda plain: plain.update({"bounds": caps})


def capped_by_last_year(plain: Tables) -> None:
    """Hold every contribution at what was paid last year."""
    plain["bounds"] = []
    plain["limits"] = [{**OF, "limit": "cap", "upper": "100 %", "upper_of": "contribution"}]


# ---- of calculating ------------------------------------------------------------------------------


def test_a_sound_file_tells_its_partners_and_years() -> None:
    checked = check_tables(tables(), "rivers.json")
    assert checked.is_sound
    assert checked.model is not None
    words = f"rivers.json: no fault. Partners: {', '.join(NAMES)}. Years that calculate: 2024/25."
    assert str(checked) == words
    assert repr(checked) == "<Checked rivers.json: 0 faults>"


def test_a_file_without_a_budget_says_so() -> None:
    plain = tables()
    emptied("budgets", "lines", "decisions", "formulas", "elements", "weights", "limits")(plain)
    emptied("bounds", "prices", "published")(plain)
    assert str(check_tables(plain, "rivers.json")).endswith("No year has a budget yet.")


def test_a_figure_that_is_not_known_is_told_at_its_cell_with_what_to_write() -> None:
    ((place, words),) = found(UNKNOWN)
    assert place == "evidence, row 2, value"
    assert words == (
        "adopted of Brook in 2023/24 must be known to calculate 2024/25 by agreed 2024, for its "
        "element staffing; got missing. Write the figure there, or change the years that the "
        "formula counts."
    )


def test_a_figure_without_a_row_is_told_as_the_row_to_add() -> None:
    ((place, words),) = found(without("evidence", 1))
    assert place == "evidence"
    assert words.endswith(
        "Add a row to evidence: measure adopted, partner Brook, year 2023/24, and its value."
    )


def of_quarters(partner: str, quarters: str, value: object) -> Change:
    """Return the change that adds a figure of a part of 2023/24."""
    figure = {"measure": "adopted", "partner": partner, "year": "2023/24", "value": value}
    return more("evidence", **figure, quarters=quarters)


def test_a_figure_of_a_part_of_a_year_is_told_with_its_quarters() -> None:
    half = put("elements", 1, quarters="q1-q2")
    seen = [of_quarters(name, "q1-q2", 1) for name in (ASHFORD, COLEY)]
    ((place, words),) = found(half, *seen, of_quarters(BROOK, "q1", 1))
    assert (place, words.partition(" must")[0]) == ("evidence", "adopted of Brook in 2023/24 q1-q2")
    assert "partner Brook, year 2023/24, quarters q1-q2, and its value." in words
    ((place, words),) = found(half, *seen, of_quarters(BROOK, "q1-q2", "missing"))
    assert place == "evidence, row 8, value"


def test_a_year_that_its_quarters_do_not_come_to_is_told_at_its_cell() -> None:
    quarters = [of_quarters(BROOK, f"q{n}", 1) for n in range(1, 5)]
    ((place, words),) = found(*quarters)
    assert place == "evidence, row 2, value"
    assert "must be the same however its parts are added" in words
    assert "4 of q1 + q2 + q3 + q4" in words


def test_quarters_of_a_measure_that_does_not_state_whether_they_add_up_are_told_there() -> None:
    alone = [without("evidence", 1), *(of_quarters(BROOK, f"q{n}", 1) for n in range(1, 5))]
    ((place, words),) = found(*alone)
    assert place == "measures, row 1, adds_up"
    assert "must state whether figures of quarters add up to that of the year" in words
    assert found(*alone, put("measures", 0, adds_up=True)) == []
    ((place, words),) = found(*alone, put("measures", 0, adds_up=False))
    assert place == "evidence"
    assert words.endswith("partner Brook, year 2023/24, and its value.")


def test_every_figure_that_is_lacking_is_told() -> None:
    last = put("elements", 1, years=2)
    rows = [words.partition(" must")[0] for _, words in found(UNKNOWN, last)]
    assert rows == [f"adopted of {name} in 2022/23" for name in NAMES] + [
        "adopted of Brook in 2023/24"
    ]


def test_each_agreed_number_that_is_lacking_is_told_as_the_row_to_add() -> None:
    told = found(without("weights", 4), without("weights", 3))
    assert [place for place, _ in told] == ["elements, row 4, at"] * 2
    assert [words.partition("Add ")[2] for _, words in told] == [
        f"a row to weights: formula agreed 2024, at premises, partner {name}, and its number, "
        "0 if it takes no part."
        for name in (ASHFORD, BROOK)
    ]


def test_faults_of_two_elements_are_both_told() -> None:
    assert places(UNKNOWN, without("weights", 4)) == [
        "evidence, row 2, value",
        "elements, row 4, at",
    ]


@pytest.mark.parametrize("scaling", ["amounts", "excess"])
def test_a_figure_that_is_lacking_does_not_hide_bounds_without_room(scaling: str) -> None:
    """£930,000 cannot be £3,000, however it is shared."""
    scaled = put("limits", 0, scaling=scaling)
    told = found(nothing_bought, UNKNOWN, bound(1000), scaled)
    assert [place for place, _ in told] == ["evidence, row 2, value", "limits, row 1, upper"]
    assert "must leave room for the total of £930,000.00" in told[1][1]
    assert "upper bounds of £3,000.00 in all" in told[1][1]


def test_bounds_that_may_have_room_beside_a_figure_that_is_lacking_are_no_fault() -> None:
    assert places(nothing_bought, UNKNOWN, bound(310000)) == ["evidence, row 2, value"]


def test_bounds_that_cross_are_told_whatever_the_amounts_are() -> None:
    lower = more("bounds", **OF, limit="cap", bound="lower", partner=BROOK, amount=3000000)
    assert places(UNKNOWN, put("limits", 0, lower="100 %"), lower) == [
        "evidence, row 2, value",
        "limits, row 1, lower",
    ]


def test_a_limit_without_room_does_not_hide_a_limit_after_it() -> None:
    second = more("limits", **OF, limit="second", upper="100 %")
    again = [
        more("bounds", **OF, limit="second", bound="upper", partner=name, amount=1)
        for name in NAMES
    ]
    assert places(bound(1000), second, *again) == ["limits, row 1, upper", "limits, row 2, upper"]


def autumn(table: str, name: str, **cells: object) -> Change:
    """Return the change to a second formula from 1 October, unlike the first in one row."""

    def change(plain: Tables) -> None:
        plain["formulas"][0]["last"] = "2024-09-30"
        plain["formulas"].append({"formula": "autumn", "first": "2024-10-01"})
        for of in ("elements", "weights", "prices", "limits", "bounds"):
            plain[of] += [{**row, "formula": "autumn"} for row in plain[of]]
        row = [row for row in plain[table] if name in row.values()][-1]
        row.update(cells)

    return change


def test_an_element_that_two_formulas_price_unlike_is_told_at_its_row() -> None:
    ((place, words),) = found(autumn("elements", "places", price=32000))
    assert place == "elements, row 12, at"
    assert "be priced alike by all formulas of the year" in words


def test_a_limit_of_a_part_of_a_year_that_holds_what_is_bought_is_told_at_its_elements() -> None:
    held = autumn("limits", "cap", upper="90 %", elements="staffing; places")
    ((place, words),) = found(held)
    assert place == "limits, row 2, elements"
    assert "hold nothing bought at a price" in words


def test_numbers_that_are_all_nothing_are_told_where_they_were_typed() -> None:
    noughts = [put("weights", row, number=0) for row in (3, 4, 5)]
    ((place, words),) = found(*noughts)
    assert place == "weights, row 6, number"
    assert "must not be all zero" in words


def test_figures_that_are_all_nothing_are_told_at_one_of_them() -> None:
    noughts = [put("evidence", row, value=0) for row in range(3)]
    assert places(*noughts) == ["evidence, row 3, value"]


def test_a_gap_between_formulas_is_told_by_its_days_and_does_not_hide_a_figure() -> None:
    told = found(put("formulas", 0, first="2024-04-15"), UNKNOWN)
    assert [place for place, _ in told] == ["evidence, row 2, value", "formulas, row 1, first"]
    assert "None is in force from 1 April 2024 to 14 April 2024" in told[1][1]
    ((place, words),) = found(put("formulas", 0, last="2025-03-30"))
    assert place == "formulas, row 1, last"
    assert "None is in force on 31 March 2025" in words


def test_a_year_before_every_formula_is_told_of_the_sheet() -> None:
    assert places(put("formulas", 0, first="2030-04-01")) == ["formulas"]


def test_a_price_list_that_begins_too_late_is_told_at_the_element() -> None:
    late = put("prices", 0, first_day="2025-04-01")
    assert places(late, without("weights", 4)) == [
        "elements, row 4, at",
        "elements, row 6, price_list",
    ]


def test_a_change_of_formula_that_nothing_prorates_is_told_at_the_formula() -> None:
    before = more("formulas", formula="old", first="2020-04-01", last="2024-06-30")
    element = more("elements", formula="old", at="all", kind="given", pools="staffing; premises")
    weights = [more("weights", formula="old", at="all", partner=name, number=1) for name in NAMES]
    late = put("formulas", 0, first="2024-07-01", proration="none")
    assert places(before, element, *weights, late, UNKNOWN) == [
        "evidence, row 2, value",
        "formulas, row 1, proration",
    ]


def test_a_partner_that_leaves_with_an_effect_unstated_hides_no_figure() -> None:
    gone = all_of(put("partners", 1, left="2024-07-31"), emptied("services", "successions"))
    assert places(gone, UNKNOWN, PARTIAL) == ["partners, row 2, leaving", "evidence, row 2, value"]
    assert places(gone) == ["partners, row 2, leaving", "limits, row 1, partial"]


def test_a_partner_that_joins_with_an_effect_unstated_is_told_at_its_row() -> None:
    late = all_of(put("partners", 1, joined="2024-07-01"), emptied("services", *ISSUES))
    assert places(late, PARTIAL) == ["partners, row 2, joining"]


def test_a_year_without_a_partner_that_pays_is_told_of_the_partners() -> None:
    assert places(*(put("partners", row, pays="no") for row in range(3))) == ["partners"]


def test_a_line_that_nobody_of_the_year_incurs_is_told_at_its_row() -> None:
    gone = put("partners", 1, left="2024-03-31", leaving="reshare")
    line = put("lines", 2, incurred_by=BROOK)
    told = places(gone, line, emptied("services", "successions"), UNKNOWN)
    assert told == ["lines, row 3, incurred_by"]


def test_a_first_year_is_told_how_to_record_the_year_before() -> None:
    told = found(capped_by_last_year, UNKNOWN)
    assert [place for place, _ in told] == ["evidence"] * 3 + ["evidence, row 2, value"]
    assert "In a first year, record what the partners paid the year before" in told[0][1]


def test_a_contribution_that_an_issue_lacks_is_told_as_the_row_to_add_to_it() -> None:
    last = put("issues", 0, year="2023/24")
    rows = [put(table, row, year="2023/24") for table in ISSUES[1:] for row in range(3)]
    told = found(
        capped_by_last_year,
        last,
        *rows,
        without("issued", 2),
        without("fees", 2),
        put("issues", 0, call=600000),
    )
    assert [place for place, _ in told] == ["issued"]
    assert f"Add a row to issued: year 2023/24, partner {COLEY}, and its amount." in told[0][1]


def test_what_several_years_lack_is_told_once() -> None:
    def later(plain: Tables) -> None:
        plain["budgets"].append({"year": "2025/26"})
        plain["lines"] += [{**line, "year": "2025/26"} for line in plain["lines"]]
        plain["evidence"] += [{**row, "year": "2024/25"} for row in plain["evidence"][:3]]

    ((_, words),) = found(later, without("weights", 4))
    assert words.endswith("It is needed for 2025/26 as well.")


def test_a_tie_that_goes_to_a_host_that_there_is_not_is_told_at_the_formula() -> None:
    told = places(emptied("hosts", *ISSUES), put("formulas", 0, odd="host"))
    assert told == ["formulas, row 1, odd"]


def test_an_order_of_ties_that_lacks_a_partner_is_told_at_the_formula() -> None:
    assert places(put("formulas", 0, order=f"{ASHFORD}; {BROOK}"), UNKNOWN) == [
        "evidence, row 2, value",
        "formulas, row 1, order",
    ]


def test_a_part_of_a_phase_in_and_a_group_that_lack_something_are_told_at_their_rows() -> None:
    def phased(plain: Tables) -> None:
        plain["elements"][3] |= {"kind": "phased", "parts": "2023/24: 50 %", "source": None}
        plain["elements"] += [
            {**OF, "at": "premises/old", "kind": "given"},
            {**OF, "at": "premises/new", "kind": "staged"},
            {**measured(at="premises/new/one"), "weight": "100 %", "partners": ASHFORD},
        ]
        for row in plain["weights"][3:6]:
            row["at"] = "premises/old"

    assert places(phased, UNKNOWN) == ["evidence, row 2, value", "elements, row 4, parts"]

    def staged(plain: Tables) -> None:
        phased(plain)
        plain["elements"][3]["parts"] = "2024/25: 50 %"

    assert places(staged) == ["elements, row 9, at"]


def test_a_number_that_a_part_of_a_blend_lacks_is_told_at_the_part() -> None:
    split = [put("weights", 0, number=60), put("weights", 1, number=40), without("weights", 2)]
    told = found(*split, UNKNOWN)
    assert [place for place, _ in told] == ["evidence, row 2, value", "elements, row 3, at"]
    assert (
        f"Add a row to weights: formula agreed 2024, at staffing/agreed, partner {COLEY}"
        in (told[1][1])
    )


@pytest.mark.parametrize(
    ("limit", "place"),
    [
        ({"bearers": COLEY}, "bearers"),
        ({"scaling": "excess"}, "scaling"),
        ({"upper_of": "adopted"}, "upper"),
    ],
)
def test_a_limit_that_cannot_be_laid_out_hides_no_figure(
    limit: dict[str, object], place: str
) -> None:
    gone = put("partners", 2, left="2024-03-31", leaving="reshare")
    left = emptied("services", "withdrawals", "successions")
    bounds = emptied("bounds") if "upper_of" in limit else put("bounds", 0, amount=2000000)
    told = places(gone, left, put("limits", 0, **limit), bounds, without("weights", 4))
    assert told == ["elements, row 4, at", f"limits, row 1, {place}"]


def test_a_formula_that_would_be_left_with_nothing_tells_what_was_found() -> None:
    def later(plain: Tables) -> None:
        plain["budgets"].append({"year": "2030/31"})
        line = {"year": "2030/31", "pool": "premises", "line": "x", "heading": "Premises"}
        plain["lines"].append({**line, "amount": 1})
        plain["formulas"].append({"formula": "later", "first": "2030-04-01"})
        plain["elements"].append({**measured(at="all"), "formula": "later", "pools": "staffing"})

    assert places(put("formulas", 0, last="2030-03-31"), later, UNKNOWN) == [
        "lines, row 4, pool",
        "evidence, row 2, value",
        "elements, row 8, pools",
    ]


def test_a_fault_for_which_nothing_stands_in_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tried, "standing_in", lambda model, *_: StandIn(model))
    assert places(UNKNOWN) == ["evidence, row 2, value"]


def test_a_file_whose_faults_go_on_and_on_tells_those_of_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sound, "_MOST_ROUNDS", 0)
    assert places(put("evidence", 0, value="lots"), UNKNOWN) == ["evidence, row 1, value"]


# ---- of reading and of calculating ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        (put("evidence", 0, value="lots"), "evidence, row 1, value"),
        (put("published", 0, amount="lots"), "published, row 1, amount"),
        (put("lines", 0, amount="lots"), "lines, row 1, amount"),
        (put("decisions", 0, made="soon"), "decisions, row 1, made"),
        (put("hosts", 0, host="Halton"), "hosts, row 1, host"),
        (put("weights", 3, partner="Ashfrod"), "weights, row 4, partner"),
        (put("weights", 0, number=39), "weights, row 1, number"),
        (put("bounds", 0, amount="lots"), "bounds, row 1, amount"),
        (put("issued", 0, amount="lots"), "issued, row 1, amount"),
        (put("prices", 0, amount="lots"), "prices, row 1, amount"),
    ],
)
def test_a_fault_of_reading_hides_no_figure_that_is_lacking(fault: Change, place: str) -> None:
    assert sorted(places(fault, UNKNOWN)) == sorted([place, "evidence, row 2, value"])
    assert places(fault) == [place]


@pytest.mark.parametrize("rows", [slice(None), slice(1, None), slice(0)])
@pytest.mark.parametrize("table", TABLES)
def test_a_fault_of_a_table_as_a_whole_makes_no_other(table: str, rows: slice) -> None:
    plain, faults = tables(), Faults("rivers.xlsx")
    plain[table] = plain.get(table, [])[rows]
    faults.fault(Problem(table, "row", "stand below the head", "row 1, filled in"), table, None)
    told = check_tables(plain, "rivers.xlsx", faults).problems
    assert [each.place for each in told] == [table]


def test_a_figure_stated_to_be_unknown_is_told_beside_a_fault_of_its_whole_table() -> None:
    plain, faults = tables(), Faults("rivers.xlsx")
    UNKNOWN(plain)
    faults.fault(Problem("evidence", "cells", "stand alone", "G2:G3"), "evidence", None)
    told = check_tables(plain, "rivers.xlsx", faults).problems
    assert [each.place for each in told] == ["evidence", "evidence, row 2, value"]


def test_a_misspelt_partner_makes_no_figure_that_is_lacking() -> None:
    assert places(put("evidence", 0, partner="Ashfrod")) == ["evidence, row 1, partner"]


def test_a_faulty_issue_makes_no_contribution_that_is_lacking() -> None:
    assert places(capped_by_last_year, put("issues", 0, on="soon")) == ["issues, row 1, on"]


def test_a_faulty_issue_of_a_measure_that_is_described_makes_none_either() -> None:
    described = more("measures", measure="contribution", unit="pounds")
    told = places(capped_by_last_year, described, put("issues", 0, on="soon"))
    assert told == ["issues, row 1, on"]


def test_a_faulty_line_tells_nothing_of_bounds_that_its_sum_may_meet() -> None:
    assert places(bound(1000), put("lines", 0, amount="lots")) == ["lines, row 1, amount"]


def test_a_pool_misspelt_is_told_on_both_sheets_and_nowhere_else() -> None:
    assert places(put("lines", 2, pool="premisses")) == [
        "lines, row 3, pool",
        "elements, row 4, pools",
    ]


def test_a_pool_that_a_budget_of_another_year_has_is_told_at_the_element() -> None:
    def later(plain: Tables) -> None:
        plain["budgets"].append({"year": "2025/26"})
        plain["lines"] += [{**line, "year": "2025/26"} for line in plain["lines"][:2]]
        plain["evidence"] += [{**row, "year": "2024/25"} for row in plain["evidence"][:3]]

    assert places(later) == ["elements, row 4, pools"]


def test_a_pool_that_another_formula_shares_is_told_at_its_line() -> None:
    old = more("formulas", formula="old", first="2020-04-01", last="2024-03-31")
    element = more("elements", formula="old", at="all", kind="given", pools="extra")
    weights = [more("weights", formula="old", at="all", partner=name, number=1) for name in NAMES]
    line = more("lines", year="2024/25", pool="extra", line="x", heading="Premises", amount=1)
    assert places(old, element, *weights, line) == ["lines, row 4, pool"]


def test_a_file_of_which_no_model_can_be_made_tells_what_was_read() -> None:
    assert places(put("partners", 0, joined="soon"), UNKNOWN) == ["partners, row 1, joined"]
