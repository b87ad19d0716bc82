# `make demo` and `make test` do all the set-up on a new machine.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test browser check lint types layers examples gallery wheel oldest clean

demo: $(VENV)/installed
	@[ -d demo ] || $(BIN)/periodize demo
	@cd demo && echo '$$ periodize simulate' && ../$(BIN)/periodize simulate
	@cd demo && echo '$$ periodize check' && { ../$(BIN)/periodize check || [ $$? -eq 1 ]; }

test: $(VENV)/developing
	$(BIN)/pytest -n auto

# Pages are looked at with Debian's Chromium; without one their tests are skipped, and say so.
browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name > /dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null \
		&& apt-get update -qq && apt-get install -qq --no-install-recommends -y chromium fonts-liberation > /dev/null; \
	then exit 0; fi; \
	echo "!!! no Chromium here, and it could not be installed: nobody looks at the pages (apt-get install chromium)" >&2

check: lint types layers examples wheel

lint: $(VENV)/developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/developing
	$(BIN)/mypy

layers: $(VENV)/developing
	$(BIN)/lint-imports --no-logo

examples: $(VENV)/developing
	$(BIN)/pytest -q --doctest-modules src -p no:cacheprovider
	@for script in examples/*.py; do echo "$$script"; $(BIN)/python $$script > /dev/null || exit 1; done

# docs/gallery.md and its pictures, of the example season.
gallery: $(VENV)/developing
	$(BIN)/python docs/gallery.py

# What is published is what is tested: the wheel alone, in an environment of its own.
wheel: $(VENV)/developing
	rm -rf build/wheel && $(BIN)/python -m build --wheel --outdir build/wheel .
	$(PYTHON) -m venv --clear build/wheel/env
	build/wheel/env/bin/pip install --quiet --disable-pip-version-check build/wheel/*.whl
	cd build/wheel && env/bin/periodize demo tried && env/bin/periodize validate --strict tried/plan.yaml
	cd build/wheel && env/bin/periodize init new --yes && env/bin/periodize validate --strict new/plan.yaml
	cd build/wheel/tried && { ../env/bin/periodize check > /dev/null || [ $$? -eq 1 ]; }
	cd build/wheel/tried && ../env/bin/periodize report --runs 20 > /dev/null && grep -q vegaEmbed season.html

# The oldest versions that pyproject.toml allows.
oldest: pyproject.toml
	$(PYTHON) -m venv --clear build/oldest
	build/oldest/bin/pip install --quiet --disable-pip-version-check -c tests/oldest.txt -e ".[dev]"
	build/oldest/bin/pytest -n auto

$(VENV)/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "periodize needs Python 3.11 or later"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/developing: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
