# Everything works on a machine that has only Python >= 3.11, pip and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO ?=
ADVISORIES ?=
TEST ?=
LOAD ?=

.PHONY: demo test check format bench setup clean torture fuzz load audit
setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test]"
	touch $@

demo: setup
	$(BIN)/baoluu demo $(DEMO)

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TEST)

check: test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bench.floors

# Breaks things for long: 200 kills, each of them followed by checks of everything.
torture: setup
	BAOLUU_KILLS=200 BAOLUU_FUZZ_SECONDS=600 $(BIN)/python -m pytest tests/system $(TEST)

# Invented input for 20 s a target; `torture` does it for ten minutes each.
fuzz: setup
	BAOLUU_FUZZ_SECONDS=20 $(BIN)/python -m pytest -n 2 tests/system/test_fuzz_*.py $(TEST)

load: setup
	$(BIN)/python -m bench.load $(LOAD)

# Known vulnerabilities of what is pinned; ADVISORIES is a local folder of advisories in the OSV form.
audit: setup
	$(BIN)/python .ci/audit.py "$(ADVISORIES)"

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) build
