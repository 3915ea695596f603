//! What `#[derive(AuthConfig)]` says of mistakes.

use super::assert_refused;
use crate::derive::auth_config::derive as auth_config;

/// Asserts that these are the messages for the options of a struct without fields.
#[track_caller]
fn refused<const N: usize>(options: &str, expected: [&str; N]) {
    assert_refused(
        auth_config,
        &format!("#[auth({options})] struct Api;"),
        expected,
    );
}

/// Asserts that these are the messages for a struct with these fields.
#[track_caller]
fn fields_refused<const N: usize>(fields: &str, expected: [&str; N]) {
    assert_refused(auth_config, &format!("struct Api {{ {fields} }}"), expected);
}

#[test]
fn an_unknown_option_is_refused_with_the_nearest() {
    refused(
        r#"isuer = "x""#,
        ["`#[auth(..)]` has no option `isuer` here\n  = help: did you mean `issuer`?"],
    );
    refused(
        "colour",
        [
            "`#[auth(..)]` has no option `colour` here\n  = help: the documentation of `jwt_guard::config::Settings` \
             lists all there are",
        ],
    );
    refused(
        r#"jwt_issuer = "x""#,
        ["`#[auth(..)]` has no option `jwt_issuer` here\n  = help: did you mean `issuer`?"],
    );
}

#[test]
fn extra_verifications_are_paths_in_parentheses() {
    let help = "= help: write `extra_verifications(is_in_office_hours)`";
    refused(
        r#"extra_verifications("a", 5, b::c, b::c, |_| true)"#,
        [
            &*format!("`extra_verifications` lists paths of functions, found `\"a\"`\n  {help}"),
            &*format!("`extra_verifications` lists paths of functions, found `5`\n  {help}"),
            "`extra_verifications` lists `b::c` twice\n  = help: remove one of the two",
            &*format!("`extra_verifications` lists paths of functions, found `|_|true`\n  {help}"),
        ],
    );
    for (options, found) in [
        ("extra_verifications()", "none"),
        ("extra_verifications", "nothing"),
        ("extra_verifications = a", "`a`"),
        (r#"extra_verifications = "a""#, "`\"a\"`"),
    ] {
        let expected = format!(
            "`extra_verifications` takes functions in parentheses, found {found}\n  {help}"
        );
        refused(options, [&expected]);
    }
    fields_refused(
        "extra_verifications: F",
        [
            "`extra_verifications` is no setting, and every field of a configuration is one\n  = help: it lists \
             functions: write it as `#[auth(extra_verifications(..))]` on the struct",
        ],
    );
}

#[test]
fn composed_claims_are_one_to_eight_types_each_once() {
    refused(
        "claims = (A, B, C<A>, A, C<A>)",
        [
            "`claims` lists `A` twice\n  = help: remove one of the two",
            "`claims` lists `C<A>` twice\n  = help: remove one of the two",
        ],
    );
    let help = "= help: write `claims = (Membership, Plan)`, or leave it out";
    refused(
        "claims = ()",
        [&format!("`claims` lists 1 to 8 types, found 0\n  {help}")],
    );
    refused(
        "claims = (A, B, C, D, E, F, G, H, I)",
        [&format!("`claims` lists 1 to 8 types, found 9\n  {help}")],
    );
    refused("claims = (A,)", []);
}

#[test]
fn an_unknown_field_is_refused_with_the_nearest() {
    fields_refused(
        "isuer: String",
        [
            "`isuer` is no setting, and every field of a configuration is one\n  = help: did you mean `issuer`?",
        ],
    );
    fields_refused(
        "users: Users",
        [
            "`users` is no setting, and every field of a configuration is one\n  = help: it names a type: write it in \
          `#[auth(users = ..)]` on the struct",
        ],
    );
}

#[test]
fn a_setting_is_given_once() {
    refused(
        r#"issuer = "a", issuer = "b""#,
        ["the option `issuer` is given twice\n  = help: remove one of the two"],
    );
    assert_refused(
        auth_config,
        r#"#[auth(issuer = "a")] #[auth(issuer = "b")] struct Api;"#,
        ["the option `issuer` is given twice\n  = help: remove one of the two"],
    );
    refused(
        r#"issuer = 5, issuer = "b""#,
        [
            "`issuer` takes a string in quotes, found `5`\n  = help: write `issuer = \"https://api.example.com\"`",
            "the option `issuer` is given twice\n  = help: remove one of the two",
        ],
    );
}

#[test]
fn what_leaves_a_hole_is_seen_in_the_source() {
    for found in ["off", "on"] {
        let expected = format!(
            "`verify_exp`: found `{found}`\n  = help: expected `dangerously-off`, or the setting left out"
        );
        refused(&format!("verify_exp = {found:?}"), [&expected]);
    }
    refused(
        "verify_exp = false",
        [
            "`verify_exp` takes one word in quotes, found `false`\n  = help: write `verify_exp = \"dangerously-off\"`",
        ],
    );
    fields_refused(
        "verify_exp: Option<String>",
        [
            "`verify_exp` is never a field: what it disables must be visible in the source\n  = help: leave it out; or, if \
         you must, write `verify_exp = \"dangerously-off\"` in the `#[auth(..)]` of the struct",
        ],
    );
}

#[test]
fn a_value_says_what_the_table_allows() {
    refused(
        r#"access_ttl = "0s", leeway = "15", cache_capacity = 0, max_sessions = "on", path_me = "me""#,
        [
            "`access_ttl`: found `0s`\n  = help: expected whole seconds, from `1s` to `30d`; write `access_ttl = \"15m\"`",
            "`leeway`: found `15`, which has no unit; write `15s` for seconds, or a duration such as `30s`, `15m`, `12h` or \
             `30d`\n  = help: expected a duration such as `15m`; write `leeway = \"10s\"`",
            "`cache_capacity`: found 0\n  = help: expected a number from 1 to 1048576; write `cache_capacity = 8192`",
            "`max_sessions`: found `on`\n  = help: expected a number such as `100`, or `off`; write `max_sessions = 100`",
            "`path_me`: found `me`, which does not start with a slash; write `/me`\n  = help: expected a path such as \
             `/login`, or `off`; write `path_me = \"/user\"`",
        ],
    );
}

#[test]
fn every_entry_of_a_list_is_checked() {
    let help = "= help: expected a name, or several; write `audience = [\"api\", \"admin\"]`";
    refused(
        r#"audience = ["a", "", 5, A]"#,
        [
            &*format!("`audience`: found an empty text\n  {help}"),
            "`audience` lists strings in quotes, found `5`\n  = help: write `audience = [\"api\", \"admin\"]`",
            "`audience` lists strings in quotes, found `A`\n  = help: write `audience = [\"api\", \"admin\"]`",
        ],
    );
    refused(
        r#"audience = ["a", "b", "a"], verify_algorithms = []"#,
        [
            "`audience`: found `a` twice\n  = help: expected each entry once; write `audience = [\"api\", \"admin\"]`",
            "`verify_algorithms` lists nothing\n  = help: write `verify_algorithms = [\"HS256\", \"HS512\"]`, or leave it out",
        ],
    );
    refused(
        r#"issuer = ["a"]"#,
        [
            "`issuer` takes a string in quotes, found `[\"a\"]`\n  = help: write `issuer = \"https://api.example.com\"`",
        ],
    );
}

#[test]
fn a_value_of_another_kind_is_refused_with_one_that_is_right() {
    for (options, found) in [
        ("leeway", "nothing"),
        ("leeway =", "nothing"),
        ("leeway = 10", "`10`"),
        ("leeway = \"10s\"s", "`\"10s\"s`"),
        ("leeway = b\"10s\"", "`b\"10s\"`"),
        ("leeway(\"10s\")", "parentheses"),
        ("leeway = LEEWAY", "`LEEWAY`"),
    ] {
        let expected = format!(
            "`leeway` takes a duration in quotes, found {found}\n  = help: write `leeway = \"10s\"`"
        );
        refused(options, [&expected]);
    }
}

#[test]
fn a_type_is_one_and_not_something_else() {
    refused(
        r#"claims = "a b", users = 5, crate = "a b""#,
        [
            "`claims` takes a type, found `\"a b\"`\n  = help: write `claims = Membership`",
            "`users` takes a type, found `5`\n  = help: write `users = Users`",
            "`crate` takes the path of a crate, found `\"a b\"`\n  = help: write `crate = ::jwt_guard`",
        ],
    );
}

#[test]
fn the_path_of_the_crate_is_absolute() {
    refused(
        "crate = jwt",
        [
            "`crate` takes an absolute path, found the relative path `jwt`\n  = help: write `crate = ::jwt`",
        ],
    );
}

#[test]
fn a_slip_in_one_option_does_not_hide_the_others() {
    refused(
        r#"issuer "a", , "b", claims = A users = 5"#,
        [
            "expected `,` between two options, found `users`\n  = help: put a `,` before it",
            "expected an option such as `name = \"value\"`, found `issuer \"a\"`\n  = help: write `name = value`, and a `,` \
             between two",
            "expected an option such as `name = \"value\"`, found `,`\n  = help: write `name = value`, and a `,` between two",
            "expected an option such as `name = \"value\"`, found `\"b\"`\n  = help: write `name = value`, and a `,` between two",
            "`users` takes a type, found `5`\n  = help: write `users = Users`",
        ],
    );
    assert_refused(
        auth_config,
        r#"#[auth = "HS256"] struct Api;"#,
        ["`auth` takes its options in parentheses, found `=`\n  = help: write `#[auth(..)]`"],
    );
}

#[test]
fn a_variable_has_a_name_that_can_be_set() {
    fields_refused(
        r#"#[auth(env = "")] secret: Secret"#,
        ["the name of an environment variable is empty\n  = help: write `env = \"JWT_SECRET\"`"],
    );
    fields_refused(
        r#"#[auth(env = "A=B")] secret: Secret"#,
        [
            "the name of an environment variable contains '=', which none can\n  | \"A=B\"\n  |   ^\n  \
          = help: write `env = \"JWT_SECRET\"`",
        ],
    );
    fields_refused(
        r#"#[auth(env = JWT_SECRET)] secret: Secret"#,
        [
            "`env` takes the name of an environment variable in quotes, found `JWT_SECRET`\n  \
          = help: write `env = \"JWT_SECRET\"`",
        ],
    );
}

#[test]
fn options_of_the_struct_and_of_a_field_are_told_apart() {
    fields_refused(
        r#"#[auth(issuer = "x", ennv = "A")] secret: Secret"#,
        [
            "`issuer` stands on a field, where it has no effect\n  = help: move it into the `#[auth(..)]` of the struct; \
             a field takes `env = \"JWT_SECRET\"`",
            "`#[auth(..)]` has no option `ennv` here\n  = help: did you mean `env`?\n  = help: it takes `env`",
        ],
    );
    refused(
        r#"env = "A""#,
        [
            "`env` names the variable of one field, found it on the struct\n  = help: move it to the field: \
          `#[auth(env = \"JWT_SECRET\")] secret: Secret`",
        ],
    );
}

#[test]
fn only_a_struct_with_named_fields_is_a_configuration() {
    let help = "\n  = help: write `struct Api { #[auth(env = \"JWT_SECRET\")] secret: Secret }`";
    for (source, message) in [
        (
            "enum Api {}",
            "`AuthConfig` is derived for structs, found an enum",
        ),
        (
            "union Api { a: u8 }",
            "`AuthConfig` is derived for structs, found a union",
        ),
        (
            "struct Api(Secret);",
            "the fields of a configuration need names: the name says which setting it is",
        ),
    ] {
        assert_refused(auth_config, source, [&format!("{message}{help}")]);
    }
}

#[test]
fn a_key_that_the_algorithm_never_uses_is_refused_unless_it_may_be_absent() {
    let with = |algorithm: &str, field: &str| {
        format!("#[auth(algorithm = \"{algorithm}\")] struct Api {{ {field} }}")
    };
    assert_refused(
        auth_config,
        &with("RS256", "secret: Secret"),
        [
            "`secret`: found a key that `RS256` never uses\n  = help: expected a field `private_key: Secret`, or another \
             `algorithm`",
        ],
    );
    assert_refused(auth_config, &with("RS256", "secret: Option<Secret>"), []);
    assert_refused(auth_config, &with("EdDSA", "public_key: String"), []);
}

#[test]
fn a_rule_is_silent_where_a_field_decides() {
    for right in [
        r#"#[auth(access_ttl = "25h")] struct Api { max_lifetime: Option<Duration> }"#,
        r#"#[auth(verify_algorithms = ["RS512"])] struct Api { algorithm: Option<String> }"#,
        r#"#[auth(cookie_max_age = "5m")] struct Api { token_from: Option<Vec<TokenLocation>> }"#,
        r#"#[auth(csrf_field = "refresh_token")] struct Api { refresh_token_key: Option<String> }"#,
        r#"#[auth(refresh = "off", refresh_ttl = "7d")] struct Api { implicit_refresh: Option<Duration> }"#,
        r#"#[auth(algorithm = "ES256", verify_algorithms = ["ES256", "RS256"])] struct Api { retired_keys: Vec<RetiredKey> }"#,
    ] {
        assert_refused(auth_config, right, []);
    }
}
