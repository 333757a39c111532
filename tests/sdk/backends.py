"""HTTP backends that keep what reached them, so that a test sees what a refused call has not reached."""

import http.server
import json
import threading
import time
from urllib.parse import parse_qs, urlsplit


class HttpBackend:
    """A server that answers with what it saw, or with `answer`. The query of its address may ask for a `status`, for the header `x-kind`
    to say some `kind`, and to wait some `seconds`."""

    def __init__(self, answer=None):
        self.seen = seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                query = {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}
                headers = {name.lower(): value for name, value in self.headers.items()}
                path = urlsplit(self.path).path
                seen.append({"method": self.command, "path": path, "query": query, "headers": headers, "body": body})
                time.sleep(float(query.get("seconds", 0)))
                told = answer if answer is not None else json.dumps(seen[-1], default=bytes.decode).encode()
                self.send_response(int(query.get("status", 200)))
                self.send_header("content-length", str(len(told)))
                self.send_header("x-kind", query.get("kind", "plain"))
                self.end_headers()
                self.wfile.write(told)

            do_GET = do_PUT = do_POST

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                pass

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
