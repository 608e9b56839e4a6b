# `make` lists the targets. VENV and PYTHON may be given: make test PYTHON=python3.13 VENV=.venv313

PYTHON ?= python3
VENV ?= .venv
EXTRAS ?= test,dask,cluster,analysis,evidence,docs
JOBS ?= 2
OPTIONS ?=
ROUNDS ?= 5
LONG = $(shell grep -rl --include='test_*.py' 'tests.long import FULL' tests)
TRUST ?= tests/trust $(filter-out tests/trust/%,$(LONG))

CASES = scenarios/balkans
DEMO = results/demo

export MPLBACKEND ?= Agg
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
PYTEST = $(BIN)/python -m pytest -n $(JOBS) --dist worksteal

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test check trust bench site dist clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-7s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV)"
	@$(BIN)/python -m pip install -q -q -e '.[$(EXTRAS)]' -c constraints.txt
	@touch $@

install: $(STAMP) ## install into .venv, with all that the commands need

demo: $(STAMP) ## run three scenarios and a sweep of the example case, draw, compare and report them
	$(BIN)/twochairs run $(CASES)/serbia-2022.yaml --replicates 50 --replace --out $(DEMO)/serbia-2022
	$(BIN)/twochairs run $(CASES)/harder-line.yaml --replicates 50 --replace --out $(DEMO)/harder-line
	$(BIN)/twochairs run $(CASES)/cheap-gas.yaml --replicates 50 --replace --out $(DEMO)/cheap-gas
	$(BIN)/twochairs plot $(DEMO)/serbia-2022
	$(BIN)/twochairs plot $(DEMO)/harder-line
	$(BIN)/twochairs plot $(DEMO)/cheap-gas
	$(BIN)/twochairs compare $(DEMO)/serbia-2022 $(DEMO)/harder-line
	$(BIN)/twochairs compare $(DEMO)/serbia-2022 $(DEMO)/cheap-gas
	$(BIN)/twochairs sweep experiments/pressure-and-gas.yaml --figures
	$(BIN)/twochairs report $(DEMO)/serbia-2022 $(DEMO)/harder-line $(DEMO)/cheap-gas results/pressure-and-gas-* \
		--out $(DEMO)/report.html
	@echo
	@echo "Pictures:"
	@find $(DEMO) results/pressure-and-gas-* -name '*.png' | sort | sed 's/^/  /'
	@echo "All of it on one page, to open in a browser: $(DEMO)/report.html"
	@echo "What to ask next:"
	@echo "  $(BIN)/twochairs card $(DEMO)/serbia-2022 $(DEMO)/harder-line --act sanctions"
	@echo "  $(BIN)/twochairs why $(DEMO)/serbia-2022 --act sanctions"
	@echo "  $(BIN)/twochairs dashboard $(CASES)/serbia-2022.yaml"

test: $(STAMP) ## run the tests (OPTIONS="-k report")
	$(PYTEST) $(OPTIONS)

check: $(STAMP) ## what CI runs: format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(PYTEST)

trust: $(STAMP) ## the long forms of all tests that have one, some hours; a line for each figure (TRUST=tests/trust/test_killed.py)
	TWOCHAIRS_TRUST=full $(BIN)/python -m pytest -q -s $(TRUST)

bench: $(STAMP) ## measure the speed claims: ratios, some minutes; the months by hand must be the engine's (ROUNDS=5)
	$(BIN)/python -m benchmarks --rounds $(ROUNDS)

site: $(STAMP) ## the documentation as pages in build/site, to open in a browser
	$(BIN)/python -m twochairs.docs --site build/pages
	$(BIN)/mkdocs build --quiet --strict --config-file docs/site/mkdocs.yml
	@echo "build/site/index.html"

dist: $(STAMP) ## a wheel and a source archive in dist/
	rm -rf dist
	$(BIN)/python -m hatchling build

clean: ## remove the environment, caches and all results
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache *.egg-info
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
	find results -mindepth 1 -maxdepth 1 -not -name README.md -exec rm -rf {} +
