"""Portals and portal products: stored, with their life cycle (developer guide, "API Gateway portals"). Their sites are not built."""

import json

import pytest
import requests
import rest
from botocore.exceptions import ClientError

COLORS = ["accentColor", "backgroundColor", "errorValidationColor", "headerColor", "navigationColor", "textColor"]
CONTENT = {"DisplayName": "Pets", "Theme": {"CustomColors": {name[0].upper() + name[1:]: "#000000" for name in COLORS}}}
OPEN = {"Authorization": {"None": {}}, "EndpointConfiguration": {"None": {}}, "PortalContent": CONTENT}


@pytest.fixture
def client(emulator):
    return emulator.client("apigatewayv2")


def refused(call, **options):
    with pytest.raises(ClientError) as refusal:
        call(**options)
    return refusal.value.response["Error"]["Code"]


def test_a_portal_needs_one_kind_of_authorization_and_one_endpoint(client):
    assert refused(client.create_portal, **OPEN | {"Authorization": {}}) == "BadRequestException"
    assert refused(client.create_portal, **OPEN | {"EndpointConfiguration": {}}) == "BadRequestException"
    acm = {"DomainName": "portal.example.com", "CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/x"}
    both = OPEN | {"EndpointConfiguration": {"None": {}, "AcmManaged": acm}}
    assert refused(client.create_portal, **both) == "BadRequestException"


def test_products_that_are_not_there_are_refused(client):
    missing = "arn:aws:apigateway:us-east-1:000000000000:/portalproducts/p000000000"
    assert refused(client.create_portal, **OPEN, IncludedPortalProductArns=[missing]) == "BadRequestException"
    shared = missing.replace("000000000000", "111122223333")
    assert refused(client.create_portal, **OPEN, IncludedPortalProductArns=[shared]) == "NotImplemented"
    portal = client.create_portal(**OPEN)["PortalId"]
    assert refused(client.update_portal, PortalId=portal, IncludedPortalProductArns=[missing]) == "BadRequestException"


def test_a_portal_is_disabled_until_it_is_published(client):
    """«When you create a portal, its publish status is Disabled»; «you must disable it first» to delete it."""
    made = client.create_portal(**OPEN, Tags={"team": "pets"})
    portal = made["PortalId"]
    assert (made["PublishStatus"], made["Tags"]) == ("DISABLED", {"team": "pets"})
    assert made["PortalArn"] == f"arn:aws:apigateway:us-east-1:000000000000:/portals/{portal}"
    assert made["EndpointConfiguration"]["PortalDefaultDomainName"] == f"p-{portal}.apigw-portal.us-east-1.on.aws"
    client.publish_portal(PortalId=portal, Description="the first")
    published = client.get_portal(PortalId=portal)
    assert (published["PublishStatus"], published["LastPublishedDescription"]) == ("PUBLISHED", "the first")
    assert refused(client.delete_portal, PortalId=portal) == "BadRequestException"
    client.disable_portal(PortalId=portal)
    assert client.get_portal(PortalId=portal)["PublishStatus"] == "DISABLED"
    client.delete_portal(PortalId=portal)
    assert refused(client.get_portal, PortalId=portal) == "NotFoundException"


def test_who_opens_a_portal_is_told_that_there_is_none(emulator, client):
    portal = client.create_portal(**OPEN)["PortalId"]
    client.publish_portal(PortalId=portal)
    client.preview_portal(PortalId=portal)
    preview = client.get_portal(PortalId=portal)["Preview"]
    assert preview["PreviewStatus"] == "PREVIEW_READY"
    answer = requests.get(emulator.url, headers={"Host": preview["PreviewUrl"].removeprefix("https://")}, timeout=10)
    assert (answer.status_code, answer.headers["x-amzn-errortype"]) == (501, "NotImplemented")


def test_who_gives_a_portal_a_domain_of_its_own_is_told_that_nothing_answers_there(emulator, client):
    def own(name):
        return {"AcmManaged": {"DomainName": name, "CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/x"}}

    portal = client.create_portal(**OPEN | {"EndpointConfiguration": own("created.portal.example.com")})["PortalId"]
    client.update_portal(PortalId=portal, EndpointConfiguration=own("updated.portal.example.com"))
    client.update_portal(PortalId=portal, RumAppMonitorName="monitor")
    said = [line for line in emulator.log.read_text().splitlines() if "nothing answers there" in line]
    for name in ["created", "updated"]:
        assert len([line for line in said if f"{name}.portal.example.com" in line]) == 1, said


def test_a_portal_is_listed_and_changed(client):
    portal = client.create_portal(**OPEN)["PortalId"]
    cognito = {"AppClientId": "c", "UserPoolArn": "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_a",
               "UserPoolDomain": "https://pets.auth.us-east-1.amazoncognito.com"}
    acm = {"DomainName": "portal.example.com", "CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/x"}
    client.update_portal(
        PortalId=portal, Authorization={"CognitoConfig": cognito}, EndpointConfiguration={"AcmManaged": acm},
        LogoUri="s3://bucket/logo.svg", RumAppMonitorName="monitor",
    )
    items = {item["PortalId"]: item for page in client.get_paginator("list_portals").paginate() for item in page["Items"]} \
        if client.can_paginate("list_portals") else {item["PortalId"]: item for item in client.list_portals()["Items"]}
    assert items[portal]["Authorization"] == {"CognitoConfig": cognito}
    assert items[portal]["EndpointConfiguration"].items() >= acm.items()
    assert "LogoLastUploaded" in items[portal]["PortalContent"]["Theme"]
    assert items[portal]["RumAppMonitorName"] == "monitor"


def test_products_and_portals_have_tags(client):
    for arn in [client.create_portal(**OPEN)["PortalArn"], client.create_portal_product(DisplayName="d")["PortalProductArn"]]:
        client.tag_resource(ResourceArn=arn, Tags={"a": "b"})
        assert client.get_tags(ResourceArn=arn)["Tags"] == {"a": "b"}
    assert refused(client.get_tags, ResourceArn=arn.replace("000000000000", "")) == "BadRequestException"


def test_a_product_that_a_portal_has_stays(client):
    product = client.create_portal_product(DisplayName="Adoption", Description="Adopt")
    portal = client.create_portal(**OPEN, IncludedPortalProductArns=[product["PortalProductArn"]])["PortalId"]
    assert refused(client.delete_portal_product, PortalProductId=product["PortalProductId"]) == "BadRequestException"
    client.update_portal(PortalId=portal, IncludedPortalProductArns=[])
    client.delete_portal_product(PortalProductId=product["PortalProductId"])
    assert refused(client.get_portal_product, PortalProductId=product["PortalProductId"]) == "NotFoundException"


def test_pages_are_written_and_ordered(client):
    product = client.create_portal_product(DisplayName="Adoption")["PortalProductId"]
    content = {"Title": "Start", "Body": "# Start here"}
    page = client.create_product_page(PortalProductId=product, DisplayContent=content)
    path = f"/portalproducts/{product}/productpages/{page['ProductPageId']}"
    assert page["ProductPageArn"] == f"arn:aws:apigateway:us-east-1:000000000000:{path}"
    listed = client.list_product_pages(PortalProductId=product)["Items"]
    assert [(item["PageTitle"], item["ProductPageId"]) for item in listed] == [("Start", page["ProductPageId"])]
    order = {"OverviewPageArn": page["ProductPageArn"], "ProductPageArns": [page["ProductPageArn"]]}
    changed = client.update_portal_product(PortalProductId=product, DisplayOrder=order)
    assert changed["DisplayOrder"] == order
    unknown = {"ProductPageArns": [page["ProductPageArn"] + "x"]}
    assert refused(client.update_portal_product, PortalProductId=product, DisplayOrder=unknown) == "BadRequestException"
    client.update_product_page(PortalProductId=product, ProductPageId=page["ProductPageId"], DisplayContent=content | {"Title": "New"})
    names = {"PortalProductId": product, "ProductPageId": page["ProductPageId"]}
    assert client.get_product_page(**names)["DisplayContent"]["Title"] == "New"
    client.delete_product_page(**names)
    assert refused(client.get_product_page, **names) == "NotFoundException"
    assert refused(client.create_product_page, PortalProductId="nothing000", DisplayContent=content) == "NotFoundException"


def test_the_page_of_a_method_names_one_that_is_there(emulator, client):
    """«Product REST endpoints … consist of the path and method of a REST API and the stage it's deployed to»."""
    rest_client = emulator.client("apigateway")
    api_id, root_id = rest.api(rest_client)
    rest.method(rest_client, api_id, rest.resource(rest_client, api_id, root_id, "/pets"), "GET", type="MOCK")
    rest_client.create_deployment(restApiId=api_id, stageName="prod")
    product = client.create_portal_product(DisplayName="Adoption")["PortalProductId"]
    parts = {"RestApiId": api_id, "Stage": "prod", "Path": "/pets", "Method": "GET"}

    def create(**options):
        named = {"PortalProductId": product, "RestEndpointIdentifier": {"IdentifierParts": parts | options}}
        return client.create_product_rest_endpoint_page(**named)

    for wrong in [{"RestApiId": "nothing"}, {"Stage": "dev"}, {"Path": "/cats"}, {"Method": "POST"}]:
        assert refused(create, **wrong) == "BadRequestException", wrong
    page = create()
    assert (page["Status"], page["TryItState"]) == ("AVAILABLE", "DISABLED")
    assert page["DisplayContent"] == {"Endpoint": f"https://{api_id}.execute-api.us-east-1.amazonaws.com/prod"}
    names = {"PortalProductId": product, "ProductRestEndpointPageId": page["ProductRestEndpointPageId"]}
    overrides = {"Endpoint": "https://api.example.com/pets", "OperationName": "View pets", "Body": "All of them."}
    for _ in range(2):
        client.update_product_rest_endpoint_page(**names, DisplayContent={"Overrides": overrides}, TryItState="ENABLED")
    assert emulator.log.read_text().count("(tryItState): nobody can try") == 1
    assert client.get_product_rest_endpoint_page(**names)["DisplayContent"] == overrides
    item = client.list_product_rest_endpoint_pages(PortalProductId=product)["Items"][0]
    assert (item["Endpoint"], item["OperationName"], item["TryItState"]) == (overrides["Endpoint"], "View pets", "ENABLED")
    assert refused(client.get_product_rest_endpoint_page, **names, IncludeRawDisplayContent="true") == "NotImplemented"
    client.delete_product_rest_endpoint_page(**names)
    assert client.list_product_rest_endpoint_pages(PortalProductId=product)["Items"] == []


def test_a_sharing_policy_is_kept_and_nothing_is_shared(emulator, client):
    product = client.create_portal_product(DisplayName="Adoption")["PortalProductId"]
    assert refused(client.get_portal_product_sharing_policy, PortalProductId=product) == "NotFoundException"
    malformed = {"PortalProductId": product, "PolicyDocument": "{}"}
    assert refused(client.put_portal_product_sharing_policy, **malformed) == "BadRequestException"
    policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})
    client.put_portal_product_sharing_policy(PortalProductId=product, PolicyDocument=policy)
    kept = client.get_portal_product_sharing_policy(PortalProductId=product)
    assert (kept["PolicyDocument"], kept["PortalProductId"]) == (policy, product)
    other = emulator.client("apigatewayv2", account="111122223333")
    assert other.list_portal_products(ResourceOwner="OTHER_ACCOUNTS")["Items"] == []
    foreign = {"PortalProductId": product, "ResourceOwnerAccountId": "000000000000"}
    assert refused(other.get_portal_product, **foreign) == "NotImplemented"
    assert [item["PortalProductId"] for item in client.list_portal_products(ResourceOwner="SELF")["Items"]].count(product) == 1
    client.delete_portal_product_sharing_policy(PortalProductId=product)
    assert refused(client.get_portal_product_sharing_policy, PortalProductId=product) == "NotFoundException"
