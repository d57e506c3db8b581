PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test bench lint docs lock clean

$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m peergroups.readiness
	touch $(READY)

demo: $(READY)
	$(BIN)/peergroups demo demo --force
	$(BIN)/peergroups form demo/association.xlsx --plan demo/association.toml --history demo/association-2025.xlsx -o demo/association-groups.xlsx --time-limit 8 --force
	$(BIN)/peergroups form demo/company.csv --plan demo/company.toml -o demo/company-groups.xlsx --time-limit 8 --force

test: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

bench: $(READY)
	$(BIN)/python -m benchmarks $(NAME)

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) demo
	find src tests -name "*.o" -delete
