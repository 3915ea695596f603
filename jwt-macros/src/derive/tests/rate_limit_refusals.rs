//! What `#[derive(AuthConfig)]` says of limits of failed logins.

use super::assert_refused;
use crate::derive::auth_config::expand as auth_config;

/// Asserts that these are the messages for the options of a struct without fields.
#[track_caller]
fn refused<const N: usize>(options: &str, expected: [&str; N]) {
    let source = format!("#[auth({options})] struct Api;");
    assert_refused(auth_config, &source, expected);
}

#[test]
fn a_limit_is_a_number_and_a_time_or_off() {
    refused(
        r#"rate_limit_account = "100/h", rate_limit_account_and_address = "10/15m", rate_limit_address = "off""#,
        [],
    );
    let help = "\n  = help: write `rate_limit_account = \"100/h\"`, or \"off\"";
    for (limit, message) in [
        (
            "100",
            "`100` is not a rate; write a number of attempts and a time, such as `100/h` or `10/15m`",
        ),
        (
            "ten/h",
            "`ten/h` does not begin with a whole number of attempts; write one, such as `100/h` or `10/15m`",
        ),
        (
            "10/15",
            "`15` has no unit; write `15s` for seconds, or a duration such as `30s`, `15m`, `12h` or `30d`",
        ),
        (
            "0/h",
            "`rate_limit_account` is 1 to 10000 attempts in a time from `1s` to `24h`, found `0/h`",
        ),
        (
            "10/2d",
            "`rate_limit_account` is 1 to 10000 attempts in a time from `1s` to `24h`, found `10/2d`",
        ),
    ] {
        let option = format!("rate_limit_account = {limit:?}");
        refused(&option, [&*format!("{message}{help}")]);
    }
    refused(
        "rate_limit_account = 100",
        [
            "`rate_limit_account` takes a rate, or `off`, in quotes, found `100`\n  = help: write `rate_limit_account = \"100/h\"`",
        ],
    );
}

#[test]
fn a_limit_has_no_effect_while_all_are_off() {
    refused(
        r#"rate_limit = "off", rate_limit_address = "50/m""#,
        [
            "`rate_limit_address` has no effect while `rate_limit` is off\n  = help: remove one of the two: `rate_limit_address`, or `rate_limit = \"off\"`",
        ],
    );
    refused(r#"rate_limit = "off", client_address = "proxies:1""#, []);
}

#[test]
fn a_client_address_is_that_of_the_peer_or_comes_from_proxies() {
    for right in ["peer", "proxies:1", "proxies:16"] {
        refused(&format!("client_address = {right:?}"), []);
    }
    for wrong in ["X-Real-IP", "proxies", "proxies:0", "proxies:17"] {
        let expected = format!(
            "`client_address` cannot be used: found `{wrong}`\n  = help: write `client_address = \"proxies:1\"`"
        );
        refused(&format!("client_address = {wrong:?}"), [&*expected]);
    }
}

#[test]
fn limits_may_stand_in_one_pair_of_parentheses() {
    refused(
        r#"rate_limit(account = "100/h", account_and_address = "10/15m", address = "off")"#,
        [],
    );
    let each = "`rate_limit(..)` takes limits, each with a value\n  = help: write `rate_limit(account = \"100/h\")`";
    refused("rate_limit(account)", [each]);
    refused("rate_limit(account(hour = 100))", [each]);
    refused(
        "rate_limit()",
        [
            "`rate_limit()` has no limit\n  = help: write `rate_limit(account = \"100/h\")`, or `rate_limit = \"off\"`",
        ],
    );
    refused(
        r#"rate_limit(account = "100/h"), rate_limit_account = "50/h""#,
        ["the option `rate_limit_account` is given twice\n  = help: remove one of the two"],
    );
    refused(
        r#"rate_limit(adress = "100/m")"#,
        [
            "`#[auth(..)]` has no option `rate_limit_adress` here\n  = help: did you mean `rate_limit_address`?",
        ],
    );
    refused(
        r#"rate_limit = "off", rate_limit(address = "50/m")"#,
        [
            "`rate_limit_address` has no effect while `rate_limit` is off\n  = help: remove one of the two: `rate_limit_address`, or `rate_limit = \"off\"`",
        ],
    );
}
