//! What each setting can be: its limits are themselves allowed, what lies beyond them is not, and every default is.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::time::Duration;

use jwt_syntax::choice::{ClientAddress, LoginLimit, NotBefore};
use jwt_syntax::setting::{SETTINGS, SettingText, key, setting};

#[track_caller]
fn allows(name: &str, texts: &[&str]) {
    for text in texts {
        let checked = (setting(name).unwrap().check)(SettingText::Text(text));
        assert_eq!(checked, Ok(()), "`{name}` is `{text}`");
    }
}

/// Asserts what is said of each text.
#[track_caller]
fn refuses(name: &str, texts: &[&str], found: &str, expected: &str) {
    for text in texts {
        let wrong = (setting(name).unwrap().check)(SettingText::Text(text)).unwrap_err();
        let said = [&*wrong.found, &*wrong.expected];
        let is_said = said[0].contains(found) && said[1].contains(expected);
        assert!(is_said, "`{name}` is `{text}`: {said:?}");
    }
}

#[test]
fn every_setting_has_a_name_of_its_own() {
    for (at, row) in SETTINGS.iter().enumerate() {
        assert!(
            SETTINGS
                .iter()
                .skip(at + 1)
                .all(|other| other.name != row.name)
        );
    }
}

#[test]
fn durations_are_whole_seconds_within_their_limits() {
    allows("access_ttl", &["1s", "24h", "30d"]);
    allows("leeway", &["0s", "5m"]);
    allows("not_before", &["0s", "24h", "off"]);
    let limits = "whole seconds, from `1s` to `30d`";
    refuses("access_ttl", &["0s"], "`0s`", limits);
    refuses("max_lifetime", &["2592001s"], "`2592001s`", limits);
    refuses(
        "leeway",
        &["301s", "6m"],
        "`",
        "whole seconds, from `0s` to `5m`",
    );
    refuses(
        "not_before",
        &["25h"],
        "`25h`",
        "from `0s` to `24h`, or `off`",
    );
    refuses(
        "access_ttl",
        &["15"],
        "`15`, which has no unit",
        "a duration",
    );
    refuses(
        "access_ttl",
        &["500ms"],
        "is not a whole number of seconds",
        "a duration",
    );
    let half = key::leeway.check(&Duration::from_millis(1500)).unwrap_err();
    assert_eq!(half.found, "`1.5s`");
    let half = NotBefore::After(Duration::from_millis(500));
    assert!(key::not_before.check(&half).is_err());
}

#[test]
fn numbers_lie_within_their_limits() {
    allows("cache_capacity", &["1", "1048576"]);
    allows("max_sessions", &["1", "1000000", "off"]);
    refuses(
        "cache_capacity",
        &["0", "1048577"],
        "",
        "a number from 1 to 1048576",
    );
    refuses(
        "max_sessions",
        &["0", "1000001"],
        "",
        "a number from 1 to 1000000, or `off`",
    );
    refuses(
        "max_sessions",
        &["on", "-1"],
        "`",
        "a number such as `100`, or `off`",
    );
}

#[test]
fn rates_and_addresses_lie_within_their_limits() {
    allows("rate_limit_account", &["1/s", "10000/24h", "off"]);
    let limits = "1 to 10000 attempts in whole seconds from `1s` to `24h`, or `off`";
    refuses(
        "rate_limit_account",
        &["0/h", "10001/h", "10/0s", "10/86401s"],
        " in `",
        limits,
    );
    refuses(
        "rate_limit_account",
        &["10"],
        "`10`, which is not a rate",
        "such as `100/h`",
    );
    let per = Duration::from_millis(1500);
    let fraction = LoginLimit::AtMost { attempts: 10, per };
    let wrong = key::rate_limit_address.check(&fraction).unwrap_err();
    assert_eq!(wrong.found, "10 in `1.5s`");
    allows("client_address", &["peer", "proxies:1", "proxies:16"]);
    assert!(
        key::client_address
            .check(&ClientAddress::Proxies(17))
            .is_err()
    );
}

#[test]
fn a_choice_is_one_of_its_words() {
    allows("cookie_same_site", &["Lax", "Strict", "None"]);
    refuses(
        "cookie_same_site",
        &["lax", ""],
        "`",
        "`Lax`, `Strict` or `None`",
    );
    refuses("cache", &["yes", "true"], "`", "`on` or `off`");
    refuses(
        "verify_exp",
        &["off", "on"],
        "`",
        "`dangerously-off`, or the setting left out",
    );
}

#[test]
fn texts_say_something_that_means_something() {
    for name in [
        "issuer",
        "realm",
        "query_prefix",
        "cookie_domain",
        "path_me",
        "instance",
    ] {
        refuses(name, &["", "  "], "an empty text", "");
    }
    allows("key_id", &[&"a".repeat(256)]);
    refuses(
        "key_id",
        &[&"a".repeat(257)],
        "a `kid` of 257 bytes",
        "at most 256 bytes",
    );
    refuses(
        "path_me",
        &["me"],
        "`me`, which does not start with a slash",
        "a path",
    );
    refuses(
        "header_name",
        &["Cookie"],
        "has another meaning",
        "the name of a header",
    );
    allows("header_prefixes", &["", "Bearer"]);
}

#[test]
fn a_list_has_each_entry_once_and_blames_the_one_that_is_wrong() {
    let check =
        |name: &str, texts: &[&str]| (setting(name).unwrap().check)(SettingText::List(texts));
    assert!(check("audience", &["a", "b"]).is_ok());
    assert_eq!(check("audience", &["a", ""]).unwrap_err().at, Some(1));
    assert_eq!(check("audience", &["a", "b", "a"]).unwrap_err().at, Some(2));
    assert_eq!(check("audience", &[]).unwrap_err().found, "an empty list");
    let many: Vec<_> = (0..65).map(|number| number.to_string()).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    assert_eq!(check("client_id", &many).unwrap_err().found, "65 names");
    assert_eq!(
        check("verify_algorithms", &["HS256", "none"])
            .unwrap_err()
            .at,
        Some(1)
    );
    assert_eq!(
        check("token_from", &["header", "hedder"]).unwrap_err().at,
        Some(1)
    );
    let safe = check("csrf_methods", &["GET", "HEAD"]).unwrap_err();
    assert!(safe.found.starts_with("`GET`, `HEAD` alone"), "{safe:?}");
    assert_eq!(check("issuer", &["a"]).unwrap_err().found, "a list");
}
