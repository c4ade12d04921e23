# Everything a person types. Needs Python 3.11 or newer and nothing else; see CONTRIBUTING.md.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
export PORT

# A `python3.11` may be a shim that starts nothing, so each is asked.
PYTHON := $(shell for python in python3.11 python3 python3.13 python3.12; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$python && break; done)

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.requirements
DEV := $(VENV)/.requirements-dev
CLIENTS := .venv-clients/.requirements
NODE_CLIENTS := .node-clients/.requirements
# A public installation's settings, so that `check --deploy` sees what production would.
DEPLOYED := PUBLIC_URL=https://alongside.example BEHIND_PROXY=true DATABASE_URL=postgresql://nobody@localhost/nothing \
	REDIS_URL=redis://localhost EMAIL_URL=smtp://localhost FIELD_KEYS=b25seS1mb3ItdGhlLWNoZWNrLTAxMjM0NTY3ODlhYmM= \
	SECRET_KEY=only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH

.PHONY: help run test matrix bench chaos screens schema fuzz messages lint fmt types contracts migrations deploy-check clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 22

run: $(RUNTIME) ## start Alongside on http://localhost:$PORT (8000)
	@exec $(BIN)/python scripts/run.py

test: $(DEV) $(CLIENTS) $(NODE_CLIENTS) lint types contracts migrations deploy-check ## every check and every test
	@exec $(BIN)/python -m pytest -n 3 --durations=10

matrix: $(DEV) ## ask every route by every method for everybody, and search all that leaves for planted words
	@exec $(BIN)/python -m tests.privacy.matrix

bench: $(DEV) ## measure the engine, the calendar and the feeds, in one run
	@exec $(BIN)/python -m tests.bench

chaos: $(DEV) ## kill and freeze whoever sends, on both databases and over every channel, and count what arrived
	@$(BIN)/python -m pytest -q tests/chaos/small_storm.py
	@exec $(BIN)/python -m tests.chaos

messages: $(RUNTIME) ## find every text for people and bring the translations up to date
	@exec $(BIN)/python -m scripts.messages

schema: $(RUNTIME) ## write the description of the API anew, docs/openapi.yaml
	@exec $(BIN)/python manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml

fuzz: $(DEV) ## send the API five thousand made-up requests by two people, and count what broke
	@ALONGSIDE_FUZZ_EACH=16 $(BIN)/python -m pytest -q -s tests/api/test_fuzz.py

screens: $(DEV) ## look at every screen: both partners, light and dark, phone and desk; pictures in docs/screens/
	@exec $(BIN)/python -m tests.screens

lint: $(DEV) ## ruff: rules and format; bandit: habits that are dangerous
	@$(BIN)/ruff check .
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive planner backend tasks scripts manage.py
	@$(BIN)/ruff format --check .

fmt: $(DEV) ## ruff: mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(DEV) ## mypy --strict
	@$(BIN)/mypy

contracts: $(DEV) ## who may import whom
	@$(BIN)/lint-imports

migrations: $(DEV) ## models and migrations agree
	@$(BIN)/python manage.py makemigrations --check --dry-run

deploy-check: $(DEV) ## Django's checks, as a public host
	@$(DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING

clean: ## remove what was made, but never var/, which holds the data
	@rm -rf $(VENV) .venv-clients .node-clients .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt
	@$(call setup,$(VENV),$<,$@)

$(DEV): requirements-dev.txt $(RUNTIME)
	@$(call setup,$(VENV),$<,$@)

$(CLIENTS): tests/interop/requirements.txt
	@$(call setup,.venv-clients,$<,$@)

# A reader in JavaScript, for machines that have Node; tests/services.py says what is missing elsewhere.
$(NODE_CLIENTS): tests/interop/package-lock.json tests/interop/package.json
	@mkdir -p .node-clients && cp tests/interop/package.json tests/interop/package-lock.json .node-clients/
	@if ! command -v npm >/dev/null; then exit 0; fi; \
	if npm ci --prefix .node-clients --silent --no-audit --no-fund --fetch-retries 1 --fetch-timeout 30000; then touch $@; \
	else echo "npm could not install the reader in JavaScript; its tests are left out." >&2; fi

define setup
if [ -z "$(PYTHON)" ]; then echo "Alongside needs Python 3.11 or newer (python3.11 or python3), and found none." >&2; exit 1; fi; \
$(PYTHON) scripts/setup.py $(1) $(2) && touch $(3)
endef
