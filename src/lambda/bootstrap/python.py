"""Runs one Python function for the emulator: takes events from the Lambda Runtime API and hands back results.

Only light modules are imported: their loading time is part of every cold start.
"""

import _thread
import importlib
import json
import logging
import os
import socket
import sys
import time

ASCII_RUNTIMES = {"AWS_Lambda_python3." + minor for minor in ("6", "7", "8", "9", "10", "11")}


def end_with_the_emulator():
    """The emulator holds the other end of standard input: when that closes, nobody waits for us any more."""
    alive = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def watch():
        try:
            while os.read(alive, 64):
                pass
        finally:
            os._exit(1)

    _thread.start_new_thread(watch, ())


class RuntimeApi:
    """An HTTP/1.1 client with one connection, as small as the Runtime API allows."""

    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.address = address
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = self.socket.makefile("rb")

    def next_event(self):
        return self.exchange("GET", "invocation/next")

    def respond(self, request_id, payload, content_type):
        self.exchange("POST", f"invocation/{request_id}/response", payload, {"Content-Type": content_type})

    def fail(self, request_id, error):
        self.report(f"invocation/{request_id}/error", error)

    def fail_init(self, error):
        self.report("init/error", error)

    def report(self, path, error):
        headers = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": error["errorType"]}
        self.exchange("POST", path, json.dumps(error).encode(), headers)

    def exchange(self, method, path, body=b"", headers=()):
        head = [f"{method} /2018-06-01/runtime/{path} HTTP/1.1", f"Host: {self.address}", f"Content-Length: {len(body)}"]
        for name in headers:
            head.append(f"{name}: {headers[name]}".encode("ascii", "replace").decode().replace("\n", " ").replace("\r", " "))
        try:
            self.socket.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)
            return self.read_answer()
        except (OSError, EOFError):
            os._exit(1)

    def read_answer(self):
        if not self.reader.readline():
            raise EOFError
        headers = {}
        while line := self.reader.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return headers, self.reader.read(int(headers.get("content-length", 0)))


class Record:
    """An object whose members may be absent: `None` then."""

    def __init__(self, members, names):
        for name in names:
            setattr(self, name, members.get(name))

    def __repr__(self):
        return f"{type(self).__name__}({vars(self)})"


class CognitoIdentity(Record):
    def __init__(self, members):
        self.cognito_identity_id = members.get("cognitoIdentityId")
        self.cognito_identity_pool_id = members.get("cognitoIdentityPoolId")


class Client(Record):
    NAMES = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


class ClientContext(Record):
    NAMES = ("custom", "env", "client")


class LambdaContext:
    """The second argument of every handler."""

    def __init__(self, headers):
        environment = os.environ.get
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.function_name = environment("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = environment("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = environment("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = environment("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environment("AWS_LAMBDA_LOG_STREAM_NAME")
        self.identity = CognitoIdentity(json.loads(headers.get("lambda-runtime-cognito-identity", "{}")))
        self.client_context = None
        if "lambda-runtime-client-context" in headers:
            self.client_context = ClientContext(json.loads(headers["lambda-runtime-client-context"]), ClientContext.NAMES)
            if self.client_context.client is not None:
                self.client_context.client = Client(self.client_context.client, Client.NAMES)
        self._deadline_in_ms = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_in_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))

    def __repr__(self):
        return f"LambdaContext({vars(self)})"


class Fault(Exception):
    """A failure that Lambda's Python runtime names itself."""

    def __init__(self, error_type, message, stack=()):
        super().__init__(message)
        self.error_type = error_type
        self.stack = list(stack)


class RequestIdOfLogRecords(logging.Filter):
    current = ""

    def filter(self, record):
        record.aws_request_id = self.current
        return True


def set_up_logging():
    """The root logger as Lambda hands it to functions: one handler, level WARNING."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    logging.Formatter.converter = time.gmtime
    handler = logging.StreamHandler(sys.stdout)
    layout = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
    handler.setFormatter(logging.Formatter(layout, "%Y-%m-%dT%H:%M:%S"))
    request_ids = RequestIdOfLogRecords()
    handler.addFilter(request_ids)
    logging.root.addHandler(handler)
    return request_ids


def load_handler(name):
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        message = f"Bad handler '{name}': not enough values to unpack (expected 2, got 1)"
        raise Fault("Runtime.MalformedHandlerName", message)
    if module_name.split(".")[0] in sys.builtin_module_names:
        message = f"Cannot use built-in module {module_name} as a handler module"
        raise Fault("Runtime.BuiltInModuleConflict", message)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from None
    except SyntaxError as error:
        place = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        raise Fault("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}", [place]) from None
    if not hasattr(module, function_name):
        message = f"Handler '{function_name}' missing on module '{module_name}'"
        raise Fault("Runtime.HandlerNotFound", message)
    return getattr(module, function_name)


def described(error, request_id):
    if isinstance(error, Fault):
        return {"errorMessage": str(error), "errorType": error.error_type, "requestId": request_id, "stackTrace": error.stack}
    return {
        "errorMessage": str(error),
        "errorType": type(error).__name__,
        "requestId": request_id,
        "stackTrace": stack_of(error),
    }


def stack_of(error):
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    while frames and frames[0].filename == __file__:
        frames.pop(0)
    # Tuples have no column marks, which Lambda does not print either.
    return traceback.format_list([(frame.filename, frame.lineno, frame.name, frame.line) for frame in frames])


def log_error(description):
    print(f"[ERROR] {description['errorType']}: {description['errorMessage']}\nTraceback (most recent call last):")
    print("".join(description["stackTrace"]), end="", flush=True)


def number_of(value):
    import decimal

    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent >= 0 else float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def encoded(result):
    if isinstance(result, bytes):
        return result, "application/unknown"
    try:
        ascii_only = os.environ.get("AWS_EXECUTION_ENV") in ASCII_RUNTIMES
        return json.dumps(result, ensure_ascii=ascii_only, default=number_of).encode(), "application/json"
    except Exception as error:
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from None


def decoded(body):
    try:
        return json.loads(body)
    except Exception as error:
        raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None


def serve(api, handler, request_ids):
    while True:
        headers, body = api.next_event()
        request_id = request_ids.current = headers["lambda-runtime-aws-request-id"]
        if "lambda-runtime-trace-id" in headers:
            os.environ["_X_AMZN_TRACE_ID"] = headers["lambda-runtime-trace-id"]
        try:
            payload, content_type = encoded(handler(decoded(body), LambdaContext(headers)))
        except Exception as error:
            description = described(error, request_id)
            log_error(description)
            api.fail(request_id, description)
        else:
            sys.stdout.flush()
            api.respond(request_id, payload, content_type)


def main():
    end_with_the_emulator()
    request_ids = set_up_logging()
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    sys.path[:] = [folder for folder in sys.path if folder != os.path.dirname(os.path.abspath(__file__))]
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as error:
        description = described(error, "")
        log_error(description)
        api.fail_init(description)
        sys.exit(1)
    serve(api, handler, request_ids)


main()
