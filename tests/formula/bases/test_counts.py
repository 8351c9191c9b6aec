"""Measures made of others, used as any other measure is."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from aimpartner.errors import ApportionmentError, EvidenceError, ModelError
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure, Observation, Suppressed
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.parties.partners import Authority, Membership, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.succession import Succession
from aimpartner.periods import DateRange
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Reweigh, Set
from aimpartner.sources import Source
from builders import ALWAYS, amounts, counted, element, evidence, line, model, paid
from faults import caught

TWO, THREE = ("Ash", "Birch"), ("Ash", "Birch", "Cedar")
GRADES = Source("pay scale 2020")
MADE = {
    "yield": Derived.product("tax base", "band D"),
    "staff": Derived.weighted_sum({"grade 5": 1, "grade 7": "1.5"}, GRADES),
    "cost per pupil": Derived.rate("cost", over="pupils"),
    "per thousand": Derived.weighted_sum({"cost per pupil": "1/1000"}),
    "dear": Derived.product("cost per pupil", "pupils"),
}
SEEN = (
    *counted("tax base", {"Ash": 300, "Birch": 100}),
    *counted("band D", {"Ash": "1000", "Birch": "1500.50"}),
    *counted("grade 5", {"Ash": 4, "Birch": 8}),
    *counted("grade 7", {"Ash": 8, "Birch": 0}),
    *counted("cost", {"Ash": 900, "Birch": 400}),
    *counted("pupils", {"Ash": 30, "Birch": 40}),
    *counted("cost", {"Ash": 100, "Birch": 400}, "2019/20"),
    *counted("pupils", {"Ash": 70, "Birch": 40}, "2019/20"),
)


def made_of(*seen: Observation) -> Evidence:
    """Return figures, and the measures that are made of them."""
    counts = evidence(*SEEN).measures
    return Evidence([*counts, *(Measure(name, derived=how) for name, how in MADE.items())], seen)


def by(basis: Basis, *seen: Observation, names: tuple[str, ...] = TWO, **rule: Any) -> Model:  # noqa: ANN401  # fields of the formula
    """Return £1,000 shared by a basis over figures and what is made of them."""
    whole = model([line("1000")], [element(basis)], names)
    return evolve(
        whole,
        evidence=made_of(*(seen or SEEN)),
        formulas=[evolve(whole.formulas[0], **rule)],
    )


@pytest.mark.parametrize(
    ("basis", "ash"),
    [
        (Measured("yield"), Fraction(300_000, 450_050)),
        (Measured("staff"), Fraction(16, 24)),
        (Measured("cost per pupil"), Fraction(30, 40)),
        (Measured("cost per pupil", 1, 2), Fraction(10, 20)),  # 1,000 over 100, 800 over 80
        (Measured("cost per pupil", 1, 2, "mean of shares"), (Fraction(3, 4) + Fraction(1, 8)) / 2),
        (Measured("per thousand", 1, 2), Fraction(10, 20)),
        (Measured("dear", 1, 2), Fraction(1000, 1800)),
    ],
)
def test_a_derived_measure_shares_as_it_is_worked_out_by_hand(basis: Basis, ash: Fraction) -> None:
    """Ash's and Birch's 300,000 and 150,050; 16 and 8; 30 and 10, a year before 10/7 and 10."""
    if basis == Measured("cost per pupil", 1, 2, "mean of shares"):
        ash = (Fraction(3, 4) + Fraction(10, 7) / (Fraction(10, 7) + 10)) / 2
    result = paid(by(basis))
    assert result["Ash"].exact == 100_000 * ash


def test_what_was_read_is_the_parts_at_their_addresses_and_nothing_else() -> None:
    steps = paid(by(Measured("staff"))).working.inputs
    assert [step.at for step in steps if step.at.startswith(("evidence/", "measures/"))] == [
        "evidence/grade 5/*/2020-21",
        "evidence/grade 7/*/2020-21",
        "measures/staff/grade 5/weight",
        "measures/staff/grade 7/weight",
    ]
    assert {step.source(0) for step in steps if step.at.startswith("measures/")} == {GRADES}


def test_a_part_that_is_missing_or_suppressed_is_told_by_its_own_address() -> None:
    some = [each for each in SEEN if (each.measure, each.partner) != ("pupils", "Birch")]
    fault = caught(EvidenceError, paid, by(Measured("cost per pupil"), *some))
    assert fault.subject == "pupils of Birch in 2020/21"
    assert fault.remedy.startswith("Record it at evidence/pupils/Birch/2020-21")
    hidden = Observation("pupils", "Birch", "2020/21", Suppressed(1, 5))
    fault = caught(EvidenceError, paid, by(Measured("dear"), *some, hidden))
    assert fault.got == "suppressed (1 to 5)"


def test_a_rate_over_nothing_is_refused_by_its_partner() -> None:
    none = [*counted("cost", {"Ash": 0, "Birch": 1}), *counted("pupils", {"Ash": 0, "Birch": 1})]
    fault = caught(ApportionmentError, paid, by(Measured("cost per pupil"), *none))
    assert fault.subject.startswith("Divisor of Ash of cost per pupil, 2020/21 in 2021/22")
    assert (fault.rule, fault.got) == ("be more than nothing", "0")


@pytest.mark.parametrize("measure", ["cost per pupil", "dear", "yield"])
def test_where_a_group_shares_only_its_own_figures_count(measure: str) -> None:
    """Ash has no figures; within the rest, Birch has 10 or 400, Cedar 10 or 400."""
    both = {"Birch": 400, "Cedar": 400}
    names = ("cost", "tax base"), ("pupils", "band D")
    seen = [each for name in names[0] for each in counted(name, both)]
    seen += [each for name in names[1] for each in counted(name, {"Birch": 40, "Cedar": 40})]
    seen += counted("cost", {"Ash": 7})
    first = Group("first", "1/2", ["Ash"], Given.equal(["Ash"]))
    rest = Group("rest", "1/2", ["Birch", "Cedar"], Measured(measure))
    whole = by(Staged([first, rest]), *seen, names=THREE)
    assert amounts(whole) == {"Ash": "500.00", "Birch": "250.00", "Cedar": "250.00"}
    said = paid(whole).explain("Ash").partition("line by line")[0]
    assert f"- {measure}" not in said
    assert f"- {measure}" in paid(whole).explain("Birch").partition("line by line")[0]


def test_a_change_at_a_part_or_a_weight_moves_what_is_made_of_it() -> None:
    whole = by(Measured("staff"))
    assert figures(whole)["measures/staff/grade 7/weight"] == Fraction(3, 2)
    lighter = Set("measures/staff/grade 7/weight", "0.5").applied(whole)
    assert amounts(lighter) == {"Ash": "500.00", "Birch": "500.00"}
    (_, changed) = lighter.evidence.measure("staff").derived.parts  # type: ignore[union-attr]  # it is
    assert changed.source is not None
    assert changed.source.is_assumption
    fewer = Set("evidence/grade 7/Ash/2020-21", 0).applied(whole)
    assert amounts(fewer) == {"Ash": "333.33", "Birch": "666.67"}


def test_the_weight_of_a_measure_stands_alone_and_is_set() -> None:
    change = Reweigh("measures/staff/grade 7/weight", "50 %")
    fault = caught(ModelError, change.applied, by(Measured("staff")))
    assert fault.remedy == "Set it instead."


def test_the_methodology_defines_what_is_made_and_of_what() -> None:
    words = " ".join(paid(by(Measured("per thousand"))).methodology().split())
    assert "per thousand: made as 0.001 × cost per pupil. " in words
    assert "cost per pupil: made as cost over pupils. " in words
    assert "pupils: not defined, in children." in words
    assert "dear" not in words


def test_a_derived_measure_is_units_at_a_price_and_a_bound_on_an_amount() -> None:
    priced = PricedElement("posts", Measured("staff"), "10")
    whole = by(Given.equal(TWO))
    rule = evolve(whole.formulas[0], elements=[*whole.formulas[0].elements, priced])
    assert amounts(evolve(whole, formulas=[rule])) == {"Ash": "660.00", "Birch": "580.00"}
    bound = Limit("cap", upper=Bound(Measured("dear")))
    capped = by(Given.equal(TWO), limits=[bound])
    told = [evolve(each, unit="pounds") for each in capped.evidence.measures]
    pounds = evolve(capped, evidence=Evidence(told, SEEN))
    assert amounts(pounds) == {"Ash": "600.00", "Birch": "400.00"}


def succeeded(basis: Basis, *own: Observation) -> Model:
    """Return £1,000 for Ash, and for Birch that takes a half of each of two that went before."""
    before, since = DateRange("2010-04-01", "2020-03-31"), DateRange("2020-04-01")
    days = {"Ash": ALWAYS, "Birch": since, "Old": before, "Older": before}
    partners = [Partner(name, Authority(name), Membership(each)) for name, each in days.items()]
    follow = [Succession("2020-04-01", name, {"Birch": 50, "Ash": 50}) for name in ("Old", "Older")]
    seen = [
        *counted("tax base", {"Ash": 100, "Old": 40, "Older": 60}, "2019/20"),
        *counted("band D", {"Ash": 10, "Old": 20, "Older": 30}, "2019/20"),
        *counted("cost", {"Ash": 100, "Old": 40, "Older": 60}, "2019/20"),
        *counted("pupils", {"Ash": 10, "Old": 20, "Older": 30}, "2019/20"),
        *own,
    ]
    whole = by(basis)
    parts = Partnership("Agency", partners, successions=follow)
    rule = Formula("f", [element(basis)], ALWAYS)
    return evolve(whole, partnership=parts, evidence=made_of(*seen), formulas=[rule])


@pytest.mark.parametrize(
    ("measure", "ash", "birch"),
    [
        # 1,000 of its own, and half of 40 × 20 + 60 × 30.
        ("yield", 2300, 1300),
        # 100 + 50 over 10 + 25, and 50 over 25.
        ("cost per pupil", Fraction(150, 35), 2),
        # 100 of its own, and half of 40 + 60.
        ("dear", 150, 50),
    ],
)
def test_a_successor_takes_its_part_of_a_product_and_of_both_sides_of_a_rate(
    measure: str, ash: Fraction, birch: int
) -> None:
    result = paid(succeeded(Measured(measure, lag=2)))
    assert result["Ash"].exact == 100_000 * Fraction(ash) / (ash + birch)


def test_beside_successors_a_product_of_a_rate_is_of_those_who_have_figures_of_their_own() -> None:
    """Cedar has 200 / 5 × 5, beside 150 and 50; of Ash and Birch no rate is asked by itself."""
    own = [*counted("cost", {"Cedar": 200}, "2019/20"), *counted("pupils", {"Cedar": 5}, "2019/20")]
    whole = succeeded(Measured("dear", lag=2))
    cedar = Partner("Cedar", Authority("Cedar"), Membership(ALWAYS))
    parties = evolve(whole.partnership, partners=[*whole.partnership.partners, cedar])
    seen = evolve(whole.evidence, observations=[*whole.evidence.observations, *own])
    result = paid(evolve(whole, partnership=parties, evidence=seen))
    assert [each.exact for each in result] == [37_500, 12_500, 50_000]


def test_a_successors_own_figures_count_where_all_of_a_product_were_recorded() -> None:
    one = counted("tax base", {"Birch": 50}, "2019/20")
    both = [*one, *counted("band D", {"Birch": 46}, "2019/20")]
    basis = Measured("yield", lag=2)
    assert paid(succeeded(basis, *one))["Birch"].exact == Fraction(130_000_000, 3600)
    assert paid(succeeded(basis, *both))["Birch"].exact == 50_000
