"""Two stages: between groups by their weights, then within each."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given

from aimpartner.errors import EvidenceError, InvalidValueError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.staged import Group, Staged
from builders import YEAR, amounts, counted, element, line, model, paid
from contributions.oracle import Oracle
from contributions.strategies import NAMES, evidences, staged
from drawn import drawn
from faults import caught, said

THREE = ("Ash", "Birch", "Cedar")
BY = " by the formula formula"
SEEN = [
    *counted("adopted", {"Ash": 30, "Birch": 1, "Cedar": 3}),
    *counted("homes", {"Birch": 1, "Cedar": 1}),  # the county counts none
]


def stages(within: Basis, *others: Group) -> Staged:
    """Return a county that takes 40 % and two districts that share the rest."""
    county = Group("county", "40 %", ["Ash"], Given.equal(["Ash"]))
    return Staged([county, Group("districts", "60 %", ["Birch", "Cedar"], within), *others])


def split(basis: Basis, names: tuple[str, ...] = THREE) -> dict[str, str]:
    return amounts(model([line("100")], [element(basis)], names, SEEN))


HALF = Blend([BlendPart("a", "1/2", Measured("adopted")), BlendPart("b", "1/2", Measured("homes"))])


@pytest.mark.parametrize(
    ("within", "birch", "cedar"),
    [
        (Given({"Birch": 20, "Cedar": 80}, "percent"), "12.00", "48.00"),
        (Measured("adopted"), "15.00", "45.00"),
        (Measured("homes"), "30.00", "30.00"),
        (HALF, "22.50", "37.50"),  # each half is shared within the group: 25 % and 50 %
        (
            Staged(Group(name, "50 %", [name], Given.equal([name])) for name in ("Birch", "Cedar")),
            "30.00",
            "30.00",
        ),
    ],
)
def test_a_groups_part_is_shared_within_it_alone(within: Basis, birch: str, cedar: str) -> None:
    assert split(stages(within)) == {"Ash": "40.00", "Birch": birch, "Cedar": cedar}


def test_only_a_groups_own_figures_have_to_be_known() -> None:
    result = paid(model([line("100")], [element(stages(Measured("homes")))], THREE, SEEN))
    (homes,) = (step for step in result.working.inputs if step.words.startswith("homes"))
    assert homes.gaps == ("Ash",)
    assert homes.value == (Fraction(0), Fraction(1), Fraction(1))
    fault = caught(EvidenceError, split, stages(Measured("homes", lag=2)))
    assert fault.subject == "homes of Birch in 2019/20"


def test_a_partner_of_the_year_in_no_group_is_refused() -> None:
    fault = caught(ModelError, split, stages(Measured("adopted")), (*THREE, "Elm"))
    rule = "have Elm in one of its groups"
    assert said(fault) == (f"staffing in 2021/22{BY}", rule, "county, districts")


def test_a_group_without_a_partner_of_the_year_is_refused() -> None:
    whole = model(
        [line()], [element(stages(Measured("adopted")))], THREE[1:], SEEN[1:3], gone=["Ash"]
    )
    fault = caught(ModelError, paid, whole)
    rule = "have a partner of the year in the group county"
    assert said(fault) == (f"staffing in 2021/22{BY}", rule, "only Ash")


def test_a_group_names_partners_that_there_are() -> None:
    fault = caught(ModelError, split, stages(Measured("adopted")), THREE[:2])
    assert fault.got == "'Cedar'"


def test_a_partner_in_two_groups_is_refused() -> None:
    again = Group("again", "0 %", ["Birch"], Given.equal(["Birch"]))
    fault = caught(ModelError, stages, Measured("adopted"), again)
    assert said(fault) == ("Partner Birch", "be in one group", "districts, again")


def test_groups_that_are_no_whole_are_refused() -> None:
    more = Group("more", "1 %", ["Elm"], Given.equal(["Elm"]))
    fault = caught(InvalidValueError, stages, Measured("adopted"), more)
    got = "101 % for county, districts, more"
    assert said(fault) == ("Weights of groups", "sum to 100 %", got)


@pytest.mark.parametrize(("partners", "got"), [([], "nothing"), (["Ash", "Ash"], "Ash (2 times)")])
def test_a_groups_partners_are_named_once_each(partners: list[str], got: str) -> None:
    fault = caught(InvalidValueError, Group, "county", "100 %", partners, Given.equal(["Ash"]))
    assert (fault.subject, fault.got) == ("Partners of the group county", got)
    assert fault.field == "partners"


def test_stages_are_told_in_words() -> None:
    words = (
        "in two stages: 40 % to county (Ash), within it by agreed weights (Ash 1); "
        "60 % to districts (Birch, Cedar), within it by adopted (2020/21)"
    )
    assert stages(Measured("adopted")).in_words(YEAR) == words
    assert not stages(Measured("adopted")).is_counted


@drawn(60)
@given(staged(NAMES), evidences(NAMES))
def test_what_a_groups_partners_share_is_the_groups_weight(basis: Staged, seen: Evidence) -> None:
    whole = model([line()], [element(basis)], NAMES, seen.observations)
    shares = {each.partner: each.share for each in paid(whole)}
    oracle = Oracle(whole, YEAR)
    between = oracle.shares(basis.between) if basis.between else shares
    for group in basis.groups:
        taken = sum((shares[name] for name in group.partners), Fraction(0))
        by_basis = sum((between[name] for name in group.partners), Fraction(0))
        assert taken == (by_basis if group.weight is None else group.weight)
    assert shares == oracle.shares(basis)


def weighed(between: Basis, *gone: str) -> Staged:
    """Return a county and two districts, weighed by a basis; the districts share 70 to 30."""
    county = Group("county", None, ["Ash"], Given.equal(["Ash"]))
    own = Given({"Birch": 70, "Cedar": 30}, "percent")
    groups = [county, Group("districts", None, ["Birch", "Cedar"], own)]
    groups += [Group(name, None, [name], Given.equal([name])) for name in gone]
    return Staged(groups, between)


EVEN = [BlendPart("a", "1/2", Measured("adopted")), BlendPart("e", "1/2", Given.equal(THREE))]


@pytest.mark.parametrize(
    ("between", "ash", "birch", "cedar"),
    [
        # 30 of 34 to the county; 4 of 34 to the districts, 70 to 30.
        (Measured("adopted"), "88.24", "8.23", "3.53"),
        (Given({"Ash": 20, "Birch": 50, "Cedar": 30}, "percent"), "20.00", "56.00", "24.00"),
        (Given({"Ash": 1, "Birch": 0, "Cedar": 0}), "100.00", "0.00", "0.00"),
        # Half of 30 in 34 and of a third is 60.78 %.
        (Blend(EVEN), "60.78", "27.45", "11.77"),
    ],
)
def test_groups_are_weighed_by_any_basis_and_share_by_their_own(
    between: Basis, ash: str, birch: str, cedar: str
) -> None:
    assert split(weighed(between)) == {"Ash": ash, "Birch": birch, "Cedar": cedar}


def test_a_group_that_nobody_of_the_year_is_in_weighs_nothing() -> None:
    seen = SEEN[:3]
    basis = weighed(Measured("adopted"), "Elm")
    whole = model([line("100")], [element(basis)], THREE, seen, gone=["Elm"])
    assert amounts(whole) == {"Ash": "88.24", "Birch": "8.23", "Cedar": "3.53"}


def test_groups_have_weights_or_are_weighed_by_a_basis() -> None:
    rule = "be stated for each group, or for none beside a basis between them"
    fault = caught(ModelError, Staged, stages(Measured("adopted")).groups, Measured("adopted"))
    assert said(fault) == ("Weights of groups", rule, "for county, districts")
    fault = caught(ModelError, Staged, weighed(Measured("adopted")).groups)
    assert said(fault) == ("Weights of groups", rule, "for none")
    county, rest = stages(Measured("adopted")).groups
    fault = caught(ModelError, Staged, [county, evolve(rest, weight=None)])
    assert said(fault) == ("Weights of groups", rule, "for county")


def test_a_group_is_told_apart_from_what_stands_between() -> None:
    between = Group("between", "100 %", ["Ash"], Given.equal(["Ash"]))
    assert caught(InvalidValueError, Staged, [between]).got == "'between'"


def test_what_weighs_groups_is_told_in_words() -> None:
    words = (
        "in two stages: between groups by adopted (2020/21), then county (Ash), within it by "
        "agreed weights (Ash 1); districts (Birch, Cedar), within it by agreed percentages "
        "(Birch 70, Cedar 30)"
    )
    told = [point for _, point in weighed(Measured("adopted")).in_points(YEAR)]
    assert told[:2] == [words, "A group takes what its partners' shares between groups come to."]
    result = paid(model([line("100")], [element(weighed(Measured("adopted")))], THREE, SEEN[:3]))
    said_to_birch = " ".join(result.explain("Birch").split())
    assert "staffing/districts, weight of the group: 11.7647 % in all." in said_to_birch
    assert "staffing/county, weight" not in said_to_birch
