"""What the figure of an input must be, in words and as a formula: what the library holds it to."""

from __future__ import annotations

from attrs import frozen

from aimpartner.excel.contributions.inputs_sheet import scaled, typed
from aimpartner.working.conditions import Must
from aimpartner.working.steps import Step, Working

_BREAKS: dict[Must, tuple[str, ...]] = {
    Must.PART: ("{}<0", "{}>1"),
    Must.NOT_NEGATIVE: ("{}<0",),
    Must.WHOLE_PENCE: ("ROUND({0},6)<>ROUND({0},0)",),
    Must.UNIT: ("ROUND({0},6)<>ROUND({0},0)", "{}<1"),
}
_WORDS = {
    Must.NOT_NEGATIVE: "not negative",
    Must.WHOLE_PENCE: "in whole pence",
    Must.UNIT: "in whole pence, at least one",
}
_PART = {"points": "from 0 to 100"}
_ANY = "a number"


@frozen
class MustBe:
    """What a figure must be.

    Args:
        words: what it must be, in words.
        breaks: what of it must not hold, as formulas in which {0} is the cell of the figure.
        is_fixed: whether it must be what it was.
    """

    words: str = _ANY
    breaks: tuple[str, ...] = ()
    is_fixed: bool = False

    @property
    def state(self) -> str:
        """The formula of how a figure {0} stands to what it was, {1}.

        It is 0 as calculated, 1 changed, 2 no figure that can be: a text, a blank, yes or no, an
        error, or a number that breaks what it must be.
        """
        if self.is_fixed:
            return "IF(ISNUMBER({0}),({0}<>{1})*2,2)"
        now = "({0}<>{1})*1"
        if self.breaks:
            now = f"IF(OR({','.join(self.breaks)}),2,{now})"
        return f"IF(OR(ISLOGICAL({{0}}),NOT(ISNUMBER({{0}}))),2,{now})"


FIXED = MustBe("as calculated, for nobody types it", is_fixed=True)
"""What a constant of the working must be."""


@frozen
class Musts:
    """What the figure at each address of a working must be.

    Args:
        by_address: what it must be, by the address; of none that is not here but a number.
        patterns: the address of the column that an address is of, with * for the partner.
    """

    by_address: dict[str, MustBe]
    patterns: dict[str, str]

    @classmethod
    def of_working(cls, working: Working) -> Musts:
        """Gather what the inputs of a working must satisfy one by one.

        Example:
            >>> from aimpartner import samples
            >>> musts = Musts.of_working(samples.load("aim").facts("2021/22").working())
            >>> musts.of("formula/agency/spend/weight").words
            'a number from 0 to 100 %'
        """
        musts: dict[str, list[Must]] = {}
        for condition in working.conditions:
            for at in condition.at if condition.must is not Must.SUM else ():
                musts.setdefault(at, []).append(condition.must)
        found, patterns = dict[str, MustBe](), dict[str, str]()
        for step in working.inputs:
            for partner in working.partners:
                address = step.address(partner)
                of_it = [*musts.get(step.at, ()), *musts.get(address, ())]
                found[address] = _must_be(step, tuple(dict.fromkeys(of_it)))
                patterns[address] = step.at
        return cls(found, patterns)

    def of(self, address: str) -> MustBe:
        """Return what the figure at an address must be."""
        return self.by_address.get(address, MustBe())

    def pattern(self, address: str) -> str:
        """Return the address of the column that an address is of, or itself."""
        return self.patterns.get(address, address)


def _must_be(step: Step, musts: tuple[Must, ...]) -> MustBe:
    """Return what a figure of a step must be, as it is typed."""
    unit, _ = typed(step)
    breaks = tuple(
        dict.fromkeys(each.format(scaled(step, "{0}")) for must in musts for each in _BREAKS[must])
    )
    if Must.PART in musts:
        return MustBe(f"{_ANY} {_PART.get(unit, 'from 0 to 100 %')}", breaks)
    return MustBe(", ".join([_ANY, *(_WORDS[must] for must in musts)]), breaks)
