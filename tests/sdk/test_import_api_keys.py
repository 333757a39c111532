"""ImportApiKeys (developer guide, "API Gateway API key file format")."""

import itertools

import pytest
from botocore.exceptions import ClientError

FIRST = "apikey1234abcdefghij0123456789"
SECOND = "second1234abcdefghij0123456789"
ACCOUNTS = itertools.count()


@pytest.fixture
def client(emulator):
    """Of an account of the test's own, whose keys are its own too."""
    return emulator.client("apigateway", account=f"7{next(ACCOUNTS):011}")


def imported(client, *lines, **options):
    answer = client.import_api_keys(body="\n".join(lines).encode(), format="csv", **options)
    return answer["ids"], answer.get("warnings", [])


def keys(client):
    return {key["value"]: key for key in client.get_api_keys(includeValues=True)["items"]}


def refused(client, *lines, **options):
    with pytest.raises(ClientError) as error:
        imported(client, *lines, **options)
    code, message = (error.value.response["Error"][part] for part in ("Code", "Message"))
    assert code == "BadRequestException"
    return message


@pytest.mark.parametrize("lines, missing", [(["/tmp/apikey.csv"], "Key"), (["key", FIRST], "Name"), (["name", "a"], "Key")])
def test_a_file_without_its_columns_is_refused(client, lines, missing):
    """Seen by users of boto3 (boto/boto3 issue 1280), one of whom sent the name of the file."""
    assert refused(client, *lines) == f"Missing required column '{missing}'"
    assert keys(client) == {}


def test_another_format_is_refused(client):
    with pytest.raises(ClientError) as error:
        client.import_api_keys(body=f"key,name\n{FIRST},a".encode(), format="json")
    assert error.value.response["Error"]["Code"] == "ValidationException"


def test_with_failonwarnings_one_bad_line_undoes_all(client):
    message = refused(client, "Key,name", f"{FIRST},First", "short,Second", failOnWarnings=True)
    assert "line 3" in message
    assert keys(client) == {}


def test_without_it_a_bad_line_is_a_warning(client):
    ids, warnings = imported(client, "Key,name", f"{FIRST},First", "short,Second")
    assert [key["id"] for key in keys(client).values()] == ids
    assert len(warnings) == 1 and "line 3" in warnings[0]


def test_a_key_that_says_nothing_else_is_enabled(client):
    ids, warnings = imported(client, "Key,name", f"{FIRST},MyFirstApiKey")
    key = keys(client)[FIRST]
    assert ([key["id"]], key["name"], key["enabled"], warnings) == (ids, "MyFirstApiKey", True, [])
    assert "description" not in key


def test_columns_stand_in_any_order_and_unknown_ones_are_ignored(client):
    imported(client, "Enabled,colour,description,KEY,name", f"FALSE,red,An imported key,{FIRST},a")
    key = keys(client)[FIRST]
    assert (key["name"], key["description"], key["enabled"]) == ("a", "An imported key", False)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_key_joins_the_usage_plans_that_it_names(client, quote):
    plans = [client.create_usage_plan(name=name)["id"] for name in ("one", "two")]
    ids, warnings = imported(client, "Enabled,Name,key,UsageplanIds", f"true,a,{FIRST},{quote}{','.join(plans)}{quote}")
    assert warnings == []
    for plan in plans:
        assert [key["id"] for key in client.get_usage_plan_keys(usagePlanId=plan)["items"]] == ids


def test_a_plan_that_is_not_there_is_a_warning(client):
    ids, warnings = imported(client, "name,key,usageplanids", f"a,{FIRST},nosuch")
    assert len(ids) == 1
    assert len(warnings) == 1 and "nosuch" in warnings[0]


def test_a_key_imported_again_is_overwritten(client):
    """The guide: two keys are identical if they have the same value; the most recent version counts."""
    first, _ = imported(client, "Key,name,description", f"{FIRST},old,said", f"{SECOND},other,")
    again, _ = imported(client, "Key,name,enabled", f"{FIRST},new,false")
    key = keys(client)[FIRST]
    assert again == first[:1]
    assert (len(keys(client)), key["name"], key["enabled"]) == (2, "new", False)
    assert "description" not in key
