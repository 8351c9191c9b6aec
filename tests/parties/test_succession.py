"""Authorities that follow others when local government is reorganised."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import pytest

from aimpartner.by import ByPartner
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.partners import Authority, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.succession import Succession
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import MINUTE
from faults import caught, said

CHANGES = Path(__file__).parents[3] / "shared" / "data" / "local_authority_changes.csv"
ORDER = Source("The Cumbria (Structural Changes) Order 2022, SI 2022/331")
OLD, NEW = DateRange("2018-04-01", "2023-03-31"), DateRange("2023-04-01")
HALVES = {"Cumberland": 50, "Westmorland and Furness": 50}


def partner(name: str, days: DateRange) -> Partner:
    return Partner(name, Authority(f"{name} Council"), days, MINUTE)


def cumbria(*successions: Succession, old: DateRange = OLD, new: DateRange = NEW) -> Partnership:
    """Return a partnership of Cumbria, and of those that follow it."""
    members = [partner("Cumbria", old), *(partner(name, new) for name in HALVES)]
    return Partnership("Agency", members, successions=successions)


def test_bcp_follows_bournemouth_poole_and_for_christchurch_dorset_county() -> None:
    """The Bournemouth, Dorset and Poole (Structural Changes) Order 2018, SI 2018/648."""
    day, until, then = "2019-04-01", DateRange("2017-07-01", "2019-03-31"), DateRange("2019-04-01")
    assumed = Source("what Christchurch was of Dorset is not stated here", is_assumption=True)
    before = [partner(name, until) for name in ("Bournemouth", "Dorset County", "Poole")]
    aspire = Partnership(
        "Aspire Adoption",
        [*before, *(partner(name, then) for name in ("BCP", "Dorset"))],
        successions=[
            Succession(day, "Bournemouth", {"BCP": 100}),
            Succession(day, "Poole", {"BCP": 100}),
            Succession(day, "Dorset County", {"BCP": 12, "Dorset": 88}, assumed),
        ],
    )
    assert aspire.partners_on("2019-03-31") == tuple(before)
    assert [each.name for each in aspire.partners_on("2019-04-01")] == ["BCP", "Dorset"]
    assert dict(aspire.successors("Dorset County", day)) == {"BCP": 12, "Dorset": 88}
    followed = {"Bournemouth": 100, "Poole": 100, "Dorset County": 12}
    assert dict(aspire.predecessors("BCP", "2019-04-01")) == followed
    assert dict(aspire.predecessors("BCP", "2019-03-31")) == {}


def test_cumbria_is_followed_by_two() -> None:
    agency = cumbria(Succession("2023-04-01", "Cumbria", HALVES, ORDER))
    assert agency.successors("Cumbria", "2023-04-01") == ByPartner(
        {"Cumberland": Fraction(50), "Westmorland and Furness": Fraction(50)}
    )
    assert [each.name for each in agency.partners_on("2023-03-31")] == ["Cumbria"]
    assert [each.name for each in agency.partners_on("2023-04-01")] == list(HALVES)


def test_a_partner_that_nobody_follows_is_its_own_successor() -> None:
    assert dict(cumbria().successors("Cumbria", "2023-04-01")) == {"Cumbria": 100}
    assert caught(ModelError, cumbria().successors, "Halton", "2023-04-01").subject == "Partner"
    assert caught(ModelError, cumbria().predecessors, "Halton", "2023-04-01").subject == "Partner"


def test_a_partner_may_go_on_without_a_part_of_its_area() -> None:
    parts = {"Cumbria": "75.5", "Cumberland": "24.5"}
    agency = cumbria(Succession("2023-04-01", "Cumbria", parts), old=DateRange("2018-04-01"))
    assert agency.successors("Cumbria", "2023-04-01")["Cumbria"] == Fraction(151, 2)
    assert dict(agency.successors("Cumbria", "2023-03-31")) == {"Cumbria": 100}


def test_a_partner_may_lose_a_part_and_be_abolished_later() -> None:
    """Of the whole that it was: a fifth in 2019, and half of the rest to each of two in 2023."""
    lost = Succession("2019-04-01", "Cumbria", {"Cumbria": 80, "Cumberland": 20}, ORDER)
    split = Succession("2023-04-01", "Cumbria", HALVES, ORDER)
    members = [
        partner("Cumbria", OLD),
        partner("Cumberland", DateRange("2019-04-01")),
        partner("Westmorland and Furness", NEW),
    ]
    agency = Partnership("Agency", members, successions=[split, lost])
    followed = {
        day: dict(agency.successors("Cumbria", day))
        for day in ("2019-03-31", "2019-04-01", "2023-03-31", "2023-04-01")
    }
    assert followed == {
        "2019-03-31": {"Cumbria": 100},
        "2019-04-01": {"Cumbria": 80, "Cumberland": 20},
        "2023-03-31": {"Cumbria": 80, "Cumberland": 20},
        "2023-04-01": {"Cumberland": 60, "Westmorland and Furness": 40},
    }
    assert dict(agency.predecessors("Cumberland", "2023-03-31")) == {"Cumbria": 20}
    assert dict(agency.predecessors("Cumberland", "2023-04-01")) == {"Cumbria": 60}
    assert dict(agency.predecessors("Cumbria", "2023-03-31")) == {"Cumbria": 80}
    assert dict(agency.predecessors("Cumbria", "2023-04-01")) == {}


@pytest.mark.parametrize(
    ("parts", "rule", "got"),
    [
        ({"Cumberland": 50, "Eden": "49.9"}, "sum to 100", "99.9 for Cumberland, Eden"),
        ({}, "sum to 100", "0 for none"),
        ({"Cumberland": 100, "Eden": 0}, "each be above 0", "100, 0"),
    ],
)
def test_the_percentages_of_a_split_make_a_whole(
    parts: dict[str, int | str], rule: str, got: str
) -> None:
    fault = caught(InvalidValueError, Succession, "2023-04-01", "Cumbria", parts)
    assert said(fault) == ("Percentages of Cumbria", rule, got)


def test_a_successor_is_a_partner() -> None:
    parts = {"Cumberland": 60, "Eden": 40}
    fault = caught(ModelError, cumbria, Succession("2023-04-01", "Cumbria", parts))
    assert (fault.got, fault.rule) == (
        "Eden",
        "be of Cumbria, Cumberland, Westmorland and Furness",
    )


def test_a_partner_is_succeeded_once_on_a_day() -> None:
    first, again = (Succession("2023-04-01", "Cumbria", HALVES, each) for each in (ORDER, MINUTE))
    assert said(caught(ModelError, cumbria, first, again)) == (
        "Succession of Cumbria on 2023-04-01",
        "be stated once",
        f"{first} and {again}",
    )


@pytest.mark.parametrize(
    ("old", "new", "subject", "rule"),
    [
        (DateRange("2018-04-01", "2023-03-30"), NEW, "Cumbria", "be a member on 2023-03-31"),
        (DateRange("2018-04-01", "2023-04-01"), NEW, "Cumbria", "not be a member on 2023-04-01"),
        (OLD, DateRange("2023-04-02"), "Cumberland", "be a member on 2023-04-01"),
    ],
)
def test_a_succession_agrees_with_who_is_a_partner_when(
    old: DateRange, new: DateRange, subject: str, rule: str
) -> None:
    split = Succession("2023-04-01", "Cumbria", HALVES, ORDER)
    fault = caught(ModelError, cumbria, split, old=old, new=new)
    days = old if subject == "Cumbria" else new
    assert said(fault) == (
        f"Partner {subject}",
        f"{rule}, by the succession {split}",
        f"{days} ({MINUTE})",
    )
    assert str(ORDER) in str(split)


Row = dict[str, str]


def rows() -> list[Row]:
    """Return the published changes, or skip."""
    if not CHANGES.exists():
        pytest.skip("the published changes of authorities are not beside the repository")
    with CHANGES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_same(row: Row) -> bool:
    return "same a" in row["kind"]  # "same authority", "same area": only the code is new


def successions(changed: list[Row]) -> Iterator[Succession]:
    """Go through a day's successions; the file has no percentages, so parts are taken as equal."""
    for old, parts in groupby(changed, lambda row: row["old_gss_code"]):
        codes = [row["new_gss_code"] for row in parts]
        share = Fraction(100, len(codes))
        yield Succession(changed[0]["effective_from"], old, dict.fromkeys(codes, share))


def test_a_new_code_of_the_same_authority_is_a_former_code() -> None:
    same = [row for row in rows() if is_same(row)]
    made = [Authority(e["names"], e["new_gss_code"], [e["old_gss_code"]]) for e in same]
    assert [each.codes for each in made] == [(e["new_gss_code"], e["old_gss_code"]) for e in same]
    assert len(made) == 5


def test_every_other_change_is_a_succession() -> None:
    others = [row for row in rows() if not is_same(row)]
    assert len(others) == 8
    for day, changed in groupby(others, lambda row: row["effective_from"]):
        made = list(successions(group := list(changed)))
        olds, news = ({row[f"{age}_gss_code"]: 0 for row in group} for age in ("old", "new"))
        before = date.fromisoformat(day) - timedelta(days=1)
        members = [partner(code, DateRange("2010-04-01", before)) for code in olds]
        members += [partner(code, DateRange(day)) for code in news]
        agency = Partnership("Agency", members, successions=made)
        assert {each.name for each in agency.partners_on(before)} == set(olds)
        assert {each.name for each in agency.partners_on(day)} == set(news)
        taken = [part for each in agency.successions for part in each.parts]
        assert len(taken) == len(group)
