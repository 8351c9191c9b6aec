"""What the library promises: the names behind its doors."""

from __future__ import annotations

from types import ModuleType

import aimpartner

DOORS: dict[str, ModuleType] = {"aimpartner": aimpartner} | {
    f"aimpartner.{name}": door
    for name in aimpartner.__all__
    if isinstance(door := getattr(aimpartner, name), ModuleType) and hasattr(door, "__all__")
}
"""The root, and the modules whose names are listed."""

NAMES: dict[str, object] = {
    f"{door}.{name}": getattr(module, name)
    for door, module in DOORS.items()
    for name in module.__all__
    if not isinstance(getattr(module, name), ModuleType)
}
"""Every public class and function by its full name; some stand at the root and in their module."""

THINGS = tuple({id(thing): thing for thing in NAMES.values()}.values())
"""Each of them once."""
