"""The bodies that govern an agency: who sits on them, and who has to agree."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.parties.decisions import ApprovalRule
from aimpartner.rules import given, one_of
from aimpartner.sources import Source

Kind = Literal["strategic board", "operational group", "scrutiny", "cabinet"]


@frozen
class Member:
    """A seat of a body: an office, never a person.

    Args:
        role: the office, such as Director of Children's Services.
        partner: whose it is; empty where that is not recorded, or it is nobody's, as of an
            independent chair.

    Example:
        >>> print(Member("Head of Service", "Sefton"))
        Head of Service (Sefton)
    """

    role: str = field(validator=given)
    partner: str = ""

    def __str__(self) -> str:
        """Return the office and whose it is."""
        return f"{self.role} ({self.partner})" if self.partner else self.role


@frozen
class Body:
    """A body that governs the agency, oversees it, or decides for one partner.

    Args:
        name: its name, by which decisions name it.
        kind: "strategic board", "operational group", "scrutiny" or "cabinet".
        members: its seats, in order.
        chair: the role of the member that chairs it; empty where not recorded.
        rule: who has to agree: "all", a "majority" or "two thirds".
        source: where this is recorded.

    Raises:
        ModelError: the chair is not one of the members' roles.

    Example:
        >>> seats = [Member("Director of Children's Services"), Member("Lead Member", "Sefton")]
        >>> Body("Board", "strategic board", seats, "Lead Member").partners
        ('Sefton',)
    """

    name: str = field(validator=given)
    kind: Kind = field(validator=one_of(get_args(Kind)))
    members: tuple[Member, ...] = field(default=(), converter=ordered)
    chair: str = field(default="")
    rule: ApprovalRule = field(default="all", validator=one_of(get_args(ApprovalRule)))
    source: Source | None = None

    @chair.validator
    def _is_a_role(self, _: object, chair: str) -> None:
        roles = list(dict.fromkeys(member.role for member in self.members))
        if chair and chair not in roles:
            raise ModelError(f"Chair of {self.name}", f"be one of {listed(roles)}", repr(chair))

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners that have a seat, in the order of the seats."""
        return tuple(dict.fromkeys(each.partner for each in self.members if each.partner))
