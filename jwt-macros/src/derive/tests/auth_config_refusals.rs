//! What `#[derive(AuthConfig)]` says of mistakes.

use super::assert_refused;
use crate::derive::auth_config::expand as auth_config;

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
fn a_literal_that_a_field_always_replaces_is_refused() {
    assert_refused(
        auth_config,
        r#"#[auth(issuer = "a", leeway = "1s")] struct Api { issuer: String, leeway: Option<Duration> }"#,
        [
            "this `issuer` would never be used: the field `issuer` always has a value\n  = help: remove one of the two, \
          or write `issuer: Option<String>` to use the literal when the field is `None`",
        ],
    );
}

#[test]
fn a_secret_is_never_a_literal() {
    refused(
        r#"secret = "hunter2""#,
        [
            "`secret` takes no literal: whoever reads the source could sign tokens\n  = help: give the struct the field \
          `#[auth(env = \"JWT_SECRET\")] secret: Secret`",
        ],
    );
}

const ALL: &str = "`HS256`, `HS384`, `HS512`, `RS256`, `RS384`, `RS512`, `PS256`, `PS384`, `PS512`, `ES256`, `ES384`, \
                   `ES512`, `EdDSA`, `Ed25519`";

#[test]
fn an_algorithm_is_one_of_the_known() {
    refused(
        r#"algorithm = "None""#,
        [
            "`None` would accept tokens that nobody signed; write an algorithm that signs, such as `HS256`",
        ],
    );
    refused(
        r#"algorithm = "hs512""#,
        [&format!(
            "`hs512` is not an algorithm; there are {ALL}\n  = help: did you mean `HS512`?"
        )],
    );
    refused(
        r#"algorithm = """#,
        [&format!("`` is not an algorithm; there are {ALL}")],
    );
}

#[test]
fn durations_have_units_and_limits() {
    refused(
        r#"access_ttl = "15", leeway = "500ms""#,
        [
            "`15` has no unit; write `15s` for seconds, or a duration such as `30s`, `15m`, `12h` or `30d`",
            "`500ms` is not a whole number of seconds; write whole seconds, or a duration such as `30s`, `15m`, \
             `12h` or `30d`",
        ],
    );
    refused(
        r#"access_ttl = "0s", leeway = "301s""#,
        [
            "`access_ttl` is between `1s` and `30d`, found `0s`\n  = help: write `access_ttl = \"15m\"`",
            "`leeway` is between `0s` and `5m`, found `301s`\n  = help: write `leeway = \"10s\"`",
        ],
    );
    refused(
        r#"max_lifetime = "2592001s""#,
        [
            "`max_lifetime` is between `1s` and `30d`, found `2592001s`\n  = help: write `max_lifetime = \"24h\"`",
        ],
    );
}

#[test]
fn no_access_token_is_valid_for_longer_than_the_longest() {
    let help = "\n  = help: write a shorter `access_ttl` or a longer `max_lifetime`";
    for (options, ttl, most) in [
        (r#"access_ttl = "25h""#, "25h", "24h"),
        (r#"access_ttl = "25h", max_lifetime = "20h""#, "25h", "20h"),
        (r#"max_lifetime = "10m""#, "15m", "10m"),
    ] {
        let message =
            format!("`access_ttl` is `{ttl}`, longer than `max_lifetime`, which is `{most}`{help}");
        refused(options, [&message]);
    }
    let more = r#"#[auth(access_ttl = "25h")] struct Api { max_lifetime: Option<Duration> }"#;
    assert_refused(auth_config, more, []);
}

#[test]
fn a_session_is_no_shorter_than_its_access_tokens_and_ends_when_it_is_idle_for_long() {
    let longer = |short: &str, x: &str, long: &str, y: &str| {
        format!(
            "`{short}` is `{x}`, longer than `{long}`, which is `{y}`\n  = help: write a shorter `{short}` or a longer \
             `{long}`"
        )
    };
    for (options, short, x, long, y) in [
        (
            r#"refresh_ttl = "899s""#,
            "access_ttl",
            "15m",
            "refresh_ttl",
            "899s",
        ),
        (
            r#"access_ttl = "2h", refresh_ttl = "1h""#,
            "access_ttl",
            "2h",
            "refresh_ttl",
            "1h",
        ),
        (
            r#"refresh_idle_ttl = "10m""#,
            "access_ttl",
            "15m",
            "refresh_idle_ttl",
            "10m",
        ),
        (
            r#"refresh_idle_ttl = "31d""#,
            "refresh_idle_ttl",
            "31d",
            "refresh_ttl",
            "30d",
        ),
        (
            r#"refresh_idle_ttl = "2h", refresh_ttl = "1h""#,
            "refresh_idle_ttl",
            "2h",
            "refresh_ttl",
            "1h",
        ),
    ] {
        refused(options, [&longer(short, x, long, y)]);
    }
    refused(r#"refresh_idle_ttl = "15m", refresh_ttl = "15m""#, []);
    let later = r#"#[auth(refresh_ttl = "1m")] struct Api { access_ttl: Option<Duration> }"#;
    assert_refused(auth_config, later, []);
}

#[test]
fn a_token_is_valid_before_it_expires() {
    let refusal = |offset: &str, ttl: &str| {
        format!(
            "`not_before` is `{offset}`, no shorter than `access_ttl`, which is `{ttl}`: no token would ever be valid\n  \
             = help: write a shorter `not_before` or a longer `access_ttl`"
        )
    };
    refused(r#"not_before = "15m""#, [&refusal("15m", "15m")]);
    refused(
        r#"not_before = "2m", access_ttl = "1m""#,
        [&refusal("2m", "1m")],
    );
    refused(r#"not_before = "899s""#, []);
    refused(r#"not_before = "off", access_ttl = "1s""#, []);
    refused(
        r#"users = Users, token_from(cookie), implicit_refresh = "5m", not_before = "11s""#,
        [
            "`not_before` is `11s`, longer than `leeway`, which is `10s`: a token that replaces another would not be valid \
             yet\n  = help: write a shorter `not_before`, or leave `implicit_refresh` out",
        ],
    );
    refused(
        r#"users = Users, token_from(cookie), implicit_refresh = "5m", not_before = "1m", leeway = "1m""#,
        [],
    );
}

#[test]
fn the_accepted_algorithms_are_those_of_the_key() {
    refused(
        r#"verify_algorithms = ["HS256", "RS256", "hs512", "HS256"]"#,
        [
            &format!(
                "`hs512` is not an algorithm; there are {ALL}\n  = help: did you mean `HS512`?"
            ),
            "`verify_algorithms` lists \"HS256\" twice\n  = help: remove one of the two",
            "a key for `HS256`, the `algorithm`, cannot verify `RS256`\n  = help: `HS256`, `HS384`, `HS512` can; remove `RS256`",
        ],
    );
    refused(
        r#"algorithm = "RS256", verify_algorithms = ["PS256"]"#,
        [
            "`verify_algorithms` does not list `RS256`, the `algorithm`: own tokens would be refused\n  = help: add `\"RS256\"`",
        ],
    );
    refused(
        r#"algorithm = "ES256", verify_algorithms = ["ES256", "ES384"]"#,
        [
            "a key for `ES256`, the `algorithm`, cannot verify `ES384`\n  = help: `ES256` can; remove `ES384`",
        ],
    );
    for right in [
        r#"#[auth(verify_algorithms = "HS256")] struct Api;"#,
        r#"#[auth(algorithm = "PS256", verify_algorithms = ["RS512", "PS256"])] struct Api;"#,
        r#"#[auth(verify_algorithms = ["RS512"])] struct Api { algorithm: Option<String> }"#,
        r#"#[auth(algorithm = "ES256", verify_algorithms = ["ES256", "RS256"])] struct Api { retired_keys: Vec<RetiredKey> }"#,
    ] {
        assert_refused(auth_config, right, []);
    }
}

#[test]
fn a_key_for_each_user_is_derived_from_a_secret_and_asked_for_each_time() {
    refused(
        r#"algorithm = "ES256", key_per_user = "on""#,
        [
            "`key_per_user` derives keys from a `secret`, and `ES256` has none\n  = help: write `algorithm = \"HS256\"`, or leave `key_per_user` out",
        ],
    );
    refused(
        r#"key_per_user = "on", cache = "on", cache_capacity = 8"#,
        [
            "`cache` has no effect while `key_per_user` is on\n  = help: remove one of the two: `cache`, or `key_per_user`",
            "`cache_capacity` has no effect while `key_per_user` is on\n  = help: remove one of the two: `cache_capacity`, or `key_per_user`",
        ],
    );
    for right in [
        r#"#[auth(key_per_user = "on", cache = "off", algorithm = "HS512")] struct Api;"#,
        r#"#[auth(key_per_user = "off", cache_capacity = 8, algorithm = "ES256")] struct Api;"#,
        r#"#[auth(key_per_user = "on")] struct Api { algorithm: Option<String>, cache_capacity: Option<usize> }"#,
    ] {
        assert_refused(auth_config, right, []);
    }
}

#[test]
fn what_leaves_a_hole_is_seen_in_the_source() {
    refused(
        r#"verify_exp = "off""#,
        [
            "`verify_exp` can only be \"dangerously-off\", found \"off\"\n  = help: leave it out; or, if you must, write `verify_exp = \"dangerously-off\"`",
        ],
    );
    refused(
        r#"verify_exp = "on""#,
        [
            "`verify_exp` is on as it is, found \"on\"\n  = help: leave it out; or, if you must, write `verify_exp = \"dangerously-off\"`",
        ],
    );
    refused(
        "verify_exp = false",
        [
            "`verify_exp` takes `dangerously-off` in quotes, found `false`\n  = help: write `verify_exp = \"dangerously-off\"`",
        ],
    );
    fields_refused(
        "verify_exp: Option<String>",
        [
            "`verify_exp` is never a field: what it leaves open has to be seen in the source\n  = help: leave it out; or, if \
         you must, write `verify_exp = \"dangerously-off\"` in the `#[auth(..)]` of the struct",
        ],
    );
}

#[test]
fn switches_and_counts_have_limits() {
    refused(
        r#"cache = "yes", cache_capacity = 0"#,
        [
            "`cache` is \"on\" or \"off\", found \"yes\"\n  = help: write `cache = \"off\"`",
            "`cache_capacity` is between 1 and 1048576, found `0`\n  = help: write `cache_capacity = 8192`",
        ],
    );
    refused(
        r#"cache = false, cache_capacity = "8192""#,
        [
            "`cache` takes `on` or `off` in quotes, found `false`\n  = help: write `cache = \"off\"`",
            "`cache_capacity` takes a number, found `\"8192\"`\n  = help: write `cache_capacity = 8192`",
        ],
    );
    refused(
        "cache_capacity = 1_048_577",
        [
            "`cache_capacity` is between 1 and 1048576, found `1_048_577`\n  = help: write `cache_capacity = 8192`",
        ],
    );
}

#[test]
fn limits_are_numbers_or_off() {
    let refusal = |found| {
        format!(
            "`max_sessions` is a number from 1 to 1000000, or \"off\", found `{found}`\n  = help: write `max_sessions = 100`"
        )
    };
    for found in ["0", "1_000_001", r#""100""#, r#""on""#] {
        refused(&format!("max_sessions = {found}"), [&*refusal(found)]);
    }
    for right in ["1", "1_000_000", r#""off""#] {
        refused(&format!("max_sessions = {right}"), []);
    }
    refused(
        "refreshes_per_minute = false",
        [
            "`refreshes_per_minute` takes a number, or `off` in quotes, found `false`\n  = help: write `refreshes_per_minute = 60`",
        ],
    );
}

#[test]
fn issuer_and_audience_are_not_empty() {
    refused(
        r#"issuer = "", audience = " ""#,
        [
            "`issuer` is empty\n  = help: write `issuer = \"https://api.example.com\"`, or leave it out",
            "`audience` is empty\n  = help: write `audience = [\"api\", \"admin\"]`, or leave it out",
        ],
    );
    refused(
        "audience = []",
        [
            "`audience` lists nothing\n  = help: write `audience = [\"api\", \"admin\"]`, or leave it out",
        ],
    );
}

#[test]
fn every_entry_of_a_list_is_checked() {
    refused(
        r#"audience = ["a", "a", "", 5, A]"#,
        [
            "`audience` lists \"a\" twice\n  = help: remove one of the two",
            "`audience` is empty\n  = help: write `audience = [\"api\", \"admin\"]`, or leave it out",
            "`audience` lists strings in quotes, found `5`\n  = help: write `audience = [\"api\", \"admin\"]`",
            "`audience` lists strings in quotes, found `A`\n  = help: write `audience = [\"api\", \"admin\"]`",
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
            "`RS256` never uses a `secret`; it signs with a `private_key`\n  = help: write `private_key: Secret`, or another `algorithm`",
        ],
    );
    assert_refused(
        auth_config,
        &with("HS384", "private_key: Secret"),
        [
            "`HS384` never uses a `private_key`; it signs with a `secret`\n  = help: write `secret: Secret`, or another `algorithm`",
        ],
    );
    assert_refused(auth_config, &with("RS256", "secret: Option<Secret>"), []);
    assert_refused(auth_config, &with("EdDSA", "public_key: String"), []);
}

#[test]
fn methods_that_need_a_value_change_something() {
    let help = "\n  = help: write `csrf_methods = [\"POST\", \"DELETE\"]`";
    for (methods, found) in [
        (r#"["GET", "HEAD"]"#, "`GET`, `HEAD`"),
        (r#""OPTIONS""#, "`OPTIONS`"),
    ] {
        let message = format!(
            "`csrf_methods` cannot be used: found {found} alone, which protects no request that changes something, as \
             `csrf = \"off\"` does{help}"
        );
        let options = format!("token_from(cookie), csrf_methods = {methods}");
        refused(&options, [&message]);
    }
    refused(
        "token_from(cookie), csrf_methods = []",
        [&*format!(
            "`csrf_methods` lists nothing{help}, or leave it out"
        )],
    );
    let right =
        r#"token_from(cookie), csrf_methods = ["GET", "PATCH"], exempt_methods = "OPTIONS""#;
    refused(right, []);
}

#[test]
fn what_is_said_of_cookies_that_nobody_is_given_is_refused() {
    let message = |name: &str, help: &str| {
        format!(
            "`{name}` has no effect: login hands out no cookies\n  = help: {help}, or leave it out"
        )
    };
    let place = "add `cookie` to the places, as in `token_from(header, cookie)`";
    refused(
        r#"cookie_max_age = "5m", csrf_refresh_header = "X-Renewal""#,
        [
            &message("cookie_max_age", place),
            &message("csrf_refresh_header", place),
        ],
    );
    let delivery = "write `token_delivery = \"cookie\"`, `\"both\"` or `\"by_request\"`";
    refused(
        r#"token_from(cookie), token_delivery = "body", cookie_refresh_name = "renewal""#,
        [&message("cookie_refresh_name", delivery)],
    );
    refused(r#"token_from(cookie), cookie_max_age = "5m""#, []);
    let later = r#"#[auth(cookie_max_age = "5m")] struct Api { token_from: Option<Vec<Place>> }"#;
    assert_refused(auth_config, later, []);
}

#[test]
fn two_tokens_that_come_together_have_two_names() {
    let help = "and `refresh_requires_access` asks for both tokens\n  = help: write another one for one of the two";
    for (options, expected) in [
        (
            r#"token_from(query), query_name = "jwt", query_refresh_name = "jwt""#,
            "`query_name` and `query_refresh_name` are both `jwt`",
        ),
        (
            r#"token_from(json), json_key = "refresh_token""#,
            "`json_key` and `json_refresh_key` are both `refresh_token`",
        ),
        (
            r#"token_from(form), form_key = "renewal", refresh_token_key = "renewal""#,
            "`form_key` and `form_refresh_key` are both `renewal`",
        ),
    ] {
        let both = format!(r#"{options}, refresh_requires_access = "on""#);
        refused(&both, [&*format!("{expected}, {help}")]);
        refused(options, []);
        for place in ["query", "json", "form"] {
            let elsewhere = both.replace(&format!("token_from({place})"), "token_from(header)");
            // There, a parameter of the query has no effect at all.
            if elsewhere != both && place != "query" {
                refused(&elsewhere, []);
            }
        }
    }
}

#[test]
fn what_is_said_of_a_query_in_which_no_token_is_looked_for_is_refused() {
    let message = |name: &str| {
        format!(
            "`{name}` has no effect: no token is looked for in the query\n  = help: add `query` to the places, as in \
             `token_from(header, query)`, or leave it out"
        )
    };
    for places in ["", "token_from(cookie, json, form), "] {
        refused(
            &format!(r#"{places}query_refresh_name = "renewal", query_refresh_prefix = "Bearer ""#),
            [
                &*message("query_refresh_name"),
                &*message("query_refresh_prefix"),
            ],
        );
    }
    refused(
        r#"token_from(header, query), query_refresh_name = "renewal", query_refresh_prefix = "Bearer ""#,
        [],
    );
    let later =
        r#"#[auth(query_refresh_name = "renewal")] struct Api { token_from: Option<Vec<Place>> }"#;
    assert_refused(auth_config, later, []);
}

#[test]
fn a_refresh_token_has_a_name_that_nothing_beside_it_has() {
    let help = "\n  = help: write a name that nothing beside it has, such as `refresh_token`";
    for (options, setting, name) in [
        (r#"json_refresh_key = "scope""#, "json_refresh_key", "scope"),
        (r#"form_refresh_key = "next""#, "form_refresh_key", "next"),
        (
            r#"form_refresh_key = "csrf_token""#,
            "form_refresh_key",
            "csrf_token",
        ),
        (r#"refresh_token_key = "next""#, "refresh_token_key", "next"),
        (
            r#"refresh_token_key = "csrf_token""#,
            "refresh_token_key",
            "csrf_token",
        ),
        (
            r#"token_from(cookie), json_refresh_key = "a", csrf_refresh_field = "a""#,
            "json_refresh_key",
            "a",
        ),
    ] {
        let message = format!(
            "`{setting}` is `{name}`, which is another member of a request with a refresh token{help}"
        );
        refused(options, [&message]);
    }
    for (options, setting) in [
        (r#"csrf_field = "refresh_token""#, "csrf_field"),
        (
            r#"token_from(cookie), csrf_refresh_field = "refresh_token""#,
            "csrf_refresh_field",
        ),
    ] {
        let message = format!(
            "`{setting}` is `refresh_token`, which is another member of a request with a refresh token\n  = help: write a \
             name that nothing beside it has, such as `csrf_token`"
        );
        refused(options, [&message]);
    }
    for right in [
        r#"json_refresh_key = "next""#,
        r#"csrf_field = "refresh_token", refresh = "off""#,
        r#"csrf_field = "refresh_token", refresh_token_key = "renewal""#,
    ] {
        refused(right, []);
    }
    let later =
        r#"#[auth(csrf_field = "refresh_token")] struct Api { refresh_token_key: Option<String> }"#;
    assert_refused(auth_config, later, []);
}

#[test]
fn an_answer_has_a_name_for_each_of_its_members() {
    refused(
        r#"refresh_token_key = "scope""#,
        [
            "`refresh_token_key` is `scope`, which is another member of the answer\n  = help: write `refresh_token_key = \
             \"refresh\"`, or leave it out",
        ],
    );
    let help = "\n  = help: write another one for one of the two";
    for (options, name) in [
        (r#"refresh_token_key = "access_token""#, "access_token"),
        (r#"access_token_key = "refresh_token""#, "refresh_token"),
        (r#"access_token_key = "a", refresh_token_key = "a""#, "a"),
    ] {
        let message = format!("`refresh_token_key` and `access_token_key` are both `{name}`{help}");
        refused(options, [&message]);
    }
}

#[test]
fn paths_are_plain_and_no_two_are_the_same() {
    refused(
        r#"path_me = "me", path_keys = "/{set}", path_verify = "/a b", path_authenticate = """#,
        [
            "`me` does not start with a slash; write `/me`",
            "`/{set}` has a parameter or a wildcard, and an endpoint has one path; write a path such as `/login`",
            "`/a b` has ' ' in it; write letters, digits, `-`, `.`, `_` or `~` between slashes",
            "the path is empty; write `/` for the prefix itself",
        ],
    );
    let help = "\n  = help: write another one for one of the two";
    refused(
        r#"path_authenticate = "/login", path_me = "/login/", path_keys = "/verify""#,
        [
            &format!("`path_me` and `path_authenticate` are both `/login`{help}"),
            &format!("`path_keys` and `path_verify` are both `/verify`{help}"),
        ],
    );
    refused(
        r#"username_key = "password""#,
        [&format!(
            "`password_key` and `username_key` are both `password`{help}"
        )],
    );
    let right = r#"#[auth(path_me = "/verify", path_verify = "/valid/")] struct Api { path_keys: Option<String> }"#;
    assert_refused(auth_config, right, []);
}
