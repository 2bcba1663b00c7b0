# Two commands for a newcomer: `make run` and `make test`. The rest is for who changes the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPUS ?= corpus
INDEX ?= index
HOST ?= 127.0.0.1
PORT ?= 8000
WHEELS ?= wheels

.PHONY: setup run index test check format bench faults lock wheels clean

setup: $(VENV)/.development

run: $(VENV)/.runtime index
	$(BIN)/python -m search_app --corpus $(CORPUS) --index $(INDEX) --host $(HOST) --port $(PORT)

# Exit code 1 means done, with failures named: the samples hold a scan, which waits for Tesseract.
index: $(VENV)/.runtime
	$(BIN)/kyyeu source add corpus/samples --corpus $(CORPUS) --index $(INDEX)
	$(BIN)/kyyeu update --corpus $(CORPUS) --index $(INDEX) || [ $$? -eq 1 ]

test: $(VENV)/.development
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(VENV)/.development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadgroup

format: $(VENV)/.development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.development
	$(BIN)/python -m tests.bench

# Kills, full disks, crowds of writers, hundreds of times; a JSON line each. Takes an hour.
faults: $(VENV)/.development
	$(BIN)/python -m tests.faults

# A folder from which a machine without internet installs: see the README.
wheels: $(VENV)/.development
	$(BIN)/pip wheel --quiet --require-hashes -r requirements.lock -w $(WHEELS)
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation . -w $(WHEELS)

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --extra build --extra postgres pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --all-extras pyproject.toml -o .ci/requirements.lock

clean:
	rm -rf $(VENV) $(WHEELS) index/segments index/generations index/cuts index/current

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# hatchling, which builds the package, is locked with the rest; nothing is resolved at install. The
# engine's loops are compiled now, so that no first search waits for it.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m indexer.engine.compiled
	touch $@

$(VENV)/.development: .ci/requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r .ci/requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m indexer.engine.compiled
	touch $(VENV)/.runtime $@
