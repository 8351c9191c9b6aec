"""Holds the code to the layer table of docs/explanation/architecture.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parents[1]
PACKAGE = "aimpartner"
DOORS = {
    *("", "budget", "codec", "contributions", "evidence", "excel", "formula"),
    *("issue", "parties", "scenarios", "settlement", "working"),
}
"""The root, and the rooms whose names load when they are first asked for."""
FACADES = {*DOORS, "samples"}  # the rooms whose __init__ may hold something
UNPLACED = {*DOORS, "__main__"}  # not in the table: the doors, and the way to the commands
EXACT = re.compile(
    r"(budget|contributions|evidence|formula|issue|parties|settlement|working|year)/.*"
    r"|money|exact|rates|periods|by|model"
)
NAMELESS = {"base", "helper", "helpers", "manager", "managers", "util", "utils"}
CLOCK = {"now", "today", "tomorrow", "utcnow", "yesterday"}
LONGEST_FILE = 400
MOST_CODE = 250
LONGEST_FUNCTION = 25

Function = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom


@frozen
class File:
    """A file of the package: `working/engine` for working/engine.py, `excel` for its __init__."""

    name: str
    is_room: bool
    text: str

    @property
    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(ast.parse(self.text))


@frozen
class House:
    """The package's files, and the place (row, column) of each name in the page's table."""

    files: dict[str, File]
    places: dict[str, tuple[int, int]]


Rule = Callable[[House], Iterator[str]]


def read_house(package: Path, page: Path) -> House:
    files = [read_file(path, package) for path in sorted(package.rglob("*.py"))]
    return House({file.name: file for file in files}, read_places(page.read_text("utf-8")))


def read_file(path: Path, package: Path) -> File:
    is_room = path.name == "__init__.py"
    parts = path.relative_to(package).with_suffix("").parts
    return File("/".join(parts[:-1] if is_room else parts), is_room, path.read_text("utf-8"))


def read_places(page: str) -> dict[str, tuple[int, int]]:
    """Return where each built name, written as code, stands in the table headed "floor"."""
    table = re.search(r"^\| floor \|.*\n\|[-| ]+\|\n((?:\|.*\n)+)", page, re.MULTILINE)
    assert table, "the page must hold the layer table"
    cells = [line.split("|")[2] for line in table[1].splitlines()]
    found = [
        (name.removesuffix("__init__").removesuffix("/"), (row, column))
        for row, cell in enumerate(cells)
        for column, name in enumerate(re.findall(r"`([\w/]+)`", cell))
    ]
    assert len(found) == len(dict(found)), "a name must stand in the table once only"
    return dict(found)


def imports(file: File, house: House) -> Iterator[tuple[int, str]]:
    """Yield line and name of each of our own files that this one imports, wherever it does."""
    for node in file.nodes:
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            targets = [f"{origin(node, file)}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node.lineno, within(t, house)) for t in targets if is_ours(t))


def origin(node: ast.ImportFrom, file: File) -> str:
    """Return the full name that `from` names, counting its leading dots from the file."""
    if not node.level:
        return node.module or ""
    room = [PACKAGE, *file.name.split("/")] if file.name else [PACKAGE]
    kept = room[: len(room) - node.level + file.is_room]
    return ".".join([*kept, node.module] if node.module else kept)


def is_ours(target: str) -> bool:
    return f"{target}.".startswith(f"{PACKAGE}.")


def within(target: str, house: House) -> str:
    """Return the file that a dotted name lies in: the longest part of it that is one."""
    parts = target.split(".")[1:]
    while parts and "/".join(parts) not in house.files:
        parts.pop()
    return "/".join(parts)


def imports_from_above(house: House) -> Iterator[str]:
    for name, place in house.places.items():
        if name not in house.files:
            continue
        for line, target in imports(house.files[name], house):
            if house.places.get(target, (-1, -1)) <= place:
                yield f"{name}:{line} imports {target or 'the root'}, not from below or the right"


def files_out_of_place(house: House) -> Iterator[str]:
    for file in house.files.values():
        is_empty_room = file.is_room and file.name not in FACADES
        if file.name not in house.places and file.name not in UNPLACED and not is_empty_room:
            yield f"{file.name} is not in the table"


def places_without_a_file(house: House) -> Iterator[str]:
    yield from (f"{name} is not built" for name in house.places if name not in house.files)


def rooms_that_hold_code(house: House) -> Iterator[str]:
    for file in house.files.values():
        if file.is_room and file.name not in FACADES and file.text.strip():
            yield f"{file.name}/__init__ is not empty"


def nameless_files(house: House) -> Iterator[str]:
    for name in house.files:
        if NAMELESS & set(name.strip("_").split("/")):
            yield f"{name} does not say what it holds"


def what_is_too_long(house: House) -> Iterator[str]:
    for file in house.files.values():
        if (lines := len(file.text.splitlines())) > LONGEST_FILE:
            yield f"{file.name} has {lines} lines"
        if (lines := code_lines(file)) > MOST_CODE:
            yield f"{file.name} has {lines} lines of code"
        for node in file.nodes:
            if isinstance(node, Function) and (lines := body_lines(node)) > LONGEST_FUNCTION:
                yield f"{file.name}:{node.lineno} {node.name} has {lines} lines"


def code_lines(file: File) -> int:
    """Return how many lines are no docstring, comment, import or blank."""
    aside: set[int] = set()
    for node in file.nodes:
        part = node if isinstance(node, Import) else docstring(node)
        if part is not None:
            aside |= {*range(part.lineno, (part.end_lineno or 0) + 1)}
    lines = (line.strip() for line in file.text.splitlines())
    return sum(
        number not in aside and bool(line) and not line.startswith("#")
        for number, line in enumerate(lines, start=1)
    )


def docstring(node: ast.AST) -> ast.stmt | None:
    """Return the statement that documents a module, a class or a function."""
    if not isinstance(node, (ast.Module, ast.ClassDef, Function)):
        return None
    return node.body[0] if ast.get_docstring(node, clean=False) is not None else None


def body_lines(function: Function) -> int:
    """Return the lines from the first statement after the docstring to the last."""
    body = function.body[docstring(function) is not None :]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def floats_in_the_exact_core(house: House) -> Iterator[str]:
    for file in house.files.values():
        for node in file.nodes if EXACT.fullmatch(file.name) else ():
            value = node.value if isinstance(node, ast.Constant) else None
            if called(node) == "float" or isinstance(value, (float, complex)):
                yield f"{file.name} makes a float: {ast.unparse(node)}"


def called(node: ast.AST) -> str:
    """Return the plain name that this node calls, or nothing."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def clocks_and_prints(house: House) -> Iterator[str]:
    for file in house.files.values():
        for node in file.nodes:
            names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            if CLOCK & {*names, node.attr if isinstance(node, ast.Attribute) else ""}:
                yield f"{file.name} reads the clock: {ast.unparse(node)}"
            if called(node) == "print" and file.name.partition("/")[0] != "cli":
                yield f"{file.name} prints"


def imports_by_name(house: House) -> Iterator[str]:
    for file in house.files.values():
        for node in file.nodes if file.name else ():
            name = node.attr if isinstance(node, ast.Attribute) else called(node)
            if name in {"import_module", "__import__"}:
                yield f"{file.name} imports by name, where no test can see it"


@pytest.fixture(scope="module")
def house() -> House:
    return read_house(ROOT / "src" / PACKAGE, ROOT / "docs/explanation/architecture.md")


def test_a_file_imports_only_from_below(house: House) -> None:
    assert [*imports_from_above(house), *imports_by_name(house)] == []


def test_the_table_and_the_files_agree(house: House) -> None:
    assert [*files_out_of_place(house), *places_without_a_file(house)] == []


def test_a_file_is_short_and_named_for_what_it_holds(house: House) -> None:
    assert [*nameless_files(house), *rooms_that_hold_code(house), *what_is_too_long(house)] == []


def test_the_exact_core_makes_no_float(house: House) -> None:
    assert list(floats_in_the_exact_core(house)) == []


def test_only_the_commands_print_and_nothing_reads_the_clock(house: House) -> None:
    assert list(clocks_and_prints(house)) == []


MADE_UP_PAGE = """
| floor | files, left may import right | one line |
|---|---|---|
| edges | `cli` | the commands |
| edges | `__init__` | the root |
| edges | `excel/__init__`, `excel/write` | a room with a façade |
| working | `working/engine`, `working/steps` | a plain room |
| values | *later*, `money`, `errors` | what is not built yet is not code |
"""
SOUND = {
    "__init__": "from importlib import import_module\n",
    "__main__": "from aimpartner.cli import main\n",
    "cli": "import aimpartner as ap\nfrom aimpartner import excel\nprint(1)\n",
    "excel/__init__": "from aimpartner.excel.write import page\n",
    "excel/write": "def page():\n    from aimpartner.working import engine\n    return 0.5\n",
    "working/__init__": "",
    "year/__init__": "",
    "working/engine": "from . import steps\nfrom aimpartner.money import Money\n",
    "working/steps": "from ..errors import Wrong\nimport aimpartner.money\n",
    "money": "import attrs\nfrom aimpartner.errors import Wrong\n",
    "errors": '"""What is raised."""\n',
}
LONG_BODY = 'def f():\n    """Say."""\n' + "    pass\n" * 26
LATE = "if TYPE_CHECKING:\n    from aimpartner.excel import write\n"
RULES: list[Rule] = [
    imports_from_above,
    files_out_of_place,
    places_without_a_file,
    rooms_that_hold_code,
    nameless_files,
    what_is_too_long,
    floats_in_the_exact_core,
    clocks_and_prints,
    imports_by_name,
]
BREAKS = [
    ("errors", "import aimpartner.money\n", "errors:1 imports money"),
    ("money", "def f():\n    from aimpartner.cli import main\n", "money:2 imports cli"),
    ("money", "from aimpartner import Money\n", "money:1 imports the root"),
    ("money", "from aimpartner.working import nothing\n", "money:1 imports working"),
    ("working/steps", "from . import engine\n", "working/steps:1 imports working/engine"),
    ("working/steps", "from ..excel import page\n", "working/steps:1 imports excel"),
    ("working/steps", LATE, "working/steps:2 imports excel/write"),
    ("excel/write", "from aimpartner import excel\n", "excel/write:1 imports excel"),
    ("working/stray", "", "working/stray is not in the table"),
    ("year/__init__", "X = 1\n", "year/__init__ is not empty"),
    ("working/utils", "", "working/utils does not say what it holds"),
    ("money", "#\n" * 401, "money has 401 lines"),
    ("money", "x = 1\n" * 251, "money has 251 lines of code"),
    ("money", LONG_BODY, "money:1 f has 26 lines"),
    ("money", "half = 0.5\n", "money makes a float: 0.5"),
    ("working/steps", "def f(x):\n    return float(x)\n", "makes a float: float(x)"),
    ("working/steps", "print(1)\n", "working/steps prints"),
    ("excel/write", "import pendulum\nD = pendulum.today()\n", "excel/write reads the clock"),
    ("cli", "from datetime import date\nD = date.today()\n", "cli reads the clock"),
    ("excel/write", "from pendulum import now\n", "excel/write reads the clock"),
    ("excel/write", "import importlib as i\ni.import_module(1)\n", "imports by name"),
]


def faults(tree: dict[str, str], folder: Path) -> list[str]:
    """Build a package of these files, and return what every rule finds in it."""
    for name, text in tree.items():
        path = folder / PACKAGE / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    page = folder / "page.md"
    page.write_text(MADE_UP_PAGE, encoding="utf-8")
    made_up = read_house(folder / PACKAGE, page)
    return [fault for rule in RULES for fault in rule(made_up)]


def test_a_sound_house_has_no_fault(tmp_path: Path) -> None:
    assert faults(SOUND, tmp_path) == []


@pytest.mark.parametrize(("name", "text", "fault"), BREAKS)
def test_a_break_is_reported(name: str, text: str, fault: str, tmp_path: Path) -> None:
    found = faults(SOUND | {name: text}, tmp_path)
    assert any(fault in line for line in found), found


def test_a_place_that_is_not_built_is_reported(tmp_path: Path) -> None:
    tree = {name: text for name, text in SOUND.items() if name != "cli"}
    assert "cli is not built" in faults(tree, tmp_path)


@pytest.mark.parametrize("edit", [("floor", "storey"), ("*later*", "`cli`")])
def test_a_page_without_one_table_of_single_names_is_refused(edit: tuple[str, str]) -> None:
    with pytest.raises(AssertionError, match="must"):
        read_places(MADE_UP_PAGE.replace(*edit))
