"""How Hypothesis searches, which tests share LibreOffice, and in what surroundings all run."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from ambient import unsettle
from excel.office import Office

# A busy machine is no fault of the test: neither time limit is one of the laws.
_UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("dev", _UNTIMED)
settings.register_profile("ci", _UNTIMED, derandomize=True, print_blob=True)
settings.register_profile("quick", _UNTIMED, max_examples=5)
settings.register_profile("thorough", _UNTIMED, max_examples=10_000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"),
)
unsettle()


@pytest.hookimpl(tryfirst=True)  # before -m selects by the mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use LibreOffice, and keep them on one worker, with one profile."""
    for item in items:
        if "office" in getattr(item, "fixturenames", ()):
            item.add_marker("office")
            item.add_marker(pytest.mark.xdist_group("office"))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office.find(tmp_path_factory.mktemp("office"))
