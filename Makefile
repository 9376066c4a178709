PYTHON ?= python3
BIN := .venv/bin
# Processes that share the tests, each with servers of its own.
WORKERS ?= 2
# Those of a minute or two; matching_scale, pages, phone and recording_order take longer: make bench BENCHMARKS=pages
BENCHMARKS ?= attribution extraction_speed matching quality

.PHONY: install run test lint bench screenshot clean

run: .venv/runtime
	@$(BIN)/python manage.py up

install: .venv/runtime

test: .venv/dev
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(TESTS)

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html' 2>/dev/null || find templates -name '*.html')
	$(BIN)/lint-imports
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run  # it warns that no database runs

bench: .venv/dev
	@for name in $(BENCHMARKS); do $(BIN)/python -m benchmarks.$$name || exit 1; done

screenshot: .venv/dev
	@$(BIN)/python -m docs.screenshots

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis htmlcov .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Both environments are one: the dev lock holds everything the runtime lock holds, in the same versions.
.venv/runtime: requirements.lock | .venv/bin/pip
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

.venv/dev: requirements-dev.lock | .venv/bin/pip
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@ .venv/runtime

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "claimtrack needs Python 3.11 or newer; '$(PYTHON)' is not. Try: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
