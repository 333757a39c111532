"""The chat application of the developer guide, "Create a WebSocket chat app with a WebSocket API, Lambda and DynamoDB", in one
function: who is connected stands in a table, and messages go to all of them through `@connections`."""

import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["CONNECTIONS_TABLE"])


def handler(event, context):
    request = event["requestContext"]
    connection = {"connectionId": request["connectionId"]}
    callback = boto3.client(
        "apigatewaymanagementapi", endpoint_url=f"http://{request['domainName']}/{request['stage']}"
    )
    match request["routeKey"]:
        case "$connect":
            table.put_item(Item=connection)
        case "$disconnect":
            table.delete_item(Key=connection)
        case "sendmessage":
            broadcast(callback, request["connectionId"], json.loads(event["body"])["message"])
        case "$default":
            info = callback.get_connection(ConnectionId=request["connectionId"])
            hint = {"connectionID": request["connectionId"], "sourceIp": info["Identity"]["SourceIp"]}
            text = f"Use the sendmessage route to send a message. Your info: {json.dumps(hint)}"
            callback.post_to_connection(ConnectionId=request["connectionId"], Data=text.encode())
    return {"statusCode": 200}


def broadcast(callback, sender, message):
    """Sends a message to everyone but its sender, and forgets who is gone."""
    for connection in table.scan()["Items"]:
        if connection["connectionId"] == sender:
            continue
        try:
            callback.post_to_connection(ConnectionId=connection["connectionId"], Data=message.encode())
        except callback.exceptions.GoneException:
            table.delete_item(Key=connection)
