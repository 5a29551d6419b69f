# On Windows, and where make is missing: python run.py [test|setup|bundle].
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(if $(shell $(p) -c "import sys, venv; print(sys.version_info >= (3, 11))" 2>/dev/null | grep True),$(p))) python3)

.PHONY: run test lint bundle clean

run:
	$(PYTHON) run.py serve $(ARGS)

test:
	$(PYTHON) run.py test $(ARGS)

lint:
	$(PYTHON) run.py setup --dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy

bundle:
	$(PYTHON) run.py bundle $(ARGS)

clean:
	rm -rf .venv bundle build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
