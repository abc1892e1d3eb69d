# The two commands: `make run` opens the window, `make test` runs the tests. Both make .venv first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: run test check clean
.DEFAULT_GOAL := run

.venv: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Convas needs Python 3.11 or newer; $(PYTHON) is older. Name another with: make PYTHON=..."; exit 2; }
	@$(PYTHON) .ci/environment.py .venv dev
	@touch .venv

run: .venv
	@$(BIN)/python -m gui.display
	@$(BIN)/python main.py

test: .venv
	@$(BIN)/python -m gui.display --tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(or $(TESTS),--ignore=tests/e2e)
	$(if $(TESTS),,$(BIN)/python -m tests.e2e.under_display)

check: .venv
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

clean:
	rm -rf .venv build *.egg-info
