"""The names that users may rely on: a change here is a change of the library's promise."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import aimpartner
from public import DOORS, NAMES, THINGS

ROOT = Path(__file__).parents[1]
MOST_AT_THE_ROOT = 35
DEEP = re.compile(r"(?:from|import) aimpartner\.\w+\.\w+")
PAGES = [
    *(page for page in ROOT.glob("docs/**/*.md") if "decisions" not in page.parts),
    *ROOT.glob("notebooks/*.ipynb"),
    ROOT / "README.md",
]


def test_about_thirty_names_stand_at_the_root() -> None:
    modules = [n for n in aimpartner.__all__ if isinstance(getattr(aimpartner, n), ModuleType)]
    assert len(aimpartner.__all__) - len(modules) <= MOST_AT_THE_ROOT
    assert {"parties", "evidence", "budget", "formula", "issue", "settlement"} < {*modules}
    assert {"scenarios", "charts", "samples", "excel"} < {*modules}


def test_the_page_of_the_library_lists_every_public_name_and_no_other() -> None:
    page = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
    listed = re.findall(r"auto(?:class|function|exception):: (aimpartner\.[\w.]+)", page)
    found = {id(thing_at(name)) for name in listed}
    lacking = [name for name, thing in NAMES.items() if id(thing) not in found]
    errors = {f"aimpartner.{n}" for n in aimpartner.__all__ if n.endswith(("Error", "Warning"))}
    assert {*lacking} - errors == set()
    assert ".. automodule:: aimpartner.errors" in page


def thing_at(name: str) -> object:
    """Return what stands at a full name, by way of its door."""
    thing: object = aimpartner
    for part in name.split(".")[1:]:
        thing = getattr(thing, part)
    return thing


@pytest.mark.parametrize("door", DOORS)
def test_a_door_lists_its_names_once_and_refuses_others(door: str) -> None:
    module = DOORS[door]
    assert len({*module.__all__}) == len(module.__all__)
    assert {*module.__all__} <= {*dir(module)}
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = module.no_such_name


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_documented(name: str) -> None:
    assert NAMES[name].__doc__


@pytest.mark.parametrize(
    "thing", [thing for thing in THINGS if inspect.isfunction(thing)], ids=lambda f: f.__name__
)
def test_no_public_function_bears_the_name_of_a_module_beside_it(thing: object) -> None:
    home = Path(inspect.getsourcefile(thing) or "")  # type: ignore[arg-type]  # a function
    name = thing.__name__  # type: ignore[attr-defined]  # a function
    assert not any((folder / f"{name}.py").exists() for folder in (home.parent, home.parents[1]))


MODULES_FIRST = "for module in modules: import_module(module)\nnames()"
NAMES_FIRST = "names()\nfor module in modules: import_module(module)\nnames()"
SCRIPT = """
from importlib import import_module
from pkgutil import walk_packages
import aimpartner
modules = [
    each.name for each in walk_packages(aimpartner.__path__, 'aimpartner.')
    if not each.name.endswith('__main__')
]
def names():
    from public import NAMES
    for name, thing in NAMES.items():
        door, _, last = name.rpartition('.')
        assert getattr(import_module(door), last) is thing, name
        assert not hasattr(thing, '__path__'), name
"""


@pytest.mark.parametrize("order", [MODULES_FIRST, NAMES_FIRST], ids=["modules", "names"])
def test_a_name_is_the_same_whichever_is_imported_first(order: str) -> None:
    paths = f"import sys\nsys.path[:0] = {[str(ROOT / 'src'), str(ROOT / 'tests')]!r}\n"
    command = [sys.executable, "-c", paths + SCRIPT + order]
    subprocess.run(command, check=True, timeout=120)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_uses_the_front_door_only(page: Path) -> None:
    assert DEEP.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_example_uses_the_front_door_only(name: str) -> None:
    assert DEEP.findall(inspect.getdoc(NAMES[name]) or "") == []
