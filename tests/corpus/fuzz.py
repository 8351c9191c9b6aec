"""Mutated workbooks: `python tests/corpus/fuzz.py [COUNT [SEED]]` tries so many, 3,000 at first.

Each is a sound workbook with a few changes at random, of its cells, its XML or its parts. It is to
be read, or refused by an error of the library's own; whatever else is raised is printed with its
number, by which `mutant` makes the same file again.
"""

from __future__ import annotations

import random
import re
import sys
import time
import traceback
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aimpartner.errors import AimpartnerError
from aimpartner.model_files import check
from hostile.parcel import honest, pack

if TYPE_CHECKING:
    from collections.abc import Callable

Parts = dict[str, bytes]
_VALUE = re.compile(rb"<v>[^<]*</v>|<t[^>]*>[^<]*</t>")
_ATTRIBUTE = re.compile(rb'([A-Za-z:]+)="([^"]*)"')
_ELEMENT = re.compile(rb"<[^<>?!]+>")
_ROW = re.compile(rb"<row .*?</row>", re.DOTALL)
_WORDS = [b"", b"0", b"-1", b"1", b"10", b"1e400", b"NaN", b"950000.005", b"99999999999999999999"]
_WORDS += [b"x", b"true", b"#REF!", b"2023/24", b"Ashford", b"31/02/2020", b"\xc2\xa0", b"&#65;"]
_WORDS += [
    "\uff21".encode(),
    "\u202e".encode(),
    b"=1+1",
    b"A1:B2",
    b"s",
    b"str",
    b"inlineStr",
    b"e",
]


def _swap(chance: random.Random, text: bytes, form: re.Pattern[bytes], new: bytes) -> bytes:
    """Put something in the place of one match at random."""
    found = list(form.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + new + text[match.end() :]


def _value(chance: random.Random, text: bytes) -> bytes:
    tag = chance.choice([b"v", b"t"])
    return _swap(chance, text, _VALUE, b"<%b>%b</%b>" % (tag, chance.choice(_WORDS), tag))


def _attribute(chance: random.Random, text: bytes) -> bytes:
    found = list(_ATTRIBUTE.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    name = chance.choice([match[1], b"r", b"s", b"t", b"ref"])
    new = b'%b="%b"' % (name, chance.choice([*_WORDS, chance.choice(found)[2]]))
    return text[: match.start()] + new + text[match.end() :]


def _element(chance: random.Random, text: bytes) -> bytes:
    found = _ELEMENT.findall(text)
    new = chance.choice([b"", chance.choice(found) if found else b"", b"<f>1+1</f>", b"<c/>"])
    return _swap(chance, text, _ELEMENT, new)


def _row(chance: random.Random, text: bytes) -> bytes:
    found = _ROW.findall(text)
    new = chance.choice([b"", chance.choice(found) * 2 if found else b""])
    return _swap(chance, text, _ROW, new)


def _bytes(chance: random.Random, text: bytes) -> bytes:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.randbytes(chance.randrange(4)) + text[at + chance.randrange(4) :]


def _cut(chance: random.Random, text: bytes) -> bytes:
    return text[: chance.randrange(len(text) + 1)]


def _in_a_part(
    act: Callable[[random.Random, bytes], bytes],
) -> Callable[[random.Random, Parts], None]:
    def change(chance: random.Random, parts: Parts) -> None:
        name = chance.choice(sorted(parts))
        parts[name] = act(chance, parts[name])

    return change


def _drop(chance: random.Random, parts: Parts) -> None:
    del parts[chance.choice(sorted(parts))]


def _exchange(chance: random.Random, parts: Parts) -> None:
    one, other = chance.choice(sorted(parts)), chance.choice(sorted(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _rename(chance: random.Random, parts: Parts) -> None:
    name = chance.choice(sorted(parts))
    parts[chance.choice([name.upper(), name.replace("/", "\\"), f"{name}x"])] = parts.pop(name)


_CHANGES = [*map(_in_a_part, (_value, _value, _value, _attribute, _attribute, _element, _row))]
_CHANGES += [*map(_in_a_part, (_bytes, _cut)), _drop, _exchange, _rename]


@cache
def _sound() -> Parts:
    return dict(honest())


def mutant(number: int, path: Path) -> None:
    """Write the mutant of a number at a path."""
    chance, parts = random.Random(number), dict(_sound())  # noqa: S311  # chance, and no secret
    for _ in range(chance.randint(1, 4)):
        if parts:
            chance.choice(_CHANGES)(chance, parts)
    pack(path, parts)
    if chance.random() < 1 / 20:
        path.write_bytes(_bytes(chance, path.read_bytes()))


def became(number: int, path: Path) -> str:
    """Return what became of the mutant of a number: read, refused, or a traceback."""
    mutant(number, path)
    try:
        return "read" if check(path).is_sound else "refused"
    except AimpartnerError:
        return "refused"
    except Exception:  # noqa: BLE001  # what passes through is what is looked for
        return f"mutant {number}\n{traceback.format_exc()}"


def main(count: int, seed: int) -> int:
    """Try so many mutants, and print what became of them; return how many were not ours."""
    began, found = time.monotonic(), Counter[str]()
    with TemporaryDirectory() as folder:
        for number in range(seed, seed + count):
            said = became(number, Path(folder, "mutant.xlsx"))
            found[said if said in {"read", "refused"} else "traceback"] += 1
            if "\n" in said:
                print(said, flush=True)
    told = ", ".join(f"{number} {what}" for what, number in sorted(found.items()))
    print(f"{count} mutants from {seed} on: {told}; {time.monotonic() - began:.0f} s")
    return found["traceback"]


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*[*numbers, *(3_000, 1)[len(numbers) :]]) > 0)
