"""HTTP backends that keep what reached them, so that a test sees what a refused call has not reached."""

import http.server
import json
import ssl
import threading
import time
from urllib.parse import parse_qs, urlsplit


class HttpBackend:
    """A server that answers with what it saw, or with `answer`; by TLS, if it is given a certificate. The query of its address may ask
    for a `status`, for the header `x-kind` to say some `kind`, and to wait some `seconds`."""

    def __init__(self, answer=None, status=200, headers=None, certificate=None):
        self.seen = seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def respond(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                address = urlsplit(self.path)
                query = {name: values[-1] for name, values in parse_qs(address.query).items()}
                sent = {name.lower(): value for name, value in self.headers.items()}
                request = {"method": self.command, "target": self.path, "path": address.path, "query": query, "headers": sent, "body": body}
                seen.append(request)
                time.sleep(float(query.get("seconds", 0)))
                told = answer if answer is not None else json.dumps(request, default=bytes.decode).encode()
                self.send_response(int(query.get("status", status)))
                own = {"content-length": str(len(told)), "x-kind": query.get("kind", "plain")}
                for name, value in (own | (headers or {})).items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(told)

            do_DELETE = do_GET = do_HEAD = do_OPTIONS = do_PATCH = do_POST = do_PUT = respond

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                pass

        self.server = Quiet(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_port
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}/"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
