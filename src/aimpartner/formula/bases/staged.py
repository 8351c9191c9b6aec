"""Two stages: between groups of partners, then within each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar

from attrs import Attribute, field, frozen
from attrs.converters import optional

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, percent
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import (
    Basis,
    Part,
    Points,
    by,
    called,
    check_apart,
    check_part,
    check_partners,
    check_whole,
    exactly,
    in_full,
    nested,
    require_whole,
    shares_of,
    weighted,
)
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear
from aimpartner.rates import Rate
from aimpartner.validators import check_name
from aimpartner.working.steps import Draft, Op

_BETWEEN = "between"


@frozen(repr=False, field_transformer=checked)
class Group(Part):
    """Some of the partners, which together take a part of the whole.

    Args:
        name: its name; a part of an address.
        weight: its share of the whole, such as "54.24 %"; `None` where a basis between the groups
            weighs them.
        partners: the partners in it.
        basis: what its part is shared by within it; only its own partners need numbers.

    Raises:
        InvalidValueError: the weight is no part of a whole, the name cannot stand in an address,
            or there is no partner, or one twice.

    Example:
        >>> from aimpartner import Given
        >>> Group("county", "45.76 %", ["Somerset"], Given.equal(["Somerset"])).weight
        Rate('45.76 %')
    """

    word: ClassVar[str] = "group"
    weight: Rate | None = field(converter=optional(Rate), metadata=address())
    partners: tuple[str, ...] = field(converter=ordered)
    basis: Basis = field(metadata=address(""))

    @weight.validator
    def _is_a_part(self, attribute: Attribute[Any], weight: Rate | None) -> None:
        if weight is not None:
            check_part(f"Weight of {self.name}", weight, attribute.name)

    @partners.validator
    def _are_each_named_once(self, _: Attribute[Any], partners: tuple[str, ...]) -> None:
        whose = f"the group {self.name}"
        if not partners:
            subject = f"Partners of {whose}"
            raise InvalidValueError(subject, "be given", "nothing", field="partners")
        check_partners(whose, partners)


@frozen(repr=False, field_transformer=checked)
class Staged(Basis):
    """A whole that is shared between groups by their weights, then within each group.

    Args:
        groups: the groups; every partner of the year is in one of them.
        between: what the groups are weighed by, in place of stated weights: each takes what its
            partners' shares by this basis come to, such as those of their populations.

    Raises:
        InvalidValueError: the weights do not sum to one, or two groups share a name.
        ModelError: a partner is in two groups; or groups have weights beside a basis between them,
            or neither.

    Sources:
        Somerset Waste Partnership, client costs formula: first between the county and the
        districts together, then between the districts.

    Example:
        >>> from aimpartner import Given
        >>> county = Group("county", "40 %", ["Somerset"], Given.equal(["Somerset"]))
        >>> both = ["Mendip", "Sedgemoor"]
        >>> Staged([county, Group("districts", "60 %", both, Given.equal(both))]).named
        ('Somerset', 'Mendip', 'Sedgemoor')
    """

    groups: tuple[Group, ...] = field(converter=ordered, metadata=address(""))
    between: Basis | None = field(default=None, metadata=address(_BETWEEN))

    def __attrs_post_init__(self) -> None:
        """Check that the groups have weights, or are weighed by a basis, and not both."""
        weights = [(group.name, group.weight) for group in self.groups if group.weight is not None]
        if self.between is None and len(weights) == len(self.groups):
            check_whole("groups", weights)
        elif self.between is None or weights:
            rule = "be stated for each group, or for none beside a basis between them"
            with_weight = f"for {listed(name for name, _ in weights) if weights else 'none'}"
            raise ModelError("Weights of groups", rule, with_weight)

    @groups.validator
    def _are_told_apart(self, _: Attribute[Any], groups: tuple[Group, ...]) -> None:
        check_apart("groups", [group.name for group in groups])
        for group in groups:
            check_name("Group", group.name, (_BETWEEN,))
        twice = [partner for partner, count in Counter(self.named).items() if count > 1]
        if twice:
            among = [group.name for group in groups if twice[0] in group.partners]
            raise ModelError(f"Partner {twice[0]}", "be in one group", listed(among))

    @property
    def named(self) -> tuple[str, ...]:
        """The partners in its groups."""
        return tuple(partner for group in self.groups for partner in group.partners)

    def in_points(self, year: FinancialYear) -> Points:
        """Return the basis in words: what each group takes, and how it shares it."""
        groups = (
            f"{'' if group.weight is None else f'{percent(group.weight)} to '}"
            f"{group.name} ({listed(group.partners)}), within it {by(group.basis, year)}"
            for group in self.groups
        )
        between = f"between groups {nested(self.between, year)}, then " if self.between else ""
        yield 0, f"in two stages: {between}{'; '.join(groups)}"
        if self.between:
            yield 1, "A group takes what its partners' shares between groups come to."
            yield from in_full("Between groups: ", self.between, year, 1)
        for group in self.groups:
            part = "" if group.weight is None else f"{exactly(group.weight)} to "
            yield from in_full(f"{part}{group.name}: ", group.basis, year, 1)

    def weights(self, draft: Draft, at: str) -> int:
        """Write each group's shares within it times its weight, and their sum.

        Raises:
            ModelError: a partner of the year is in no group, or a group has none of the year.
        """
        here = f"{called(at)} in {draft.figures.year}"
        left_out = [partner for partner in draft.sharing if partner not in self.named]
        if left_out:
            groups = listed(group.name for group in self.groups)
            rule = f"have {listed(left_out)} in one of its groups"
            raise ModelError(here, rule, groups, "Put each partner in a group.", at=at)
        between = shares_of(self.between, draft, f"{at}/{_BETWEEN}") if self.between else None
        parts = [
            self._part(draft, f"{at}/{group.name}", group, between)
            for group in self._present(draft, here, at)
        ]
        if self.between is None:
            require_whole(draft, at, [group.name for group in self.groups])
        return draft.add(parts, f"{called(at)}: groups together", "share")

    def _present(self, draft: Draft, here: str, at: str) -> Iterator[Group]:
        """Go through the groups that a partner of the year is in; one with a weight has to be."""
        for group in self.groups:
            if any(partner in group.partners for partner in draft.sharing):
                yield group
            elif group.weight is not None:
                remedy = "Share its part among the others, by other weights."
                rule = f"have a partner of the year in the group {group.name}"
                raise ModelError(here, rule, f"only {listed(group.partners)}", remedy, at=at)

    def _part(self, draft: Draft, at: str, group: Group, between: int | None) -> int:
        """Write a group's shares within it times its weight: stated, or its partners' shares."""
        present = tuple(partner for partner in draft.sharing if partner in group.partners)
        shares = shares_of(group.basis, draft.within(present), at)
        if between is None:
            return weighted(draft, at, group.weight or Fraction(0), shares)
        words, mask = called(at), draft.only(*present)
        own = draft.put(Op.TIMES, between, mask, words=f"{words}: between groups", unit="share")
        weight = draft.put(Op.ADD, own, words=f"{words}: weight of the group", unit="share")
        return draft.put(Op.TIMES, weight, shares, words=f"{words}: weighted", unit="share")
