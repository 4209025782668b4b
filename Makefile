# One command per chore, the same for people and for CI.
#
#   make run      make the environment, install, index the sample if the home is empty, open the chat
#   make test     make the environment, install, run all tests      (make test PYTEST_ARGS="-k arabic" for some)
#   make check    ruff and mypy
#   make screenshots  take the pictures of the page in docs/ anew (needs Chromium)
#   make lexical  measure the lexical engines: make lexical CORPUS=articles.jsonl QUESTIONS=questions.jsonl
#   make bench-quality  Isnad beside LangChain's tutorial stack: make bench-quality CORPUS="a.jsonl b.jsonl" QA=… NEWS=…
#   make lock     write constraints.txt anew
#   make clean    remove the environment and what tools left behind
#
# PYTHON=/path/to/python3.12 names the interpreter; PIP_ARGS="--extra-index-url URL" goes to pip as it stands.

VENV ?= .venv
PYTHON ?=
PIP_ARGS ?=
PYTEST_ARGS ?= -n 2 --dist loadfile --no-loadscope-reorder
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help run test check rules layout types format lexical bench-quality lock clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^#   //p' Makefile

run: $(VENV)/.installed
	$(BIN)/python app.py

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: rules layout types

rules: $(VENV)/.installed-dev
	$(BIN)/ruff check .

layout: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/screenshots.py

lexical: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/lexical_engines.py $(CORPUS) $(QUESTIONS)

bench-quality: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.quality --corpus $(CORPUS) $(if $(QA),--qa $(QA)) $(if $(NEWS),--news $(NEWS)) $(BENCH_ARGS)

# pip's own search for versions that fit takes minutes on this set: the lock spares it. The build backend comes from
# the lock too, hence no build isolation.
$(VENV)/.installed: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing (the first time takes some minutes) …"
	@$(PIP) $(PIP_ARGS) hatchling
	@$(PIP) $(PIP_ARGS) --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing with the tools for development (the first time takes some minutes) …"
	@$(PIP) $(PIP_ARGS) hatchling
	@$(PIP) $(PIP_ARGS) --no-build-isolation --editable ".[dev]"
	@touch $(VENV)/.installed $@

# The oldest Python that serves comes first: it is the one the lock is tested with. A name on the PATH may be a shim
# that does not run, so each one found is tried. An environment that is there already and works is kept.
$(VENV)/.made:
	@if $(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then exit 0; fi; \
	try() { "$$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }; \
	found=; \
	if [ -n "$(PYTHON)" ]; then try "$(PYTHON)" && found="$(PYTHON)"; else \
	  IFS=:; for name in python3.11 python3.12 python3.13 python3.14 python3; do for folder in $$PATH; do \
	    [ -z "$$found" ] && [ -x "$$folder/$$name" ] && try "$$folder/$$name" && found="$$folder/$$name"; \
	  done; done; unset IFS; \
	fi; \
	if [ -z "$$found" ]; then \
	  echo "Isnad needs Python 3.11 or newer with its venv module; $(or $(PYTHON),the PATH) has none that works." >&2; \
	  echo "Install one (Debian: apt install python3 python3-venv; macOS: brew install python@3.12)," >&2; \
	  echo "or name it: make $(firstword $(MAKECMDGOALS) run) PYTHON=/path/to/python3.12" >&2; \
	  exit 2; \
	fi; \
	echo "Making $(VENV) with $$found ($$("$$found" -V))"; \
	"$$found" -m venv --clear $(VENV)
	@touch $@

# Constraints bind a package only where something asks for it, so the lock needs no markers. What torch's CUDA build
# needs is pinned by torch; Windows is not supported.
lock: $(VENV)/.installed-dev
	@$(BIN)/python -m pip install --quiet uv
	@sed -n '/^#/p' constraints.txt > $(VENV)/lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --no-annotate --no-header pyproject.toml \
	  | sed -E 's/ ;.*//; s/\+cpu//' | grep -Ev '^(nvidia|cuda|triton|colorama|httpx2-jsfetch)' | sort -u >> $(VENV)/lock
	@mv $(VENV)/lock constraints.txt

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
