"""Many requests over many connections, and a backend that stands it: both in one event loop, with answers checked to the
byte."""

import asyncio
import re
import socket

STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)


class Wire(asyncio.Protocol):
    """One side of a connection, which gets one message after the other, each with its length."""

    def connection_made(self, transport):
        self.transport, self.received = transport, b""

    def data_received(self, data):
        self.received += data
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not end:
            return
        length = LENGTH.search(head + b"\r\n")
        if len(body) >= (int(length[1]) if length else 0):
            self.received = b""
            self.got(head, body)


class Answering(Wire):
    """A backend's side: the same answer to everything."""

    def __init__(self, answer, connections):
        self.answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(answer), answer)
        self.connections = connections

    def connection_made(self, transport):
        super().connection_made(transport)
        self.connections.append(transport)

    def got(self, head, body):
        self.transport.write(self.answer)


class Asking(Wire):
    """A client's side: sends its request so many times, each after the answer to the one before."""

    def __init__(self, request, expected, times, ended):
        self.request, self.expected, self.left, self.ended = request, expected, times, ended

    def connection_made(self, transport):
        super().connection_made(transport)
        transport.write(self.request)

    def got(self, head, body):
        status = int(STATUS.match(head)[1])
        if (status, body) != (200, self.expected):
            self.fail(f"{status} {body!r}")
        elif self.left == 1:
            self.ended.set_result(None)
        else:
            self.left -= 1
            self.transport.write(self.request)

    def connection_lost(self, error):
        self.fail(f"the connection ended: {error}")

    def fail(self, why):
        if not self.ended.done():
            self.ended.set_exception(AssertionError(why))


class Backend:
    """A port that gives one answer to everything while there is load."""

    def __init__(self, answer):
        self.answer = answer
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def load(self, port, request, expected, connections, times):
        """Sends a request `times` times over each of so many connections; all of them are closed at the end."""
        asyncio.run(self._load(port, request, expected, connections, times))

    async def _load(self, port, request, expected, connections, times):
        loop, open_connections = asyncio.get_running_loop(), []
        server = await loop.create_server(lambda: Answering(self.answer, open_connections), sock=self.socket.dup(), backlog=1024)
        endings = []
        for _ in range(connections):
            endings.append(loop.create_future())
            client = Asking(request, expected, times, endings[-1])
            transport, _ = await loop.create_connection(lambda client=client: client, "127.0.0.1", port)
            open_connections.append(transport)
        try:
            await asyncio.gather(*endings)
        finally:
            server.close()
            for transport in open_connections:
                transport.abort()

    def close(self):
        self.socket.close()
