# What one does with this project, each with a word. `make` alone lists it.
# Small files under .venv/stamps remember what has been done, so that a second run starts in seconds.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Two targets at once would install into one place; several processors are used inside the steps.
.NOTPARALLEL:

PORT ?= 8000
export PORT

# Node comes from the Python package index into .venv/bin, which goes first.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export NG_CLI_ANALYTICS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1

STAMPS := .venv/stamps
STEP := .venv/bin/python infra/step.py
PIP := .venv/bin/python -m pip install --require-hashes
NPM := npm --prefix frontend
MANAGE := .venv/bin/python manage.py
POSTGRES := .venv/bin/python infra/dev_postgres.py
PYTEST := .venv/bin/python -m pytest
# The tests in several workers at once: docs/testing.md, "At the same time", says why in this order.
WORKERS ?= 2
TOGETHER := --numprocesses $(WORKERS)
BY_CLASS := $(TOGETHER) --dist loadscope --no-loadscope-reorder
BY_TEST := $(TOGETHER) --dist load --maxschedchunk 2
# Where the parts of `make e2e` find the demo company, loaded once for all of them.
DEMO_FOLDER := var/cache/demo
# Checks and documents do not depend on anybody's database.
TEST_MANAGE := env -u DATABASE_URL DJANGO_SETTINGS_MODULE=azionelab.settings.test $(MANAGE)

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
TYPES := frontend/src/app/api/schema.ts
WIDGET := frontend/dist/azl/it/main.js
WIDGET_SOURCES := $(wildcard frontend/*.json frontend/.npmrc) $(shell find frontend/src frontend/scripts 2>/dev/null)
TEMPLATES := $(wildcard templates */templates)
SHELL_SCRIPTS := .ci/run $(shell find infra -name "*.sh")

.PHONY: help run build test thorough check e2e drill memory scan lighthouse first-field bench rehearsal bench-growth bench-exports clean FORCE
.PHONY: backup restore restore-drill images release rollback smoke sbom licences audit lock schema messages
.PHONY: check-python check-types check-django check-translations check-schema check-licences check-frontend check-docker

help: ## this list
	@echo "AzioneLab: make TARGET"
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## the site with the demo company on 127.0.0.1, PORT=8000
	@.venv/bin/python infra/run.py

build: $(STAMPS)/site $(STAMPS)/widget $(CATALOGUES) ## install and build what the site needs, start nothing

backup: $(STAMPS)/site ## one checked file with database and media, below var/backups; docs/backups.md
	@$(MANAGE) backup

restore: $(STAMPS)/site ## the site from FILE=; IDENTITY= when it is encrypted, REPLACE=1 when there is a site already
	@test -n "$(FILE)" || { echo "Say which one: make restore FILE=var/backups/azionelab-….tar" >&2; exit 2; }
	@$(MANAGE) restore --migrate $(if $(IDENTITY),--identity "$(IDENTITY)") $(if $(REPLACE),--replace) "$(FILE)"

restore-drill: $(STAMPS)/site ## FILE= restored into a scratch database and thrown away; its exit code says whether it went well
	@test -n "$(FILE)" || { echo "Say which one: make restore-drill FILE=var/backups/azionelab-….tar" >&2; exit 2; }
	@$(MANAGE) restore_drill $(if $(IDENTITY),--identity "$(IDENTITY)") "$(FILE)"

test: $(STAMPS)/dev $(STAMPS)/widget $(CATALOGUES) ## every test that needs no browser: PostgreSQL, SQLite, widget
	@echo "== Python on PostgreSQL"
	@$(POSTGRES) run $(PYTEST) $(BY_CLASS) --ignore=tests/browser --ignore=tests/judges --ignore=tests/production
	@echo "== The booking core and backups once more on SQLite"
	@env -u DATABASE_URL $(PYTEST) $(BY_CLASS) bookings checkins tests/backups -m "not postgresql"
	@echo "== The widget"
	@$(NPM) test

thorough: $(STAMPS)/dev $(STAMPS)/widget $(CATALOGUES) ## for hours, not minutes: 2000 random histories, 200 rounds of races, 100 cases a call, 5000 steps of editors
	@env -u DATABASE_URL HISTORIES=2000 .venv/bin/python -m pytest bookings/tests/test_histories.py checkins/tests/test_door_histories.py
	@RACE_ROUNDS=200 $(POSTGRES) run .venv/bin/python -m pytest $(wildcard tests/test_*races.py)
	@FUZZ_STEPS=5000 $(POSTGRES) run .venv/bin/python -m pytest tests/test_editorial_fuzz.py
	@SCHEMATHESIS_CASES=100 $(POSTGRES) run .venv/bin/python -m pytest tests/contract

check: check-python check-types check-django check-translations check-schema check-licences check-frontend check-docker ## everything that is judged without running tests

e2e: $(STAMPS)/dev $(STAMPS)/widget $(STAMPS)/tools $(CATALOGUES) ## the tests in a real browser, and by programs of others (chromium, java)
	@command -v chromium >/dev/null || { \
		echo "The browser tests need chromium on the PATH (Debian: apt-get install chromium)." >&2; exit 1; }
	@java -version >/dev/null 2>&1 || { \
		echo "The HTML checker needs java on the PATH (Debian: apt-get install default-jre-headless)." >&2; exit 1; }
	@test -x /usr/sbin/nginx && test -f /usr/lib/nginx/modules/ngx_http_brotli_filter_module.so || { \
		echo "The tests of production need nginx (Debian: apt-get install nginx-light libnginx-mod-http-brotli-filter" \
			"libnginx-mod-http-brotli-static)." >&2; exit 1; }
	@test -x /usr/sbin/pgbouncer || { \
		echo "They need PgBouncer too (Debian: apt-get install pgbouncer)." >&2; exit 1; }
	@rm -rf $(DEMO_FOLDER)
	@echo "== The demo company on both databases, and production's files"
	@DEMO_FOLDER=$(DEMO_FOLDER) .venv/bin/python -m tests.before_e2e
	@echo "== In a browser"
	@env -u DATABASE_URL DEMO_FOLDER=$(DEMO_FOLDER) $(PYTEST) $(BY_TEST) tests/browser
	@echo "== Judged by programs of others"
	@env -u DATABASE_URL DEMO_FOLDER=$(DEMO_FOLDER) $(PYTEST) tests/judges
	@echo "== As in production"
	@env -u DATABASE_URL -u AZIONELAB_VAR $(PYTEST) tests/production

lighthouse: $(STAMPS)/dev $(STAMPS)/widget $(STAMPS)/tools $(CATALOGUES) ## speed, accessibility, good practice and SEO as Lighthouse scores them; docs/testing.md with WRITE=1
	@env -u DATABASE_URL .venv/bin/python -m tests.judges.lighthouse

first-field: $(STAMPS)/dev $(STAMPS)/widget $(CATALOGUES) ## how long a slow telephone waits for the booking's first field; docs/testing.md with WRITE=1
	@env -u DATABASE_URL .venv/bin/python -m tests.judges.first_field

memory: $(STAMPS)/dev $(STAMPS)/widget $(CATALOGUES) ## how much memory production takes; docs/testing.md with WRITE=1
	@env -u DATABASE_URL -u AZIONELAB_VAR .venv/bin/python -m tests.production.memory

scan: $(STAMPS)/dev $(STAMPS)/widget $(CATALOGUES) ## a scanner of others against production on this machine, ten minutes; needs the network
	@env -u DATABASE_URL -u AZIONELAB_VAR .venv/bin/python -m tests.production.scan

bench: $(STAMPS)/dev $(STAMPS)/widget $(CATALOGUES) ## what pages and calls cost (wrk); docs/performance.md with WRITE=1, a first look with QUICK=1
	@env -u DATABASE_URL -u AZIONELAB_VAR .venv/bin/python -m bench

rehearsal: $(STAMPS)/dev $(STAMPS)/widget $(CATALOGUES) ## 5,000 visitors for 200 seats through nginx, twice three minutes; docs/performance.md with WRITE=1
	@env -u DATABASE_URL -u AZIONELAB_VAR PARTS=rehearsal .venv/bin/python -m bench

bench-growth: $(STAMPS)/dev $(STAMPS)/widget $(CATALOGUES) ## what calls cost with up to 2,000,000 reservations; docs/performance.md and the query plans with WRITE=1
	@env -u DATABASE_URL -u AZIONELAB_VAR PARTS=growth .venv/bin/python -m bench

bench-exports: $(STAMPS)/dev ## first byte, time and memory of an export of 50,000 reservations, on both databases
	@env -u DATABASE_URL .venv/bin/python -m bench.exports
	@$(POSTGRES) run .venv/bin/python -m bench.exports

lock: $(STAMPS)/dev ## resolve requirements*.txt again into the lock files; newest versions with UPGRADE=1
	@for set in requirements requirements-object-storage requirements-build requirements-dev; do \
		echo "$$set.lock"; \
		test $$set = requirements-dev && same="-c requirements.lock -c requirements-build.lock" || same=; \
		.venv/bin/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
			$(if $(UPGRADE),--upgrade) $$same --output-file $$set.lock $$set.txt || exit 1; \
	done

sbom: $(STAMPS)/dev $(STAMPS)/widget ## the bill of materials of what ships (CycloneDX): var/sbom.cdx.json
	@.venv/bin/python -m infra.sbom

licences: $(STAMPS)/dev $(STAMPS)/widget ## what ships and under which licence: var/licences.md; fails at one that may not
	@.venv/bin/python -m infra.licences

audit: $(STAMPS)/dev $(STAMPS)/node ## weaknesses known of what ships; needs the network, exit code 3 where nobody can be asked
	@.venv/bin/python -m infra.audit

schema: $(STAMPS)/dev $(STAMPS)/node ## docs/openapi.json, and the widget's types from it
	@$(TEST_MANAGE) spectacular --lang en --format openapi-json --validate --fail-on-warn --file docs/openapi.json
	@test ! -f $(TYPES) || $(NPM) run --silent types

messages: $(STAMPS)/dev ## collect the texts to translate into locale/ (needs gettext)
	@$(TEST_MANAGE) makemessages --locale it --add-location file --no-obsolete \
		--ignore ".venv/*" --ignore "var/*" --ignore "frontend/*" --ignore "*/tests/*" --ignore "tests/*"

images: ## build the images that .env in infra/docker names, with the updates of today (Docker)
	@UPDATES=$$(date +%F) docker compose -f infra/docker/compose.yml build

release: ## another version onto this machine, without a pause: VERSION=2026.11.2, after a failure FROM=STEP (Docker)
	@python3 -m infra.release release "$(VERSION)" $(if $(FROM),--from $(FROM))

rollback: ## back to the version before, or to VERSION=…; the database stays as it is
	@python3 -m infra.release rollback $(VERSION) $(if $(FROM),--from $(FROM))

release-%: # one step of them alone: make release-backup
	@python3 -m infra.release step $* $(VERSION)

smoke: ## look at the site of infra/docker/.env from outside; changes nothing
	@python3 -m infra.release step smoke

drill: $(STAMPS)/dev $(STAMPS)/widget $(CATALOGUES) ## what visitors notice of reloads, crashes and a release, some minutes; docs/testing.md with WRITE=1
	@env -u DATABASE_URL -u AZIONELAB_VAR .venv/bin/python -m tests.production.drills

clean: ## remove all that was made: var/, .venv/, the widget, the compiled texts
	rm -rf var .venv tests/tools/node_modules frontend/node_modules frontend/dist frontend/.angular frontend/coverage $(CATALOGUES)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# -- the parts of `make check` ----------------------------------------------------------------------------------------

check-python: $(STAMPS)/dev
	@$(STEP) "Lint of Python" .venv/bin/ruff check --no-fix .
	@$(STEP) "Format of Python" .venv/bin/ruff format --check --diff .
	@$(STEP) "Format of templates" .venv/bin/djhtml --check --tabwidth 4 $(TEMPLATES)

check-types: $(STAMPS)/dev
	@$(STEP) "Types of the booking core" env -u DATABASE_URL .venv/bin/mypy

check-django: $(STAMPS)/dev $(STAMPS)/widget
	@$(STEP) "Migrations complete" $(TEST_MANAGE) makemigrations --check --dry-run
	@$(STEP) "Migrations safe for the release before" $(POSTGRES) run .venv/bin/python infra/lint_migrations.py
	@$(STEP) "Settings of production" .venv/bin/python infra/made_up_production.py check --deploy --fail-level WARNING

check-translations: $(STAMPS)/dev
	@$(STEP) "Italian texts complete" .venv/bin/python infra/check_translations.py

check-schema: $(STAMPS)/dev
	@$(STEP) "docs/openapi.json is what the code says" .venv/bin/python infra/check_schema.py

check-licences: $(STAMPS)/dev $(STAMPS)/widget
	@$(STEP) "Licences of what ships" .venv/bin/python -m infra.licences --check

check-frontend: $(STAMPS)/widget
	@$(STEP) "Lint of the widget" $(NPM) run lint
	@$(STEP) "English texts of the widget complete" $(NPM) run check:i18n
	@test ! -f $(TYPES) || $(STEP) "Types of the widget from docs/openapi.json" $(NPM) run types -- --check

check-docker: $(STAMPS)/dev
	@$(STEP) "Lint of the Dockerfile" .venv/bin/hadolint infra/docker/Dockerfile
	@$(STEP) "Lint of shell scripts" .venv/bin/shellcheck $(SHELL_SCRIPTS)
	@$(STEP) "Compose understands its files" .venv/bin/python infra/check_compose.py

# -- what they need ---------------------------------------------------------------------------------------------------

$(STAMPS)/venv:
	@sh infra/create_venv.sh
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/site: requirements.lock requirements-build.lock | $(STAMPS)/venv
	@$(STEP) "Installing Python packages and Node" $(PIP) -r requirements.lock -r requirements-build.lock
	@touch $@

$(STAMPS)/dev: requirements-dev.lock | $(STAMPS)/site
	@$(STEP) "Installing packages for tests and checks" $(PIP) -r requirements-dev.lock
	@touch $@

$(STAMPS)/node: frontend/package-lock.json $(if $(wildcard frontend/node_modules/.package-lock.json),,FORCE) | $(STAMPS)/site
	@$(STEP) "Installing what builds the widget" $(NPM) ci
	@touch $@

$(STAMPS)/tools: tests/tools/package-lock.json $(if $(wildcard tests/tools/node_modules/.package-lock.json),,FORCE) | $(STAMPS)/site
	@$(STEP) "Installing the programs that judge the site" npm --prefix tests/tools ci
	@touch $@

$(STAMPS)/widget: $(STAMPS)/node $(WIDGET_SOURCES) $(if $(wildcard $(WIDGET)),,FORCE)
	@$(STEP) "Building the widget" $(NPM) run build
	@touch $@

locale/%/LC_MESSAGES/django.mo: locale/%/LC_MESSAGES/django.po | $(STAMPS)/site
	@$(STEP) "Compiling the translations ($*)" .venv/bin/python infra/compile_translations.py $< $@
