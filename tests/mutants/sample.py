"""Try mutants on the tests: `make mutants`, with SAMPLE and SEED to choose which.

A mutant is the code with one small change, such as `<` for `<=`. One that no test notices shows a
rule that no test holds. mutmut makes and tries them by its settings in pyproject.toml; here a
sample is drawn, and what is told of it leaves out those that survivors.toml says change nothing.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import libcst as cst
from mutmut.__main__ import cli, collect_source_file_mutation_data, create_mutants
from mutmut.mutation import mutators
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import copy_src_dir

_SURVIVORS = Path(__file__).with_name("survivors.toml")
_KEY = re.compile(r'"[a-z_]+"')
_GUARD = re.compile(r", (strict=\w+)?\)")
# What pytest ends with where a file of tests cannot be read is called an interruption.
_KILLED = ("killed", "timeout", "check was interrupted by user")


def keys_alone(node: cst.BaseString) -> Iterator[cst.BaseString]:
    """Change a word that the code compares; how a sentence for people reads is no rule."""
    if isinstance(node, cst.SimpleString) and _KEY.fullmatch(node.value):
        yield node.with_changes(value=f'"XX{node.value[1:-1]}XX"')


def made() -> list[str]:
    """Make every mutant afresh, and return their names."""
    operators = mutators.mutation_operators
    assert isinstance(operators, list)
    operators[:] = [
        (kind, keys_alone if act is mutators.operator_string else act) for kind, act in operators
    ]
    shutil.rmtree("mutants", ignore_errors=True)
    Path("mutants").mkdir()
    copy_src_dir()
    create_mutants(1)
    return sorted(name for _, name, _ in collect_source_file_mutation_data(mutant_names=[])[0])


def changed(name: str, path: Path) -> tuple[str, str]:
    """Return the lines of a mutant that differ, as they were and as they are."""
    lines = str(get_diff_for_mutant(name, path=path)).splitlines()[2:]
    old, new = ("\n".join(e[1:].strip() for e in lines if e.startswith(way)) for way in "-+")
    return old, new


def is_guard(old: str, new: str) -> bool:
    """Return whether only `strict` of a zip differs, whose columns are of one length."""
    return "strict=" in old and _GUARD.sub(")", old) == _GUARD.sub(")", new)


def became(names: list[str]) -> dict[str, list[str]]:
    """Return the mutants by what became of them, each with its lines where it lives."""
    known = {(each["was"], each["now"]) for each in tomllib.loads(_SURVIVORS.read_text())["same"]}
    came: dict[str, list[str]] = {}
    for of_file, name, code in collect_source_file_mutation_data(mutant_names=names)[0]:
        way, words = status_by_exit_code[code], name
        if way == "survived":
            old, new = changed(name, Path(of_file.path))
            way = "equivalent" if (old, new) in known or is_guard(old, new) else way
            words = f"{name}\n- {old}\n+ {new}"
        came.setdefault(way, []).append(words)
    return came


def counts(came: dict[str, list[str]]) -> Iterator[str]:
    """Return how many became what, and the part killed of those that the types let pass."""
    killed = sum(len(came.get(way, [])) for way in _KILLED)
    live = sum(len(came.get(way, [])) for way in ("survived", "no tests"))
    yield ", ".join(f"{len(names)} {way}" for way, names in sorted(came.items()))
    yield f"killed by tests: {killed} of {killed + live}, {killed / max(killed + live, 1):.1%}"


def main(size: str, seed: str) -> None:
    """Draw the sample, try it, and tell what became of it."""
    every = made()
    names = every if size == "all" else random.Random(seed).sample(every, int(size))
    cli(["run", *names], standalone_mode=False)
    came = became(names)
    print(*came.get("survived", []), sep="\n\n")
    print(f"{len(names)} of {len(every)} mutants, by the seed {seed}", *counts(came), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
