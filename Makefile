# whosaid: `make run` and `make test` set up all they need; `make help` lists the rest.
.DEFAULT_GOAL := help
.SUFFIXES:
SHELL := /bin/sh

IN ?= data/raw
OUT ?= data/processed
STAGES ?= build/stages
CORPORA ?= ../shared/corpora
# Any of these will do; PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

# ---- set-up: everything from the package index, pinned by hash ----

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "whosaid needs Python 3.11 to 3.14; install one, or call make with PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: setup
setup: $(READY) ## Create .venv with all that is needed

.PHONY: lock
lock: $(READY) ## Pin the newest versions that pyproject.toml allows (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --no-emit-find-links --upgrade -o requirements.lock

# ---- the main job, at once and stage by stage ----

.PHONY: run
run: $(READY) ## Read data/raw, write the tables into data/processed
	@$(BIN)/whosaid run $(IN) --out $(OUT) || { code=$$?; test $$code -eq 3; }

.PHONY: segment drop-furniture ner relations export
segment: $(READY) ## Stage 1: sources into articles (build/stages/segment.jsonl)
	@$(BIN)/whosaid segment $(IN) --out $(STAGES)

drop-furniture: $(READY) ## Stage 2, clean: page furniture out (build/stages/clean.jsonl)
	@$(BIN)/whosaid clean $(STAGES) --out $(STAGES)

ner: $(READY) ## Stage 3: sentences and names (build/stages/ner.jsonl)
	@$(BIN)/whosaid ner $(STAGES) --out $(STAGES)

relations: $(READY) ## Stage 4: statements and roles (build/stages/relations.jsonl)
	@$(BIN)/whosaid relations $(STAGES) --out $(STAGES)

export: $(READY) ## Stage 5: the tables
	@$(BIN)/whosaid export $(STAGES) --out $(OUT) || { code=$$?; test $$code -eq 3; }

.PHONY: verify
verify: $(READY) ## Prove the result from its own files
	@$(BIN)/whosaid verify $(OUT)

# ---- quality ----

.PHONY: test
test: $(READY) ## The fast tests
	@$(BIN)/python -m pytest
	@echo "Left out: what is slow (make test-all) and what needs a browser, Ray or other validators (see CONTRIBUTING.md)."

.PHONY: test-all
test-all: $(READY) ## All tests, slow ones too, that need no other programs
	@$(BIN)/python -m pytest -m "not (browser or ray or ftm or docs or peers)"

.PHONY: lint
lint: $(READY) ## Lint, format check, types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

.PHONY: evaluate
evaluate: $(READY) ## Accuracy on annotated corpora (CORPORA=folder)
	@$(BIN)/whosaid evaluate $(CORPORA) --floors benchmarks/floors.json

.PHONY: evaluate-pages
evaluate-pages: $(READY) ## Page cleaning, cross-validated by site (half an hour)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'scikit-learn>=1.5'
	@$(BIN)/python -m training.lines $(CORPORA)/pages/pages-train.jsonl.gz \
	  --clean $(CORPORA)/statements/polnear-train.jsonl.gz $(CORPORA)/statements/world-train.jsonl.gz \
	  --wire $(CORPORA)/entities/conllpp-train.conll.gz --comments $(CORPORA)/entities/btc.conll.gz \
	  --cross-validate build/folds
	@$(BIN)/whosaid evaluate $(CORPORA)/pages/pages-train.jsonl.gz --result build/folds

.PHONY: train
train: $(READY) ## Make the reader's weights, and what weighs its marks, anew from CORPORA (about two hours on two cores)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[train]'
	@for part in 0 1 2; do \
	  $(BIN)/python -m training.reader $(CORPORA) --without $$part --out build/reader/part$$part || exit 1; done
	@$(BIN)/python -m training.attribution_weights $(CORPORA) --out pipeline/lexicon/attribution_weights.csv
	@$(BIN)/python -m training.statements $(CORPORA) --readers build/reader --out pipeline/models/statements.json
	@$(BIN)/python -m training.reader $(CORPORA) --start build/reader/part0 build/reader/part1 --out pipeline/models

.PHONY: docs
docs: $(READY) ## The documentation as a site, in build/docs
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[docs]'
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs build/docs
	@echo "build/docs/index.html"

.PHONY: bench
bench: $(READY) ## Speed, memory and start-up, measured here
	@env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $(BIN)/python -m benchmarks
