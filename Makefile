# make run              serve it with the example, at http://127.0.0.1:8000 (PORT=9000 to change)
# make test             the whole suite on both databases; brings what it needs
# make lint             style, types, floors, templates, migrations (make -k lint: all complaints at once)
# make bench [QUICK=1]  full load and kill counts
# make lock             the locks anew, from requirements.in and requirements-dev.in

.PHONY: run test lint style types floors templates migrations bench lock runtime development

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
UV := $(shell uv --version >/dev/null 2>&1 && echo uv)
FLOORS := config events registrations venues webcast

run: runtime
	@mkdir -p var
	@$(MANAGE) prepare --example
	@exec $(MANAGE) serve --with-parent

test: development
	@$(PYTHON) -m tests

lint: style types floors templates migrations

style: development
	@.venv/bin/ruff check --output-format concise .
	@.venv/bin/ruff format --check .

types: development
	@.venv/bin/mypy

floors: development
	@.venv/bin/lint-imports --no-cache

templates: development
	@find $(FLOORS) -path '*/templates/*' -name '*.html' | xargs .venv/bin/djade --check --target-version 5.2

migrations: development
	@DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

bench: development
	@$(PYTHON) -m benchmarks.run $(if $(QUICK),--quick)

COMPILE := .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-header --no-emit-index-url --no-emit-find-links

lock: development
	@$(COMPILE) requirements.in -o requirements.txt
	@$(COMPILE) requirements-dev.in -o requirements-dev.txt

# Installed once, and again only when the lock has changed: its copy in .venv tells.
runtime: .venv/bin/python
	@cmp -s requirements.txt .venv/requirements.txt || cmp -s requirements-dev.txt .venv/requirements-dev.txt || \
	    { $(call install,requirements.txt); }

development: .venv/bin/python
	@cmp -s requirements-dev.txt .venv/requirements-dev.txt || { $(call install,requirements-dev.txt); }

ifeq ($(UV),uv)
install = uv pip install --quiet --compile-bytecode --python $(PYTHON) --require-hashes -r $(1) && cp $(1) .venv/$(1)
else
install = $(PYTHON) -m pip install --quiet --require-hashes -r $(1) && cp $(1) .venv/$(1)
endif

# A system's own Python first, if it is new enough: distributions build it a quarter faster.
.venv/bin/python:
ifeq ($(UV),uv)
	@uv venv --quiet --python '>=3.11' .venv
else
	@for python in /usr/bin/python3 python3.14 python3.13 python3.12 python3.11 python3; do \
	    if $$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        exec $$python -m venv .venv; \
	    fi; \
	done; \
	echo 'Python 3.11 or newer with venv is missing. Install uv, or: apt-get install python3-venv' >&2; \
	exit 1
endif
