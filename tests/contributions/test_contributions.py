"""What each partner pays, with the working that says why."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from aimpartner.budget.budget import CostLine, Effect, Heading
from aimpartner.contributions.contribution import Contribution
from aimpartner.errors import ModelError
from aimpartner.evidence.measures import Missing, Observation, Suppressed
from aimpartner.evidence.published import Beside, Published
from aimpartner.exact import four_places
from aimpartner.formula.bases.given import Given
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from builders import MINUTE, YEAR, counted, element, income, line, model, paid
from faults import caught, said

TWO = ("Ash", "Birch")
BASIS = element(Given({"Ash": 2, "Birch": 1}))
LINES = [line("110"), line("5", name="lent", incurred_by="Birch"), income("15")]


def figure(partner: str, amount: str, unit: str = "1", *, same: bool = True) -> Published:
    return Published(
        YEAR, partner, amount, unit, what="the charge", is_contribution=same, source=MINUTE
    )


def whole_model() -> Model:
    """Return £100.00 shared 2 : 1, with last year's £60.00 of Ash, and what was published."""
    whole = model(LINES, [BASIS], TWO, counted("contribution", {"Ash": "60.00"}))
    published = [
        figure("Ash", "67"),
        figure("Birch", "33.30", "0.01"),
        figure("Birch", "40", same=False),
        evolve(figure("Ash", "1"), year=FinancialYear(2020)),
    ]
    return evolve(
        whole,
        published=published,
        formulas=[evolve(whole.formulas[0], marking="ILLUSTRATION")],
    )


RESULT = paid(whole_model())


def test_a_contribution_has_its_share_exact_amount_and_net() -> None:
    ash, birch = RESULT
    assert ash == Contribution(
        "Ash",
        Fraction(2, 3),
        Fraction(20_000, 3),
        Money("66.67"),
        Money("0"),
        Money("66.67"),
        Money("60"),
    )
    assert (birch.amount, birch.incurred, birch.net) == (Money("33.33"), Money("5"), Money("28.33"))


def test_the_change_from_last_year_is_known_only_where_last_year_is() -> None:
    assert RESULT["Ash"].change == Money("6.67")
    assert (RESULT["Birch"].last_year, RESULT["Birch"].change) == (None, None)


@pytest.mark.parametrize("value", [Missing(), Suppressed(1, 5)])
def test_last_years_contribution_is_not_guessed(value: Missing | Suppressed) -> None:
    seen = Observation("contribution", "Ash", "2020/21", value)
    assert paid(model(LINES, [BASIS], TWO, [seen]))["Ash"].last_year is None


def test_a_result_names_its_year_partners_call_and_residual() -> None:
    assert (RESULT.year, RESULT.partners, len(RESULT)) == (YEAR, TWO, 2)
    assert (RESULT.call, RESULT.residual) == (Money("100"), Money("0"))
    assert RESULT.marking == "ILLUSTRATION"


def test_a_result_of_the_working_is_a_column() -> None:
    assert RESULT.column("element", "staffing") == (Fraction(20_000, 3), Fraction(10_000, 3))


@pytest.mark.parametrize("wanted", [("element", "premises"), ("additions",), ("element/staffing",)])
def test_a_result_that_the_year_has_not_is_refused_with_those_it_has(
    wanted: tuple[str, ...],
) -> None:
    fault = caught(ModelError, RESULT.column, *wanted)
    rule = "be one of element staffing, exact, incurred, contribution, net payable"
    assert said(fault) == ("Result of 2021/22", rule, " ".join(wanted))


def test_nothing_to_share_gives_shares_of_nothing() -> None:
    result = paid(model([line("0")], [BASIS], TWO))
    assert [(each.share, each.amount) for each in result] == [(Fraction(0), Money("0"))] * 2


def test_an_unknown_partner_is_refused_with_the_year() -> None:
    for act in (RESULT.__getitem__, RESULT.explain):
        fault = caught(ModelError, act, "Halton")
        assert said(fault) == ("Partner in 2021/22", "be one of Ash, Birch", "'Halton'")


def test_what_was_published_of_the_year_stands_beside_what_is_calculated() -> None:
    found = [(each.published.partner, each.verdict, each.difference) for each in RESULT.published]
    assert found == [
        ("Ash", "agrees", Money("0.33")),
        ("Birch", "differs", Money("-0.03")),
        ("Birch", "measures something else", Money("6.67")),
    ]


def test_a_figure_published_of_a_partner_absent_that_year_says_that_nothing_is_beside_it() -> None:
    facts = evolve(RESULT.facts, published=(figure("Cedar", "1"), figure("Ash", "67")))
    absent, there = evolve(RESULT, facts=facts).published
    assert (absent.calculated, absent.difference, absent.verdict) == (None, None, "not calculated")
    assert there == Beside(figure("Ash", "67"), Money("66.67"))


def test_a_table_for_pandas_holds_exact_decimals() -> None:
    frame = RESULT.to_frame()
    assert list(frame.index) == list(TWO)
    assert frame.loc["Ash"].to_dict() == {
        "share": Decimal("0.6667"),
        "contribution": Decimal("66.67"),
        "incurred": Decimal("0.00"),
        "net payable": Decimal("66.67"),
        "last year": Decimal("60.00"),
        "change": Decimal("6.67"),
    }
    assert frame.loc["Birch", "last year"] is None


def test_a_table_for_the_screen_has_partners_sum_residual_call_and_notes() -> None:
    lines = str(RESULT).splitlines()
    assert lines[0] == "ILLUSTRATION"
    assert "Agency" in lines[1]
    assert "2021/22" in lines[1]
    rows = [text.split() for text in lines[2:8]]
    assert rows[0] == ["partner", "share", "contribution", "incurred", "net", "payable"]
    assert rows[1] == ["Ash", "0.6667", "£66.67", "£0.00", "£66.67"]
    assert rows[2] == ["Birch", "0.3333", "£33.33", "£5.00", "£28.33"]
    assert rows[3:] == [["sum", "£100.00"], ["residual", "£0.00"], ["call", "£100.00"]]
    notes = " ".join(text.strip() for text in lines[8:]).removeprefix("- ").split(" - ")
    assert len(notes) == 3 + len(RESULT.notices)
    assert "measures something else" in notes[2]
    assert str(MINUTE) in notes[0]
    assert notes[3:] == [notice.words for notice in RESULT.notices]


def test_without_a_marking_the_table_begins_with_its_title() -> None:
    assert str(paid(model())).splitlines()[0].startswith("Agency: contributions 2021/22")


def test_a_table_for_a_notebook_holds_the_same() -> None:
    html = RESULT._repr_html_()
    assert "ILLUSTRATION" in html
    assert all(f"<td>{each.amount}</td>" in html for each in RESULT)
    assert all(notice.words in html for notice in RESULT.notices)


def test_the_repr_says_the_agency_the_year_and_the_call() -> None:
    assert repr(RESULT) == "<Contributions of Agency 2021/22: £100.00>"


def test_a_result_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(RESULT)) == RESULT  # noqa: S301  # made on this line


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(1, 3), "0.3333"),
        (Fraction(2, 3), "0.6667"),
        (Fraction(0), "0.0000"),
        (Fraction(1), "1.0000"),
    ],
)
def test_a_share_is_shown_to_four_decimals(share: Fraction, shown: str) -> None:
    assert str(four_places(share)) == shown


def test_a_grant_paid_to_a_partner_is_owed_on_to_the_host() -> None:
    """The grant lowers the call for both; Birch has it, and so pays it in beside its share."""
    grant = evolve(income("20"), incurred_by="Birch")
    result = paid(model([line("100"), grant], [element(Given.equal(TWO))], TWO))
    assert [str(each.amount) for each in result] == ["£40.00", "£40.00"]
    assert [str(each.incurred) for each in result] == ["£0.00", "-£20.00"]
    assert [str(each.net) for each in result] == ["£40.00", "£60.00"]


def test_what_stands_outside_the_call_is_nobodys_net() -> None:
    own = CostLine("own", "own", Heading.EMPLOYEES, "9", Effect.OUTSIDE, incurred_by="Birch")
    result = paid(model([line("100"), own], [element(Given.equal(TWO))], TWO))
    assert [str(each.net) for each in result] == ["£50.00", "£50.00"]
