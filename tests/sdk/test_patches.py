"""What updates accept and refuse, as boto3 sees it: the first cases of each file of fixtures/patch. The others are seen by
tests/it/control/patches.rs."""

import json

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from conftest import ROOT

FIXTURES = sorted((ROOT / "fixtures" / "patch").glob("*.json"))


def filled(value, words):
    """A value with its `{words}` in their place."""
    if isinstance(value, str):
        for name, word in words.items():
            value = value.replace("{" + name + "}", word)
        return value
    if isinstance(value, list):
        return [filled(item, words) for item in value]
    if isinstance(value, dict):
        return {filled(name, words): filled(item, words) for name, item in value.items()}
    return value


def at(answer, pointer):
    """What a JSON pointer leads to; none when there is nothing."""
    for segment in pointer.split("/")[1:]:
        segment = segment.replace("~1", "/").replace("~0", "~")
        if isinstance(answer, list):
            answer = dict(enumerate(answer)).get(int(segment))
        else:
            answer = (answer or {}).get(segment)
    return answer


def operations(case):
    own = {member: case[member] for member in ("op", "path", "value", "from") if member in case}
    return [*case.get("before", []), own]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_an_update_changes_what_it_accepts_and_refuses_the_rest(emulator, path):
    fixture = json.loads(path.read_text())
    client = emulator.client("apigateway", account=f"{FIXTURES.index(path) + 1:012}")
    words = {"case": path.stem.lower()}
    for step in fixture["setup"]:
        answer = getattr(client, xform_name(step["operation"]))(**filled(step["input"], words))
        words |= {name: at(answer, pointer) for name, pointer in step.get("keep", {}).items()}

    update = getattr(client, xform_name(fixture["operation"]))
    refused = fixture["refused"][0]
    with pytest.raises(ClientError) as refusal:
        update(**filled(fixture["input"] | {"patchOperations": operations(refused)}, words))
    error = refusal.value.response["Error"]
    expected = refused.get("error", "BadRequestException"), filled(refused["message"], words)
    assert (error["Code"], error["Message"]) == expected

    accepted = fixture["accepted"][0]
    answer = update(**filled(fixture["input"] | {"patchOperations": operations(accepted)}, words))
    for pointer, expected in filled(accepted["sees"], words).items():
        # The members of usage have another name on the wire.
        assert at(answer, pointer.replace("/values/", "/items/")) == expected
