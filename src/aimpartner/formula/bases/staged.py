"""Two stages: between groups of partners, then within each."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from attrs import Attribute, field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed, percent
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import (
    Basis,
    Points,
    Weighed,
    by,
    called,
    check_partners,
    check_whole,
    exactly,
    in_full,
    shares_of,
    weighted,
)
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear
from aimpartner.working.steps import Draft


@frozen(repr=False, field_transformer=checked)
class Group(Weighed):
    """Some of the partners, which together take a part of the whole.

    Args:
        name: its name; a part of an address.
        weight: its share of the whole, such as "54.24 %".
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
    partners: tuple[str, ...] = field(converter=ordered)
    basis: Basis = field(metadata=address(""))

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

    The weights between groups are stated numbers. Where they go by a measure themselves, such as
    the groups' populations, work the percentages out beforehand: no operation of a working adds
    up over some of the partners.

    Args:
        groups: the groups; every partner of the year is in one of them.

    Raises:
        InvalidValueError: the weights do not sum to one, or two groups share a name.
        ModelError: a partner is in two groups.

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

    @groups.validator
    def _make_one_whole(self, _: Attribute[Any], groups: tuple[Group, ...]) -> None:
        check_whole("groups", groups)
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
            f"{percent(group.weight)} to {group.name} ({listed(group.partners)}), "
            f"within it {by(group.basis, year)}"
            for group in self.groups
        )
        yield 0, f"in two stages: {'; '.join(groups)}"
        for group in self.groups:
            yield from in_full(f"{exactly(group.weight)} to {group.name}: ", group.basis, year, 1)

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
        parts = [self._part(draft, at, group, here) for group in self.groups]
        return draft.add(parts, f"{called(at)}: groups together", "share")

    def _part(self, draft: Draft, at: str, group: Group, here: str) -> int:
        present = tuple(partner for partner in draft.sharing if partner in group.partners)
        if not present:
            remedy = "Share its part among the others, by other weights."
            rule = f"have a partner of the year in the group {group.name}"
            raise ModelError(here, rule, f"only {listed(group.partners)}", remedy, at=at)
        below = f"{at}/{group.name}"
        shares = shares_of(group.basis, draft.within(present), below)
        return weighted(draft, below, group.weight, shares)
