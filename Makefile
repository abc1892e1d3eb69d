# The two commands: `make run` opens the window, `make test` runs the fast tests. Both make .venv first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: run test test-all coverage check i18n clean
.DEFAULT_GOAL := run

.venv: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Convas needs Python 3.11 or newer; $(PYTHON) is older. Name another with: make PYTHON=..."; exit 2; }
	@$(PYTHON) .ci/environment.py .venv dev
	@touch .venv

run: .venv
	@$(BIN)/python -m gui.display
	@$(BIN)/python main.py

# The fast lane: every room, every kind of layer once, and the main job in a real window. TESTS=path runs just that.
test: .venv
	@$(BIN)/python -m gui.display --tests
	@$(if $(TESTS),QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(TESTS),$(BIN)/python -m tests fast)

# Everything but what is marked nightly.
test-all: .venv
	@$(BIN)/python -m gui.display --tests
	@$(BIN)/python -m tests all

# Lines covered, per room; it triples the time, so CI leaves it out.
coverage: .venv
	@$(BIN)/python -m tests.coverage

check: .venv
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Texts for translation: extracted to resources/i18n/convas.ts, and the languages there compiled.
i18n: .venv
	@$(BIN)/python .ci/translations.py

clean:
	rm -rf .venv build *.egg-info
