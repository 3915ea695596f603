//! What `#[derive(AuthConfig)]` says of limits of failed logins.

use super::assert_refused;
use crate::derive::auth_config::derive as auth_config;

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
    for limit in ["100", "0/h", "10/2d"] {
        let source = format!("#[auth(rate_limit_account = {limit:?})] struct Api;");
        let messages = super::messages(super::expand(auth_config, &source));
        assert_eq!(messages.len(), 1, "{limit}: {messages:?}");
        assert!(
            messages[0].starts_with("`rate_limit_account`: found "),
            "{messages:?}"
        );
    }
    refused(
        "rate_limit_account = 100",
        [
            "`rate_limit_account` takes a rate, or `off`, in quotes, found `100`\n  = help: write `rate_limit_account = \"100/h\"`",
        ],
    );
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
            "`rate_limit_address`: found a value, while `rate_limit` is off\n  = help: expected `rate_limit` on, or no \
             `rate_limit_address`",
        ],
    );
}
