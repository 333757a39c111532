//! The line of a request as it is written: like the other lines of the log, human or JSON.

use std::time::Duration;

use http::uri::PathAndQuery;

use super::requests::{Entry, Event, Place, Subject};
use crate::clock::Timestamp;

/// A member's name with what stands round it. It is put together when compiled, because there are as many lines as requests.
#[derive(Clone, Copy)]
struct Name {
    in_json: &'static str,
    otherwise: &'static str,
}

macro_rules! name {
    ($name:literal) => {
        Name { in_json: concat!(",\"", $name, "\":"), otherwise: concat!(" ", $name, "=") }
    };
}

impl Entry<'_> {
    /// Adds the line to `out`.
    pub(super) fn write(&self, is_json: bool, out: &mut String) {
        let mut line = Line { is_json, out };
        match self.event {
            Event::Request { method, target, subject, status, connection, request_id, error } => {
                let path = target.map_or("*", PathAndQuery::path);
                let (method, status) = (method.as_str(), status.as_str());
                line.begin(self.at);
                match subject {
                    Subject::Operation { name: Some(name), .. } => line.add(name),
                    _ => {
                        line.add(method);
                        line.add(" ");
                        line.escaped(path);
                    }
                }
                line.add(" ");
                line.add(status);
                line.end_headline();
                line.in_json(name!("method"), method);
                line.in_json(name!("path"), path);
                line.number_in_json(name!("status"), status);
                line.milliseconds(self.took);
                line.subject(subject);
                for (name, value) in
                    [(name!("connectionId"), connection), (name!("error"), error), (name!("requestId"), request_id)]
                {
                    if let Some(value) = value {
                        line.text(name, value);
                    }
                }
            }
            Event::Message { connection, route, status, request_id } => {
                let status = status.as_str();
                line.begin(self.at);
                line.add("MESSAGE ");
                line.escaped(if route.is_empty() { "(no route)" } else { route });
                line.add(" ");
                line.add(status);
                line.end_headline();
                line.in_json(name!("route"), route);
                line.number_in_json(name!("status"), status);
                line.milliseconds(self.took);
                line.add(&connection.0);
                line.plain(name!("requestId"), request_id);
            }
            Event::Disconnect { connection, code } => {
                let code = code.to_string();
                line.begin(self.at);
                line.add("DISCONNECT ");
                line.add(&code);
                line.end_headline();
                line.number_in_json(name!("code"), &code);
                line.milliseconds(self.took);
                line.add(&connection.0);
            }
        }
        line.end();
    }
}

/// The last digit of a number.
fn digit(number: u32) -> u8 {
    b'0' + (number % 10) as u8
}

/// The part of a connection's lines that tells of it.
pub(super) fn connection_mark(is_json: bool, api: &str, stage: &str, connection: &str) -> String {
    let mut out = String::new();
    let mut line = Line { is_json, out: &mut out };
    line.place(api, Some(stage));
    line.plain(name!("connectionId"), connection);
    out
}

/// A line on its way.
struct Line<'l> {
    is_json: bool,
    out: &'l mut String,
}

impl Line<'_> {
    fn begin(&mut self, at: Timestamp) {
        if self.is_json {
            self.add(r#"{"timestamp":""#);
            at.write_in_logs(self.out);
            self.add(r#"","level":"INFO","message":""#);
        } else {
            at.write_in_logs(self.out);
            self.add("  INFO request: ");
        }
    }

    fn end_headline(&mut self) {
        if self.is_json {
            self.add(r#"","target":"request""#);
        }
    }

    /// A text whose letters stand for themselves.
    fn add(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn end(mut self) {
        self.add(if self.is_json { "}\n" } else { "\n" });
    }

    fn subject(&mut self, subject: &Subject) {
        match subject {
            Subject::Unknown => {}
            Subject::Stage(Place { api, stage }) => self.place(api, stage.as_deref()),
            Subject::Operation { name, account, region } => {
                if let Some(name) = name {
                    self.in_json(name!("operation"), name);
                }
                self.text(name!("account"), account);
                self.text(name!("region"), region);
            }
        }
    }

    fn place(&mut self, api: &str, stage: Option<&str>) {
        self.plain(name!("api"), api);
        if let Some(stage) = stage {
            self.plain(name!("stage"), stage);
        }
    }

    fn milliseconds(&mut self, took: Duration) {
        self.add(if self.is_json { r#","milliseconds":"# } else { " " });
        let (whole, micros) = (took.as_secs() * 1000 + u64::from(took.subsec_millis()), took.subsec_micros() % 1000);
        if whole > 0 {
            self.add(&whole.to_string());
        }
        // Most of the time there are no whole ones, and formatting a number takes longer than all else here.
        let digits = [b'0', b'.', digit(micros / 100), digit(micros / 10), digit(micros)];
        let text = std::str::from_utf8(&digits).unwrap_or_default();
        self.add(if whole > 0 { text.get(1..).unwrap_or_default() } else { text });
        if !self.is_json {
            self.add(" ms");
        }
    }

    fn text(&mut self, name: Name, text: &str) {
        if self.is_json {
            self.in_json(name, text);
        } else {
            self.add(name.otherwise);
            self.escaped(text);
        }
    }

    /// A name or id that AWS or the emulator itself gives, which has letters that stand for themselves only.
    fn plain(&mut self, name: Name, text: &str) {
        let (before, after) = if self.is_json { (name.in_json, "\"") } else { (name.otherwise, "") };
        for part in [before, after, text, after] {
            self.add(part);
        }
    }

    /// A part of the headline, which programs want alone.
    fn in_json(&mut self, name: Name, text: &str) {
        if self.is_json {
            self.add(name.in_json);
            self.add("\"");
            self.escaped(text);
            self.add("\"");
        }
    }

    fn number_in_json(&mut self, name: Name, digits: &str) {
        if self.is_json {
            self.add(name.in_json);
            self.add(digits);
        }
    }

    /// A text that ends neither its line nor its quotes. Most need no other writing, which is found out fast.
    fn escaped(&mut self, text: &str) {
        // Without an early end, so that many bytes are looked at at once.
        let is_odd = |byte: u8| !(b' '..=b'~').contains(&byte) || matches!(byte, b'"' | b'\\');
        if !text.bytes().fold(false, |odd, byte| odd | is_odd(byte)) {
            self.add(text);
        } else if self.is_json {
            let quoted = serde_json::Value::from(text).to_string();
            self.add(quoted.get(1..quoted.len() - 1).unwrap_or_default());
        } else {
            self.out.extend(text.escape_debug());
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{Method, StatusCode};

    use super::*;
    use crate::log::ConnectionMark;

    fn written(event: Event<'_>, is_json: bool) -> String {
        let mut out = String::new();
        Entry { at: Timestamp::from_millis(1_428_582_896_123), took: Duration::from_micros(1_234), event }
            .write(is_json, &mut out);
        out
    }

    fn request(subject: &Subject, error: Option<&str>, is_json: bool) -> String {
        let target = PathAndQuery::from_static("/orders?token=secret");
        let event = Event::Request {
            method: &Method::GET,
            target: Some(&target),
            subject,
            status: StatusCode::OK,
            connection: None,
            request_id: Some("abc"),
            error,
        };
        written(event, is_json)
    }

    fn place() -> Place {
        Place { api: "a1".into(), stage: Some("prod".into()) }
    }

    #[test]
    fn a_request_is_one_line_without_its_query() {
        let subject = Subject::Stage(place());
        assert_eq!(
            request(&subject, None, false),
            "2015-04-09T12:34:56.123Z  INFO request: GET /orders 200 1.234 ms api=a1 stage=prod requestId=abc\n"
        );
        assert_eq!(
            request(&subject, None, true),
            concat!(
                r#"{"timestamp":"2015-04-09T12:34:56.123Z","level":"INFO","message":"GET /orders 200","target":"request","#,
                r#""method":"GET","path":"/orders","status":200,"milliseconds":1.234,"api":"a1","stage":"prod","requestId":"abc"}"#,
                "\n"
            )
        );
    }

    #[test]
    fn an_operation_is_told_by_its_name() {
        let subject =
            Subject::Operation { name: Some("GetRestApi"), account: "000000000000".to_owned(), region: "us-east-1".to_owned() };
        assert_eq!(
            request(&subject, Some("NotFoundException"), false),
            "2015-04-09T12:34:56.123Z  INFO request: GetRestApi 200 1.234 ms account=000000000000 region=us-east-1 \
             error=NotFoundException requestId=abc\n"
        );
        let json: serde_json::Value = serde_json::from_str(&request(&subject, None, true)).unwrap();
        assert_eq!(json["operation"], "GetRestApi");
        assert_eq!(json["path"], "/orders");
    }

    fn message(route: &str, is_json: bool) -> String {
        let connection = &ConnectionMark(connection_mark(is_json, "a1", "prod", "c=").into());
        written(Event::Message { connection, route, status: StatusCode::OK, request_id: "r" }, is_json)
    }

    #[test]
    fn a_message_tells_its_connection_and_route() {
        assert_eq!(
            message("chat", false),
            "2015-04-09T12:34:56.123Z  INFO request: MESSAGE chat 200 1.234 ms api=a1 stage=prod connectionId=c= requestId=r\n"
        );
        assert_eq!(
            message("", true),
            concat!(
                r#"{"timestamp":"2015-04-09T12:34:56.123Z","level":"INFO","message":"MESSAGE (no route) 200","target":"request","#,
                r#""route":"","status":200,"milliseconds":1.234,"api":"a1","stage":"prod","connectionId":"c=","requestId":"r"}"#,
                "\n"
            )
        );
    }

    #[test]
    fn what_clients_choose_stays_on_its_line() {
        let line = message("a\nb\u{1b}[2J", false);
        assert_eq!(line.lines().count(), 1, "{line}");
        let json: serde_json::Value = serde_json::from_str(message("a\n\"b", true).trim_end()).unwrap();
        assert_eq!(json["route"], "a\n\"b");
    }
}
