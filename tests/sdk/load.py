"""Many requests over many connections, and a backend that stands it: both in one event loop, with answers checked to the
byte."""

import asyncio
import functools
import re
import socket

STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked\r\n", re.IGNORECASE)
LAST_CHUNK = b"0\r\n\r\n"


def whole(head, body):
    """The body once all of it is there, else nothing: as long as its length says, or all its chunks."""
    head += b"\r\n"
    if CHUNKED.search(head):
        return without_chunks(body) if body.endswith(LAST_CHUNK) else None
    length = LENGTH.search(head)
    return body if len(body) >= (int(length[1]) if length else 0) else None


def without_chunks(body):
    """The bytes that the chunks hold."""
    data = b""
    while not body.startswith(LAST_CHUNK):
        size, _, rest = body.partition(b"\r\n")
        data, body = data + rest[: int(size, 16)], rest[int(size, 16) + 2 :]
    return data


class Wire(asyncio.Protocol):
    """One side of a connection, which gets one message after the other, each with its length or in chunks."""

    def connection_made(self, transport):
        self.transport, self.received = transport, b""

    def data_received(self, data):
        self.received += data
        head, end, body = self.received.partition(b"\r\n\r\n")
        if not end:
            return
        body = whole(head, body)
        if body is not None:
            self.received = b""
            self.got(head, body)


class Answering(Wire):
    """A backend's side: the same answer to everything, in chunks to what asks for a stream; none but 202 to an event (Lambda API
    reference, Invoke: `InvocationType`)."""

    ACCEPTED = b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n"

    def __init__(self, answer, stream, connections):
        self.answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(answer), answer)
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in stream)
        self.stream = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + chunks + LAST_CHUNK
        self.connections = connections

    def connection_made(self, transport):
        super().connection_made(transport)
        self.connections.append(transport)

    def got(self, head, body):
        if b"\r\nx-amz-invocation-type: event" in head.lower():
            return self.transport.write(self.ACCEPTED)
        self.transport.write(self.stream if b"stream" in head.partition(b"\r\n")[0] else self.answer)


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
    """A port that gives one answer to everything while there is load, and these pieces where the path says `stream`."""

    def __init__(self, answer, stream=()):
        self.answer, self.stream = answer, stream
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def load(self, port, request, expected, connections, times):
        """Sends a request `times` times over each of so many connections; all of them are closed at the end."""
        asyncio.run(self._load(port, request, expected, connections, times))

    async def _load(self, port, request, expected, connections, times):
        loop, open_connections = asyncio.get_running_loop(), []
        answering = functools.partial(Answering, self.answer, self.stream, open_connections)
        server = await loop.create_server(answering, sock=self.socket.dup(), backlog=1024)
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
