"""How Hypothesis searches, what coverage counts, what needs LibreOffice, in what surroundings."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

from ambient import unsettle
from corpus.other_reader import compared
from excel.office import Office

# A busy machine is no fault of the test: neither time limit is one of the laws.
_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("dev", _UNTIMED, max_examples=30)
settings.register_profile("ci", _UNTIMED, derandomize=True, print_blob=True)
settings.register_profile("quick", _UNTIMED, max_examples=5)
settings.register_profile("thorough", _UNTIMED, max_examples=10_000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"),
)
unsettle()


@pytest.hookimpl(tryfirst=True)  # before -m selects by the mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use LibreOffice."""
    for item in items:
        if "office" in getattr(item, "fixturenames", ()):
            item.add_marker("office")


@pytest.fixture(scope="session", autouse=True)
def _other_reader() -> Iterator[None]:
    """Read each workbook by another reader as well, and compare."""
    with pytest.MonkeyPatch.context() as patch, compared(patch):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Leave drawn tests out of coverage: a line counts only where an example shows what it does."""
    measured = Coverage.current() if item.get_closest_marker("hypothesis") else None
    if measured:
        measured.stop()
    try:
        return (yield)
    finally:
        if measured:
            measured.start()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office.find(tmp_path_factory.mktemp("office"))
