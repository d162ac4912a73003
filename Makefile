# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
export PYTHON
.DEFAULT_GOAL := help
.PHONY: help install install-dev demo deps test quick lock format docs pictures clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

install: ## .venv with Handslag, from the hashed lock; then .venv/bin/handslag works
	@tools/install.sh base

install-dev: ## the same with what lint, types and tests need
	@tools/install.sh dev

demo: install ## the demo city on http://127.0.0.1:8000
	@exec .venv/bin/handslag demo

deps: ## Chromium and PostgreSQL for the tests; prints the line that installs what is missing
	@tools/deps.sh

test: install-dev deps ## exactly what CI runs
	@tools/check.sh all

quick: install-dev ## its Python-only part, on SQLite
	@tools/check.sh quick

lock: install-dev ## write the locks anew from pyproject.toml (add UPGRADE=1 for newer versions)
	@tools/lock.sh write

format: install-dev ## let ruff mend what it can
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

docs: install-dev ## write docs/reference anew from the code
	@.venv/bin/python tools/reference.py write

pictures: install-dev deps ## take the pictures of the docs anew, by the journeys
	@HANDSLAG_PICTURES=1 .venv/bin/pytest -p no:xdist -q tests/journeys

clean: ## remove .venv and caches; the data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
