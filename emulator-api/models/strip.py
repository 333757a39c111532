#!/usr/bin/env python3
"""Makes the service models in this folder from an installed botocore.

    python3 emulator-api/models/strip.py

Names, bindings and constraints stay; documentation text and what only clients need (endpoint rules, paginators) go.
Shapes that no operation reaches are dropped. Run it after an upgrade of botocore, then regenerate the tables:

    UPDATE_GENERATED=1 cargo test -p emulator-api --test codegen
"""

import json
import pathlib

import botocore
import botocore.loaders

# The part of Lambda that an API needs: functions, their permissions and tags, and what the waiters call.
LAMBDA_OPERATIONS = {
    "AddPermission",
    "CreateFunction",
    "DeleteFunction",
    "GetFunction",
    "GetFunctionConfiguration",
    "GetPolicy",
    "Invoke",
    "ListFunctions",
    "ListTags",
    "RemovePermission",
    "TagResource",
    "UntagResource",
    "UpdateFunctionCode",
    "UpdateFunctionConfiguration",
}
SERVICES = {
    "apigateway": None,
    "apigatewayv2": None,
    "apigatewaymanagementapi": None,
    "lambda": LAMBDA_OPERATIONS,
}
METADATA = ("apiVersion", "protocol", "signingName", "endpointPrefix", "serviceId", "uid")
SHAPE = ("type", "required", "payload", "enum", "min", "max", "pattern", "timestampFormat", "error", "exception")
MEMBER = ("shape", "location", "locationName", "enum")


def pick(source, keys):
    return {key: source[key] for key in keys if key in source}


def strip_shape(shape):
    stripped = pick(shape, SHAPE)
    if "members" in shape:
        stripped["members"] = {name: pick(member, MEMBER) for name, member in shape["members"].items()}
    for part in ("member", "key", "value"):
        if part in shape:
            stripped[part] = pick(shape[part], MEMBER)
    return stripped


def reach(shapes, name, seen):
    """Adds to `seen` the shape `name` and all that it is made of."""
    if name in seen:
        return
    seen.add(name)
    shape = shapes[name]
    for member in shape.get("members", {}).values():
        reach(shapes, member["shape"], seen)
    for part in ("member", "key", "value"):
        if part in shape:
            reach(shapes, shape[part]["shape"], seen)


def strip(model, only):
    seen = set()
    operations = {}
    for name, operation in model["operations"].items():
        if only is not None and name not in only:
            continue
        kept = {"http": operation["http"]}
        for side in ("input", "output"):
            if side in operation:
                kept[side] = operation[side]["shape"]
                reach(model["shapes"], kept[side], seen)
        kept["errors"] = [error["shape"] for error in operation.get("errors", [])]
        for error in kept["errors"]:
            reach(model["shapes"], error, seen)
        operations[name] = kept
    shapes = {name: strip_shape(shape) for name, shape in model["shapes"].items() if name in seen}
    if only is LAMBDA_OPERATIONS:
        # Lambda checks it after the model, against a shorter list and in its own words: see validate.rs.
        del shapes["Runtime"]["enum"]
    return {
        "source": f"botocore {botocore.__version__}",
        "metadata": pick(model["metadata"], METADATA),
        "operations": operations,
        "shapes": shapes,
    }


def main():
    loader = botocore.loaders.Loader()
    folder = pathlib.Path(__file__).parent
    for service, only in SERVICES.items():
        stripped = strip(loader.load_service_model(service, "service-2"), only)
        (folder / f"{service}.json").write_text(json.dumps(stripped, indent=1) + "\n")
        print(f"{service}: {len(stripped['operations'])} operations, {len(stripped['shapes'])} shapes")


if __name__ == "__main__":
    main()
