"""JWT authorizers through the public port: tokens signed with real RSA keys, an issuer that serves discovery and keys on loopback
(developer guide, "Controlling access to HTTP APIs with JWT authorizers"). Each refusal is seen not to reach the backend."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa


def encoded(data):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Key:
    """An RSA key pair with an id."""

    def __init__(self, key_id):
        self.id = key_id
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def public(self):
        numbers = self.private.public_key().public_numbers()
        n, e = (encoded(number.to_bytes((number.bit_length() + 7) // 8, "big")) for number in (numbers.n, numbers.e))
        return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id, "n": n, "e": e}

    def sign(self, claims, **header):
        signed = f"{encoded({'alg': 'RS256', 'kid': self.id} | header)}.{encoded(claims)}"
        signature = self.private.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{encoded(signature)}"


KEY, OTHER = Key("k1"), Key("k2")


@pytest.fixture(scope="module")
def issuer():
    """An issuer with the key `KEY`; `published` can be changed."""

    class Issuer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/pool/.well-known/openid-configuration":
                answer = {"issuer": server.url, "jwks_uri": server.url + "/keys"}
            elif self.path == "/keyless/.well-known/openid-configuration":
                answer = {"jwks_uri": "http://127.0.0.1:9/keys"}
            else:
                answer = {"keys": [key.public() for key in server.published]}
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    server.url, server.published = f"http://127.0.0.1:{server.server_port}/pool", [KEY]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


class Api:
    """An API whose route needs a token of an issuer."""

    def __init__(self, emulator, backend, issuer_url, scopes=()):
        self.emulator, self.backend = emulator, backend
        client = emulator.client("apigatewayv2")
        self.id = client.create_api(Name="tokens", ProtocolType="HTTP")["ApiId"]
        authorizer = client.create_authorizer(
            ApiId=self.id, Name="jwt", AuthorizerType="JWT", IdentitySource=["$request.header.Authorization"],
            JwtConfiguration={"Issuer": issuer_url, "Audience": ["web", "app"]},
        )["AuthorizerId"]
        integration = client.create_integration(
            ApiId=self.id, IntegrationType="HTTP_PROXY", IntegrationMethod="GET", IntegrationUri=backend.url,
            PayloadFormatVersion="1.0",
        )["IntegrationId"]
        client.create_route(
            ApiId=self.id, RouteKey="GET /closed", Target=f"integrations/{integration}", AuthorizationType="JWT",
            AuthorizerId=authorizer, AuthorizationScopes=list(scopes),
        )
        client.create_stage(ApiId=self.id, StageName="$default", AutoDeploy=True)

    def call(self, token):
        return self.emulator.by_host(self.id, "/closed", headers={"Authorization": f"Bearer {token}"})

    def refused(self, token, status=401):
        """Calls in vain; gives what `www-authenticate` says."""
        calls = len(self.backend.seen)
        answer = self.call(token)
        message = {401: "Unauthorized", 403: "Forbidden"}[status]
        assert (answer.status_code, answer.json()) == (status, {"message": message})
        assert len(self.backend.seen) == calls
        return answer.headers["www-authenticate"]


@pytest.fixture(scope="module")
def api(emulator, backend, issuer):
    return Api(emulator, backend, issuer.url)


def claims(issuer, **changed):
    now = int(time.time())
    return {"iss": issuer.url, "aud": "app", "iat": now - 60, "nbf": now - 60, "exp": now + 600, "scope": "read write"} | changed


def test_a_token_is_in_a_header_or_the_query(emulator, issuer):
    """«Currently only header-based and query parameter-based selections are supported» (API reference, CreateAuthorizer)."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="tokens", ProtocolType="HTTP")["ApiId"]
    for source in ["$context.routeKey", "$request.body.token", "$request.header.", "Authorization"]:
        with pytest.raises(client.exceptions.BadRequestException, match="Invalid identity source expression"):
            client.create_authorizer(
                ApiId=api_id, Name="jwt", AuthorizerType="JWT", IdentitySource=[source],
                JwtConfiguration={"Issuer": issuer.url, "Audience": ["app"]},
            )


def test_a_token_of_another_key_is_refused(api, issuer):
    forged = OTHER.sign(claims(issuer), kid=KEY.id)
    assert "does not have a valid signature" in api.refused(forged)


def test_a_token_without_a_signature_is_refused(api, issuer):
    for algorithm in ["none", "None", "NONE"]:
        unsigned = f"{encoded({'alg': algorithm, 'kid': KEY.id})}.{encoded(claims(issuer))}."
        assert "invalid_token" in api.refused(unsigned)
    header, payload, _ = KEY.sign(claims(issuer)).split(".")
    assert "invalid_token" in api.refused(f"{header}.{payload}.")


def test_the_public_key_is_no_secret(api, issuer):
    """«Currently, only RSA-based algorithms are supported.»"""
    signed = f"{encoded({'alg': 'HS256', 'kid': KEY.id})}.{encoded(claims(issuer))}"
    for secret in [json.dumps(KEY.public()), KEY.public()["n"]]:
        forged = f"{signed}.{encoded(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest())}"
        assert "signing method HS256 is invalid" in api.refused(forged)


@pytest.mark.parametrize(
    "changed, description",
    [
        ({"exp": 1_700_000_000}, "the token has expired"),
        ({"nbf": 4_000_000_000}, "the token is not valid yet"),
        ({"iat": 4_000_000_000}, "the token is used before it was issued"),
        ({"iss": "http://127.0.0.1/other"}, "the token does not have a valid issuer"),
        ({"aud": "tv"}, "the token does not have a valid audience"),
        ({"aud": ["tv", "radio"]}, "the token does not have a valid audience"),
    ],
)
def test_claims_that_are_not_good_are_refused(api, issuer, changed, description):
    """«iss … aud or client_id … exp … nbf … iat»."""
    assert f'error_description="{description}"' in api.refused(KEY.sign(claims(issuer, **changed)))


def test_a_token_needs_a_scope_of_the_route(emulator, backend, issuer):
    """«scope or scp: must include at least one of the scopes in the route's authorizationScopes»."""
    scoped = Api(emulator, backend, issuer.url, scopes=["delete", "admin"])
    assert 'error="insufficient_scope"' in scoped.refused(KEY.sign(claims(issuer)), status=403)
    assert scoped.call(KEY.sign(claims(issuer, scope="", scp=["admin"]))).status_code == 200
    assert scoped.call(KEY.sign(claims(issuer, scope="read delete"))).status_code == 200


def test_an_issuer_that_is_down_lets_nobody_through(emulator, backend, issuer):
    down = Api(emulator, backend, "http://127.0.0.1:9/pool")
    said = down.refused(KEY.sign(claims(issuer, iss="http://127.0.0.1:9/pool")))
    assert 'error_description="OIDC discovery endpoint communication error"' in said


def test_an_issuer_whose_keys_cannot_be_fetched_lets_nobody_through(emulator, backend, issuer):
    """As a user of AWS saw it: "www-authenticate": … error_description="JWKS communication error"."""
    keyless = issuer.url.replace("/pool", "/keyless")
    said = Api(emulator, backend, keyless).refused(KEY.sign(claims(issuer, iss=keyless)))
    assert 'error_description="JWKS communication error"' in said


def test_a_good_token_passes_also_after_the_keys_are_rotated(emulator, backend, issuer):
    """Keys are asked for when a token names a new one; one that the issuer does not have is refused."""
    rotating = Api(emulator, backend, issuer.url)
    assert rotating.call(KEY.sign(claims(issuer))).status_code == 200
    issuer.published = [OTHER]
    assert rotating.call(OTHER.sign(claims(issuer, client_id="x"))).status_code == 200
    assert "the issuer does not have the token's key" in rotating.refused(KEY.sign(claims(issuer)))
    issuer.published = [KEY]
