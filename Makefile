# What can be done with a checkout. `make run` and `make test` need cargo, Python 3.11 and Node 20, nothing else.

PORT ?= 4566
DATA_DIR ?= ./.apigw-emulator
PYTHON ?= python3
VENV := .venv
TOOLS := .tools
# What the tests run with Node.js: a WebSocket client, and the example of a suite.
NODE_FOLDERS := tests/sdk/node fixtures/examples/node
NODE_MODULES := $(NODE_FOLDERS:%=%/node_modules)

# Each folder below fixtures/functions is a function of that name.
FUNCTIONS := $(foreach folder,$(wildcard fixtures/functions/*),--function $(notdir $(folder))=$(folder):app.handler)

.PHONY: run build test test-rust test-sdk check bench clean

run: build
	@printf '%s\n' \
	  'Try, in another terminal (any credentials do):' \
	  '  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1' \
	  '  aws --endpoint-url http://localhost:$(PORT) apigatewayv2 create-api --name zippy --protocol-type HTTP \' \
	  '    --tags _custom_id_=zippy --target arn:aws:lambda:us-east-1:000000000000:function:orders' \
	  '  curl http://zippy.execute-api.localhost:$(PORT)/orders' \
	  'README.md has the same for REST and WebSocket APIs. Ctrl-C stops; the state stays in $(DATA_DIR).'
	@cargo run --quiet --locked -- serve --port $(PORT) --data-dir $(DATA_DIR) $(FUNCTIONS)

build:
	cargo build --locked

test: test-rust test-sdk

test-rust:
	cargo test --locked --workspace

test-sdk: build $(VENV)/ready $(NODE_MODULES)
	$(VENV)/bin/pytest tests/sdk

# fmt, clippy, rustdoc, the dependency rule, generated tables, licences and spelling.
check: $(VENV)/ready $(TOOLS)/bin/cargo-deny
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cargo check --locked --release
	RUSTDOCFLAGS='-D warnings' cargo doc --locked --workspace --no-deps
	cargo test --locked --test tidy
	cargo test --locked -p emulator-api --test codegen
	$(TOOLS)/bin/cargo-deny check bans licenses sources
	$(VENV)/bin/typos

bench: $(VENV)/ready
	cargo bench --locked --bench vtl
	cargo bench --locked --bench serving

$(VENV)/ready: tests/sdk/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r tests/sdk/requirements.txt
	touch $@

$(NODE_MODULES): %/node_modules: %/package.json
	npm install --prefix $* --no-package-lock --no-audit --no-fund --silent
	touch $@

$(TOOLS)/bin/cargo-deny:
	cargo install --locked --quiet --root $(TOOLS) cargo-deny@0.20.2

clean:
	cargo clean
	rm -rf $(VENV) $(TOOLS) $(NODE_MODULES)
