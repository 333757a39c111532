//! A file of API keys: comma-separated values with a line of names, in any order and case. Values that hold commas are in
//! double or single quotes, which is why this is no ordinary CSV.

use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

/// A file.
pub(super) struct File<'t> {
    rest: Peekable<Chars<'t>>,
    line: usize,
}

/// A key, as its line tells it. What a line does not tell is empty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Where it begins, counted from 1.
    pub(super) line: usize,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) enabled: String,
    pub(super) usage_plans: Vec<String>,
}

/// The file has no column of this name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MissingColumn(&'static str);

impl fmt::Display for MissingColumn {
    /// Seen by users of boto3 (issue 1280).
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Missing required column '{}'", self.0)
    }
}

impl<'t> File<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable(), line: 1 }
    }

    /// The keys of the file, without its empty lines.
    pub(super) fn rows(mut self) -> Result<Vec<Row>, MissingColumn> {
        let names: Vec<String> = self.record().iter().map(|name| name.trim().to_ascii_lowercase()).collect();
        for required in ["Key", "Name"] {
            if !names.iter().any(|name| name.eq_ignore_ascii_case(required)) {
                return Err(MissingColumn(required));
            }
        }
        let mut rows = Vec::new();
        while self.rest.peek().is_some() {
            let mut row = Row { line: self.line, ..Row::default() };
            let values = self.record();
            if values.iter().all(String::is_empty) {
                continue;
            }
            for (name, value) in names.iter().zip(values) {
                match name.as_str() {
                    "key" => row.key = value,
                    "name" => row.name = value,
                    "description" => row.description = value,
                    "enabled" => row.enabled = value,
                    "usageplanids" => {
                        let plans = value.split(',').map(str::trim).filter(|plan| !plan.is_empty());
                        row.usage_plans = plans.map(str::to_owned).collect();
                    }
                    // "Unrecognized columns are permitted, but are ignored."
                    _ => {}
                }
            }
            rows.push(row);
        }
        Ok(rows)
    }

    /// The values up to the end of a line that is not in quotes.
    fn record(&mut self) -> Vec<String> {
        let mut values = vec![self.value()];
        while let Some(end) = self.rest.next() {
            if end == '\n' {
                self.line += 1;
                break;
            }
            values.push(self.value());
        }
        values
    }

    /// A value, without its quotes; what ends it is left to be read.
    fn value(&mut self) -> String {
        while self.rest.next_if(|letter| matches!(letter, ' ' | '\t' | '\r')).is_some() {}
        let mut value = String::new();
        if let Some(quote) = self.rest.next_if(|letter| matches!(letter, '"' | '\'')) {
            while let Some(letter) = self.rest.next() {
                // Two quotes stand for one.
                if letter == quote && self.rest.next_if_eq(&quote).is_none() {
                    break;
                }
                self.line += usize::from(letter == '\n');
                value.push(letter);
            }
        }
        while let Some(letter) = self.rest.next_if(|letter| !matches!(letter, ',' | '\n')) {
            value.push(letter);
        }
        value.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Row> {
        File::new(text).rows().expect("the columns are there")
    }

    #[test]
    fn a_file_has_a_column_of_keys_and_one_of_names() {
        for (text, missing) in [("", "Key"), ("apikeys.csv", "Key"), ("name,value\na,b", "Key"), ("key\na", "Name")] {
            let why = File::new(text).rows().unwrap_err().to_string();
            assert_eq!(why, format!("Missing required column '{missing}'"));
        }
    }

    // Developer guide, "API Gateway API key file format".
    #[test]
    fn columns_stand_in_any_order_and_case() {
        let row = &rows("Name,key,description,Enabled,usageplanIds,colour\r\nFirst,abc,An imported key,TRUE,c7y23b,red\r\n")[0];
        let read = (&*row.name, &*row.key, &*row.description, &*row.enabled, row.usage_plans.join(" "));
        assert_eq!(read, ("First", "abc", "An imported key", "TRUE", "c7y23b".to_owned()));
    }

    #[test]
    fn a_value_in_double_or_single_quotes_may_hold_commas() {
        for quote in ['"', '\''] {
            let row = &rows(&format!("key,UsageplanIds,name\nabc,{quote}c7y23b, glvrsr{quote},a"))[0];
            assert_eq!(row.usage_plans, ["c7y23b", "glvrsr"]);
            assert_eq!(row.name, "a");
        }
        assert_eq!(rows("key,name\nabc,\"the \"\"first\"\"\"")[0].name, "the \"first\"");
    }

    #[test]
    fn lines_are_counted_for_whoever_reads_a_warning() {
        let lines: Vec<usize> = rows("key,name\na,\"b\nc\"\n\nd,e\n").iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 5]);
    }
}
