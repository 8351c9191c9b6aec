"""A rate means the same in every place that takes one, and a bare number is no rate."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_type_hints

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aimpartner
from aimpartner.budget.budget import Budget
from aimpartner.budget.charge_rule import ChargeRule
from aimpartner.budget.host_charge import HostCharge
from aimpartner.budget.uplifts import Award, PayAward, PercentUplift
from aimpartner.codec.convert import converter
from aimpartner.errors import InvalidValueError
from aimpartner.exact import plain
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.prices import Price, PriceList
from aimpartner.issue.due_dates import StatedInstalments
from aimpartner.issue.fallback import PriceIndex
from aimpartner.money import Money
from aimpartner.parties.succession import Succession
from aimpartner.periods import FinancialYear
from aimpartner.rates import (
    PercentagePoints,
    Rate,
    figure,
    is_marked,
    multiple,
    on_top,
    per_cent,
    rise,
    unmarked,
    unmixed,
)
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Reweigh, Set
from aimpartner.settlement.exits import Liability
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import Tier
from aimpartner.working.amounts import split
from builders import YEAR, counted, element, line, model
from faults import caught, said
from public import THINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TWO = ("Ash", "Birch")
HALVES = Given.equal(TWO)
SEEN = counted("adopted", {"Ash": 1, "Birch": 3})
ADOPTED = Measured("adopted")


def blended(value: Any) -> Blend:  # noqa: ANN401  # whatever is given as a rate
    first = BlendPart("first", value, HALVES)
    return Blend([first, BlendPart("second", Fraction(1 - first.weight), ADOPTED)])


def within(basis: Any, at: str, value: Any) -> Any:  # noqa: ANN401  # a basis, and any figure of it
    """Return a figure of the formula's first element after a scenario has set it."""
    whole = model([line("100")], [element(basis)], TWO, SEEN)
    address = f"formula/staffing/{at}"
    return figures(Set(address, value).applied(whole))[address]


def limited(value: Any) -> Any:  # noqa: ANN401  # whatever is given as a rate
    cap = Limit("cap", upper=Bound(Given({"Ash": 100_00}, "pence"), "50 %"))
    whole = model([line("100")], [element(HALVES)], TWO, SEEN)
    whole = attrs.evolve(whole, formulas=[attrs.evolve(whole.formulas[0], limits=[cap])])
    address = "formula/limits/cap/upper/times"
    return figures(Set(address, value).applied(whole))[address]


OLD_PART = Phased(HALVES, ADOPTED, {"2021/22": "50 %"})
PLACES: dict[str, Callable[[Any], Any]] = {
    "PercentUplift.rate": lambda rate: PercentUplift(rate).rate,
    "Award.rate": lambda rate: Award(rate).rate,
    "PayAward.on_cost": lambda rate: PayAward({YEAR: Award("1 %")}, "1", rate).on_cost,
    "ChargeRule.rate": lambda rate: ChargeRule(rate, ["p/pay"]).rate,
    "HostCharge.rate": lambda rate: HostCharge("p", "fee", rate=rate, of=["p/pay"]).rate,
    "Bound.times": lambda rate: Bound(Measured("contribution"), rate).times,
    "Tolerance.per_cent": lambda rate: Tolerance(HALVES, ADOPTED, per_cent=rate).per_cent,
    "Weighed.weight": lambda rate: BlendPart("part", rate, HALVES).weight,
    "BlendPart.weight": lambda rate: blended(rate).parts[0].weight,
    "Group.weight": lambda rate: Group("group", rate, TWO, HALVES).weight,
    "Phased.parts": lambda rate: Phased(HALVES, ADOPTED, {YEAR: rate}).part(YEAR),
    "StatedInstalments.parts": lambda rate: StatedInstalments(
        [("2021-04-30", rate), ("2021-05-31", 1 - Fraction(Rate(rate)))]
    ).parts[0][1],
    "PriceIndex.ratio": lambda rate: PriceIndex("ONS", "CPI", "May 2021", rate).ratio,
    "Tier.part": lambda rate: Tier("host", part=rate).part,
    "Reweigh.weight": lambda rate: Reweigh("formula/staffing/first/weight", rate).weight,
    # those that are no field of a class
    "PriceList.uplifted": lambda rate: Rate(
        Fraction(
            PriceList("fee", [Price("2021-04-01", "10000")])
            .uplifted("2022-04-01", rate)
            .prices[-1]
            .amount.pence
            - 10000_00,
            10000_00,
        )
    ),
    "Set of a weight": lambda rate: within(OLD_PART, "new/weight/2021-22", rate),
    "Set of a bound": limited,
    "Set of a tolerance": lambda rate: within(
        Tolerance(HALVES, ADOPTED, per_cent="5 %"), "per_cent", rate
    ),
    "a column of a file": lambda rate: converter().structure(rate, Rate),
}
"""Every place that takes a rate, with what it has read: a field by its class and its name."""

SUBJECTS = {
    "Weighed.weight": "BlendPart weight",
    "StatedInstalments.parts": "Rate",  # read here, for what is left
    "Set of a weight": "Phased parts",
    "Set of a bound": "Bound times",
    "Set of a tolerance": "Tolerance per_cent",
    "PriceList.uplifted": "Rise of price list fee",
    "a column of a file": "Rate",
}
"""What is told of a place whose class and field do not name it."""
RISES = {"PercentUplift.rate", "Award.rate", "PriceList.uplifted"}
"""The places of a rise from one year to the next, which is less than a half."""
ON_TOP = {*RISES, "PayAward.on_cost", "ChargeRule.rate", "HostCharge.rate"}
"""The places of what comes on top of a whole figure."""
WHOLES = {"PriceIndex.ratio"}
"""The places of a whole that is never far from what it moved from."""
OTHERS = {"Published.amount", "Beside.calculated"}
"""What holds a rate or pounds, which have no mark: as published, and as worked out beside it."""
COUNTS = {
    *("Given.numbers", "Succession.parts"),  # or under a head of per cent
    *("Liability.weights", "Reserve.shares", "Issued.sharing"),  # weights, and shares as issued
    *("Fee.units", "Fee.agreed", "Fee.within", "Taken.units"),
    "DerivedPart.weight",
    *("PayAward.fte", "Indexed.index", "PricedElement.within", "Known.figure"),
    *("Solved.share", "Contribution.share", "Contribution.exact"),  # results
    *("Rolled.before", "Rolled.after", "Moved.after"),  # pence
}
"""The fields of public values that hold exact numbers which are no rates."""


def classes() -> list[type[Any]]:
    """Return every class of the library that has fields."""
    names = [each.name for each in pkgutil.walk_packages(aimpartner.__path__, "aimpartner.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    found = {id(each): each for module in modules for each in vars(module).values()}
    return [
        each
        for each in found.values()
        if isinstance(each, type) and attrs.has(each) and each.__module__.startswith("aimpartner")
    ]


def fields_of(kind: type, among: Iterable[object]) -> set[str]:
    """Return the fields of some classes whose annotation names a kind of number."""
    kinds = (each for each in among if isinstance(each, type) and attrs.has(each))
    return {
        f"{each.__name__}.{field.name}"
        for each in kinds
        if not each.__module__.startswith(("aimpartner.codec", "aimpartner.working"))
        for field in attrs.fields(each)
        if field.init and kind.__name__ in str(get_type_hints(each)[field.name])
    }


def test_the_list_of_places_holds_every_field_that_takes_a_rate() -> None:
    places = {place for place in PLACES if "." in place} - {"PriceList.uplifted"}
    assert fields_of(Rate, classes()) == places | OTHERS


def test_no_field_of_exact_numbers_takes_a_rate_unseen() -> None:
    assert fields_of(Fraction, THINGS) == COUNTS


@pytest.mark.parametrize("place", PLACES)
@given(hundredths=st.integers(1, 100_00))
def test_a_rate_means_the_same_in_every_place_that_takes_one(place: str, hundredths: int) -> None:
    least, most = (50_00, 100_00) if place in WHOLES else (1, 100_00 - (place in ON_TOP))
    most = 49_99 if place in RISES else most
    rate = Fraction(min(max(hundredths, least), most), 100_00)
    text = plain(rate * 100)
    ways = [f"{text} %", f"{text}%", f" {text} % ", f"{rate * 10_000}/10000", rate, Rate(rate)]
    assert {PLACES[place](way) for way in ways} == {rate}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("bare", [1, 59, "2.4", "0.5", Decimal("0.5"), "105", 0.5])
def test_a_bare_number_is_refused_in_every_place_with_the_two_ways_to_write_it(
    place: str,
    bare: Any,  # noqa: ANN401  # any number
) -> None:
    fault = caught(InvalidValueError, PLACES[place], bare)
    assert fault.subject == SUBJECTS.get(place, place.replace(".", " "))
    assert str(bare) in str(fault.got)
    more = "" if place in ON_TOP else " or 5900 %"
    ways = {"0.5": "Write 0.5 % or 50 %.", "59": f"Write 59 %{more}."}
    if place in RISES:
        ways = {"0.5": "Write 0.5 %", "59": ""}
    assert ways.get(str(bare), "Write") in fault.remedy or isinstance(bare, float)


@pytest.mark.parametrize("nothing", [0, "0", "0.0", Decimal(0), "0 %", "0/7"])
def test_nothing_needs_no_mark(nothing: Any) -> None:  # noqa: ANN401  # any number
    assert Rate(nothing) == PercentUplift(nothing).rate == 0
    assert PercentagePoints(0) == 0


@pytest.mark.parametrize("wrong", ["lots", "", "%", "2.4 points", True, None, "2,4 %", "NaN %"])
def test_what_is_no_rate_is_refused_as_one(wrong: Any) -> None:  # noqa: ANN401  # anything
    fault = caught(InvalidValueError, Rate, wrong)
    assert (fault.subject, fault.got) == ("Rate", repr(wrong))
    assert fault.remedy == 'Write it as "50 %" or "3/4".'
    assert caught(InvalidValueError, multiple, wrong).remedy == 'Write it as "95 %" or "105 %".'
    assert caught(InvalidValueError, on_top, wrong).remedy == 'Write it as "2.4 %".'


def test_the_figures_that_were_wrong_are_refused_or_right() -> None:
    budget = Budget("2021/22", [line("1000")])
    year = FinancialYear(2022)
    caught(InvalidValueError, PercentUplift, "2.4")  # £1,000 became £3,400
    assert PercentUplift("2.4 %").moved(Fraction(1000_00), year).after == 1024_00
    caught(InvalidValueError, HostCharge, "fees", "fee", rate="5", of=["staffing/line"])  # £5,000
    charge = HostCharge("fees", "fee", rate="5 %", of=[budget.lines[0].key])
    assert charge.line(budget).amount == Money("50")
    caught(InvalidValueError, Bound, Measured("contribution"), "105")  # never bound anybody
    caught(InvalidValueError, Tolerance, HALVES, ADOPTED, per_cent=1)  # was 100 %
    assert PercentUplift("-2 %").rate == Fraction(-2, 100)  # a saving


def test_a_change_is_told_as_the_whole_that_it_comes_to() -> None:
    fault = caught(InvalidValueError, Bound, Measured("contribution"), "+5 %")
    assert said(fault) == ("Bound times", "be of the whole", "'+5 %'")
    assert fault.remedy == "Write 5 % for the part alone, or 105 % for the whole with it."
    assert caught(InvalidValueError, PriceIndex, "ONS", "CPI", "May", "+3.1 %").remedy == (
        "Write 3.1 % for the part alone, or 103.1 % for the whole with it."
    )
    assert multiple("105 %") == Rate("105 %")


@pytest.mark.parametrize("place", sorted(ON_TOP - RISES))
@pytest.mark.parametrize(
    ("whole", "way"),
    [
        ("103 %", "Write 3 % for 103 % in all"),
        ("4/3", "Write 1/3 for 4/3 in all"),
        ("100 %", ""),
        ("250 %", ""),
    ],
)
def test_the_whole_is_refused_where_what_comes_on_top_is_asked(
    place: str, whole: str, way: str
) -> None:
    """An on-cost is asked for no amount, for no field takes one; nothing refused is advised."""
    fault = caught(InvalidValueError, PLACES[place], whole)
    subject = place.replace(".", " ")
    assert said(fault) == (subject, "be what comes on top, less than 100 %", repr(whole))
    real = f"give a real charge of {whole} as an amount."
    if place == "PayAward.on_cost":
        assert fault.remedy == (f"{way}." if way else 'Write it as "2.4 %".')
    else:
        assert fault.remedy == (f"{way}; {real}" if way else f"G{real[1:]}")


@pytest.mark.parametrize("place", sorted(RISES))
@pytest.mark.parametrize(
    ("whole", "way"),
    [
        ("98 %", "Write -2 % for 98 % in all"),
        ("50 %", "Write -50 % for 50 % in all"),
        ("103 %", "Write 3 % for 103 % in all"),
        ("149.9 %", "Write 49.9 % for 149.9 % in all"),
        ("150 %", ""),
        ("100 %", ""),
    ],
)
def test_a_rise_of_half_or_more_is_refused_with_both_readings(
    place: str, whole: str, way: str
) -> None:
    """98 % for a cut of 2 % made £1,000 into £1,980; a pay award is never a cut."""
    fault = caught(InvalidValueError, PLACES[place], whole)
    subject = SUBJECTS.get(place, place.replace(".", " "))
    assert said(fault) == (subject, "be what comes on top, less than 50 %", repr(whole))
    real = f"give a real rise of {whole} as an amount."
    is_cut_of_pay = place == "Award.rate" and "-" in way
    assert fault.remedy == (f"{way}; {real}" if way and not is_cut_of_pay else f"G{real[1:]}")
    assert PLACES[place]("49.99 %") == Rate("49.99 %")


@pytest.mark.parametrize(
    ("bare", "of_a_charge", "of_a_rise"),
    [
        ("2.4", "Write 2.4 %.", "Write 2.4 %."),
        ("1.03", "Write 1.03 % or 3 % for 103 % in all.", "Write 1.03 % or 3 % for 103 % in all."),
        ("-2", 'Write it as "2.4 %".', "Write -2 %."),
        (
            105,
            "Write 5 % for 105 % in all; give a real charge of 105 % as an amount.",
            "Write 5 % for 105 % in all; give a real rise of 105 % as an amount.",
        ),
        (
            98,
            "Write 98 %.",
            "Write -2 % for 98 % in all; give a real rise of 98 % as an amount.",
        ),
        (
            300,
            "Give a real charge of 300 % as an amount.",
            "Give a real rise of 300 % as an amount.",
        ),
    ],
)
def test_a_bare_number_is_told_as_what_may_come_on_top(
    bare: Any,  # noqa: ANN401  # any number
    of_a_charge: str,
    of_a_rise: str,
) -> None:
    assert caught(InvalidValueError, on_top, bare).remedy == of_a_charge
    assert caught(InvalidValueError, rise, bare).remedy == of_a_rise


def test_what_counts_is_refused_by_the_name_of_its_field() -> None:
    fault = caught(InvalidValueError, PayAward, {YEAR: Award("1 %")}, "5 %")
    assert (fault.subject, fault.field) == ("PayAward fte", "fte")
    assert caught(InvalidValueError, PayAward, {YEAR: Award("1 %")}, "many").field == "fte"


def test_an_index_that_moves_to_a_small_part_is_refused_as_a_rise() -> None:
    """A ratio of 3.1 % made the year's provisional contributions a thirtieth of the last ones."""
    fault = caught(InvalidValueError, PriceIndex, "ONS", "CPI", "May 2021", "3.1 %")
    assert said(fault)[1] == "be the whole that it moved to, from 50 % to 200 %"
    assert fault.remedy == "Write 103.1 % for a rise of 3.1 %."
    fall = caught(InvalidValueError, PriceIndex, "ONS", "CPI", "May 2021", "-3 %")
    assert fall.remedy == "Write 97 % for a fall of 3 %."
    still = caught(InvalidValueError, PriceIndex, "ONS", "CPI", "May 2021", "0 %")
    assert still.remedy == "Write 100 % for no change."
    fault = caught(InvalidValueError, PriceIndex, "ONS", "CPI", "May 2021", "1031 %")
    assert (str(fault.got), fault.remedy) == ("1031 %", "")


@pytest.mark.parametrize("way", [59, "59", "59 %", Decimal(59), Rate.percent(59), Fraction(59)])
def test_under_a_head_of_per_cent_the_mark_may_be_left_out(way: Any) -> None:  # noqa: ANN401  # any number
    agreed = Given({"Ash": way, "Birch": "41"}, "percent")
    assert agreed == Given({"Ash": 59, "Birch": 41}, "percent")
    cumbria = Succession("2023-04-01", "Ash", {"Birch": way, "Cedar": 41})
    assert cumbria.parts["Birch"] == per_cent(way) == 59


@pytest.mark.parametrize(("unit", "numbers"), [("units", "5 %"), ("pence", "5 %"), ("weight", "5")])
def test_a_mark_among_numbers_that_have_none_is_refused(unit: Any, numbers: str) -> None:  # noqa: ANN401  # one of the units
    fault = caught(InvalidValueError, Given, {"Ash": "95 %", "Birch": numbers}, unit)
    assert fault.subject == f"Numbers given as {unit}"
    assert "Ash 95 %" in str(fault.got)


@pytest.mark.parametrize(
    "act",
    [
        unmixed,
        lambda by: split(Money("100"), by),
        lambda by: Liability("lease", "100", by),
        lambda by: Reserve("general", {"Ash": "300", "Birch": "100"}).bearable(by),
        ShareBase.recomputed,
    ],
)
def test_weights_are_all_marked_or_none_of_them(act: Callable[[Any], object]) -> None:
    fault = caught(InvalidValueError, act, {"Ash": "50 %", "Birch": 50})
    assert said(fault)[1:] == ("all be marked as per cent, or none of them", "Ash 50 %")
    act({"Ash": "50 %", "Birch": "50 %"})
    act({"Ash": 50, "Birch": 0})


def test_weights_may_all_be_marked() -> None:
    marked = Given({"Ash": "95 %", "Birch": "5 %", "Cedar": 0})
    assert marked == Given({"Ash": "19/20", "Birch": "1/20", "Cedar": 0})


def test_a_count_has_no_mark() -> None:
    assert said(caught(InvalidValueError, unmarked, "59 %")) == (
        "Number",
        "be a number without a mark",
        "'59 %'",
    )
    assert [unmarked("59"), figure("59"), figure("59 %")] == [59, 59, Rate("59 %")]
    assert [is_marked(each) for each in ("5 %", Rate("5 %"), "5", 5)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("3 points", "3 points"),
        ("1 point", "1 point"),
        ("2.5 percentage points", "2.5 points"),
        ("1/3 points", "1/3 points"),
        (Fraction(3, 100), "3 points"),
        ("0", "0 points"),
    ],
)
def test_points_are_told_as_points(points: str | Fraction, text: str) -> None:
    rule = Tolerance(HALVES, ADOPTED, points=points)
    assert str(rule.points) == text
    assert PercentagePoints(text) == rule.points


@pytest.mark.parametrize(
    ("wrong", "rule", "remedy"),
    [
        ("3 %", "be no rate", 'Write it as "3 points"; a part of each share is a rate, per_cent.'),
        (Rate("3 %"), "be no rate", None),
        ("3 % points", "be a number", None),
        (3, "have their mark", "Write 3 points."),
        ("0.5", "have their mark", "Write 0.5 points."),
        (1, "have their mark", "Write 1 point."),
        ("some points", "be a number", None),
    ],
)
def test_points_are_never_a_rate_nor_a_bare_number(
    wrong: Any,  # noqa: ANN401  # anything
    rule: str,
    remedy: str | None,
) -> None:
    fault = caught(InvalidValueError, Tolerance, HALVES, ADOPTED, points=wrong)
    assert (fault.subject, fault.rule) == ("Tolerance points", rule)
    assert remedy in (None, fault.remedy)


@given(st.fractions(min_value=-2, max_value=200))
def test_a_rate_and_points_are_read_back_from_their_text(number: Fraction) -> None:
    for kind in (Rate, PercentagePoints):
        assert kind(str(kind(number))) == kind(number) == number


@pytest.mark.parametrize("number", [Fraction(0), Fraction(1, 3), Fraction(-1, 50)])
def test_a_rate_and_points_stay_what_they_are_when_copied_and_pickled(number: Fraction) -> None:
    for kind in (Rate, PercentagePoints):
        one = kind(number)
        assert f"{one:>12}" == str(one).rjust(12)
        copies = (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one)))  # noqa: S301  # our own bytes
        assert {(type(each), each) for each in copies} == {(kind, number)}
        assert eval(repr(one), {kind.__name__: kind}) == one  # noqa: S307  # our own text
        assert type(one + 1) is Fraction
