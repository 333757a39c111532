// A client that does what its standard input says, one JSON array a line, and tells what happens, one JSON object a line.

const readline = require("node:readline");
const WebSocket = require("ws");

const [address, options] = process.argv.slice(2);
const { protocols = [], ...others } = JSON.parse(options ?? "{}");
const tell = (what) => process.stdout.write(JSON.stringify(what) + "\n");
const socket = new WebSocket(address, protocols, others);

const actions = {
  send: (text) => socket.send(text),
  fragments: (parts) => parts.forEach((part, at) => socket.send(part, { fin: at + 1 === parts.length, binary: false })),
  binary: (base64) => socket.send(Buffer.from(base64, "base64")),
  repeat: (letter, times) => socket.send(letter.repeat(times)),
  ping: (text) => socket.ping(text),
  close: (code, reason) => socket.close(code, reason),
  terminate: () => socket.terminate(),
};

socket.on("upgrade", (response) => tell({ extensions: response.headers["sec-websocket-extensions"] ?? null }));
socket.on("open", () => tell({ open: socket.protocol }));
socket.on("message", (data, isBinary) => tell({ message: data.toString(), binary: isBinary }));
socket.on("pong", (data) => tell({ pong: data.toString() }));
socket.on("unexpected-response", (_request, response) => {
  tell({ refused: response.statusCode });
  process.exit(0);
});
socket.on("error", (error) => tell({ error: error.message }));
socket.on("close", (code, reason) => {
  tell({ close: code, reason: reason.toString() });
  process.exit(0);
});
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, ...values] = JSON.parse(line);
  actions[name](...values);
});
