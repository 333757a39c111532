//! The load: keep-alive connections that send one prepared request after the other and check every answer.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use apigw_emulator::clock::MachineClock;
use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Result;
use crate::process::Server;

/// The longest answer that a connection reads.
const ANSWER_LIMIT: usize = 64 * 1024;

/// A request, and what every answer to it must be.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    /// The bytes that are sent at once: the request, or several of it.
    request: Bytes,
    /// How many requests these are.
    requests: u32,
    /// The status of every answer.
    status: u16,
    /// The bytes of every answer's body.
    body_length: usize,
}

impl Exchange {
    /// A GET as a browser's script would send it.
    pub(crate) fn get(host: &str, target: &str, body_length: usize) -> Self {
        Self::of(&format!("GET {target}"), host, &[], "", body_length)
    }

    /// A GET with further headers.
    pub(crate) fn get_with(host: &str, target: &str, headers: &[(&str, &str)], body_length: usize) -> Self {
        Self::of(&format!("GET {target}"), host, headers, "", body_length)
    }

    /// A POST of a JSON document with further headers.
    pub(crate) fn post(host: &str, target: &str, headers: &[(&str, &str)], document: &str, body_length: usize) -> Self {
        let length = document.len().to_string();
        let mut all = vec![("Content-Type", "application/json"), ("Content-Length", length.as_str())];
        all.extend(headers);
        Self::of(&format!("POST {target}"), host, &all, document, body_length)
    }

    fn of(method_and_target: &str, host: &str, headers: &[(&str, &str)], body: &str, body_length: usize) -> Self {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let request = format!(
            "{method_and_target} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) serving-bench\r\n\
             Accept: application/json\r\nAccept-Language: en-GB,en;q=0.5\r\nReferer: http://localhost:3000/orders\r\n\
             {headers}\r\n{body}"
        );
        Self { request: Bytes::from(request), requests: 1, status: 200, body_length }
    }

    /// The same request `depth` times at once, without waiting for answers in between: the load costs much less then.
    pub(crate) fn pipelined(self, depth: u32) -> Self {
        let request = (0..depth).flat_map(|_| self.request.iter().copied()).collect();
        Self { request, requests: depth, ..self }
    }
}

/// What one round saw.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Round {
    /// Answers a second.
    pub(crate) requests_per_second: f64,
    /// The server's CPU time for one answer, in microseconds.
    pub(crate) cpu_micros: f64,
    /// How many cores worked for the server, on average.
    pub(crate) busy: f64,
}

/// Loads a server from `connections` connections for `duration`.
pub(crate) async fn run(server: &Server, exchange: &Exchange, connections: usize, duration: Duration) -> Result<Round> {
    let mut ready = Vec::with_capacity(connections);
    for _ in 0..connections {
        ready.push(Asking::open(server.address, exchange.clone()).await?);
    }
    measure(server, ready, duration).await
}

/// A client that asks and waits for the answer, again and again.
pub(crate) trait Conversation: Send + 'static {
    /// Asks once; how many answers came.
    fn exchange(&mut self) -> impl Future<Output = Result<u64>> + Send;
}

/// Loads a server with conversations for `duration`; one checked exchange of each comes before.
pub(crate) async fn measure<C: Conversation>(server: &Server, mut ready: Vec<C>, duration: Duration) -> Result<Round> {
    for conversation in &mut ready {
        conversation.exchange().await?;
    }
    let answered = Arc::new(AtomicU64::new(0));
    let stopping = Arc::new(AtomicBool::new(false));
    let clock = MachineClock;
    let (started, cpu_before) = (clock.instant(), server.cpu_time()?);
    let mut senders = JoinSet::new();
    for conversation in ready {
        senders.spawn(talk(conversation, Arc::clone(&answered), Arc::clone(&stopping)));
    }
    tokio::time::sleep(duration).await;
    let (count, elapsed, cpu_after) = (answered.load(Ordering::Relaxed), started.elapsed(), server.cpu_time()?);
    stopping.store(true, Ordering::Relaxed);
    while let Some(ended) = senders.join_next().await {
        ended??;
    }
    let cpu = cpu_after.saturating_sub(cpu_before).as_secs_f64();
    let count = f64::from(u32::try_from(count)?);
    Ok(Round {
        requests_per_second: count / elapsed.as_secs_f64(),
        cpu_micros: cpu * 1e6 / count.max(1.0),
        busy: cpu / elapsed.as_secs_f64(),
    })
}

async fn talk<C: Conversation>(mut conversation: C, answered: Arc<AtomicU64>, stopping: Arc<AtomicBool>) -> Result<()> {
    while !stopping.load(Ordering::Relaxed) {
        let answers = conversation.exchange().await?;
        answered.fetch_add(answers, Ordering::Relaxed);
    }
    Ok(())
}

/// A keep-alive connection that sends the same requests again and again.
pub(crate) struct Asking {
    connection: Connection,
    exchange: Exchange,
}

impl Asking {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr, exchange: Exchange) -> Result<Self> {
        Ok(Self { connection: Connection::open(address).await?, exchange })
    }
}

impl Conversation for Asking {
    async fn exchange(&mut self) -> Result<u64> {
        self.connection.exchange(&self.exchange).await?;
        Ok(self.exchange.requests.into())
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(4096) })
    }

    async fn exchange(&mut self, exchange: &Exchange) -> Result<()> {
        self.stream.write_all(&exchange.request).await?;
        self.buffer.clear();
        let mut awaited = exchange.requests;
        while awaited > 0 {
            if let Some(answer) = Answer::parse(&self.buffer)? {
                answer.check(exchange, &self.buffer)?;
                self.buffer.drain(..answer.total_length);
                awaited -= 1;
            } else if self.buffer.len() > ANSWER_LIMIT {
                return Err("an answer has no end".into());
            } else if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server closed a connection".into());
            }
        }
        if self.buffer.is_empty() { Ok(()) } else { Err("an answer goes on after its end".into()) }
    }
}

/// The parts of an answer that are checked.
struct Answer {
    status: u16,
    body_length: usize,
    total_length: usize,
}

impl Answer {
    /// Reads an answer; none when it is not complete.
    fn parse(bytes: &[u8]) -> Result<Option<Self>> {
        let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
        let Some(status_line) = lines.next().filter(|line| line.ends_with(b"\r\n")) else { return Ok(None) };
        let status = std::str::from_utf8(status_line.get(9..12).unwrap_or_default())?.parse()?;
        let (mut head_length, mut length, mut chunked) = (status_line.len(), None, false);
        for line in lines {
            if !line.ends_with(b"\n") {
                return Ok(None);
            }
            head_length += line.len();
            if line == b"\r\n" {
                let body = bytes.get(head_length..).unwrap_or_default();
                let read = if chunked { chunked_length(body)? } else { exact_length(body, length.unwrap_or(0)) };
                return Ok(read.map(|(body_length, used)| Self { status, body_length, total_length: head_length + used }));
            }
            if let Some(value) = value_of(line, b"content-length:") {
                length = Some(value.parse()?);
            } else if let Some(value) = value_of(line, b"transfer-encoding:") {
                chunked = value.eq_ignore_ascii_case("chunked");
            }
        }
        Ok(None)
    }

    fn check(&self, exchange: &Exchange, bytes: &[u8]) -> Result<()> {
        if self.status == exchange.status && self.body_length == exchange.body_length {
            return Ok(());
        }
        let (request, answer) = (String::from_utf8_lossy(&exchange.request), String::from_utf8_lossy(bytes));
        let wanted = format!("{} with {} bytes", exchange.status, exchange.body_length);
        Err(format!("an answer is not the expected one ({wanted})\n--- sent\n{request}--- got\n{answer}").into())
    }
}

fn value_of<'l>(line: &'l [u8], name: &[u8]) -> Option<&'l str> {
    let (start, value) = line.split_at_checked(name.len())?;
    if start.eq_ignore_ascii_case(name) { std::str::from_utf8(value).ok().map(str::trim) } else { None }
}

/// The body's length and the bytes that carry it.
fn exact_length(body: &[u8], length: usize) -> Option<(usize, usize)> {
    (body.len() >= length).then_some((length, length))
}

fn chunked_length(mut body: &[u8]) -> Result<Option<(usize, usize)>> {
    let (mut length, mut used) = (0, 0);
    loop {
        let Some(line_end) = body.iter().position(|byte| *byte == b'\n') else { return Ok(None) };
        let size = std::str::from_utf8(body.get(..line_end).unwrap_or_default())?.trim();
        let size = usize::from_str_radix(size, 16)?;
        let chunk = line_end + 1 + size + 2;
        let Some(rest) = body.get(chunk..) else { return Ok(None) };
        (length, used, body) = (length + size, used + chunk, rest);
        if size == 0 {
            return Ok(Some((length, used)));
        }
    }
}
