# An alias for the commands of CONTRIBUTING.md; everything here can be typed without make.
.DEFAULT_GOAL := help
.PHONY: help demo test check lint format lock bench

PYTHON ?= python3
BIN := .venv/bin

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: ## install, build the demo city and serve it
	@$(PYTHON) tuntas.py demo

test: ## install and run every test
	@$(PYTHON) tuntas.py test

check: format test ## what to run before a commit

lint: ## the tests of the code itself: style, types, import contracts, house rules
	@$(PYTHON) tuntas.py test tests/architecture

format: ## format the code and repair what ruff can repair
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

lock: ## write the locks anew after pyproject.toml changed (needs uv)
	@uv lock
	@uv export --quiet --frozen --no-emit-project --no-default-groups --no-annotate --no-header -o requirements.lock
	@uv export --quiet --frozen --no-emit-project --no-default-groups --extra cluster --no-annotate --no-header -o requirements-cluster.lock
	@uv export --quiet --frozen --no-emit-project --all-groups --no-annotate --no-header -o requirements-test.lock

bench: ## compare the engine with other methods
	@$(PYTHON) tuntas.py bench
