"""The reader of a working that tells its steps in sentences, as one partner sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import define, field

from aimpartner.exact import listed, percent
from aimpartner.sources import Source
from aimpartner.working.bounds import is_far
from aimpartner.working.lines import shown
from aimpartner.working.steps import Op, ResultKind, Step
from aimpartner.working.worked import Worked

_SCALES = ("weight", "percent", "")
_PARTS = ("share", "points")
_SUMS = ("pence", "pounds", "share")


@define
class Narrative:
    """A working while it is told to one partner: every step once, every source by a number.

    Args:
        worked: the steps with their figures.
        partner: the partner that it is told to.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> told = Narrative(result.worked, "Sefton").of(ResultKind.ELEMENT, "agency")
        >>> list(told)[-1]
        'agency, amounts: 16.2187 % of £3,231,000.00 [5] is £524,027.7589.'
    """

    worked: Worked
    partner: str
    _numbers: dict[Source, int] = field(factory=dict, init=False)
    _told: set[int] = field(factory=set, init=False)
    _sums: set[int] = field(init=False)

    @_sums.default
    def _of_the_budget_alone(self) -> set[int]:
        """Return the steps that rest on the budget's lines and on nothing else."""
        sums = set[int]()
        for at, step in enumerate(self.worked.steps):
            is_line = step.at.startswith("budget/") or not _says(step)
            if is_line if step.op is Op.INPUT else sums.issuperset(step.args):
                sums.add(at)
        return sums

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources named so far, each with its number."""
        return tuple(f"[{number}] {source}" for source, number in self._numbers.items())

    def cited(self, source: Source | None) -> str:
        """Return the number of a source as it follows a figure; nothing where there is none."""
        if source is None:
            return ""
        return f" [{self._numbers.setdefault(source, len(self._numbers) + 1)}]"

    def own(self, at: int) -> str:
        """Return the partner's figure of a step."""
        return _read(self._figure(at), self._step(at).unit)

    def of(self, kind: ResultKind, name: str = "") -> Iterator[str]:
        """Tell the steps that a result rests on and that were not told before."""
        return self.under(self.worked.working.position(kind, name))

    def under(self, step: int) -> Iterator[str]:
        """Tell a step and those it rests on, as far as they were not told before."""
        for at in sorted(self._under(step) - self._told):
            self._told.add(at)
            sentence = self._sentence(at)
            if sentence and not is_far(self._figure(at)):
                yield sentence

    def pass_over(self, steps: Iterable[int]) -> None:
        """Take some steps, and those they rest on, as told: they say nothing of the partner."""
        for at in steps:
            self._told |= self._under(at)

    def _figure(self, at: int) -> Fraction:
        return self.worked.of(at, self.partner)

    def _step(self, at: int) -> Step:
        return self.worked.steps[at]

    def _under(self, at: int) -> set[int]:
        """Return a step and those it rests on, without the budget's sums, told by pool."""
        positions, ahead = set[int](), [at]
        while ahead:
            position = ahead.pop()
            if position not in positions | self._sums:
                positions.add(position)
                ahead += self._read_by(self._step(position))
        return positions

    def _read_by(self, step: Step) -> tuple[int, ...]:
        """Return the steps that a step rests on, as far as they say something of the partner.

        Bounds that do not bind say nothing, nor does a rate of those outside the sharing.
        """
        if step.is_rate and self._is_outside(self._step(step.args[0])):
            return ()
        if step.op is not Op.LIMIT:
            return step.args
        amounts, lower, upper, bearers = step.args
        bounds = (bound for bound in (lower, upper) if not is_far(self._figure(bound)))
        return (amounts, *bounds, bearers)

    def _sentence(self, at: int) -> str:
        """Return how a step's figure came about; nothing where that says nothing new."""
        step = self._step(at)
        if step.is_rate:
            return self._over(at, step)
        if step.op is Op.SHARE:
            return self._shared(at, step.args[0])
        if step.op is Op.TIMES:
            return self._times(at, step)
        if step.op is Op.ADD:
            return self._added(at, step)
        if step.op is Op.CHOOSE:
            return self._chosen(at, step)
        return self._held(at, step) if step.op is Op.LIMIT else ""

    def _shared(self, at: int, weights: int) -> str:
        """Tell a share of a whole; of shares that make one whole already, nothing."""
        total, step = sum(self.worked.column(weights), Fraction(0)), self._step(weights)
        if (total == 1 and step.unit == "share") or self._is_outside(step):
            return ""
        weight = _read(self._figure(weights), step.unit if step.unit in _SUMS else "")
        part = f"{weight}{self._cited(weights)} of everybody's {_read(total, step.unit)}"
        return f"{_plainly(step.words)}: {self.partner}'s {part} is {self.own(at)}."

    def _over(self, at: int, step: Step) -> str:
        """Tell a rate; that of somebody outside the sharing is not told."""
        if self._is_outside(self._step(step.args[0])):
            return ""
        both = " over ".join(f"{self.own(arg)}{self._cited(arg)}" for arg in step.args)
        return f"{_plainly(step.words)}: {both} is {self.own(at)}."

    def _is_outside(self, step: Step) -> bool:
        """Return whether a step is only for others, by a column that says for whom."""
        masks = (arg for arg in step.args if self._step(arg).is_column and not self._step(arg).at)
        return step.op is Op.TIMES and any(not self._figure(arg) for arg in masks)

    def _times(self, at: int, step: Step) -> str:
        """Tell a product; of a sign or of who takes part, and a share of nothing, are not told."""
        if step.unit in _PARTS and not self._figure(at):
            return ""
        args = [arg for arg in step.args if _says(self._step(arg))]
        if len(args) == 1 or any(self.partner in self._step(arg).gaps for arg in args):
            return ""
        args.sort(key=lambda arg: self._step(arg).unit != "share")
        sign = " of " if self._step(args[0]).unit == "share" else " × "
        factors = sign.join(f"{self.own(arg)}{self._cited(arg)}" for arg in args)
        return f"{_plainly(step.words)}: {factors} is {self.own(at)}."

    def _added(self, at: int, step: Step) -> str:
        """Tell a sum; one with a bound that does not bind is told where it is used."""
        if step.is_total:
            is_others = self._is_outside(self._step(step.args[0]))
            return "" if is_others else f"{_plainly(step.words)}: {self.own(at)} in all."
        theirs = (arg for arg in step.args if self.partner not in self._step(arg).gaps)
        terms = [self._named(arg) for arg in theirs if self._counts(arg)]
        sums = " + ".join(terms).replace("+ -", "- ")
        sentence = f"{_plainly(step.words)}: {sums} = {self.own(at)}."
        return sentence if len(terms) > 1 else ""

    def _counts(self, at: int) -> bool:
        return _says(self._step(at)) or bool(self._figure(at))

    def _chosen(self, at: int, step: Step) -> str:
        agreed, actual, far = step.args
        if self.worked.column(at) == self.worked.column(agreed):
            verdict = "nobody's strays further, so the agreed split stands"
        else:
            verdict = "one strays further, so the actual split counts for all"
        both = f"{self.own(agreed)} is agreed and {self.own(actual)} is actual"
        stray = f"a share may stray by {self.own(far)}{self._cited(far)}"
        return f"{_plainly(step.words)}: {both}; {stray}: {verdict}, {self.own(at)}."

    def _held(self, at: int, step: Step) -> str:
        amounts, lower, upper, bearers = step.args
        ends = (("at least", lower), ("at most", upper))
        bounds = [f"{word} {self.own(e)}" for word, e in ends if not is_far(self._figure(e))]
        kept = f"kept to {' and '.join(bounds)}" if bounds else "with no bound of its own"
        pairs = zip(self.worked.partners, self.worked.column(bearers), strict=True)
        who = [partner for partner, bears in pairs if bears]
        borne = f", the difference borne by {listed(who)}" if who else ""
        return f"{_plainly(step.words)}: {self.own(amounts)}, {kept}{borne}, is {self.own(at)}."

    def _named(self, at: int) -> str:
        """Return a figure with its source, and with what it is where that was not told."""
        step = self._step(at)
        what = f" ({_plainly(step.words)})" if step.op is Op.INPUT and step.at else ""
        return f"{self.own(at)}{self._cited(at)}{what}"

    def _cited(self, at: int) -> str:
        """Return the number of the source of the partner's figure of a step."""
        step = self._step(at)
        return self.cited(step.source(self.worked.partners.index(self.partner))) if step.at else ""


def _says(step: Step) -> bool:
    """Return whether a step says something of its own: no sign, no noughts and ones."""
    return step.op is not Op.INPUT or bool(step.at) or step.unit == "share"


def _read(figure: Fraction, unit: str) -> str:
    """Return a figure as a sentence says it: shares without idle noughts, pounds by their sign."""
    if unit == "share":
        return percent(figure)
    if unit == "pounds":
        return shown(100 * figure, "pence")
    if unit == "units" and figure == 1:
        return "1 unit"
    return shown(figure, "number" if unit in _SCALES else unit)


def _plainly(words: str) -> str:
    """Return the words of a step as a sentence begins with them, for a colon follows in it."""
    return words.replace(": ", ", ")
