# The tasks; on Windows `make.bat demo` does the same. All of it stands in tools/setup.py.
PYTHON ?= $(shell command -v python3 || command -v python || echo python3)

.PHONY: demo test check bench docs bundle release lock
demo test check bench docs bundle release lock:
	@$(PYTHON) tools/setup.py $@
