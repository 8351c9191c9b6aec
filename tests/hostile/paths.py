"""Paths at which nothing stands that can be read."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hostile.parcel import Kind


def _linked(target: str) -> Kind:
    return ".xlsx", lambda path: path.symlink_to(target)


def _text_linked(target: str) -> Kind:
    return ".json", lambda path: path.symlink_to(target)


def _bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(path))


def _nothing(path: Path) -> None:
    """Write nothing: what stands there is the path alone."""


def _locked(path: Path) -> None:
    path.write_bytes(b"")
    path.chmod(0)


KINDS: Mapping[str, Kind] = {
    "a pipe": (".xlsx", os.mkfifo),
    "a pipe of TOML": (".toml", os.mkfifo),
    "zeros without end": _linked("/dev/zero"),
    "JSON of zeros without end": _text_linked("/dev/zero"),
    "the memory of the process": _linked("/proc/self/mem"),
    "JSON of the memory of the process": _text_linked("/proc/self/pagemap"),
    "JSON of what cannot be read": _text_linked("/proc/self/mem"),
    "a terminal": _linked("/dev/tty"),
    "a folder": (".xlsx", lambda path: path.mkdir()),
    "a folder of JSON": (".json", lambda path: path.mkdir()),
    "a socket": (".xlsx", _bound),
    "a file that may not be read": (".json", _locked),
    "a link to itself": (".xlsx", lambda path: path.symlink_to(path)),
    "a link to nothing": _linked("nowhere.xlsx"),
    "nothing": (".xlsx", _nothing),
    "a name of 300 letters": ("x" * 300 + ".xlsx", _nothing),
    "a path of 5,000 letters": ("/x" * 2_500 + ".json", _nothing),
    "NUL in the name": ("\0.xlsx", _nothing),
    "NUL in the name of a text": ("\0.toml", _nothing),
    "half a pair in the name": ("\ud800.json", _nothing),
    "another kind of file": (".csv", lambda path: path.write_bytes(b"")),
}
