# make sample   renders the sample report into out/ and says where it lies
# make test     style, types and every test
# Each creates its own environment in .venv; all that is needed is Python 3.11 or later.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: sample test check build docs bench clean

sample: $(VENV)/.installed
	@$(BIN)/lcdraft render 6-thang-2025 --to docx,html -o out
	@echo "The sample report: $(CURDIR)/out/6-thang-2025.docx (and .html)"

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# The data are sound, and examples/ holds what they make.
check: $(VENV)/.installed
	$(BIN)/lcdraft check
	$(BIN)/lcdraft build --check

build: $(VENV)/.installed
	$(BIN)/lcdraft schema
	$(BIN)/lcdraft build

docs: $(VENV)/.dev
	$(BIN)/python tools/make_docs.py

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/build.py

clean:
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin-ready:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "lcdraft needs Python 3.11 or later; try: make PYTHON=python3.12"; exit 1; }
	@echo "Creating $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "Python has no venv module here; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/bin-ready pyproject.toml
	@$(PIP) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed pyproject.toml
	@$(PIP) -e ".[dev]"
	@touch $@
