//! A stage's access log: what a line says, and where it goes (developer guide, "Setting up CloudWatch logging for a REST
//! API", "Configuring logging for an HTTP API" and "Configuring logging for a WebSocket API").

use std::borrow::Cow;

use emulator_api::arn::Arn;

/// How the access log of a stage is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLog {
    /// What each line says.
    pub format: AccessLogFormat,
    /// Where lines go.
    pub destination: LogDestination,
}

/// The format of an access log: text, with `$context` variables in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLogFormat(Box<[Piece]>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(Box<str>),
    /// The name behind `$context.`.
    Variable(Box<str>),
}

impl AccessLogFormat {
    /// Takes a format apart. Every text is one: what is no variable stands for itself.
    pub fn parse(format: &str) -> Self {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut rest = format;
        while let Some((before, after)) = rest.split_once('$') {
            text.push_str(before);
            match variable(after) {
                Some((name, following)) => {
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text).into()));
                    }
                    pieces.push(Piece::Variable(name.into()));
                    rest = following;
                }
                None => {
                    text.push('$');
                    rest = after;
                }
            }
        }
        text.push_str(rest);
        if !text.is_empty() {
            pieces.push(Piece::Text(text.into()));
        }
        Self(pieces.into())
    }

    /// The names of its variables, `identity.sourceIp`.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Variable(name) => Some(&**name),
            Piece::Text(_) => None,
        })
    }

    /// The line for one request: a variable without a value is a dash.
    pub fn line<'v>(&self, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
        let mut line = String::with_capacity(256);
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => line.push_str(text),
                Piece::Variable(name) => match value(name).filter(|value| !value.is_empty()) {
                    Some(value) => line.push_str(&value),
                    None => line.push('-'),
                },
            }
        }
        line
    }
}

/// The variable that a text behind a `$` begins with, `context.name` or `{context.name}`, and what follows it.
fn variable(text: &str) -> Option<(&str, &str)> {
    if let Some((name, following)) = text.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        return Some((name.strip_prefix("context.").filter(|name| !name.is_empty())?, following));
    }
    let name = text.strip_prefix("context.")?;
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && !"._-".contains(letter)).unwrap_or(name.len());
    let (name, _) = name.split_at(end);
    let name = name.trim_end_matches('.');
    (!name.is_empty()).then(|| (name, &text["context.".len() + name.len()..]))
}

/// Where the lines of an access log go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogDestination {
    /// `arn:aws:logs:{region}:{account}:log-group:{name}`.
    LogGroup {
        /// The group's region.
        region: Box<str>,
        /// The group's name.
        name: Box<str>,
    },
    /// `arn:aws:firehose:{region}:{account}:deliverystream/amazon-apigateway-{name}`.
    DeliveryStream {
        /// The stream's name.
        name: Box<str>,
    },
}

impl LogDestination {
    /// Where the lines of the stage's canary go (developer guide, "Set up an API Gateway canary release deployment").
    #[must_use]
    pub fn of_canary(self) -> Self {
        match self {
            Self::LogGroup { region, name } => Self::LogGroup { region, name: format!("{name}/Canary").into() },
            Self::DeliveryStream { .. } => self,
        }
    }

    /// Reads an ARN; none when it is neither of a log group nor of a delivery stream.
    pub fn parse(arn: &str) -> Option<Self> {
        let arn = Arn::parse(arn)?;
        match arn.service {
            "logs" => {
                let name = arn.resource.strip_prefix("log-group:")?;
                let name = name.strip_suffix(":*").unwrap_or(name);
                Some(Self::LogGroup { region: arn.region.into(), name: name.into() })
            }
            "firehose" => Some(Self::DeliveryStream { name: arn.resource.strip_prefix("deliverystream/")?.into() }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(format: &str) -> String {
        AccessLogFormat::parse(format).line(|name| (name != "absent").then(|| Cow::Owned(format!("<{name}>"))))
    }

    // Developer guide, "CloudWatch log formats for API Gateway".
    #[test]
    fn variables_are_filled_in_and_text_stays() {
        let formats = [
            (r#"$context.identity.sourceIp - - [$context.requestTime] "x""#, r#"<identity.sourceIp> - - [<requestTime>] "x""#),
            (r#"{"id":"$context.requestId","s":$context.status}"#, r#"{"id":"<requestId>","s":<status>}"#),
            (
                "<request id=\"$context.requestId\"> <ip>$context.identity.sourceIp</ip> </request>\n",
                "<request id=\"<requestId>\"> <ip><identity.sourceIp></ip> </request>\n",
            ),
            ("$context.requestId,$context.status,${context.stage}!", "<requestId>,<status>,<stage>!"),
            ("$context.authorizer.my-key_1 $context.stage.", "<authorizer.my-key_1> <stage>."),
        ];
        for (format, expected) in formats {
            assert_eq!(line(format), expected);
        }
    }

    #[test]
    fn what_has_no_value_is_a_dash() {
        assert_eq!(line("a $context.absent b"), "a - b");
    }

    // "Only $context variables are supported (not $input, and so on)".
    #[test]
    fn other_variables_are_text() {
        for text in ["$input.body", "$context", "$context.", "$$", "${context.}", "${stageVariables.a}", "$"] {
            assert_eq!(line(text), text);
            assert_eq!(AccessLogFormat::parse(text).variables().count(), 0);
        }
    }

    #[test]
    fn destinations_are_log_groups_and_delivery_streams() {
        let group = |name: &str| Some(LogDestination::LogGroup { region: "us-east-1".into(), name: name.into() });
        assert_eq!(LogDestination::parse("arn:aws:logs:us-east-1:000000000000:log-group:/a/b"), group("/a/b"));
        assert_eq!(LogDestination::parse("arn:aws:logs:us-east-1:000000000000:log-group:a:*"), group("a"));
        let stream = LogDestination::DeliveryStream { name: "amazon-apigateway-a".into() };
        let arn = "arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-a";
        assert_eq!(LogDestination::parse(arn), Some(stream));
        for other in ["", "arn", "arn:aws:s3:::bucket", "arn:aws:logs:us-east-1:000000000000:group"] {
            assert_eq!(LogDestination::parse(other), None);
        }
    }

    proptest! {
        #[test]
        fn a_format_gives_back_all_its_text(format in r"[a$\{\}. \n]{0,20}|(\$context\.[a-z]{1,3}[ ,.]){0,4}") {
            let back = AccessLogFormat::parse(&format).line(|name| Some(Cow::Owned(format!("$context.{name}"))));
            prop_assert_eq!(back, format);
        }
    }
}
