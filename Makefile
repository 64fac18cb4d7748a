# Each target works on a fresh machine that has Python 3.11 or later, make and git; the first one makes .venv.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test lint docs bench fuzz clean

demo: .venv/run
	$(BIN)/netspread demo --force

test: .venv/dev lint
	rm -f .coverage .coverage.*
	$(BIN)/python -m pytest -n auto --cov --cov-report= --cov-fail-under=0 $(PYTEST)
	# The kernels once more as plain Python: the same numbers, and their lines are seen by the coverage.
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest -n auto --cov --cov-append --cov-report= --cov-fail-under=0 -q tests/kernels
	$(BIN)/python -m coverage report --skip-covered --sort=cover

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: .venv/dev
	$(BIN)/mkdocs build --strict

bench: .venv/dev
	$(BIN)/python -m pip install --quiet cynetdiff pynetim ndlib tqdm six
	$(BIN)/python -m benchmarks

fuzz: .venv/dev
	$(BIN)/python tests/fuzz.py --minutes $(or $(MINUTES),10) --seed $(or $(SEED),1)

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

.venv/run: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet -e .
	touch $@

.venv/dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet -e . --group dev
	touch $@ .venv/run

clean:
	rm -rf .venv site netspread-demo .coverage
