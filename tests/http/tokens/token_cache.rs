//! Cached tokens: the same responses, sooner.

use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;

use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET, get_as};

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
    issuer: Option<String>,
    cache: Option<bool>,
    cache_capacity: Option<usize>,
}

#[derive(AuthConfig)]
#[auth(cache = "off")]
struct WithoutCache {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(cache_capacity = 1)]
struct WithTinyCache {
    secret: Secret,
}

fn config(secret: &str) -> Api {
    Api {
        secret: secret.into(),
        issuer: None,
        cache: None,
        cache_capacity: None,
    }
}

#[protected]
async fn route(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[scoped("admin")]
async fn admin() {}

fn app(auth: &Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(route))
        .route("/admin", get(admin))
        .with_state(auth.clone())
}

fn build(config: Api, clock: &FrozenClock) -> Auth<Api> {
    Auth::builder(config).clock(clock.clone()).build().unwrap()
}

#[tokio::test]
async fn a_token_that_expires_while_it_is_remembered_is_refused() {
    let clock = FrozenClock::at(NOW);
    let auth = build(config(SECRET), &clock);
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    for (seconds, expected) in [(0, 200), (15 * 60 + 9, 200), (15 * 60 + 10, 401), (0, 200)] {
        clock.set(NOW + seconds);
        assert_eq!(
            get_as(&app, "/", Some(&token)).await.0,
            expected,
            "{seconds}"
        );
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_a_remembered_token_not_yet_valid() {
    let clock = FrozenClock::at(NOW);
    let auth = build(config(SECRET), &clock);
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    assert_eq!(get_as(&app, "/", Some(&token)).await.0, 200);
    clock.set(NOW - 11);
    assert_eq!(get_as(&app, "/", Some(&token)).await.0, 401);
}

#[tokio::test]
async fn scopes_are_compared_for_every_route() {
    let auth = build(config(SECRET), &FrozenClock::at(NOW));
    let (app, token) = (app(&auth), auth.mint("1").scopes(["user"]).token().unwrap());
    for _ in 0..2 {
        assert_eq!(get_as(&app, "/", Some(&token)).await.0, 200);
        assert_eq!(get_as(&app, "/admin", Some(&token)).await.0, 403);
    }
}

#[tokio::test]
async fn another_spelling_of_a_remembered_token_is_another_token() {
    let auth = build(config(SECRET), &FrozenClock::at(NOW));
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    assert_eq!(get_as(&app, "/", Some(&token)).await.0, 200);
    for at in (0..token.len()).step_by(5) {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        if changed != token {
            assert_ne!(get_as(&app, "/", Some(&changed)).await.0, 200, "byte {at}");
        }
    }
}

#[tokio::test]
async fn what_one_instance_remembers_is_nothing_to_another() {
    let clock = FrozenClock::at(NOW);
    let first = build(config(SECRET), &clock);
    let others = [
        build(config(OTHER_SECRET), &clock),
        build(
            Api {
                issuer: Some("https://other.example".into()),
                ..config(SECRET)
            },
            &clock,
        ),
    ];
    let token = first.mint("1").token().unwrap();
    assert_eq!(get_as(&app(&first), "/", Some(&token)).await.0, 200);
    for other in &others {
        assert_eq!(get_as(&app(other), "/", Some(&token)).await.0, 401);
    }
}

/// The claims of a remembered token are the same ones, in memory; of a forgotten token they are read anew.
fn is_remembered<C: AuthConfig>(auth: &Auth<C>, token: &str) -> bool {
    let first = auth.verify(token).unwrap();
    std::sync::Arc::ptr_eq(&first, &auth.verify(token).unwrap())
}

#[test]
fn the_cache_can_be_turned_off_and_sized() {
    let clock = FrozenClock::at(NOW);
    let on = build(config(SECRET), &clock);
    let token = on.mint("1").token().unwrap();
    assert!(is_remembered(&on, &token));
    let off = build(
        Api {
            cache: Some(false),
            ..config(SECRET)
        },
        &clock,
    );
    assert!(!is_remembered(&off, &token));
    let off = Auth::builder(WithoutCache {
        secret: SECRET.into(),
    });
    assert!(!is_remembered(
        &off.clock(clock.clone()).build().unwrap(),
        &token
    ));

    let tiny = Auth::builder(WithTinyCache {
        secret: SECRET.into(),
    });
    let tiny = tiny.clock(clock).build().unwrap();
    let first = tiny.verify(&token).unwrap();
    for subject in 0..100 {
        let other = tiny.mint(&subject.to_string()).token().unwrap();
        tiny.verify(&other).unwrap();
    }
    assert!(!std::sync::Arc::ptr_eq(
        &first,
        &tiny.verify(&token).unwrap()
    ));
}

#[test]
fn a_cache_that_cannot_be_is_a_start_up_error() {
    let problem = |cache, cache_capacity| {
        let config = Api {
            cache,
            cache_capacity,
            ..config(SECRET)
        };
        Auth::builder(config).build().unwrap_err().to_string()
    };
    let shown = problem(None, Some(0));
    assert!(
        shown.contains("`cache_capacity` (field `cache_capacity`): found 0"),
        "{shown}"
    );
    let shown = problem(Some(false), Some(10));
    assert!(
        shown.contains("found a value, while `cache` is off"),
        "{shown}"
    );
}
