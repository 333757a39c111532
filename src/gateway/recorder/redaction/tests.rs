use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(Redactor::default().text(text), expected);
}

fn knowing(learn: impl FnOnce(&mut Secrets)) -> Redactor {
    let mut secrets = Secrets::default();
    learn(&mut secrets);
    secrets.redactor()
}

#[test]
fn members_with_a_secrets_name_lose_their_value() {
    check(
        r#"{"headers": {"Authorization": "Bearer abc", "Accept": "*/*"}}"#,
        r#"{"headers": {"Authorization": "[redacted]", "Accept": "*/*"}}"#,
    );
    check(r#"{"x-api-key":["a", "b]"],"next":1}"#, r#"{"x-api-key":"[redacted]","next":1}"#);
    check(r#"{"SecretAccessKey":"a\"b","Expiration":1}"#, r#"{"SecretAccessKey":"[redacted]","Expiration":1}"#);
    check(r#"{"refresh_token": 12, "token_type": "Bearer"}"#, r#"{"refresh_token": "[redacted]", "token_type": "Bearer"}"#);
    check(r#"{"apiKey": null, "nextToken": "page"}"#, r#"{"apiKey": null, "nextToken": "page"}"#);
}

#[test]
fn so_do_members_of_json_within_a_text() {
    check(
        r#"{"body": "{\"a\": \"{\\\"password\\\": \\\"a,b\\\", \\\"u\\\": 1}\"}"}"#,
        r#"{"body": "{\"a\": \"{\\\"password\\\": \\\"[redacted]\\\", \\\"u\\\": 1}\"}"}"#,
    );
    check(r#"5" {"password":"x"}"#, r#"5" {"password":"[redacted]"}"#);
    check(
        r#"{"body": "{\"password\": \"abc\", \"user\": \"me\"}"}"#,
        r#"{"body": "{\"password\": \"[redacted]\", \"user\": \"me\"}"}"#,
    );
}

#[test]
fn what_is_cut_amid_a_secret_ends_there() {
    check(r#"{"password": "abc"#, r#"{"password": "[redacted]""#);
    check(r#"{"cookies": ["a=b"#, r#"{"cookies": "[redacted]""#);
}

#[test]
fn parameters_with_a_secrets_name_lose_their_value() {
    check("user=me&access_token=abc&id=7", "user=me&access_token=[redacted]&id=7");
    let uri = Redactor::default().uri("/orders?X-Amz-Signature=f00&limit=3&X%2DApi%2DKey=abc");
    assert_eq!(uri, "/orders?X-Amz-Signature=[redacted]&limit=3&X%2DApi%2DKey=[redacted]");
}

#[test]
fn a_known_secret_is_found_wherever_it_went() {
    let redactor = knowing(|secrets| {
        secrets.learn_header("authorization", "Bearer correct\"horse");
        secrets.learn_header("cookie", "session=battery-staple; theme=dark");
    });
    assert_eq!(redactor.text("it was correct\"horse"), "it was [redacted]");
    assert_eq!(
        redactor.text(r#"{"a": "correct\"horse", "b": ["battery-staple"]}"#),
        r#"{"a": "[redacted]", "b": ["[redacted]"]}"#
    );
    assert_eq!(redactor.uri("/x?a=correct%22horse"), "/x?a=[redacted]");
    assert_eq!(redactor.text(r#"{"theme": "dark", "words": "darkness"}"#), r#"{"theme": "[redacted]", "words": "darkness"}"#);
}

#[test]
fn a_password_in_basic_credentials_is_a_secret_by_itself() {
    let redactor =
        knowing(|secrets| secrets.learn_header("authorization", &format!("Basic {}", STANDARD.encode("me:correct-horse"))));
    assert_eq!(redactor.text("who knows correct-horse"), "who knows [redacted]");
    assert_eq!(redactor.header("authorization", "Basic bWU6"), "Basic [redacted]");
}

#[test]
fn access_keys_are_known_by_their_looks() {
    let key = format!("AKIA{}", "7".repeat(16));
    check(&format!("key {key}, ASIA7"), "key [redacted], ASIA7");
}

#[test]
fn a_secret_of_a_body_is_one_in_other_texts_too() {
    for body in [
        r#"{"password": "correct-horse"}"#,
        "user=Jane Doe&password=correct-horse\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\ncorrect-horse\r\n--b--\r\n",
    ] {
        let redactor = knowing(|secrets| secrets.learn_body(body.as_bytes(), Some(body)));
        assert_eq!(redactor.payload("<p>correct-horse</p>"), "<p>[redacted]</p>", "{body}");
        let event = format!(r#"{{"body": "{}"}}"#, STANDARD.encode(body));
        assert_eq!(redactor.payload(&event), r#"{"body": "[redacted]"}"#);
    }
}

#[test]
fn a_long_body_in_base64_goes_also_where_it_is_cut() {
    let body = format!("password=correct-horse&text={}", "a".repeat(24 * 1024));
    let redactor = knowing(|secrets| secrets.learn_body(body.as_bytes(), Some(&body)));
    let event = format!(r#"{{"body": "{}"#, &STANDARD.encode(&body)[..20_000]);
    assert_eq!(redactor.payload(&event), r#"{"body": "[redacted]"#);
}

#[test]
fn bytes_that_are_not_shown_are_not_shown_in_base64() {
    let body = [&b"name=\"password\"\r\n\r\nabc\xff"[..], &[0xfe; 100]].concat();
    let redactor = knowing(|secrets| secrets.learn_body(&body, None));
    assert_eq!(redactor.payload(&format!(r#"{{"body": "{}"}}"#, STANDARD.encode(&body))), r#"{"body": "[redacted]"}"#);
}

#[test]
fn white_space_makes_a_form_no_other_text() {
    check("name=Jane Doe&password=hunter 22", "name=Jane Doe&password=[redacted]");
    check("user=me&password=hunter22\r\n", "user=me&password=[redacted]");
    check("payload={\"password\": \"abc\"}&x=1", "payload={\"password\": \"[redacted]\"}&x=1");
    check("payload=%7B%22password%22%3A%22abc%22%7D&x=%20", "payload=[redacted]&x=%20");
}

#[test]
fn pairs_with_a_secrets_name_lose_their_value_in_every_text() {
    check(r#"{"rawQueryString":"a=1&password=s3cret7","b":1}"#, r#"{"rawQueryString":"a=1&password=[redacted]","b":1}"#);
    check(r#"{"body":"password=s3\"t7&b=1"}"#, r#"{"body":"password=[redacted]&b=1"}"#);
    check(r#"{"a":"token=","x":1}"#, r#"{"a":"token=","x":1}"#);
    check("{to=\"you\", password=\"two words\", x=1}", "{to=\"you\", password=[redacted], x=1}");
    check("https://example.com/cb#access_token=abc", "https://example.com/cb#access_token=[redacted]");
}

#[test]
fn fields_of_multipart_with_a_secrets_name_lose_their_value() {
    let form = |quote: &str, line: &str, password: &str| {
        let field = |name: &str| format!("--b{line}Content-Disposition: form-data; name={quote}{name}{quote}{line}{line}");
        format!("{}me{line}{}{password}{line}--b--", field("user"), field("password"))
    };
    for text in [form("\"", "\r\n", "s3\"cret"), form("", "\r\n", "s3cret"), form("\"", "\n", "s3cret")] {
        let left = Redactor::default().text(&text);
        assert!(!left.contains("s3") && left.contains("me"), "{left}");
    }
    let event = format!(r#"{{"body":"{}","a":1}}"#, form("\\\"", "\\r\\n", "s3\\\"cret"));
    let left = Redactor::default().text(&event);
    let cut = Redactor::default().text(&event[..event.find("3").unwrap()]);
    assert!(cut.ends_with("password[redacted]"), "{cut}");
    assert!(!left.contains("s3") && !left.contains("cret") && left.ends_with(r#"[redacted]","a":1}"#), "{left}");
}

#[test]
fn elements_with_a_secrets_name_lose_their_value() {
    check("<a><w:Password t=\"x\">abc</w:Password><b>c</b></a>", "<a><w:Password t=\"x\">[redacted]</w:Password><b>c</b></a>");
}

#[test]
fn a_short_secret_is_taken_out_of_payloads_as_a_word() {
    let redactor = knowing(|secrets| secrets.learn_body(br#"{"password":"s3cret7"}"#, Some(r#"{"password":"s3cret7"}"#)));
    assert_eq!(redactor.payload(r#"{"p": s3cret7, "q": "s3cret77"}"#), r#"{"p": [redacted], "q": "s3cret77"}"#);
}

#[test]
fn schemes_are_known_in_any_case_and_any_credential_behind_one_is_a_secret() {
    for header in ["bearer correct-horse", "BEARER correct-horse", "Own correct-horse"] {
        let redactor = knowing(|secrets| secrets.learn_header("authorization", header));
        assert_eq!(redactor.text("who knows correct-horse"), "who knows [redacted]", "{header}");
    }
    assert_eq!(Redactor::default().header("authorization", "bearer abc"), "bearer [redacted]");
}

#[test]
fn user_information_is_no_part_of_a_uri_that_is_shown() {
    let uri = "http://me:s3cret@backend:80/a@b?c=d";
    assert_eq!(Redactor::default().uri(uri), "http://[redacted]@backend:80/a@b?c=d");
    check(r#"{"error": "http://me:p@ss@backend"}"#, r#"{"error": "http://[redacted]@backend"}"#);
    assert_eq!(knowing(|secrets| secrets.learn_uri("http://me:correct-horse@b/")).text("correct-horse"), "[redacted]");
}

#[test]
fn too_many_secrets_to_look_for_hide_all() {
    let cookies: Vec<String> = (0..5000).map(|n| format!("c{n}=value-{n}")).collect();
    let redactor = knowing(|secrets| secrets.learn_header("cookie", &cookies.join("; ")));
    assert!(redactor.long.len() < 500, "{}", redactor.long.len());
    assert_eq!(redactor.payload("value-4999 and more"), "[redacted]");
    assert_eq!(redactor.uri("/path/value-4999"), "[redacted]");
}
