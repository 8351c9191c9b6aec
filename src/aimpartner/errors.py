"""What the library raises, and what it warns with.

* `AimpartnerError`

  * `InvalidValueError` (`ValueError`): one value breaks its own rule
  * `ModelError` (`ValueError`): sound values that do not agree
  * `EvidenceError` (`LookupError`): a figure that the formula needs is missing or suppressed
  * `ApportionmentError` (`ArithmeticError`): the sum has no answer
  * `InputError` (`ValueError`): every fault of a file at once

    * `WorkbookError`: the place is a sheet and a cell

* `AimpartnerWarning` (`UserWarning`)
"""

from __future__ import annotations

import errno
from collections.abc import Sequence

from attrs import define, frozen

from aimpartner.one_line import OneLine, in_sight

_LONGEST, _SHOWN = 1_000, 200
_SYSTEM = {
    errno.EACCES: "Permission denied",
    errno.EBUSY: "Device or resource busy",
    errno.EEXIST: "File exists",
    errno.EISDIR: "Is a directory",
    errno.ENAMETOOLONG: "File name too long",
    errno.ENOENT: "No such file or directory",
    errno.ENOSPC: "No space left on device",
    errno.ENOTDIR: "Not a directory",
    errno.EPERM: "Operation not permitted",
    errno.EROFS: "Read-only file system",
}


_MOST_NAMED = 4
"""So many places of one fault are named; of more the first three."""


@define(eq=False, repr=False)
class AimpartnerError(OneLine, Exception):
    """A rule that does not hold: the fields first, the sentence built from them.

    Args:
        subject: what the rule is about, such as a partner's figure for a year.
        rule: what it must be, worded to follow "must".
        got: the value that was found.
        remedy: what to do about it, in a full sentence; may be empty.
        field: the field that is at fault, where it is one alone, as tables call it.
        at: the address of the figure or of the rule that is at fault, where one is.

    Example:
        >>> str(InvalidValueError("Number of years", "be at least 1", 0, "Give 1 or more."))
        'Number of years must be at least 1; got 0. Give 1 or more.'
    """

    subject: str
    rule: str
    got: object
    remedy: str = ""
    field: str = ""
    at: str = ""

    def __str__(self) -> str:
        """Return the whole sentence: subject, rule, value, what to do."""
        return sentence(self)


@define(eq=False, repr=False)
class InvalidValueError(AimpartnerError, ValueError):
    """One value breaks its own rule."""


@define(eq=False, repr=False)
class ModelError(AimpartnerError, ValueError):
    """Values that are sound by themselves do not agree with each other."""


@define(eq=False, repr=False)
class EvidenceError(AimpartnerError, LookupError):
    """A figure that the formula needs is missing or suppressed."""


@define(eq=False, repr=False)
class ApportionmentError(AimpartnerError, ArithmeticError):
    """The sum has no answer: no weight at all, or limits that cannot hold the total."""


@frozen(repr=False)
class Problem(OneLine):
    """One fault of a file, with its place (a sheet and cell, or a table and row).

    Args:
        place: where it is.
        subject: what the rule is about.
        rule: what it must be, worded to follow "must".
        got: the value that was found.
        remedy: what to do about it, in a full sentence; may be empty.
        also: the other places at which the same is at fault.

    Example:
        >>> print(Problem("Evidence!D7", "value", "be a number", "'lots'"))
        Evidence!D7: value must be a number; got 'lots'.
    """

    place: str
    subject: str
    rule: str
    got: object
    remedy: str = ""
    also: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """All places at which it is."""
        return (self.place, *self.also)

    def __str__(self) -> str:
        """Return the place, or the first few of several, and the sentence."""
        several = [in_sight(in_short(place)) for place in self.places]
        if len(several) <= _MOST_NAMED:
            return f"{'; '.join(several)}: {sentence(self)}"
        named, more = "; ".join(several[: _MOST_NAMED - 1]), len(several) - _MOST_NAMED + 1
        return f"{named} and {more:,} more ({len(several):,} in all): {sentence(self)}"


@define(eq=False, repr=False)
class InputError(AimpartnerError, ValueError):
    """Every fault of a file at once.

    Args:
        path: the file, as it was given.
        problems: the faults, in the order of the file.

    Example:
        >>> fault = Problem("partners, row 2", "partner", "be given", "nothing")
        >>> print(InputError.of("aim.toml", [fault]))
        aim.toml has 1 fault; nothing was read from it.
          partners, row 2: partner must be given; got nothing.
    """

    path: str = ""
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, path: object, problems: list[Problem]) -> InputError:
        """Return the error of the file at `path` with all its `problems`."""
        faults = tuple(problems)
        words = (str(path), "hold no fault", f"{len(faults)} faults")
        return cls(*words, path=str(path), problems=faults)

    def __str__(self) -> str:
        """Return a line for the file, then a line a fault."""
        head = (
            f"{in_sight(self.path)} has {faults_counted(self.problems)}; nothing was read from it."
        )
        return "\n".join([head, *(f"  {problem}" for problem in self.problems)])


@define(eq=False, repr=False)
class WorkbookError(InputError):
    """Every fault of a workbook at once, each by its sheet and cell."""


class AimpartnerWarning(UserWarning):
    """Something legal but doubtful; the result carries the same words as a notice."""


def sentence(fault: AimpartnerError | Problem) -> str:
    """Return "subject must rule; got value. What to do." for an error or a problem, in sight."""
    remedy = f" {fault.remedy}" if fault.remedy else ""
    subject, got = in_short(str(fault.subject)), in_short(str(fault.got))
    return in_sight(f"{subject} must {fault.rule}; got {got}.{remedy}")


def in_short(text: str) -> str:
    """Return a text as a sentence takes it: of what nobody reads to its end, how long it is.

    Example:
        >>> in_short("9" * 3_000)[-20:]
        '999… (3,000 letters)'
    """
    return text if len(text) <= _LONGEST else f"{text[:_SHOWN]}… ({len(text):,} letters)"


def faults_counted(problems: Sequence[Problem]) -> str:
    """Return how many faults there are, and in how many places where one is in several.

    Example:
        >>> lots = Problem("Evidence!D7", "value", "be a number", "'lots'", also=("Evidence!D8",))
        >>> faults_counted([lots])
        '1 fault, in 2 places'
    """
    places = sum(len(problem.places) for problem in problems)
    count = f"{len(problems)} fault{'' if len(problems) == 1 else 's'}"
    return count if places == len(problems) else f"{count}, in {places:,} places"


def system_words(fault: OSError) -> str:
    """Return what the system refused, in English: its own words follow the caller's locale.

    Example:
        >>> system_words(FileNotFoundError(errno.ENOENT, "Datei oder Verzeichnis nicht gefunden"))
        'No such file or directory'
    """
    number = fault.errno or 0
    return _SYSTEM.get(number) or errno.errorcode.get(number, type(fault).__name__)
