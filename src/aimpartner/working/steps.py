"""A rule written once, as steps of seven operations that every reader reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property

from attrs import define, evolve, field, fields, frozen

from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from aimpartner.working.apportionment import Column
from aimpartner.working.bounded import Bounded
from aimpartner.working.conditions import Condition, Must
from aimpartner.working.figures import Figures
from aimpartner.working.lots import Lot

Figure = Fraction | Column


def as_column(figure: Figure, partners: int) -> Column:
    """Return a figure as one number a partner: a single number stands for each.

    Example:
        >>> as_column(Fraction(2), 3) == (2, 2, 2)
        True
    """
    return figure if isinstance(figure, tuple) else (figure,) * partners


class Op(Enum):
    """The seven operations; a reader gives each of them one meaning."""

    INPUT = "input"
    ADD = "add"
    TIMES = "times"
    SHARE = "share"
    CHOOSE = "choose"
    LIMIT = "limit"
    ROUND = "round"


@frozen(repr=False, field_transformer=checked)
class Step(OneLine):
    """One number, or one number a partner, from earlier ones.

    Args:
        op: the operation.
        args: the positions of the earlier steps it reads.
        words: what it is: a line of an explanation, a label of a sheet.
        unit: what its numbers are: pence, share, weight, or the unit of a measure.
        at: the address of an input; "*" stands for the partner in the address of a column.
        value: the figure of an input: one `Fraction`, or one a partner.
        sources: where the figures of an input come from, one a figure.
        gaps: the partners of whom a column has no figure; 0 stands for them, for they take no
            part in what is made of it.
        about: the positions of the amounts, lower and upper bounds that an error tells of, where
            a limit is of something else: of what they have beyond a bound.
        days: the days of the year that it is of, where the year is cut.

    Example:
        >>> step = Step(Op.INPUT, (), "adopted, 2019/20", at="evidence/adopted/*/2019-20")
        >>> step.address("Sefton")
        'evidence/adopted/Sefton/2019-20'
    """

    op: Op
    args: tuple[int, ...]
    words: str
    unit: str = "number"
    at: str = ""
    value: Figure = field(default=Fraction(0), hash=False)
    sources: tuple[Source | None, ...] = field(default=(), hash=False)
    gaps: tuple[str, ...] = ()
    about: tuple[int, ...] = ()
    days: DateRange | None = None

    @property
    def is_column(self) -> bool:
        """Whether it is an input with one figure a partner."""
        return isinstance(self.value, tuple)

    @property
    def is_rate(self) -> bool:
        """Whether it is a share of another figure of the same partner, and not of everybody's."""
        return self.op is Op.SHARE and len(self.args) > 1

    @property
    def is_total(self) -> bool:
        """Whether it is the sum of one column over all partners: one number."""
        return self.op is Op.ADD and len(self.args) == 1

    def address(self, partner: str) -> str:
        """Return the address of the partner's figure."""
        return self.at.replace("*", partner)

    def source(self, position: int) -> Source | None:
        """Return the source of the figure of the partner at that position in the order."""
        return self.sources[position if len(self.sources) > 1 else 0] if self.sources else None


class ResultKind(Enum):
    """What a result of a year is: amounts in pence, but for splits."""

    ELEMENT = "element"
    SPLIT = "split"
    LIMIT = "limit"
    ADDITIONS = "additions"
    REDUCTIONS = "reductions"
    EXACT = "exact"
    CONTRIBUTION = "contribution"
    INCURRED = "incurred"
    NET = "net payable"


OWN = (ResultKind.ADDITIONS, ResultKind.REDUCTIONS)
"""The results that stand beside what is shared, partner by partner; only where there are some."""
_OWN = "own"


@frozen
class Result:
    """A result of a year: what kind of one, and of which element or limit.

    Args:
        kind: what it is.
        name: the name of the element or limit; empty where the year has one of the kind.

    Example:
        >>> print(Result(ResultKind.ELEMENT, "staffing"), Result(ResultKind.ADDITIONS))
        staffing additions
    """

    kind: ResultKind
    name: str = ""

    def __str__(self) -> str:
        """Return the name; without one, the kind."""
        return self.name or self.kind.value

    @property
    def is_own(self) -> bool:
        """Whether it is what partners are charged or spared of their own."""
        return self.kind in OWN

    @property
    def column(self) -> str:
        """The name of its column by element: an element's own, else its kind before a "/"."""
        if self.kind is ResultKind.ELEMENT:
            return self.name
        return f"{_OWN if self.is_own else self.kind.value}/{self}"

    @classmethod
    def of_column(cls, column: str) -> Result:
        """Return the result whose column has a name, as files and issues keep it.

        Example:
            >>> Result.of_column("own/additions").is_own, Result.of_column("limit/cap").name
            (True, 'cap')
        """
        limit = cls(ResultKind.LIMIT, column.partition("/")[2])
        others = (limit, *map(cls, OWN))
        named = (result for result in others if result.column == column)
        return next(named, cls(ResultKind.ELEMENT, column))


@frozen
class Place:
    """Where a figure stands among the steps.

    Args:
        step: the position of an input.
        partner: the position of the partner in a column; `None` for one number.
    """

    step: int
    partner: int | None = None


@frozen(repr=False)
class Working(OneLine):
    """The steps of one formula for one year.

    Args:
        partners: the partners, in the order of every column.
        steps: the steps, each over earlier ones.
        results: each result, and the position of the step that holds it.
        priced: the positions of what was bought at a price, element by element.
        bounded: what limits held in bounds, one after another.
        lots: what was bought at a price, one price after another.
        conditions: what its inputs satisfy, for the model refuses figures that do not.
    """

    partners: tuple[str, ...]
    steps: tuple[Step, ...]
    results: tuple[tuple[Result, int], ...]
    priced: tuple[int, ...] = ()
    bounded: tuple[Bounded, ...] = ()
    lots: tuple[Lot, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def _in_short(self) -> str:
        return f"<Working of {len(self.steps)} steps for {', '.join(self.partners)}>"

    def position(self, kind: ResultKind, name: str = "") -> int:
        """Return the position of the step that holds a result."""
        return dict(self.results)[Result(kind, name)]

    @property
    def inputs(self) -> tuple[Step, ...]:
        """The steps that hold figures from outside; nothing else does."""
        return tuple(step for step in self.steps if step.op is Op.INPUT)

    def places(self, address: str) -> tuple[Place, ...]:
        """Return every step, and the place in it, that holds the figure at an address.

        Args:
            address: of one figure, or of a column with "*", which stands for each partner.

        Example:
            >>> from aimpartner import samples
            >>> working = samples.load("aim").facts("2021/22").working()
            >>> [place.partner for place in working.places("evidence/adopted/Sefton/2019-20")]
            [2]
        """
        return tuple(self._places.get(address, ()))

    def address(self, place: Place) -> str:
        """Return the address of the figure at a place."""
        return self.steps[place.step].address(self.partners[place.partner or 0])

    @cached_property
    def _places(self) -> dict[str, list[Place]]:
        places: dict[str, list[Place]] = {}
        for position, step in enumerate(self.steps):
            if step.at and step.op is Op.INPUT:
                for address, place in self._held(position, step):
                    for at in dict.fromkeys((address, step.at)):
                        places.setdefault(at, []).append(place)
        return places

    def _held(self, position: int, step: Step) -> Iterator[tuple[str, Place]]:
        """Go through the figures of an input: a partner that has none in a column is left out."""
        if not step.is_column:
            yield step.at, Place(position)
            return
        for number, partner in enumerate(self.partners):
            if partner not in step.gaps:
                yield step.address(partner), Place(position, number)


@define
class Draft:
    """A working while it is being written; steps that mean the same become one.

    They do if nothing but the part of the year differs. An input is known by its address, which
    stands for one thing.

    Args:
        figures: what the rule may ask of the year.
        source: where the rule itself is recorded: the source of its own numbers.
        group: the partners that share what is being written; empty, all of the year.
        root: what the addresses of the formula's own numbers begin with.
        part: the part of the year that is being written.
        called: that part in words, such as 185 of 365 days.
        days: its days, where the year is cut.
        steps: the steps so far.
        priced: where what was bought at a price stands among them.
        bounded: what limits held in bounds, one after another.
        lots: what was bought at a price, one price after another.
        conditions: what the inputs so far satisfy.
    """

    figures: Figures
    source: Source | None = None
    group: tuple[str, ...] = ()
    root: str = "formula"
    part: Fraction = Fraction(1)
    called: str = ""
    days: DateRange | None = None
    steps: list[Step] = field(factory=list)
    priced: list[int] = field(factory=list)
    bounded: list[Bounded] = field(factory=list)
    lots: list[Lot] = field(factory=list)
    conditions: list[Condition] = field(factory=list)
    _seen: dict[Step, int] = field(factory=dict)
    _inputs: dict[str, Step] = field(factory=dict)

    @property
    def sharing(self) -> tuple[str, ...]:
        """The partners that share what is being written."""
        return self.group or self.figures.partners

    def within(self, group: tuple[str, ...]) -> Draft:
        """Return the same working, to be written on for a group of the partners."""
        return evolve(self, group=group)

    @property
    def first_day(self) -> date:
        """The first day of what is being written: of the year, or of a part of it."""
        return self.days.first if self.days else self.figures.year.first

    def put(
        self, op: Op, *args: int, words: str, unit: str = "number", about: tuple[int, ...] = ()
    ) -> int:
        """Write a step over earlier ones and return its position."""
        return self._write(Step(op, args, words, unit, about=about, days=self.days))

    def pro_rata(self, position: int) -> int:
        """Write a step for the part of the year that is being written; the whole is left."""
        if self.part == 1:
            return position
        step = self.steps[position]
        part = self.number("", self.part, f"part of the year: {self.called}", "share")
        words = f"{step.words}, for {self.called}"
        return self.put(Op.TIMES, part, position, words=words, unit=step.unit)

    def opposite(self, position: int, words: str = "", unit: str = "") -> int:
        """Write a step's figure with the other sign, to take it off."""
        taken = self.steps[position]
        minus = self.number("", Fraction(-1), "taken off")
        words, unit = words or f"{taken.words}: taken off", unit or taken.unit
        return self.put(Op.TIMES, minus, position, words=words, unit=unit)

    def only(self, *partners: str) -> int:
        """Write a column that keeps what some partners have, and leaves nothing to the others."""
        who = [Fraction(partner in partners) for partner in self.figures.partners]
        return self.column("", who, f"only {listed(partners)}")

    def _write(self, step: Step) -> int:
        """Return where a step stands; one of several parts of the year is of no part alone."""
        if step.at:
            self._check_address(step)
        meaning = evolve(step, days=None) if step.days else step
        position = self._seen.setdefault(meaning, len(self.steps))
        if position == len(self.steps):
            self.steps.append(step)
        elif self.steps[position].days != step.days:
            self.steps[position] = meaning
        return position

    def _check_address(self, step: Step) -> None:
        """Refuse a second input at an address that is not the first."""
        first = self._inputs.setdefault(step.at, step)
        if first != step:
            names = [attribute.name for attribute in fields(Step)]
            unlike = [name for name in names if getattr(first, name) != getattr(step, name)]
            rule = f"stand for one thing, {first.words}"
            got = f"{step.words}, unlike it in {listed(unlike)}"
            remedy = "Name the parts of the formula so that no two share an address."
            subject = f"Address {step.at} in {self.figures.year}"
            raise ModelError(subject, rule, got, remedy, at=step.at)

    def number(
        self,
        at: str,
        value: Fraction,
        words: str,
        unit: str = "number",
        source: Source | None = None,
    ) -> int:
        """Write an input that is one number; a rate is a number like any other from here on."""
        return self._write(Step(Op.INPUT, (), words, unit, at, Fraction(value), (source,)))

    def column(
        self,
        at: str,
        values: Sequence[Fraction | None],
        words: str,
        unit: str = "number",
        sources: Sequence[Source | None] = (),
    ) -> int:
        """Write an input that is one number a partner; "*" in `at` stands for the partner."""
        pairs = zip(self.figures.partners, values, strict=True)
        gaps = tuple(partner for partner, value in pairs if value is None)
        column = tuple(value or Fraction(0) for value in values)
        return self._write(Step(Op.INPUT, (), words, unit, at, column, tuple(sources), gaps))

    def require(self, subject: str, must: Must, *at: str, to: Fraction = Fraction(1)) -> None:
        """Write what the inputs at some addresses satisfy; see `Condition`."""
        self.conditions.append(Condition(subject, must, at, to))

    def add(self, args: Iterable[int], words: str, unit: str = "number") -> int:
        """Write the sum of some steps; one alone is its own sum."""
        terms = tuple(args)
        return terms[0] if len(terms) == 1 else self.put(Op.ADD, *terms, words=words, unit=unit)

    def done(self, results: Mapping[Result, int]) -> Working:
        """Return the working as it stands."""
        named, besides = tuple(results.items()), (tuple(self.priced), tuple(self.bounded))
        conditions = tuple(dict.fromkeys(self.conditions))
        steps, lots = tuple(self.steps), tuple(self.lots)
        return Working(self.figures.partners, steps, named, *besides, lots, conditions)
