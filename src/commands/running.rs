//! A running emulator, as the commands that ask it something reach it.

use std::error::Error;
use std::io::{self, Write};
use std::time::Duration;

use bytes::Bytes;
use emulator_api::admin::Problem;
use http::header::CONTENT_TYPE;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cli::RunningArgs;
use crate::net::client::{HttpClient, HttpError};

/// The most bytes that an answer may have.
const LIMIT: usize = 64 * 1024 * 1024;

/// How long an answer may take that nobody asks for in haste.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The emulator at an address.
pub(super) struct Running {
    url: String,
    patience: Duration,
    runtime: tokio::runtime::Runtime,
    http: HttpClient,
}

impl Running {
    /// It answers within `patience`, or it is taken for not running.
    pub(super) fn at(options: &RunningArgs, patience: Duration) -> Outcome<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { url: options.url.trim_end_matches('/').to_owned(), patience, runtime, http: HttpClient::default() })
    }

    /// What it answers to GET.
    pub(super) fn get<A: DeserializeOwned>(&self, path: &str) -> Outcome<A> {
        self.ask(Method::GET, path, None, StatusCode::is_success)
    }

    /// The same, where also an answer with the status 503 tells what was asked.
    pub(super) fn get_though_unready<A: DeserializeOwned>(&self, path: &str) -> Outcome<A> {
        self.ask(Method::GET, path, None, |status| status.is_success() || *status == StatusCode::SERVICE_UNAVAILABLE)
    }

    /// What it answers to POST.
    pub(super) fn post<A: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Outcome<A> {
        self.ask(Method::POST, path, Some(serde_json::to_vec(body)?), StatusCode::is_success)
    }

    /// What it answers to PUT.
    pub(super) fn put<A: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Outcome<A> {
        self.ask(Method::PUT, path, Some(serde_json::to_vec(body)?), StatusCode::is_success)
    }

    /// What it answers to DELETE.
    pub(super) fn delete<A: DeserializeOwned>(&self, path: &str) -> Outcome<A> {
        self.ask(Method::DELETE, path, None, StatusCode::is_success)
    }

    /// Gives each line of an answer to GET to `take` as soon as it comes, until the answer ends or `take` fails.
    pub(super) fn follow(&self, path: &str, mut take: impl FnMut(&str) -> Outcome<()>) -> Outcome<()> {
        let (url, request) = self.request(Method::GET, path, None)?;
        self.runtime.block_on(async {
            let answer = self.http.send(request).await.map_err(|error| self.unreachable(&error))?;
            let (parts, mut body) = answer.into_parts();
            if !parts.status.is_success() {
                let body = Limited::new(body, LIMIT).collect().await.map_err(|error| format!("{url}: {error}"))?;
                return Err(refusal(&url, &Response::from_parts(parts, body.to_bytes())).into());
            }
            let mut begun = Vec::new();
            while let Some(frame) = body.frame().await {
                let data = frame.map_err(|error| format!("{url}: {error}"))?.into_data().unwrap_or_default();
                for piece in data.split_inclusive(|byte| *byte == b'\n') {
                    begun.extend_from_slice(piece);
                    if begun.pop_if(|last| *last == b'\n').is_some() {
                        take(&String::from_utf8_lossy(&begun))?;
                        begun.clear();
                    }
                }
            }
            Ok(())
        })
    }

    fn request(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Outcome<(String, Request<Full<Bytes>>)> {
        let url = format!("{}{path}", self.url);
        let mut request = Request::builder().method(method).uri(&url);
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request =
            request.body(Full::new(Bytes::from(body.unwrap_or_default()))).map_err(|error| format!("{url}: {error}"))?;
        Ok((url, request))
    }

    fn unreachable(&self, error: &HttpError) -> String {
        format!("no emulator answers at {} ({error}); --url names another", self.url)
    }

    fn ask<A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        answers: fn(&StatusCode) -> bool,
    ) -> Outcome<A> {
        let (url, request) = self.request(method, path, body)?;
        let answered =
            self.runtime.block_on(async { tokio::time::timeout(self.patience, self.http.fetch(request, LIMIT)).await });
        let answer = match answered {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return Err(self.unreachable(&error).into()),
            Err(_elapsed) => return Err(format!("{url} did not answer within {} s", self.patience.as_secs()).into()),
        };
        if !answers(&answer.status()) {
            return Err(refusal(&url, &answer).into());
        }
        Ok(serde_json::from_slice(answer.body()).map_err(|error| format!("{url} answers what no emulator does: {error}"))?)
    }
}

/// Why it was not done: what the emulator says, or else what it answered.
fn refusal(url: &str, answer: &Response<Bytes>) -> String {
    match serde_json::from_slice(answer.body()) {
        Ok(Problem { message }) => message,
        Err(_) => format!("{url} answered {}: {}", answer.status(), String::from_utf8_lossy(answer.body())),
    }
}

/// `name` as one part of a path.
pub(super) fn part(name: &str) -> String {
    utf8_percent_encode(name, NON_ALPHANUMERIC).to_string()
}

/// The members of `input` as a query, with its question mark; empty where it has none.
pub(super) fn query(input: &impl Serialize) -> Outcome<String> {
    let members = serde_json::to_value(input)?;
    let members = members.as_object().into_iter().flatten();
    let pairs = members.map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{name}={}", part(&text))
    });
    let pairs = pairs.collect::<Vec<_>>().join("&");
    Ok(if pairs.is_empty() { pairs } else { format!("?{pairs}") })
}

/// Prints an answer, as JSON or as `readable` has it. Whoever reads it may have seen enough before its end.
pub(super) fn print<A: Serialize>(answer: &A, as_json: bool, readable: impl FnOnce(&A) -> String) -> Outcome<()> {
    let text = if as_json { serde_json::to_string_pretty(answer)? + "\n" } else { readable(answer) };
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Rows below their headings, each column as wide as its longest text.
pub(super) fn table<const COLUMNS: usize>(headings: [&str; COLUMNS], rows: &[[String; COLUMNS]]) -> String {
    let headings = headings.map(str::to_owned);
    let lines = || std::iter::once(&headings).chain(rows);
    let widths: [usize; COLUMNS] = std::array::from_fn(|at| lines().map(|line| line[at].chars().count()).max().unwrap_or(0));
    lines()
        .map(|line| {
            let cells = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_longest_text() {
        let rows = [["orders".to_owned(), "2".to_owned()], ["ö".to_owned(), "10".to_owned()]];
        assert_eq!(table(["NAME", "APIS"], &rows), "NAME    APIS\norders  2\nö       10\n");
        assert_eq!(table(["NAME"], &[]), "NAME\n");
    }

    #[test]
    fn a_name_is_one_part_of_a_path() {
        assert_eq!(part("a/b ü"), "a%2Fb%20%C3%BC");
    }
}
