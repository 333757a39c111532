"""Functions that write down every event that they get, a JSON object a line, in the file EVENTS: an authorizer, and one that does
what its event asks for."""

import json
import os
import time


def write_down(event):
    with open(os.environ["EVENTS"], "a") as file:
        file.write(json.dumps(event) + "\n")


def guard(event, context):
    """An authorizer: the header Auth says what it decides; `key VALUE` names an API key."""
    write_down(event)
    decision = event["headers"].get("Auth", "allow")
    if decision == "unauthorized":
        raise Exception("Unauthorized")
    if decision == "fail":
        raise ValueError("something else")
    if decision == "malformed":
        return {"principalId": "user"}
    effect = "Deny" if decision == "deny" else "Allow"
    resource = decision if decision.startswith("arn:") else event["methodArn"]
    key = decision.removeprefix("key ") if decision.startswith("key ") else None
    return {
        "principalId": "user",
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource}],
        },
        "context": {"level": 7, "admin": True},
        **({"usageIdentifierKey": key} if key else {}),
    }


def handler(event, context):
    """What is behind routes. A client that connects may ask for a `status` and a `protocol` by its query; a message says what comes of it:
    `sleep`, `fail`, or the whole `answer`. Otherwise the answer tells what the event knows of the client."""
    write_down(event)
    request = event.get("requestContext", {})
    if request.get("eventType") == "CONNECT":
        query = event.get("queryStringParameters") or {}
        headers = {"Sec-WebSocket-Protocol": query["protocol"]} if "protocol" in query else {}
        return {"statusCode": int(query.get("status", 200)), "headers": headers}
    said = asked(event)
    time.sleep(said.get("sleep", 0))
    if "fail" in said:
        raise Exception(said["fail"])
    if "answer" in said:
        return said["answer"]
    told = {"route": request.get("routeKey"), "number": said.get("number"), "connection": request.get("connectionId")}
    return {"statusCode": 200, "body": json.dumps(told | {"authorizer": request.get("authorizer"), "identity": request.get("identity")})}


def asked(event):
    """The message of a proxy integration, or the event that a template made."""
    if "requestContext" not in event:
        return event
    try:
        message = json.loads(event.get("body") or "{}")
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}
