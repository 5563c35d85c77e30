# The one task runner: pre-commit and .ci/run call the same recipes.
# A bare machine needs Python 3.11 or newer, git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV = $(BIN)/uv
LUMBUNG_HOME ?= ./lumbung-data
WORKERS ?= 2
# Many tests wait for processes of their own: three at once keep two cores busy.
TEST_WORKERS ?= 3
PYTEST := $(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadgroup --durations 40 --durations-min 5

.DEFAULT_GOAL := help
.PHONY: help install demo browser test test-full lint format drawings bench lock clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

install: $(STAMP) ## .venv with the locked packages and the lumbung command

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Lumbung needs Python 3.11 or newer; name one: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(UV): | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

$(STAMP): requirements.lock pyproject.toml | $(UV)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps \
		--config-settings editable_mode=compat --editable .
	@# Compiled once, here: half of what a command takes to start, also where Python may not write beside its modules.
	@# (A package may bring a module for Python 2: that is no failure.)
	@$(BIN)/python -m compileall -q -q -j $(WORKERS) $(VENV)/lib console flows warehouse checks sources || true
	@touch $@

demo: $(STAMP) ## a practice nation, from files to published figures
	$(BIN)/lumbung --home $(LUMBUNG_HOME) demo

# The tests of pages drive a real browser. Debian's is installed where that is ours to do: as root, or with sudo in CI.
browser: ## Chromium and its driver for the tests of pages, where they are missing
	@if { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1 \
			&& command -v chromedriver >/dev/null 2>&1; then exit 0; fi; \
	as_root=; [ "$$(id -u)" = 0 ] || { [ -n "$$CI" ] && sudo -n true 2>/dev/null && as_root="sudo -n"; } || as_root=no; \
	if [ "$$as_root" != no ] && command -v apt-get >/dev/null 2>&1 && $$as_root apt-get update -qq \
			&& $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
				chromium chromium-driver fonts-dejavu-core >/dev/null; then exit 0; fi; \
	echo "no Chromium with its driver here: install chromium and chromium-driver (Debian, Ubuntu: apt install" \
		"chromium chromium-driver); until then the tests of pages are skipped, or fail where CI is set" >&2

test: $(STAMP) browser ## the suite without what takes long (marker full)
	$(PYTEST) -m "not full"

test-full: $(STAMP) browser ## the whole suite
	$(PYTEST)

lint: $(STAMP) ## style, types, room borders, SQL, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@sql=$$(git ls-files --cached --others --exclude-standard -- '*.sql'); \
		if [ -n "$$sql" ]; then echo "$(BIN)/sqlfluff lint" && $(BIN)/sqlfluff lint --processes 2 $$sql; fi
	$(BIN)/deptry .

format: $(STAMP) ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

drawings: $(STAMP) ## docs/life-of-a-submission.md, drawn from the code
	$(BIN)/python -m warehouse.life_page

bench: $(STAMP) ## the measured claims, measured again
	$(BIN)/python -m benchmarks

# The lock comes from the registry's own metadata: local configuration must not leave a trace in it.
lock: | $(UV) ## resolve pyproject.toml anew into requirements.lock
	env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL -u PIP_INDEX_URL $(UV) --no-config pip compile --quiet --universal \
		--python-version 3.11 --all-extras --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" pyproject.toml --output-file requirements.lock

clean: ## remove what tools left behind (never a lumbung-data)
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
