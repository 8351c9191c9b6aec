"""Where a file goes: whole or not at all, nothing replaced unasked, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from aimpartner.errors import InvalidValueError
from aimpartner.writable import free, is_folder, put_in_place
from faults import caught

OLD, NEW = b"old" * 5, b"new" * 100_000
WRITE = """
import sys
from pathlib import Path
from aimpartner.writable import put_in_place
print("ready", flush=True)
number = 0
while True:
    name = "old.txt" if sys.argv[2] == "old" else f"{(number := number + 1)}.txt"
    with put_in_place(Path(sys.argv[1], name), overwrite=sys.argv[2] == "old") as file:
        file.write(b"new" * 100_000)
"""


def put(path: Path, content: bytes = NEW, *, overwrite: bool = False) -> None:
    """Write a file as the library does."""
    with put_in_place(
        free(path, overwrite=overwrite, suffixes=(".txt",)), overwrite=overwrite
    ) as f:
        f.write(content)


@pytest.fixture(params=["no name till whole", "named at once"])
def path(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a new path, on a system that can make files without a name, and on one that cannot."""
    if request.param == "named at once":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    return tmp_path / "file.txt"


def test_a_file_is_written_whole_and_alone(path: Path) -> None:
    put(path)
    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_is_for_whom_the_user_says(path: Path) -> None:
    mask = os.umask(0o027)
    try:
        put(path)
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o640


def test_who_may_read_a_replaced_file_may_read_the_new_one(path: Path) -> None:
    path.write_bytes(OLD)
    path.chmod(0o600)
    put(path, overwrite=True)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (NEW, 0o600)


def test_to_overwrite_is_no_duty(path: Path) -> None:
    put(path, overwrite=True)
    assert path.read_bytes() == NEW


def test_a_link_stays_and_what_it_leads_to_is_replaced(path: Path) -> None:
    real = path.with_name("real.txt")
    real.write_bytes(OLD)
    path.symlink_to(real)
    put(path, overwrite=True)
    assert (path.is_symlink(), real.read_bytes()) == (True, NEW)


def test_a_link_that_leads_nowhere_is_not_replaced_unasked(path: Path) -> None:
    path.symlink_to("nowhere.txt")
    fault = caught(InvalidValueError, put, path)
    assert (fault.rule, fault.got) == ("be a new file", "a link that leads nowhere")
    assert path.readlink() == Path("nowhere.txt")


def test_a_file_that_came_since_is_not_replaced(path: Path) -> None:
    def late() -> None:
        with put_in_place(free(path, overwrite=False, suffixes=(".txt",)), overwrite=False) as file:
            file.write(NEW)
            path.write_bytes(OLD)

    fault = caught(InvalidValueError, late)
    assert (fault.rule, fault.got) == ("be a new file", "one that exists")
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("has_links", [True, False])
def test_of_two_who_write_one_name_one_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", _no_links)
    for _ in range(20):
        gate = Barrier(2)

        def write(content: bytes, gate: Barrier = gate) -> bool:
            gate.wait()
            try:
                put(path, content)
            except InvalidValueError:
                return False
            return True

        with ThreadPoolExecutor(2) as both:
            done = list(both.map(write, (OLD, NEW)))
        assert sorted(done) == [False, True]
        assert path.read_bytes() == (OLD if done[0] else NEW)
        path.unlink()


def _no_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "Auf dem Gerät ist kein Speicherplatz mehr verfügbar")

    path.write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", full)
    fault = caught(InvalidValueError, put, path, overwrite=True)
    assert (fault.rule, fault.got) == ("be a file that can be written", "No space left on device")
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "got"),
    [("a" * 300 + ".txt", "File name too long"), ("a\0b.txt", "a name with a NUL character")],
)
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str, got: str) -> None:
    fault = caught(InvalidValueError, put, tmp_path / name)
    assert (fault.rule, fault.got) == ("be a file that can be written", got)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_no_file_system_could_have_is_none(tmp_path: Path) -> None:
    assert is_folder(tmp_path)
    assert not is_folder(tmp_path / ("a" * 300))
    fault = caught(InvalidValueError, put, tmp_path / ("a" * 300) / "a.txt")
    assert fault.rule == "be in a folder that exists"


def killed(folder: Path, which: str, number: signal.Signals, moment: int) -> dict[Path, bytes]:
    """Write files until a kill at some moment, and return what is there."""
    command = [sys.executable, "-c", WRITE, str(folder), which]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(moment * 0.0037)
        writer.send_signal(number)
    return {path: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_kill_leaves_new_files_whole_and_no_part_of_one(
    tmp_path: Path, number: signal.Signals
) -> None:
    if not hasattr(os, "O_TMPFILE"):
        pytest.skip("This system names a file before it is whole.")
    for moment in range(5):
        there = killed(tmp_path, "new", number, moment)
        assert set(there.values()) <= {NEW}
        for path in there:
            assert path.stem.isdigit()
            path.unlink()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_kill_leaves_the_old_file_or_the_new(tmp_path: Path, number: signal.Signals) -> None:
    for moment in range(5):
        (tmp_path / "old.txt").write_bytes(OLD)
        assert killed(tmp_path, "old", number, moment)[tmp_path / "old.txt"] in (OLD, NEW)
