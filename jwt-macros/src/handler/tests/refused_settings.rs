//! Settings that a handler cannot override, or not with this value.

use super::{assert_attribute_refused, assert_refused, expand, messages};

#[test]
fn a_setting_of_another_kind() {
    assert_attribute_refused(
        r#"#[protected(leeway = 10, audience = admin, token_from = header, realm("staff"), header_prefixes)]"#,
        [
            r#"`leeway` takes a duration in quotes, found `10`
  = help: write `leeway = "10s"`"#,
            r#"`audience` takes a string in quotes, or a list of them, found `admin`
  = help: write `audience = ["api", "admin"]`"#,
            "`token_from` takes token locations in parentheses, found `header`
  = help: write `token_from(header, cookie)`",
            r#"`realm` takes a string in quotes, found parentheses
  = help: write `realm = "users"`"#,
            r#"`header_prefixes` takes a string in quotes, or a list of them, found nothing
  = help: write `header_prefixes = ["Bearer", "JWT"]`"#,
        ],
    );
}

#[test]
fn a_number_below_zero_is_one_mistake() {
    assert_attribute_refused(
        "#[protected(leeway = -10)]",
        [r#"`leeway` takes a duration in quotes, found `-10`
  = help: write `leeway = "10s"`"#],
    );
}

#[test]
fn values_against_forged_requests_that_a_configuration_could_not_have_either() {
    assert_attribute_refused(
        r#"#[protected(csrf_header = "Origin", csrf_cookie = "a b", csrf_field = "", csrf_methods = ["post"], trusted_origins = "*")]"#,
        [
            r#"`csrf_header`: found `Origin`, which has another meaning
  = help: expected the name of a header, such as `X-Access-Token`; write `csrf_header = "X-XSRF-Token"`"#,
            r#"`csrf_cookie`: found ' ' at byte 1 of the cookie name `a b` is not allowed; allowed are letters, digits and ! # $ % & ' * + - . ^ _ ` | ~
  = help: expected the name of a cookie, such as `__Host-token`; write `csrf_cookie = "XSRF-TOKEN"`"#,
            r#"`csrf_field`: found an empty text
  = help: expected a text, or the setting left out; write `csrf_field = "_token"`"#,
            r#"`csrf_methods`: found `post`; methods are written like `POST`
  = help: expected methods, of which one can change something, such as `POST`; or `csrf` as `off`; write `csrf_methods = ["POST", "DELETE"]`"#,
            r#"`trusted_origins`: found `*`, which has no scheme
  = help: expected origins such as `https://app.example.com`; write `trusted_origins = ["https://app.example.com"]`"#,
        ],
    );
    for (methods, found) in [
        ("[]", "lists nothing"),
        (
            r#"["GET", "OPTIONS"]"#,
            "`csrf_methods`: found `GET`, `OPTIONS` alone",
        ),
        (r#""HEAD""#, "`csrf_methods`: found `HEAD` alone"),
    ] {
        let output = expand(&format!(
            "#[protected(csrf_methods = {methods})]\nasync fn handler() {{}}"
        ));
        let messages = messages(output);
        let [message] = &*messages else {
            panic!("{methods}: {messages:?}")
        };
        assert!(message.contains(found), "{message}");
    }
}

#[test]
fn a_list_of_places_that_is_none() {
    assert_attribute_refused(
        r#"#[protected(token_from = ["header", "header strict", "header, cookie"])]"#,
        [
            "`token_from`: found `header, cookie` (`header,` is no token location; there are `header`, `cookie`, `query`, `json`, `form`, `websocket`; did you mean `header`?)
  = help: expected token locations such as `header, cookie`, or a list of them; write `token_from(header, cookie)`",
        ],
    );
}

#[test]
fn a_setting_that_only_a_configuration_has() {
    assert_attribute_refused(
        r#"#[protected(access_ttl = "1m", secret = "hunter2", cache)]"#,
        [
            r#"`access_ttl` belongs to the whole configuration, found it on a handler
  = help: write `#[auth(access_ttl = "15m")]` on the struct with `#[derive(AuthConfig)]`"#,
            r#"`secret` belongs to the whole configuration, found it on a handler
  = help: give the struct the field `#[auth(env = "JWT_SECRET")] secret: Secret`; the struct is the one with `#[derive(AuthConfig)]`"#,
            r#"`cache` belongs to the whole configuration, found it on a handler
  = help: write `#[auth(cache = "off")]` on the struct with `#[derive(AuthConfig)]`"#,
        ],
    );
}

#[test]
fn a_setting_of_a_handler_that_looks_at_no_token() {
    assert_attribute_refused(
        r#"#[public(leeway = "0s", token_from(header))]"#,
        [
            r#"`#[public]` has no setting `leeway`: it reads no token
  = help: remove it, or write `#[protected(leeway = "10s")]`"#,
            "`#[public]` has no setting `token_from`: it reads no token
  = help: remove it, or write `#[protected(token_from(header, cookie))]`",
        ],
    );
}

#[test]
fn a_setting_written_like_a_field_or_with_more_behind_it() {
    assert_attribute_refused(
        r#"#[protected(leeway: "0s", audience = "a" + "b", token_from(header) | realm)]"#,
        [
            r#"expected `=` after `leeway`, found `:`
  = help: write `leeway = "0s"`"#,
            r#"`audience` takes a string in quotes, or a list of them, found `"a"+"b"`
  = help: write `audience = ["api", "admin"]`"#,
            "`token_from` takes token locations in parentheses, found `token_from(header)|realm`
  = help: write `token_from(header, cookie)`",
        ],
    );
}

#[test]
fn a_missing_comma_costs_no_setting() {
    assert_attribute_refused(
        r#"#[protected(leeway = "0s" audience = ["a"] token_from(header) realm = "b")]"#,
        [
            "expected `,` between two arguments, found `audience`
  = help: put a `,` before it",
            "expected `,` between two arguments, found `token_from`
  = help: put a `,` before it",
            "expected `,` between two arguments, found `realm`
  = help: put a `,` before it",
        ],
    );
}

#[test]
fn what_needs_protection_against_forged_requests_stands_beside_none_that_is_off() {
    let message = |name: &str| {
        format!(
            "`{name}`: found a value, while `csrf` is off\n  = help: expected `csrf` as `on` or `origin`, or no `{name}`"
        )
    };
    assert_attribute_refused(
        r#"#[protected(csrf = "off", csrf_header = "X-Own", trusted_origins = "https://a.example")]"#,
        [&*message("csrf_header"), &*message("trusted_origins")],
    );
    assert_attribute_refused(
        r#"#[protected(csrf = "origin", trusted_origins = "https://a.example")]"#,
        [],
    );
    assert_attribute_refused(r#"#[protected(csrf = "off", realm = "a")]"#, []);
    assert_refused(
        r#"#[protected(csrf = "off", csrf_methods = "PUT")]
        mod pages {
            #[protected(csrf = "on")]
            async fn one() {}
            #[protected(csrf = "off", csrf_field = "_token")]
            async fn other() {}
        }"#,
        [&*message("csrf_field")],
    );
}

#[test]
fn a_word_alone_in_a_list_of_scopes_is_a_scope() {
    assert_attribute_refused(
        "#[scoped(secret, realm:read)]",
        [
            r#"a scope is a string in quotes, found `secret`
  = help: write `"secret"`"#,
            r#"a scope is a string in quotes, found `realm:read`
  = help: write `"realm:read"`"#,
        ],
    );
}

/// A wrong value leaves the setting as the configuration has it, and the build fails.
#[test]
fn a_wrong_setting_costs_no_other() {
    let output = expand(
        r#"#[protected(leeway = "soon", audience = "a")]
async fn handler() {}"#,
    );
    let text = output.to_string();
    assert!(
        text.contains("Overrides :: NONE . audience (& [\"a\"])"),
        "{text}"
    );
    assert_eq!(messages(output).len(), 1);
}
