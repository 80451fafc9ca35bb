# make demo: build and draw the bundled example. make test: all checks and tests. Both set up .venv themselves.

PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2

.PHONY: demo test check bench bench-full clean reference pictures

demo: .venv/ready
	$(BIN)/civicgraph demo civicgraph-demo

test: check
	$(BIN)/pytest -n $(JOBS) --dist loadgroup --cov --cov-report=term

check: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Builds, mapping, questions and reading beside their peers; tables in benchmarks/results. bench-full: up to 100,000 documents, and the views.
bench: .venv/ready-dev
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.reading --json benchmarks/results/reading.json

bench-full: .venv/ready-dev
	$(BIN)/python -m benchmarks --size full
	$(BIN)/python -m benchmarks.reading --json benchmarks/results/reading.json
	$(BIN)/python benchmarks/network_view.py
	$(BIN)/python -m benchmarks.lineage_view
	$(BIN)/python -m benchmarks.site_view

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: pyproject.toml constraints.txt | .venv/bin/python
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/ready-dev: pyproject.toml constraints.txt | .venv/bin/python
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ .venv/ready

clean:
	rm -rf .venv civicgraph-demo civicgraph-out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage

reference: .venv/ready-dev
	$(BIN)/python -m tests.reference > docs/reference.md
	$(BIN)/python -c 'from civicgraph.publish.tables.codebook import codebook_text as text; print(text(True), end="")' > docs/codebook.md

pictures: .venv/ready-dev
	$(BIN)/python -m tests.pictures
