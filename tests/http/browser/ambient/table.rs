//! The response to each request with each kind of invalid cookie.

use std::collections::BTreeMap;

use serde_json::json;

use super::site::{ACCESS, CSRF, REFRESH, Sent, Service, log_in_for_cookies, outcome};
use crate::fixtures::app::{Answer, NOW};

/// What has happened to a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Damage {
    /// The same name twice, in one line or in two.
    Doubled,
    DoubledInTwoLines,
    /// Once with a token, once without.
    DoubledByAnEmptyOne,
    /// A value that no server sets.
    Malformed,
    Unquoted,
    /// Bytes that are no text.
    Undecodable,
    /// What was right once.
    Expired,
    /// What never was.
    Invalid,
}

use Damage::{
    Doubled, DoubledByAnEmptyOne, DoubledInTwoLines, Expired, Invalid, Malformed, Undecodable,
    Unquoted,
};

const DEAD: [Damage; 6] = [
    Doubled,
    DoubledInTwoLines,
    DoubledByAnEmptyOne,
    Malformed,
    Unquoted,
    Undecodable,
];

/// A request of a browser that has logged in, with one invalid cookie.
#[derive(Debug, Clone, Copy)]
enum Row {
    Protected,
    /// Changes something, with the value of the session.
    Change,
    /// The same with another value.
    ChangeWithWrongValue,
    Optional,
    Page,
    WithBearer,
    OptionalWithBearer,
    Login,
    LoginForm,
    Refresh,
    RefreshWithWrongValue,
    RefreshByBody,
    RefreshByForm,
    Logout,
    LogoutWithWrongValue,
}

const VALUE: &str = "x-csrf-token";

struct Browser {
    service: Service,
    cookies: BTreeMap<String, String>,
    bearer: String,
    refresh_of_program: String,
}

impl Browser {
    async fn new() -> Self {
        let service = Service::of_domain();
        let cookies = service.logged_in().await;
        let program = service.logged_in().await;
        Self {
            bearer: program[ACCESS].clone(),
            refresh_of_program: program[REFRESH].clone(),
            cookies,
            service,
        }
    }

    async fn send(&self, row: Row, name: &str, damage: Damage) -> Answer {
        let value = &self.cookies[CSRF];
        let wrong = "x".repeat(43);
        let of_form = format!("csrf_token={value}&next=/a");
        let sent = match row {
            Row::Protected => Sent::get("/"),
            Row::Change => Sent::post("/").header(VALUE, value),
            Row::ChangeWithWrongValue => Sent::post("/").header(VALUE, &wrong),
            Row::Optional => Sent::get("/greeting"),
            Row::Page => Sent::get("/").page(),
            Row::WithBearer => Sent::get("/").bearer(&self.bearer),
            Row::OptionalWithBearer => Sent::get("/greeting").bearer(&self.bearer),
            Row::Login => log_in_for_cookies(),
            Row::LoginForm => {
                let value = self.service.send(&Sent::get("/login")).await.body;
                let fields = format!("username=ada&password=secret&csrf_token={value}");
                let sent = Sent::post("/auth").form(&fields);
                sent.cookie(format!("csrf_token_login={value}"))
            }
            Row::Refresh => Sent::post("/auth/refresh").header(VALUE, value),
            Row::RefreshWithWrongValue => Sent::post("/auth/refresh").header(VALUE, &wrong),
            Row::RefreshByBody => {
                let body = json!({"refresh_token": self.refresh_of_program});
                Sent::post("/auth/refresh").json(&body)
            }
            Row::RefreshByForm => Sent::post("/auth/refresh").form(&of_form),
            Row::Logout => Sent::post("/auth/logout").header(VALUE, value),
            Row::LogoutWithWrongValue => Sent::post("/auth/logout").header(VALUE, &wrong),
        };
        let mut others = self.cookies.clone();
        let good = others.remove(name).unwrap();
        let sent = sent.cookies(&others);
        let sent = match damage {
            Doubled => sent.cookie(format!("{name}=a.b.c; {name}={good}")),
            DoubledInTwoLines => {
                let sent = sent.cookie(format!("{name}={good}"));
                sent.cookie(format!("x=1; {name}={good}"))
            }
            DoubledByAnEmptyOne => sent.cookie(format!("{name}={good}; {name}=")),
            Malformed => sent.cookie(format!("{name}=Bearer {good}")),
            Unquoted => sent.cookie(format!("{name}=\"{good}")),
            Undecodable => sent.cookie([name.as_bytes(), b"=", &[0xff, 0xfe]].concat()),
            Expired => sent.cookie(format!("{name}={good}")),
            Invalid => sent.cookie(format!("{name}=a.b.c")),
        };
        self.service.send(&sent).await
    }
}

/// Sends each request with each kind of damage, and compares the effects.
async fn check(name: &str, damages: &[Damage], table: &[(Row, &str)]) {
    for damage in damages {
        for (row, expected) in table {
            let answer = Browser::new().await.send(*row, name, *damage).await;
            assert_eq!(outcome(&answer), *expected, "{name} {damage:?} {row:?}");
            let is_of_stranger = answer.body == "stranger";
            let runs_alone = matches!(row, Row::Optional) && name == ACCESS;
            assert_eq!(is_of_stranger, runs_alone && DEAD.contains(damage));
        }
    }
}

const SETS: &str = "200; sets access_token refresh_token csrf_token";
const FORM_SETS: &str =
    "303 to /; sets access_token refresh_token csrf_token; clears csrf_token_login";
const CLEARS: &str = "204; clears access_token refresh_token csrf_token";

#[tokio::test]
async fn a_bad_ambient_cookie_blocks_nothing() {
    check(
        ACCESS,
        &DEAD,
        &[
            (Row::Protected, "401 missing_token; clears access_token"),
            (Row::Change, "401 missing_token; clears access_token"),
            (Row::Optional, "200; clears access_token"),
            (Row::Page, "303 to /login?next=%2F; clears access_token"),
            (Row::WithBearer, "200"),
            (Row::OptionalWithBearer, "200"),
            (Row::Login, SETS),
            (Row::LoginForm, FORM_SETS),
            (Row::Refresh, SETS),
            (Row::RefreshByBody, SETS),
            (
                Row::RefreshByForm,
                "303 to /a; sets access_token refresh_token csrf_token",
            ),
            (Row::Logout, CLEARS),
        ],
    )
    .await;
}

#[tokio::test]
async fn an_invalid_access_token_in_a_cookie_is_refused_and_cleared() {
    check(
        ACCESS,
        &[Invalid],
        &[
            (Row::Protected, "401 invalid_token; clears access_token"),
            (Row::Change, "401 invalid_token; clears access_token"),
            (Row::Optional, "401 invalid_token; clears access_token"),
            (Row::Page, "303 to /login?next=%2F; clears access_token"),
            (Row::WithBearer, "200"),
            (Row::OptionalWithBearer, "200"),
            (Row::Login, SETS),
            (Row::Refresh, SETS),
            (Row::RefreshByBody, SETS),
            (Row::Logout, CLEARS),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_bad_refresh_cookie_counts_as_absent_and_is_cleared_where_it_is_read() {
    check(
        REFRESH,
        &DEAD,
        &[
            (Row::Protected, "200"),
            (Row::Change, "200"),
            (Row::Optional, "200"),
            (Row::Page, "200"),
            (Row::WithBearer, "200"),
            (Row::Login, SETS),
            (Row::Refresh, "401 invalid_grant; clears refresh_token"),
            (Row::RefreshByBody, SETS),
            (
                Row::RefreshByForm,
                "303 to /login?next=%2Fa; clears refresh_token",
            ),
            (Row::Logout, CLEARS),
        ],
    )
    .await;
}

#[tokio::test]
async fn an_invalid_refresh_cookie_is_refused_and_the_session_cleared() {
    const GONE: &str = "401 invalid_grant; clears access_token refresh_token csrf_token";
    check(
        REFRESH,
        &[Invalid],
        &[
            (Row::Protected, "200"),
            (Row::Optional, "200"),
            (Row::Login, SETS),
            (Row::Refresh, GONE),
            (Row::RefreshByBody, SETS),
            (
                Row::RefreshByForm,
                "303 to /login?next=%2Fa; clears access_token refresh_token csrf_token",
            ),
            (Row::Logout, CLEARS),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_bad_csrf_cookie_costs_nothing_but_itself() {
    check(
        CSRF,
        &DEAD,
        &[
            (Row::Protected, "200"),
            (Row::Change, "200"),
            (
                Row::ChangeWithWrongValue,
                "403 csrf_failed; clears csrf_token",
            ),
            (Row::Optional, "200"),
            (Row::Page, "200"),
            (Row::WithBearer, "200"),
            (Row::Login, SETS),
            (Row::Refresh, SETS),
            (
                Row::RefreshWithWrongValue,
                "403 csrf_failed; clears csrf_token",
            ),
            (Row::RefreshByBody, SETS),
            (
                Row::RefreshByForm,
                "303 to /a; sets access_token refresh_token csrf_token",
            ),
            (Row::Logout, CLEARS),
            (
                Row::LogoutWithWrongValue,
                "403 csrf_failed; clears csrf_token",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_csrf_cookie_of_another_session_is_kept_and_of_no_use() {
    check(
        CSRF,
        &[Invalid],
        &[
            (Row::Protected, "200"),
            (Row::Change, "200"),
            (Row::ChangeWithWrongValue, "403 csrf_failed"),
            (Row::Optional, "200"),
            (Row::Login, SETS),
            (Row::Refresh, SETS),
            (Row::RefreshWithWrongValue, "403 csrf_failed"),
            (Row::Logout, CLEARS),
            (Row::LogoutWithWrongValue, "403 csrf_failed"),
        ],
    )
    .await;
}

/// The same requests when the cookies were set so many seconds ago.
async fn check_later(name: &str, seconds: i64, table: &[(Row, &str)]) {
    for (row, expected) in table {
        let mut browser = Browser::new().await;
        let service = &browser.service;
        service.clock.set(NOW + seconds);
        let program = service.logged_in().await;
        browser.bearer = program[ACCESS].clone();
        browser.refresh_of_program = program[REFRESH].clone();
        let answer = browser.send(*row, name, Expired).await;
        assert_eq!(outcome(&answer), *expected, "{name} {row:?}");
    }
}

#[tokio::test]
async fn an_expired_access_token_in_a_cookie_is_refused_and_its_cookie_left_alone() {
    check_later(
        ACCESS,
        1000,
        &[
            (Row::Protected, "401 invalid_token"),
            (Row::Change, "401 invalid_token"),
            (Row::Optional, "401 invalid_token"),
            (Row::Page, "303 to /login?next=%2F"),
            (Row::WithBearer, "200"),
            (Row::OptionalWithBearer, "200"),
            (Row::Login, SETS),
            (Row::LoginForm, FORM_SETS),
            (Row::Refresh, SETS),
            (Row::RefreshByBody, SETS),
            (Row::Logout, CLEARS),
        ],
    )
    .await;
}

#[tokio::test]
async fn an_expired_refresh_cookie_is_refused_and_the_session_cleared() {
    const DAYS_31: i64 = 31 * 24 * 60 * 60;
    check_later(
        REFRESH,
        DAYS_31,
        &[
            (Row::Optional, "401 invalid_token"),
            (Row::WithBearer, "200"),
            (Row::Login, SETS),
            (
                Row::Refresh,
                "401 invalid_grant; clears access_token refresh_token csrf_token",
            ),
            (Row::RefreshByBody, SETS),
            (Row::Logout, CLEARS),
        ],
    )
    .await;
}
