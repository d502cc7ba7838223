# Two commands for everyone: `make demo` and `make test`. The rest is for who works on the project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test slow again lint format types accuracy vocabulary bench figures frontend pictures clean

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	@touch $@

$(DEV): $(INSTALLED)
	$(PIP) --editable ".[dev]"
	@touch $@

demo: $(INSTALLED)
	$(BIN)/prevgraph demo

test: $(DEV)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q -m "not slow and not browser"

slow: $(DEV)
	$(BIN)/python -m pytest -q -m "slow or browser"

# What failed or hung last, once more and alone; fails too where nothing is noted as failed.
again: $(DEV)
	$(BIN)/python -m pytest -q --last-failed --last-failed-no-failures none

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

accuracy: $(DEV)
	$(BIN)/python -m tests.accuracy

# The vocabulary's documentation, which ships with it; pyLODE keeps what it knows of others' vocabularies beside itself.
vocabulary: $(DEV)
	$(PIP) ".[vocabulary]"
	$(BIN)/pylode ontology/prevention.ttl -o ontology/documentation.html >/dev/null 2>&1

# One size up: make bench SIZE="--states 193"; ten times that: SIZE="--states 193 --rounds 10 --patience 60".
bench: $(DEV)
	$(BIN)/python -m tests.benchmarks $(SIZE)

# All that docs/performance.md tells, measured anew on a machine that does nothing else; GROWN keeps its stores (40 GB).
GROWN ?= .cache/grown
figures: $(DEV)
	$(BIN)/python -m tests.benchmarks --states 193 --patience 10
	$(BIN)/python -m tests.benchmarks --states 193 --rounds 10 --patience 10
	$(BIN)/python -m tests.benchmarks.growth --rounds 1 10 100 --folder $(GROWN)
	$(BIN)/python -m tests.benchmarks.endpoint
	$(BIN)/python -m tests.benchmarks.pages
	$(BIN)/python -m tests.benchmarks.reading
	$(BIN)/python -m tests.benchmarks.memory

# The map and the editor of the explorer, from the npm registry into viz/explorer/built. Nothing else needs node.
frontend: viz/explorer/built/LICENSES.txt

# Written last.
viz/explorer/built/LICENSES.txt: $(wildcard viz/frontend/*.mjs viz/frontend/*.js viz/frontend/package*.json)
	npm ci --prefix viz/frontend --silent
	npm run --prefix viz/frontend --silent build

# The pictures of the README, taken from the pages.
pictures: $(DEV)
	$(BIN)/python -m tests.pictures

clean:
	rm -rf viz/explorer/built viz/frontend/node_modules
	rm -rf $(VENV) prevgraph-data demo-out
