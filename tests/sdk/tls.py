"""Certificates for the backends of tests, and a backend that asks for one."""

import datetime
import hashlib
import http.server
import ssl
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.datetime.now(datetime.timezone.utc)
DAY = datetime.timedelta(days=1)


def certificate(folder, host, issuer=None, since=NOW - 2 * DAY, until=NOW + DAY, is_authority=False, only_below=None):
    """A certificate for `host`, by an issuer or by itself, which may be an authority for names `only_below` one; gives its file, with the
    key in it, and what can issue others."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    issuer_name, issuer_key = issuer or (name, key)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if only_below:
        names = x509.NameConstraints(permitted_subtrees=[x509.DNSName(only_below)], excluded_subtrees=None)
        builder = builder.add_extension(names, critical=True)
    made = builder.sign(issuer_key, hashes.SHA256())
    file = folder / f"{host}-{made.serial_number}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return file, (name, key)


def fingerprint(shown):
    """What a backend sees of a client certificate as GenerateClientCertificate shows it."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(shown["pemEncodedCertificate"])).hexdigest()


class AskingBackend:
    """An HTTPS server that turns away who does not show a client certificate that it knows, and keeps which it was shown."""

    def __init__(self, certificate, *known):
        self.seen = seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers.get("content-length") or 0))
                seen.append(hashlib.sha256(self.connection.getpeercert(binary_form=True)).hexdigest())
                self.send_response(200)
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = do_POST

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.verify_mode = ssl.CERT_REQUIRED
        for one in known:
            context.load_verify_locations(cadata=one["pemEncodedCertificate"])
        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.uri = f"https://localhost:{self.server.server_port}/"
