"""Functions through Lambda's own API: created, invoked, changed, deleted, and ended with the emulator."""

import base64
import io
import json
import os
import time
import zipfile

import pytest
from botocore.exceptions import ClientError
from rest import lambda_api

ROLE = "arn:aws:iam::000000000000:role/r"
TELL = """
import os
def handler(event, context):
    print("seen", event)
    return {"event": event, "table": os.environ.get("TABLE"), "pid": os.getpid(), "arn": context.invoked_function_arn}
"""
BOOTSTRAP = """#!/usr/bin/env python3
import os, urllib.request
base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
while True:
    event = urllib.request.urlopen(base + "next")
    urllib.request.urlopen(base + event.headers["Lambda-Runtime-Aws-Request-Id"] + "/response", b'{"own": "runtime"}')
"""


def archive(**files):
    """A zip archive of these files; a `bootstrap` is executable."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name.replace("__", "."))
            entry.external_attr = 0o755 << 16
            opened.writestr(entry, text)
    return buffer.getvalue()


def create(client, name, code, runtime="python3.11", **options):
    arguments = {"Runtime": runtime, "Handler": "app.handler", "Role": ROLE, "Code": {"ZipFile": code}} | options
    return client.create_function(FunctionName=name, **arguments)


def invoke(client, name, event=None, **options):
    answer = client.invoke(FunctionName=name, Payload=json.dumps(event if event is not None else {}), **options)
    return answer, json.loads(answer["Payload"].read() or "null")


@pytest.fixture
def functions(emulator):
    return emulator.client("lambda")


def test_a_function_is_created_waited_for_invoked_and_deleted(functions):
    create(functions, "tell", archive(app__py=TELL), Environment={"Variables": {"TABLE": "orders"}})
    for waiter in ("function_active_v2", "function_updated_v2", "function_exists"):
        functions.get_waiter(waiter).wait(FunctionName="tell")
    answer, result = invoke(functions, "tell", {"a": 1}, LogType="Tail")
    assert (answer["StatusCode"], answer["ExecutedVersion"], "FunctionError" in answer) == (200, "$LATEST", False)
    assert (result["event"], result["table"]) == ({"a": 1}, "orders")
    assert "seen {'a': 1}" in base64.b64decode(answer["LogResult"]).decode()
    functions.delete_function(FunctionName="tell")
    with pytest.raises(functions.exceptions.ResourceNotFoundException) as refused:
        functions.invoke(FunctionName="tell")
    message = "Function not found: arn:aws:lambda:us-east-1:000000000000:function:tell:$LATEST"
    assert refused.value.response["Error"]["Message"] == message


def test_new_code_and_settings_run_at_once(functions):
    create(functions, "changing", archive(app__py="def handler(event, context): return 'one'"))
    assert invoke(functions, "changing")[1] == "one"
    functions.update_function_code(FunctionName="changing", ZipFile=archive(app__py="def handler(e, c): return 'two'"))
    assert invoke(functions, "changing")[1] == "two"
    functions.update_function_code(FunctionName="changing", ZipFile=archive(app__py=TELL))
    functions.update_function_configuration(FunctionName="changing", Environment={"Variables": {"TABLE": "pets"}})
    assert invoke(functions, "changing")[1]["table"] == "pets"


def test_a_failing_function_is_told_in_the_answer(functions):
    create(functions, "failing", archive(app__py="def handler(event, context): raise ValueError('no such order')"))
    answer, error = invoke(functions, "failing")
    assert (answer["StatusCode"], answer["FunctionError"]) == (200, "Unhandled")
    assert (error["errorType"], error["errorMessage"]) == ("ValueError", "no such order")


def test_a_function_that_takes_too_long_is_ended(functions):
    code = archive(app__py="import time\ndef handler(event, context): time.sleep(60)")
    create(functions, "sleeping", code, Timeout=1)
    answer, error = invoke(functions, "sleeping")
    assert answer["FunctionError"] == "Unhandled"
    assert error["errorType"] == "Sandbox.Timedout"
    assert error["errorMessage"].endswith(" Error: Task timed out after 1.00 seconds")


def test_node_and_custom_runtimes_run(functions):
    create(functions, "node", archive(app__mjs="export const handler = async (event) => ({ got: event });"), "nodejs20.x")
    assert invoke(functions, "node", {"a": 1})[1] == {"got": {"a": 1}}
    create(functions, "own", archive(bootstrap=BOOTSTRAP), "provided.al2023")
    assert invoke(functions, "own")[1] == {"own": "runtime"}


def test_events_and_dry_runs_have_their_status(functions, tmp_path, eventually):
    code = "def handler(event, context): open(event['file'], 'w').write('ran')"
    create(functions, "later", archive(app__py=code))
    file = tmp_path / "ran"
    assert functions.invoke(FunctionName="later", InvocationType="DryRun")["StatusCode"] == 204
    answer, _ = invoke(functions, "later", {"file": str(file)}, InvocationType="Event")
    assert answer["StatusCode"] == 202
    assert eventually(file.exists)


def test_the_cli_manages_functions(emulator, tmp_path):
    (tmp_path / "code.zip").write_bytes(archive(app__py=TELL))
    emulator.aws(
        "lambda", "create-function", "--function-name", "by-cli", "--runtime", "python3.11", "--handler", "app.handler",
        "--role", ROLE, "--zip-file", f"fileb://{tmp_path}/code.zip",
    )
    emulator.aws("lambda", "wait", "function-active-v2", "--function-name", "by-cli")
    emulator.aws(
        "lambda", "add-permission", "--function-name", "by-cli", "--statement-id", "api", "--action", "lambda:InvokeFunction",
        "--principal", "apigateway.amazonaws.com",
    )
    policy = json.loads(json.loads(emulator.aws("lambda", "get-policy", "--function-name", "by-cli"))["Policy"])
    assert [statement["Sid"] for statement in policy["Statement"]] == ["api"]
    emulator.aws("lambda", "remove-permission", "--function-name", "by-cli", "--statement-id", "api")
    names = json.loads(emulator.aws("lambda", "list-functions", "--query", "Functions[].FunctionName", "--output", "json"))
    assert "by-cli" in names
    emulator.aws("lambda", "delete-function", "--function-name", "by-cli")


def test_a_created_function_serves_an_api(emulator, functions):
    create(functions, "served", archive(app__py="def handler(e, c): return {'statusCode': 200, 'body': 'from a zip'}"))
    api = lambda_api(emulator.client("apigateway"), "/served", "served")
    assert emulator.by_host(api, "/prod/served").text == "from a zip"


def test_code_that_is_no_archive_is_refused(functions):
    with pytest.raises(ClientError) as refused:
        create(functions, "broken", b"not a zip")
    error = refused.value.response["Error"]
    assert error["Code"] == "InvalidParameterValueException"
    assert error["Message"] == "Could not unzip uploaded file. Please check your file, then try to upload again."


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as status:
            return ") Z " not in status.read()
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="processes are looked up in /proc")
@pytest.mark.parametrize("end", ["stop", "kill"])
@pytest.mark.parametrize("runtime, code", [
    ("python3.11", archive(app__py="import os\ndef handler(event, context): return os.getpid()")),
    ("nodejs20.x", archive(app__mjs="export const handler = async () => process.pid;")),
])
def test_processes_end_with_the_emulator(start, eventually, end, runtime, code):
    running = start("--ephemeral")
    create(running.client("lambda"), "process", code, runtime)
    _, pid = invoke(running.client("lambda"), "process")
    assert is_alive(pid)
    getattr(running, end)()
    assert eventually(lambda: not is_alive(pid))


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="processes are looked up in /proc")
def test_a_busy_process_ends_with_a_killed_emulator(start, eventually, tmp_path):
    running = start("--ephemeral")
    file = tmp_path / "pid"
    code = f"import os, time\ndef handler(event, context):\n    open({str(file)!r}, 'w').write(str(os.getpid()))\n    time.sleep(600)"
    create(running.client("lambda"), "busy", archive(app__py=code), Timeout=900)
    running.client("lambda").invoke(FunctionName="busy", InvocationType="Event")
    eventually(lambda: file.exists() and file.read_text())
    running.kill()
    assert eventually(lambda: not is_alive(int(file.read_text())))


def test_a_changed_folder_runs_its_new_code(start, tmp_path, eventually):
    (tmp_path / "app.py").write_text("def handler(event, context): return 'one'")
    running = start("--ephemeral", "--function", f"reloaded={tmp_path}:app.handler")
    client = running.client("lambda")
    assert invoke(client, "reloaded")[1] == "one"
    time.sleep(0.2)
    (tmp_path / "app.py").write_text("def handler(event, context): return 'two'")
    assert eventually(lambda: invoke(client, "reloaded")[1] == "two")
    running.stop()
    # What makes a file empty, writes it and closes it is told once.
    assert running.log.read_text().count("code has changed") == 1


def test_a_folder_named_at_the_start_comes_before_a_function_of_an_earlier_run(start, tmp_path):
    state, folder = str(tmp_path / "state"), tmp_path / "code"
    folder.mkdir()
    (folder / "app.py").write_text("def handler(event, context): return 'folder'")
    first = start("--data-dir", state)
    create(first.client("lambda"), "both", archive(app__py="def handler(event, context): return 'created'"))
    assert invoke(first.client("lambda"), "both")[1] == "created"
    first.stop()
    second = start("--data-dir", state, "--function", f"both={folder}:app.handler")
    assert invoke(second.client("lambda"), "both")[1] == "folder"
