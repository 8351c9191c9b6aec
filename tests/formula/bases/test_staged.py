"""Two stages: between groups by their weights, then within each."""

from __future__ import annotations

from fractions import Fraction

import pytest
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
    for group in basis.groups:
        assert sum((shares[name] for name in group.partners), Fraction(0)) == group.weight
    assert shares == Oracle(whole, YEAR).shares(basis)
