"""What an error says, as fields to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimpartner.errors import AimpartnerError

E = TypeVar("E", bound="AimpartnerError")


def caught(kind: type[E], act: Callable[..., object], *args: object, **kwargs: object) -> E:
    """Return the error that `act` raises; of exactly that kind."""
    with pytest.raises(kind) as info:
        act(*args, **kwargs)
    assert type(info.value) is kind
    return info.value


def said(fault: AimpartnerError) -> tuple[str, str, object]:
    """Return what the error is about, the rule, and what was found."""
    return fault.subject, fault.rule, fault.got
