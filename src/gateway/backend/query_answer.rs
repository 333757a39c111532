//! Answers of the query protocol in JSON, which API Gateway asks for (`Accept: application/json`) and AWS gives it. Most of
//! those who stand for a service know only the XML.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::Response;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use roxmltree::{Document, Node};
use serde_json::{Value, json};

/// The members of results that AWS answers as null where there is nothing to say (seen by callers of many APIs; the
/// README files of the serverless patterns show `SendMessageResponse`, `ReceiveMessageResponse` and `PublishResponse`).
const RESULTS: [(&str, &[&str]); 2] = [
    ("PublishResult", &["MessageId", "SequenceNumber"]),
    (
        "SendMessageResult",
        &["MD5OfMessageAttributes", "MD5OfMessageBody", "MD5OfMessageSystemAttributes", "MessageId", "SequenceNumber"],
    ),
];
/// The members of a received message.
const MESSAGE: [&str; 7] =
    ["Attributes", "Body", "MD5OfBody", "MD5OfMessageAttributes", "MessageAttributes", "MessageId", "ReceiptHandle"];

/// Deeper than any answer of a service.
const DEEPEST: usize = 64;

/// An answer of the query protocol in JSON; any other stays as it is.
pub(super) fn in_json(answer: Response<Bytes>) -> Response<Bytes> {
    let content_type = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let text = content_type.contains("xml").then(|| std::str::from_utf8(answer.body()).ok()).flatten();
    let Some(said) = text.and_then(converted) else { return answer };
    let (mut parts, _) = answer.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Response::from_parts(parts, said.to_string().into())
}

fn converted(xml: &str) -> Option<Value> {
    let document = Document::parse(xml).ok()?;
    if document.descendants().any(|node| node.ancestors().nth(DEEPEST).is_some()) {
        return None;
    }
    let root = document.root_element();
    match root.tag_name().name() {
        // {"Error":{"Code":"AccessDenied","Message":"…","Type":"Sender"},"RequestId":"…"}, as execution logs show it.
        "ErrorResponse" => {
            let error = child(root, "Error")?;
            let text = |name| child(error, name).map_or(Value::Null, value);
            let request_id = child(root, "RequestId").map_or(Value::Null, value);
            let error = json!({"Code": text("Code"), "Message": text("Message"), "Type": text("Type")});
            Some(json!({"Error": error, "RequestId": request_id}))
        }
        name if name.ends_with("Response") => Some(json!({ name: value(root) })),
        _ => None,
    }
}

/// An element: text, a list of `member`s, or an object whose members are in alphabetical order.
fn value(element: Node<'_, '_>) -> Value {
    let name = element.tag_name().name();
    if name == "ReceiveMessageResult" {
        return json!({ "messages": list(children(element).map(message)) });
    }
    let mut members: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for child in children(element) {
        members.entry(child.tag_name().name()).or_default().push(value(child));
    }
    if let Some((_, known)) = RESULTS.iter().find(|(result, _)| *result == name) {
        known.iter().for_each(|member| {
            members.entry(member).or_default();
        });
    }
    if members.is_empty() {
        return element.text().map_or(Value::Null, Value::from);
    }
    if members.len() == 1
        && let Some(items) = members.remove("member")
    {
        return items.into();
    }
    members.into_iter().map(|(name, values)| (name.to_owned(), one_or_all(values))).collect()
}

fn one_or_all(mut values: Vec<Value>) -> Value {
    if values.len() > 1 { values.into() } else { values.pop().unwrap_or(Value::Null) }
}

/// A received message, whose attributes are lists.
fn message(element: Node<'_, '_>) -> Value {
    let named = |name: &'static str| children(element).filter(move |child| child.tag_name().name() == name);
    let members = MESSAGE.iter().map(|member| {
        let value = match *member {
            "Attributes" => list(named("Attribute").map(value)),
            "MessageAttributes" => list(named("MessageAttribute").map(value)),
            name => named(name).next().map_or(Value::Null, value),
        };
        ((*member).to_owned(), value)
    });
    members.collect()
}

/// A list; an empty one is null.
fn list(items: impl Iterator<Item = Value>) -> Value {
    let items: Vec<Value> = items.collect();
    if items.is_empty() { Value::Null } else { items.into() }
}

fn children<'a, 'input>(element: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    element.children().filter(Node::is_element)
}

fn child<'a, 'input>(element: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    children(element).find(|child| child.tag_name().name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let answer = Response::builder().header("content-type", "text/xml").body(Bytes::copy_from_slice(xml.as_bytes())).unwrap();
        assert_eq!(in_json(answer).body(), expected);
    }

    // As callers of AWS saw it: {"SendMessageResponse":{"ResponseMetadata":…,"SendMessageResult":{"MD5OfMessageAttributes":null,…}}}.
    #[test]
    fn a_sent_message_has_all_its_members() {
        check(
            "<SendMessageResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><SendMessageResult><MessageId>m</MessageId>\
             <MD5OfMessageBody>d</MD5OfMessageBody></SendMessageResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>\
             </SendMessageResponse>",
            "{\"SendMessageResponse\":{\"ResponseMetadata\":{\"RequestId\":\"r\"},\"SendMessageResult\":{\"MD5OfMessageAttributes\":null,\
             \"MD5OfMessageBody\":\"d\",\"MD5OfMessageSystemAttributes\":null,\"MessageId\":\"m\",\"SequenceNumber\":null}}}",
        );
    }

    // As callers of AWS saw it: "messages":null when the queue is empty.
    #[test]
    fn received_messages_are_a_list_or_null() {
        let response = |result: &str| {
            format!("<ReceiveMessageResponse><ReceiveMessageResult>{result}</ReceiveMessageResult></ReceiveMessageResponse>")
        };
        check(&response(""), "{\"ReceiveMessageResponse\":{\"ReceiveMessageResult\":{\"messages\":null}}}");
        check(
            &response("<Message><Body>b</Body><Attribute><Name>n</Name><Value>v</Value></Attribute></Message>"),
            "{\"ReceiveMessageResponse\":{\"ReceiveMessageResult\":{\"messages\":[{\"Attributes\":[{\"Name\":\"n\",\"Value\":\"v\"}],\
             \"Body\":\"b\",\"MD5OfBody\":null,\"MD5OfMessageAttributes\":null,\"MessageAttributes\":null,\"MessageId\":null,\
             \"ReceiptHandle\":null}]}}}",
        );
    }

    #[test]
    fn members_of_a_list_are_a_list() {
        check(
            "<AResponse><R><L><member>1</member></L><M/></R></AResponse>",
            "{\"AResponse\":{\"R\":{\"L\":[\"1\"],\"M\":null}}}",
        );
    }

    // As execution logs of AWS show it.
    #[test]
    fn an_error_has_code_message_and_type() {
        check(
            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message><Detail/></Error>\
             <RequestId>r</RequestId></ErrorResponse>",
            "{\"Error\":{\"Code\":\"AccessDenied\",\"Message\":\"no\",\"Type\":\"Sender\"},\"RequestId\":\"r\"}",
        );
    }

    #[test]
    fn other_xml_stays_as_it_is() {
        let deep = format!("<AResponse>{}{}</AResponse>", "<a>".repeat(100_000), "</a>".repeat(100_000));
        for xml in ["<Error><Code>NoSuchKey</Code></Error>", "<UnknownOperationException/>", "<SendMessageResponse>", &deep] {
            check(xml, xml);
        }
    }
}
