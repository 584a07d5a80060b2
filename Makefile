# The list of developer commands; continuous integration calls the same.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK = uvx uv pip compile --generate-hashes --no-header --universal \
	--python-version 3.11 --no-annotate --quiet
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
# Groups of tests (tests/groups.py) begin in the order of tests/conftest.py.
# One more than there are cores: much of a story is waiting, for a server, a disk or a page.
WORKERS := $(shell $(PYTHON) -c "import os; print(len(os.sched_getaffinity(0)) + 1)" 2>/dev/null || echo auto)
ON_ALL_CORES = -n $(WORKERS) --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup run test test-telephony lint bench soak pictures lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.run: requirements/build.txt requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

web/dist/index.html: $(VENV)/.run $(WEB_SOURCES)
	@$(BIN)/python -m huan.web_build

setup: $(VENV)/.dev web/dist/index.html ## everything a developer needs, into .venv and web/

run: $(VENV)/.run web/dist/index.html ## all in one on this machine, with demonstration data
	@$(BIN)/huan run --demo --morning --telephone

test: ## linters, types, import contracts, Python, browser and scenario tests
	@$(MAKE) --no-print-directory --jobs=4 $(WHOLE_OUTPUTS) checked
	@$(BIN)/python -m pytest $(ON_ALL_CORES)

# The tests start many processes: none of them shall compile the sources again. Of the packages only what is
# used is compiled.
test: export PYTHONDONTWRITEBYTECODE =
test: export PIP_COMPILE = 0

test-telephony: $(VENV)/.dev ## the telephone's contract on the FreeSWITCH that HUAN_FREESWITCH=host:port names
	@test -n "$$HUAN_FREESWITCH" || { echo "HUAN_FREESWITCH=host:port must name a FreeSWITCH (docs/simulator.md)" >&2; exit 1; }
	@$(BIN)/python -m pytest tests/telephony/contract

# What comes before the tests waits for the network or keeps one core busy: side by side it takes half as long.
WHOLE_OUTPUTS := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
.PHONY: checked parts web packages collected
checked: parts lint web packages collected

parts:
	@$(PYTHON) -m tests.parts

web: $(VENV)/.dev web/dist/index.html
	@$(BIN)/python -m huan.web_build --check
	@$(BIN)/python -m huan.bpmn_support --check

packages: $(VENV)/.run
	@$(BIN)/huan check bpmn

# Compiles the tests while others wait for the network: else each worker would do it by itself.
collected: $(VENV)/.dev
	@$(BIN)/python -m pytest --collect-only -qq > $(VENV)/collected || { cat $(VENV)/collected; exit 1; }

lint: style types contracts ## ruff, mypy, import contracts

.PHONY: style types contracts
style: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

contracts: $(VENV)/.dev
	@$(BIN)/lint-imports

bench: setup ## every figure of docs/benchmarks.md; needs a PostgreSQL (found or installed)
	@$(BIN)/python -m tests.parts --database -- $(BIN)/huan bench all --json

soak: setup ## the long tests: many more generated processes, and the same under faults
	@HUAN_SOAK=1 $(BIN)/python -m tests.parts -- $(BIN)/python -m pytest $(ON_ALL_CORES) -m "not browser" -o faulthandler_timeout=0

pictures: setup ## the pictures of docs/, made anew from a morning of the demonstration; needs Chromium
	@HUAN_PICTURES=docs/images $(BIN)/python -m tests.parts -- $(BIN)/python -m pytest -q tests/web/test_pictures.py

lock: ## pin the newest allowed dependencies (needs uv)
	@echo 'hatchling==1.28.0\neditables==0.5' | $(LOCK) - -o requirements/build.txt
	@$(LOCK) pyproject.toml --extra web -o requirements/run.txt
	@$(LOCK) pyproject.toml --all-extras -c requirements/run.txt -o requirements/dev.txt

clean: ## remove what was built
	@rm -rf $(VENV) web/dist web/node_modules .mypy_cache .ruff_cache .pytest_cache
