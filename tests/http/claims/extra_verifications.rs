//! `extra_verifications(..)`: functions that validate the claims of every request.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::token::{TokenError, TokenType};

use crate::fixtures::app::{NOW, SECRET, get_as};

#[derive(Claim)]
struct Plan(String);

#[derive(Claim)]
struct Seats(u32);

#[derive(AuthConfig)]
#[auth(claims = (Plan, Seats), extra_verifications(is_no_worker, a_team_has_seats, is_open))]
struct Api {
    secret: Secret,
}

static OPEN: AtomicBool = AtomicBool::new(true);
static TIMES: AtomicUsize = AtomicUsize::new(0);

/// Needs the registered claims alone.
fn is_no_worker(claims: &Claims) -> Result<(), String> {
    match claims.subject().strip_prefix("worker-") {
        Some(name) => Err(name.to_owned()),
        None => Ok(()),
    }
}

/// Needs two types together.
fn a_team_has_seats(claims: &Claims<(Plan, Seats)>) -> bool {
    let (plan, seats) = &**claims;
    plan.0 != "team" || seats.0 > 0
}

/// Depends on more than the token.
fn is_open(_: &Claims<Seats>) -> bool {
    TIMES.fetch_add(1, Ordering::Relaxed);
    OPEN.load(Ordering::Relaxed)
}

#[protected]
async fn route() {}

#[scoped("admin")]
async fn admin() {}

fn auth() -> Auth<Api> {
    let auth = Auth::builder(Api {
        secret: SECRET.into(),
    });
    auth.clock(FrozenClock::at(NOW)).build().unwrap()
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(route))
        .route("/admin", get(admin))
        .with_state(auth())
}

fn token(subject: &str, plan: &str, seats: u32) -> String {
    let claims = (Plan(plan.into()), Seats(seats));
    auth().mint(subject).claims(claims).token().unwrap()
}

/// A single test, as several would change the result of `is_open` for each other.
#[tokio::test]
async fn each_request_is_asked_about_though_its_token_is_remembered() {
    let (app, token) = (app(), token("1", "pro", 0));
    let before = TIMES.load(Ordering::Relaxed);
    for (open, expected) in [(true, 200), (true, 200), (false, 401), (true, 200)] {
        OPEN.store(open, Ordering::Relaxed);
        let (status, body) = get_as(&app, "/", Some(&token)).await;
        assert_eq!(status, expected);
        assert_eq!(body.contains("invalid_token"), !open, "{body}");
    }
    assert_eq!(TIMES.load(Ordering::Relaxed) - before, 4);

    OPEN.store(false, Ordering::Relaxed);
    let refused = get_as(&app, "/admin", Some(&token)).await;
    assert_eq!(refused.0, 401, "before scopes, which would be 403");
    assert_eq!(
        auth().verify(&token).err(),
        Some(TokenError::Verification("is_open"))
    );
    assert_eq!(
        auth().verifier().verify(&token).err(),
        Some(TokenError::Verification("is_open")),
        "a verifier taken out of an `Auth` asks as well"
    );
    assert_eq!(
        auth().verify_as(&TokenType::ACCESS, &token).err(),
        Some(TokenError::Verification("is_open")),
        "by whatever name it is verified"
    );
    let other = TokenType::from_static("invitation+jwt");
    let claims = (Plan("pro".into()), Seats(0));
    let invitation = auth()
        .mint("1")
        .claims(claims)
        .token_type(&other)
        .token()
        .unwrap();
    assert!(
        auth().verify_as(&other, &invitation).is_ok(),
        "they are about access tokens"
    );
    OPEN.store(true, Ordering::Relaxed);
}

#[tokio::test]
async fn the_first_that_refuses_is_named_and_its_error_is_its_own() {
    let worker = auth().verify(&token("worker-7", "team", 0)).err().unwrap();
    assert_eq!(worker, TokenError::Verification("is_no_worker"));
    assert!(!worker.to_string().contains('7'), "{worker}");
    let team = auth().verify(&token("1", "team", 0)).err();
    assert_eq!(team, Some(TokenError::Verification("a_team_has_seats")));
    let (status, body) = get_as(&app(), "/", Some(&token("1", "team", 0))).await;
    assert_eq!(status, 401);
    assert!(!body.contains("seats"), "{body}");
}
