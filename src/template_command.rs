//! `apigw-emulator template`: renders a mapping template from files, for people who write them.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value as Json, json};

use crate::gateway::mapping::{self, GivenInput};
use crate::vtl::{RenderError, Template, TemplateError};

/// Which template, and what it sees.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// The template; `-` reads it from standard input.
    #[arg(required_unless_present = "jsonl")]
    template: Option<PathBuf>,
    /// A file with the payload.
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,
    /// A JSON file with `path`, `querystring` and `header`, each an object of strings.
    #[arg(long, value_name = "FILE")]
    params: Option<PathBuf>,
    /// A JSON file with what `$context` holds.
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,
    /// A JSON file with what `$stageVariables` holds.
    #[arg(long, value_name = "FILE")]
    stage_variables: Option<PathBuf>,
    /// Read one JSON object a line from standard input, with `template`, `body`, `params`, `context` and
    /// `stageVariables`, and answer each with a line: `{"output": …}` or `{"error": …}`.
    #[arg(long, conflicts_with = "template")]
    jsonl: bool,
}

/// Why a template was not rendered.
#[derive(Debug)]
pub enum TemplateCommandError {
    /// A file that cannot be read.
    File(PathBuf, io::Error),
    /// A file that is no JSON object.
    Json(PathBuf, String),
    /// The template does not parse; with its source.
    Template(PathBuf, String, TemplateError),
    /// The template fails; with its source.
    Render(PathBuf, String, RenderError),
    /// Standard input or output failed.
    Stream(io::Error),
}

impl std::fmt::Display for TemplateCommandError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path, error) => write!(out, "{}: {error}", path.display()),
            Self::Json(path, error) => write!(out, "{}: {error}", path.display()),
            Self::Template(path, source, error) => {
                let message = format!("expected {}, found {}", error.expected, error.found);
                out.write_str(&pointed(path, source, error.line, error.column, &message))
            }
            Self::Render(path, source, error) => {
                out.write_str(&pointed(path, source, error.line, error.column, &error.failure.to_string()))
            }
            Self::Stream(error) => write!(out, "{error}"),
        }
    }
}

impl std::error::Error for TemplateCommandError {}

/// The message, the line that it is about, and a caret under the column.
fn pointed(path: &Path, source: &str, line: usize, column: usize, message: &str) -> String {
    let text = line.checked_sub(1).and_then(|line| source.lines().nth(line)).unwrap_or_default();
    let indent: String = text.chars().take(column.saturating_sub(1)).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    format!("{}:{line}:{column}: {message}\n  {text}\n  {indent}^", path.display())
}

/// Runs the command.
///
/// # Errors
/// What was wrong with the files, the template or the rendering.
pub fn run(args: &TemplateArgs) -> Result<(), TemplateCommandError> {
    if args.jsonl {
        return answer_lines(io::stdin().lock(), io::stdout().lock()).map_err(TemplateCommandError::Stream);
    }
    let path = args.template.clone().unwrap_or_else(|| PathBuf::from("-"));
    let source = read(&path)?;
    let given = GivenInput {
        body: args.body.as_deref().map(read).transpose()?.unwrap_or_default(),
        params: object(args.params.as_deref())?,
        context: object(args.context.as_deref())?,
        stage_variables: object(args.stage_variables.as_deref())?,
    };
    let template =
        Template::parse(&source).map_err(|error| TemplateCommandError::Template(path.clone(), source.clone(), error))?;
    let rendered = mapping::render(&template, &given).map_err(|error| TemplateCommandError::Render(path, source, error))?;
    io::stdout().write_all(rendered.text.as_bytes()).map_err(TemplateCommandError::Stream)
}

fn read(path: &Path) -> Result<String, TemplateCommandError> {
    let text = if path == Path::new("-") { io::read_to_string(io::stdin()) } else { std::fs::read_to_string(path) };
    text.map_err(|error| TemplateCommandError::File(path.to_owned(), error))
}

fn object(path: Option<&Path>) -> Result<Json, TemplateCommandError> {
    let Some(path) = path else { return Ok(Json::Object(Map::new())) };
    let wrong = |error: String| TemplateCommandError::Json(path.to_owned(), error);
    let json: Json = serde_json::from_str(&read(path)?).map_err(|error| wrong(error.to_string()))?;
    if json.is_object() { Ok(json) } else { Err(wrong("not a JSON object".to_owned())) }
}

/// Answers one request a line until the input ends.
fn answer_lines(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    for line in input.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = match answer(&line) {
            Ok(text) => json!({ "output": text }),
            Err(error) => json!({ "error": error }),
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(())
}

fn answer(line: &str) -> Result<String, String> {
    let mut request: Map<String, Json> = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let mut take = |name: &str| request.remove(name).unwrap_or(Json::Null);
    let text = |json: Json| json.as_str().map(str::to_owned).unwrap_or_default();
    let source = text(take("template"));
    let given = GivenInput {
        body: text(take("body")),
        params: take("params"),
        context: take("context"),
        stage_variables: take("stageVariables"),
    };
    let template = Template::parse(&source).map_err(|error| error.to_string())?;
    mapping::render_as_given(&template, &given).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_points_at_its_column() {
        let source = "{\n\t\"a\": $input.path('$.x'\n}";
        let error = Template::parse(source).unwrap_err();
        let shown = TemplateCommandError::Template(PathBuf::from("t.vtl"), source.to_owned(), error).to_string();
        assert_eq!(shown, "t.vtl:3:1: expected \")\", found \"}\"\n  }\n  ^");
    }

    #[test]
    fn a_line_is_answered_with_a_line() {
        let mut output = Vec::new();
        let input = "{\"template\": \"$input.body\", \"body\": \"x\"}\n\n{\"template\": \"#if(\"}\n";
        answer_lines(input.as_bytes(), &mut output).unwrap();
        let lines: Vec<Json> =
            String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0], json!({"output": "x"}));
        assert_eq!(lines.len(), 2);
        assert!(lines[1]["error"].as_str().is_some_and(|error| error.starts_with("line 1, column 5: expected")), "{}", lines[1]);
    }
}
