# Two commands are enough: `make demo` and `make test`. Both install what is missing.

SWIFT ?= swift
PYTHON ?= python3
DEMO = Scenarios/exchange/market-maker-vs-trend.yaml
REPORT = report-market-maker-vs-trend.html
# One set of flags for every build, so that nothing is compiled twice.
CHECKS = --explicit-target-dependency-import-check error

.PHONY: help demo test build outside faults load hostile twice lint format goldens clean
.DEFAULT_GOAL := help

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: ## Build in release and pit market makers against trend followers
	@SWIFT='$(SWIFT)' sh .ci/prepare
	@SWIFT='$(SWIFT)' sh .ci/build 'catallaxy in release' -c release --product catallaxy $(CHECKS)
	@"$$($(SWIFT) build -c release --show-bin-path)/catallaxy" run $(DEMO) --report $(REPORT)
	@echo 'who won, why, and what the price did: open $(REPORT) in a browser'

test: ## Run every test, ours and the outside checkers
	@SWIFT='$(SWIFT)' sh .ci/prepare '$(PYTHON)' '$(PYTHON)-venv' sqlite3
	@SWIFT='$(SWIFT)' sh .ci/build 'the tests' --build-tests $(CHECKS)
	@$(SWIFT) test --skip-build $(CHECKS)
	@$(MAKE) --no-print-directory outside

build: ## Build everything for debugging, and check that every import is declared
	@SWIFT='$(SWIFT)' sh .ci/prepare
	@SWIFT='$(SWIFT)' sh .ci/build 'everything' --build-tests $(CHECKS)

outside: ## Check shipped scenarios and the engine by programs that share no code with ours
	@CATALLAXY="$$($(SWIFT) build --show-bin-path)/catallaxy" PYTHON='$(PYTHON)' \
		sh Tests/Outside/check_scenarios.sh
	@CATALLAXY="$$($(SWIFT) build --show-bin-path)/catallaxy" PYTHON='$(PYTHON)' \
		sh Tests/Outside/check_store.sh
	@CATALLAXY="$$($(SWIFT) build --show-bin-path)/catallaxy" PYTHON='$(PYTHON)' \
		sh Tests/Outside/tracebook.sh
	@CATALLAXY="$$($(SWIFT) build --show-bin-path)/catallaxy" PYTHON='$(PYTHON)' \
		sh Tests/Outside/language.sh
	@CATALLAXY="$$($(SWIFT) build --show-bin-path)/catallaxy" PYTHON='$(PYTHON)' \
		sh Tests/Outside/sweeps.sh
	@CATALLAXY="$$($(SWIFT) build --show-bin-path)/catallaxy" PYTHON='$(PYTHON)' \
		sh Tests/Outside/browser.sh
	@CATALLAXY="$$($(SWIFT) build --show-bin-path)/catallaxy" PYTHON='$(PYTHON)' \
		sh Tests/Outside/server.sh

faults: ## Kill, cut off, fill, damage and disturb stores of runs; QUICK=1 takes a minute
	@SWIFT='$(SWIFT)' sh .ci/prepare '$(PYTHON)'
	@SWIFT='$(SWIFT)' sh .ci/prepare strace faketime || echo 'going on without'
	@SWIFT='$(SWIFT)' sh .ci/build 'catallaxy in release' -c release --product catallaxy $(CHECKS)
	@$(PYTHON) -B Tests/Outside/faults/faults.py $(if $(QUICK),--quick) \
		--debug "$$($(SWIFT) build --show-bin-path)/catallaxy" \
		"$$($(SWIFT) build -c release --show-bin-path)/catallaxy"

load: ## What the server carries, and that nothing is lost by it; QUICK=1 takes a minute
	@SWIFT='$(SWIFT)' sh .ci/prepare '$(PYTHON)'
	@SWIFT='$(SWIFT)' sh .ci/prepare wrk || echo 'going on without'
	@SWIFT='$(SWIFT)' sh .ci/build 'catallaxy in release' -c release --product catallaxy $(CHECKS)
	@CATALLAXY="$$($(SWIFT) build -c release --show-bin-path)/catallaxy" PYTHON='$(PYTHON)' \
		sh Tests/Outside/load.sh $(if $(QUICK),--quick)

hostile: ## Slow, idle, malformed and random clients around the server; QUICK=1 takes a minute
	@SWIFT='$(SWIFT)' sh .ci/prepare '$(PYTHON)'
	@SWIFT='$(SWIFT)' sh .ci/build 'catallaxy in release' -c release --product catallaxy $(CHECKS)
	@CATALLAXY="$$($(SWIFT) build -c release --show-bin-path)/catallaxy" PYTHON='$(PYTHON)' \
		sh Tests/Outside/hostile.sh $(if $(QUICK),--quick)

twice: ## Run every shipped scenario twice, by the debug and the release build that are there
	@for kind in debug release; do \
		CATALLAXY="$$($(SWIFT) build -c $$kind --show-bin-path)/catallaxy" \
			sh Tests/Outside/run_twice.sh >.build/twice-$$kind || exit 1; \
	done
	@diff .build/twice-debug .build/twice-release
	@cat .build/twice-release

lint: ## Check the formatting
	@$(SWIFT) format lint --strict --recursive Package.swift Sources Bots Tests

format: ## Mend the formatting
	@$(SWIFT) format --in-place --recursive Package.swift Sources Bots Tests

goldens: ## Record all goldens anew; git diff shows what changed
	@SWIFT='$(SWIFT)' sh .ci/prepare
	@RECORD_GOLDENS=1 $(SWIFT) test $(CHECKS)
	@git diff --stat

clean: ## Remove what builds and tests have made
	@rm -rf .build .venv-queries .venv-sweeps .venv-schema .venv-server .venv-tracebook .venv-browser Tests/Outside/__pycache__ \
		Tests/Outside/faults/__pycache__ Tests/Outside/server/__pycache__ \
		Examples/clients/__pycache__
