# The first two need only Python 3.11.2, pip and make.
PYTHON ?= $(shell python3.11 -c '' 2>/dev/null && echo python3.11 || echo python3)
VENV ?= .venv
CONSTRAINTS ?= constraints.txt

bin := $(VENV)/bin/python
made := $(VENV)/.made
inputs := pyproject.toml $(CONSTRAINTS)
uv := $(bin) -m uv --system-certs pip
install := $(uv) install --quiet --python $(bin) --constraint $(CONSTRAINTS) --editable
oldest := $(shell sed -n 's/^requires-python = ">=\([0-9.]*\)".*/\1/p' pyproject.toml)
compile := $(uv) compile --quiet --universal --python-version $(oldest) --no-emit-index-url \
	--custom-compile-command 'make constraints'
# A file stays on one worker, so what its tests share is made once.
pytest := pytest --numprocesses logical --dist loadfile

# What a caller's settings, locale and zone could touch, and what a docstring could be read for.
ambient_tests := tests/values tests/parties tests/issue tests/contributions tests/codec \
	tests/excel/form tests/samples tests/cases tests/test_cli.py
ambient := $(bin) -m $(pytest) -m 'not hypothesis and not office'

# How many mutants are drawn, by which seed: `make mutants SAMPLE=all` tries each, for some hours.
SAMPLE ?= 1000
SEED ?= 1

.PHONY: demo test bench check check-examples check-ambient mutants hostile fuzz lint types notebooks docs constraints floors clean
.NOTPARALLEL:

demo: $(VENV)/.installed
	$(bin) -m aimpartner demo --output build --overwrite

# Coverage starts before pytest does, or it would miss what pytest's settings import; it starts
# by itself in every process that the tests start.
test: $(VENV)/.installed-test
	$(bin) -m coverage erase
	$(bin) -m coverage run -m $(pytest)
	$(bin) -m coverage combine --quiet
	$(bin) -m coverage report

# How long things take, beside a floor and what a user would take instead; a quarter of an hour.
bench: $(VENV)/.installed-test
	for subject in calculate apportion grow files workbook start memory; do $(bin) benchmarks/$$subject.py || exit 1; done

# All the tests without coverage; those with neither drawn models nor LibreOffice; and many of
# those in odd surroundings: decimals of three digits, another locale, Python without docstrings.
check: $(VENV)/.installed-test
	$(bin) -m $(pytest)

check-examples: $(VENV)/.installed-test
	$(bin) -m $(pytest) -m 'not hypothesis and not office'

check-ambient: $(VENV)/.installed-test
	AMBIENT=decimal $(ambient) $(ambient_tests)
	AMBIENT=locale $(ambient) $(ambient_tests)
	PYTHONOPTIMIZE=2 $(ambient) -W ignore::pytest.PytestConfigWarning $(ambient_tests)

# Does a test notice when the code is changed? Each mutant is tried on the tests that reach it.
mutants: $(VENV)/.installed-mutants
	PATH="$(abspath $(VENV))/bin:$$PATH" HYPOTHESIS_PROFILE=quick \
		$(bin) tests/mutants/sample.py $(SAMPLE) $(SEED)

# What each hostile file costs, in seconds and megabytes; a few minutes. KINDS chooses some.
hostile: $(VENV)/.installed-test
	PYTHONPATH=tests $(bin) tests/hostile/measure.py $(KINDS)

# Workbooks with changes at random: each is read or refused. COUNT of them, five minutes for 3,000.
fuzz: $(VENV)/.installed-test
	PYTHONPATH=tests $(bin) tests/corpus/fuzz.py $(or $(COUNT),3000)

lint: $(VENV)/.installed-dev
	$(bin) -m ruff check .
	$(bin) -m ruff format --check .

types: $(VENV)/.installed-dev
	$(bin) -m mypy

notebooks: $(VENV)/.installed-test
	$(bin) -m pytest tests/test_notebooks.py

docs: $(VENV)/.installed-dev
	$(bin) -m sphinx -W --keep-going --builder html docs docs/_build/html

# The newest of everything, and the lowest of what pyproject.toml names, on every Python.
constraints: $(made)
	$(compile) --upgrade --extra dev --extra mutants --output-file constraints.txt pyproject.toml

floors: $(made)
	mkdir -p build
	$(compile) --resolution lowest-direct --extra test --output-file build/floors.txt pyproject.toml

clean:
	rm -rf .venv build dist mutants docs/_build .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache

# Debian's Python comes without ensurepip: its pip can then put one into the environment.
# uv does the rest: it reads markers, resolves for every Python at once, and is fast.
# Like pip it trusts what the machine trusts: a council may inspect what its machines fetch.
$(made): constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(oldest)".split("."))) and "Python $(oldest) or later is needed: name it with PYTHON=...")'
	if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	else $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(bin) install pip; fi
	$(bin) -m pip install --quiet --constraint constraints.txt uv
	touch $@

$(VENV)/.installed: $(made) $(inputs)
	$(install) .
	touch $@

$(VENV)/.installed-test: $(made) $(inputs)
	$(install) '.[test]'
	touch $@

$(VENV)/.installed-mutants: $(made) $(inputs)
	$(install) '.[lint,test,mutants]'
	touch $@

$(VENV)/.installed-dev: $(made) $(inputs)
	$(install) '.[dev]'
	touch $@
