"""Share bases, tiers and settlement rules by themselves."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.by import ByPartner
from aimpartner.errors import ApportionmentError, InvalidValueError, ModelError
from aimpartner.formula.bases.given import Given
from aimpartner.issue.fees import Fee
from aimpartner.money import Money, sum_of
from aimpartner.settlement.share_base import ShareBase, ShareBaseKind
from aimpartner.settlement.tiers import SettlementRule, Tier, check_rules
from aimpartner.working.amounts import moneys
from faults import caught, said
from settlement.settled import PAID, SHARED, WAITS, issued

ELEMENTS = [
    ("staffing", moneys({"Ash": "400", "Birch": "300", "Cedar": "0"})),
    ("rent", moneys({"Ash": "60", "Birch": "0", "Cedar": "20"})),
    ("legal", moneys({"Ash": "40", "Birch": "0", "Cedar": "180"})),
]
ALL = issued(elements=ELEMENTS)


@pytest.mark.parametrize(
    ("base", "weights", "words"),
    [
        (ShareBase.issued(), [50000, 30000, 20000], "issued contributions"),
        (ShareBase.issued("rent"), [6000, 0, 2000], "issued amounts of rent"),
        (ShareBase.issued("rent", "legal"), [10000, 0, 20000], "issued amounts of rent, legal"),
        (ShareBase.equal(), [1, 1, 1], "equal shares"),
        (
            ShareBase.stated({"Cedar": 20, "Ash": "41.5", "Birch": "38.5"}),
            [Fraction(83, 2), Fraction(77, 2), 20],
            "stated per cent (Cedar 20, Ash 41.5, Birch 38.5)",
        ),
        (
            ShareBase.recomputed({"Ash": 27, "Birch": 0, "Cedar": 51}),
            [27, 0, 51],
            "weights on the outturn's evidence (Ash 27, Birch 0, Cedar 51)",
        ),
    ],
)
def test_a_share_base_gives_one_weight_a_partner_in_the_issues_order(
    base: ShareBase, weights: list[Fraction], words: str
) -> None:
    assert list(base.of(ALL).items()) == list(zip(ALL.partners, weights, strict=True))
    assert str(base) == words


def test_a_share_base_of_an_element_that_was_not_issued_is_refused() -> None:
    fault = caught(ModelError, ShareBase.issued("rnet").of, ALL)
    subject = f"Share base by elements of {ALL.title}"
    assert said(fault) == (subject, "name some of staffing, rent, legal", "rnet")


@pytest.mark.parametrize(
    ("paid", "got"),
    [
        ({"Ash": "0", "Birch": "0"}, "0, 0"),
        ({"Ash": "2", "Birch": "-1"}, "200, -100"),
    ],
)
def test_contributions_that_cannot_weigh_are_refused_by_name(
    paid: dict[str, str], got: str
) -> None:
    asked = issued(paid=paid)
    fault = caught(ApportionmentError, ShareBase.issued().of, asked)
    subject = f"Weights by issued contributions for {asked.title}"
    rule = "be positive, or nothing for some; or their shares be frozen by the issue"
    assert said(fault) == (subject, rule, got)
    assert fault.remedy.startswith("Name the base to share by")


FROZEN = [
    ("", {"Ash": "1/2", "Birch": "1/4", "Cedar": "1/4"}),
    ("rent", {"Ash": 1, "Birch": 0, "Cedar": 0}),
    ("legal", {"Ash": 0, "Birch": 1, "Cedar": 0}),
]


def columns(rent: list[str], legal: list[str]) -> list[tuple[str, ByPartner[Money]]]:
    pairs = (("rent", rent), ("legal", legal))
    return [(name, moneys(dict(zip(PAID, of, strict=True)))) for name, of in pairs]


@pytest.mark.parametrize(
    ("base", "rent", "legal", "weights"),
    [
        (ShareBase.issued(), ["0", "0", "0"], ["0", "0", "0"], ["1/2", "1/4", "1/4"]),
        (ShareBase.issued(), ["5", "-1", "0"], ["0", "0", "0"], ["1/2", "1/4", "1/4"]),
        (ShareBase.issued("rent"), ["0", "0", "0"], ["3", "2", "1"], ["1", "0", "0"]),
        (ShareBase.issued("rent", "legal"), ["0", "0", "0"], ["0", "0", "0"], ["1", "1", "0"]),
        (
            ShareBase.issued("rent", "legal"),
            ["2", "-1", "0"],
            ["0", "-3", "0"],
            ["100", "300", "0"],
        ),
    ],
)
def test_frozen_shares_serve_where_issued_amounts_are_nothing_or_of_both_signs(
    base: ShareBase, rent: list[str], legal: list[str], weights: list[str]
) -> None:
    """Of several elements, by the size of what each shared; of nothing, each alike."""
    elements = columns(rent, legal)
    paid = {name: sum_of(column[name] for _, column in elements) for name in PAID}
    asked = issued(paid=paid, elements=elements, sharing=FROZEN)
    found = base.of(asked).values()
    wanted = [Fraction(weight) for weight in weights]
    assert [each / sum(found) for each in found] == [each / sum(wanted) for each in wanted]
    assert base.in_words(asked) == f"the shares of the issue, for want of {base} to share by"


def test_credits_to_all_weigh_as_charges_do() -> None:
    asked = issued(paid={"Ash": "-20", "Birch": "-10", "Cedar": "0"})
    assert list(ShareBase.issued().of(asked).values()) == [2000, 1000, 0]


def test_fees_and_own_additions_weigh_nothing_and_are_named() -> None:
    priced = moneys({"Ash": "490", "Birch": "0", "Cedar": "0"})
    own = moneys({"Ash": "0", "Birch": "290", "Cedar": "0"})
    asked = issued(priced=priced, own=own)
    assert list(ShareBase.issued().of(asked).values()) == [1000, 1000, 20000]
    assert ShareBase.issued().in_words(asked) == (
        "issued contributions, without what was bought at a price or is a partner's own"
    )


def test_fees_weigh_nothing_by_element_too_where_the_issue_lists_them() -> None:
    """In units of £10, £4 of fees are nothing or £10: the elements tell which."""
    fee = Fee("places", "4", {"Ash": 1, "Birch": 0, "Cedar": 0})
    elements = [
        ("places", moneys({"Ash": "10", "Birch": "0", "Cedar": "0"})),
        ("staffing", moneys({"Ash": "10", "Birch": "30", "Cedar": "20"})),
        ("own/additions", moneys({"Ash": "0", "Birch": "0", "Cedar": "10"})),
    ]
    asked = issued(
        paid={"Ash": "20", "Birch": "30", "Cedar": "30"},
        elements=elements,
        fees=[fee],
        priced=moneys({"Ash": "4", "Birch": "0", "Cedar": "0"}),
        own=moneys({"Ash": "0", "Birch": "0", "Cedar": "9"}),
    )
    assert list(ShareBase.issued().of(asked).values()) == [1000, 3000, 2000]


def test_given_weights_of_nothing_are_refused() -> None:
    fault = caught(ApportionmentError, ShareBase.recomputed(dict.fromkeys(PAID, 0)).of, issued())
    assert (fault.rule, fault.remedy) == (
        "be positive, or nothing for some",
        "Share by another base.",
    )


@pytest.mark.parametrize(
    ("shares", "said_of"),
    [
        ({"Ash": "3/2", "Birch": "-1/2", "Cedar": 0}, "Shares of rent of Birch"),
        ({"Ash": "1/2", "Birch": 0, "Cedar": 0}, "Shares of rent"),
    ],
)
def test_frozen_shares_make_a_whole(shares: dict[str, str | int], said_of: str) -> None:
    fault = caught(InvalidValueError, issued, sharing=[("rent", shares)])
    assert fault.subject == said_of


@pytest.mark.parametrize("make", [ShareBase.stated, ShareBase.recomputed])
def test_given_weights_name_each_partner_of_the_issue(make: object) -> None:
    base = make({"Ash": 60, "Birch": 40})  # type: ignore[operator]  # a constructor
    fault = caught(ModelError, base.of, ALL)
    assert (fault.rule, fault.got) == ("name Ash, Birch, Cedar", "Ash, Birch")


def test_stated_per_cent_sum_to_100_and_no_weight_is_negative() -> None:
    fault = caught(InvalidValueError, ShareBase.stated, {"Ash": 60, "Birch": "39.9"})
    assert said(fault) == ("Percentages", "sum to 100", "99.9 for Ash, Birch")
    fault = caught(InvalidValueError, ShareBase.recomputed, {"Ash": 60, "Birch": "-1"})
    assert said(fault) == ("Number of Birch", "not be negative", -1)
    assert caught(InvalidValueError, ShareBase, "by guess").got == "by guess"


@pytest.mark.parametrize(
    ("kind", "numbers", "got"),
    [("stated", None, "none"), ("equal", Given({"Ash": 1}), "Ash")],
)
def test_numbers_are_given_to_those_kinds_alone_that_go_by_them(
    kind: ShareBaseKind, numbers: Given | None, got: str
) -> None:
    fault = caught(ModelError, ShareBase, kind, numbers)
    rule = "have numbers if it is stated or recomputed, and otherwise none"
    assert said(fault) == (f"Share base {kind}", rule, got)


@pytest.mark.parametrize(
    ("tier", "reaching", "taken"),
    [
        (Tier("host"), "25", "25"),
        (Tier("host", limit=Money("10")), "25", "10"),
        (Tier("host", limit=Money("10")), "9.99", "9.99"),
        (Tier("host", part="50 %"), "25.01", "12.51"),
        (Tier("host", part="50 %", limit=Money("12")), "25.01", "12"),
        (Tier("host", limit=Money(0)), "25", "0"),
    ],
)
def test_a_tier_takes_its_part_up_to_its_limit_and_a_credit_mirrors_the_charge(
    tier: Tier, reaching: str, taken: str
) -> None:
    assert tier.takes(Money(reaching)) == Money(taken)
    assert tier.takes(-Money(reaching)) == -Money(taken)


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9), st.fractions(Fraction(1, 100), 1))
def test_a_tier_never_takes_more_than_reaches_it_or_than_its_limit(
    pence: int, limit: int, part: Fraction
) -> None:
    taken = Tier("host", None, Money.from_pence(limit), part).takes(Money.from_pence(pence)).pence
    assert abs(taken) <= min(abs(pence), limit)
    assert taken * pence >= 0
    assert Tier("host").takes(Money.from_pence(pence)).pence == pence


def test_partners_share_by_something_and_nobody_else_does() -> None:
    fault = caught(ModelError, Tier, "partners")
    assert said(fault) == ("Tier of the partners", "have a share base", "none")
    assert fault.remedy == "Name one, such as ShareBase.issued()."
    fault = caught(ModelError, Tier, "host", ShareBase.equal())
    assert said(fault) == ("Tier host", "have no share base", ShareBase.equal())
    assert Tier("reserve", ShareBase.equal()).by == ShareBase.equal()


@pytest.mark.parametrize(
    ("gap", "tier"), [("0.01", "host"), ("0", "host"), ("-0.01", "board decides")]
)
def test_a_penny_over_is_an_overspend_and_a_penny_under_an_underspend(gap: str, tier: str) -> None:
    (first,) = SettlementRule("all", [Tier("host")], [WAITS]).tiers(Money(gap))
    assert first.to == tier


@pytest.mark.parametrize("part", [0, "-1/2", "101 %"])
def test_a_part_is_more_than_nothing_and_at_most_the_whole(part: int | str) -> None:
    fault = caught(InvalidValueError, Tier, "host", part=part)
    assert fault.rule == "be more than nothing and at most the whole"


def test_a_limit_is_not_negative_and_a_taker_is_one_that_is_known() -> None:
    assert caught(InvalidValueError, Tier, "host", limit=Money("-1")).got == Money("-1")
    assert caught(InvalidValueError, Tier, "nobody").got == "nobody"


@pytest.mark.parametrize(
    ("tiers", "got"),
    [
        ([], "no tier"),
        ([SHARED, Tier("host", limit=Money("5"))], "the tier host"),
        ([Tier("host", part="50 %")], "the tier host"),
        ([Tier("reserve")], "the tier reserve"),
    ],
)
def test_a_rule_that_could_leave_something_over_is_refused(tiers: list[Tier], got: str) -> None:
    over = caught(ModelError, SettlementRule, "all", tiers, [WAITS])
    under = caught(ModelError, SettlementRule, "all", [WAITS], tiers)
    rule = "end with a tier that takes all that is left"
    assert said(over) == ("Overspend by the rule all", rule, got)
    assert over.remedy == 'Add Tier("board decides"), or whoever takes the rest.'
    assert said(under) == ("Underspend by the rule all", rule, got)


def named(name: str, *pools: str) -> SettlementRule:
    return SettlementRule(name, [WAITS], [WAITS], pools)


@pytest.mark.parametrize(
    ("rules", "wanted", "got"),
    [
        ([named("a"), named("a", "rent")], "name each rule once", "a (2 times)"),
        ([named("a"), named("b", "rnet")], "take some of staffing, rent, other", "rnet"),
        ([named("a"), named("b")], "take staffing by one rule", "a, b"),
        ([named("a", "rent")], "take staffing by one rule", "none"),
        ([named("a"), named("b", "rent"), named("c", "rent")], "take rent by one rule", "b, c"),
    ],
)
def test_each_pool_is_taken_by_one_rule(rules: list[SettlementRule], wanted: str, got: str) -> None:
    known, pools = ("staffing", "rent", "other"), ("staffing", "rent")
    fault = caught(ModelError, check_rules, tuple(rules), known, pools, "Rules")
    assert said(fault) == ("Rules", wanted, got)


def test_a_limit_may_be_text() -> None:
    assert Tier("host", limit="10") == Tier("host", limit=Money("10"))
