# The first two need only Python 3.11, pip and make.
PYTHON ?= $(shell python3.11 -c '' 2>/dev/null && echo python3.11 || echo python3)

bin := .venv/bin/python
made := .venv/.made
install := $(bin) -m pip install --quiet --constraint constraints.txt --editable

.PHONY: demo test lint types coverage notebooks docs clean
.NOTPARALLEL:

demo: .venv/.installed
	$(bin) -m aimpartner demo --output build --overwrite

test: .venv/.installed-test
	$(bin) -m pytest

lint: .venv/.installed-dev
	$(bin) -m ruff check .
	$(bin) -m ruff format --check .

types: .venv/.installed-dev
	$(bin) -m mypy

# Coverage starts before pytest does, or it would miss what pytest's settings import.
coverage: .venv/.installed-test
	$(bin) -m coverage erase
	$(bin) -m coverage run -m pytest --quiet
	$(bin) -m coverage report

notebooks: .venv/.installed-test
	$(bin) -m pytest tests/test_notebooks.py

docs: .venv/.installed-dev
	$(bin) -m sphinx -W --keep-going --builder html docs docs/_build/html

clean:
	rm -rf .venv build dist docs/_build .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

# Debian's Python comes without ensurepip: its pip can then put one into the environment.
$(made):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: name it with PYTHON=...")'
	if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv .venv; \
	else $(PYTHON) -m venv --without-pip .venv && $(PYTHON) -m pip --python $(bin) install pip; fi
	touch $@

.venv/.installed: $(made) pyproject.toml constraints.txt
	$(install) .
	touch $@

.venv/.installed-test: $(made) pyproject.toml constraints.txt
	$(install) '.[test]'
	touch $@

.venv/.installed-dev: $(made) pyproject.toml constraints.txt
	$(install) '.[dev]'
	touch $@
