"""Real agencies as models, with a source on every figure."""

from __future__ import annotations

from importlib.resources import files

from aimpartner.codec.files import from_toml
from aimpartner.errors import InvalidValueError
from aimpartner.exact import listed
from aimpartner.misspelt import near
from aimpartner.model import Model

NAMES = ("aim", "family-adoption-links")
"""The samples there are: Adoption in Merseyside, and Family Adoption Links."""


def load(name: str) -> Model:
    """Return a sample.

    Args:
        name: one of `NAMES`.

    Raises:
        InvalidValueError: there is no such sample.

    Example:
        >>> load("aim").partnership.agency
        'Adoption in Merseyside'
    """
    if name not in NAMES:
        rule, remedy = f"be one of {listed(NAMES)}", near(name, NAMES)
        raise InvalidValueError("Sample", rule, repr(name), remedy)
    file = files("aimpartner.samples") / f"{name.replace('-', '_')}.toml"
    return from_toml(file.read_text(encoding="utf-8"), file.name)
