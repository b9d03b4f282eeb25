# Every target does its own set-up, without root, on a machine that has Python 3.11 and make.
# PORT is where pages are served; ARGS goes on to pytest: make test ARGS="tests/people -x"

PORT ?= 8000
ARGS ?=
PYTHON := .venv/bin/python
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check

RUN := .venv/run.stamp
DEV := .venv/dev.stamp
VENDOR := build/vendor/.stamp
PROJECT := pyproject.toml requirements/run.in

.PHONY: demo run test check bench clean
.DELETE_ON_ERROR:

demo: $(RUN) $(VENDOR)  ## A living zone of 80,600 workers.
	@$(PYTHON) -m gongjiang.cli demo up --port $(PORT)

run: $(RUN) $(VENDOR)  ## This home (GONGJIANG_HOME, default var/), as it is.
	@$(PYTHON) -m gongjiang.cli up --port $(PORT)

test: $(DEV) $(VENDOR)
	$(PYTHON) -m pytest -n 2 $(ARGS)

check: $(DEV)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

bench: $(DEV) $(VENDOR)
	$(PYTHON) benchmarks/run.py

clean:  ## What can be made again. The data in var/ stays.
	rm -rf .venv node_modules build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find src -name '*.mo' -delete

.venv:
	@echo "Making .venv"
	@python=$$(scripts/python) && "$$python" -m venv .venv || { rm -rf .venv; exit 1; }

$(RUN): requirements/run.txt $(PROJECT) | .venv
	@echo "Installing what Gongjiang runs on"
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements/dev.txt $(PROJECT) | .venv
	@echo "Installing what Gongjiang runs on and is checked with"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@ $(RUN)

$(VENDOR): package.json package-lock.json .npmrc | .venv
	@echo "Installing what the pages need"
	@scripts/npm ci --no-progress --loglevel=error
	@mkdir -p build/vendor
	@cp node_modules/echarts/dist/echarts.esm.min.js node_modules/htmx.org/dist/htmx.min.js build/vendor/
	@touch $@
