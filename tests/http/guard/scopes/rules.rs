//! `scope_validator` and `scope_normalizer`: a configuration's own rules.

use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::scope::ScopeCheck;

use crate::fixtures::app::*;

/// A token with `root` may do everything; no token may do what is `forbidden`.
fn judged(check: &ScopeCheck<'_>) -> bool {
    let required = check.required();
    if required.namespace() == "forbidden" {
        return false;
    }
    if required.namespace() == "seen" {
        let granted: Vec<_> = check.granted().map(|scope| scope.as_str()).collect();
        return required.actions().eq(["a", "b"])
            && granted == ["other", "seen:a"]
            && !check.is_granted()
            && check.require_all_actions();
    }
    check.is_granted() || check.granted().any(|scope| scope.as_str() == "root")
}

/// Scopes are written with `/` in attributes, and whatever is called `nothing` is left out.
fn normalized(scopes: Vec<String>) -> Vec<String> {
    let kept = scopes.into_iter().filter(|scope| scope != "nothing");
    kept.map(|scope| scope.replace('/', ":")).collect()
}

#[derive(AuthConfig)]
#[auth(scope_validator = judged)]
struct Validated {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(scope_normalizer = normalized)]
struct Normalized {
    secret: Secret,
}

#[scoped("user:read")]
async fn read() {}

#[scoped("forbidden")]
async fn forbidden() {}

#[scoped("seen:a:b")]
async fn seen() {}

#[scoped("forbidden", "user:read", require_all = false)]
async fn either() {}

#[scoped(all("user:read", any("forbidden", "audit")))]
async fn grouped() {}

#[scoped("team:{team}:read")]
async fn of_team() {}

fn computed() -> &'static str {
    "user/write"
}

#[scoped(with = computed)]
async fn computed_route() {}

#[scoped("user/read")]
async fn slash() {}

#[scoped("nothing")]
async fn nothing() {}

#[scoped(any("nothing", "user/read"))]
async fn nothing_or_read() {}

#[scoped("nothing", "user/read")]
async fn nothing_and_read() {}

#[protected]
async fn unscoped() {}

async fn answer<C: AuthConfig>(
    auth: &Auth<C>,
    app: &GuardedRouter,
    path: &str,
    scopes: &[&str],
) -> u16 {
    let mint = auth.mint("1").scopes(scopes.iter().copied());
    let token = mint.token().unwrap();
    get_as(app, path, Some(&token)).await.0
}

#[tokio::test]
async fn a_validator_has_the_last_word_on_each_required_scope() {
    let config = Validated {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/read", get(read))
        .route("/forbidden", get(forbidden))
        .route("/seen", get(seen))
        .route("/either", get(either))
        .route("/grouped", get(grouped))
        .route("/teams/{team}", get(of_team))
        .route("/unscoped", get(unscoped))
        .with_state(auth.clone());
    for (path, scopes, status) in [
        ("/read", &["user:read"][..], 200),
        ("/read", &["root"], 200),
        ("/read", &["other"], 403),
        ("/forbidden", &["forbidden"], 403),
        ("/forbidden", &["root"], 403),
        ("/seen", &["other", "seen:a"], 200),
        ("/seen", &["seen:a"], 403),
        ("/either", &["forbidden"], 403),
        ("/either", &["user"], 200),
        ("/grouped", &["root"], 200),
        ("/grouped", &["user:read", "forbidden"], 403),
        ("/grouped", &["user:read", "audit"], 200),
        ("/teams/7", &["team:7:read"], 200),
        ("/teams/7", &["root"], 200),
        ("/teams/read", &["root"], 403),
        ("/unscoped", &[], 200),
    ] {
        let found = answer(&auth, &app, path, scopes).await;
        assert_eq!(found, status, "{path} with {scopes:?}");
    }
}

fn everything(_: &ScopeCheck<'_>) -> bool {
    true
}

#[derive(AuthConfig)]
#[auth(scope_validator = everything)]
struct Lenient {
    secret: Secret,
}

#[tokio::test]
async fn a_validator_is_not_asked_about_a_token_that_grants_nothing() {
    let config = Lenient {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/read", get(read))
        .with_state(auth.clone());
    assert_eq!(answer(&auth, &app, "/read", &["any"]).await, 200);
    assert_eq!(answer(&auth, &app, "/read", &[]).await, 403);
}

#[tokio::test]
async fn a_normalizer_changes_what_is_required_and_cannot_leave_nothing() {
    let config = Normalized {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/slash", get(slash))
        .route("/nothing", get(nothing))
        .route("/nothing-or-read", get(nothing_or_read))
        .route("/nothing-and-read", get(nothing_and_read))
        .route("/computed", get(computed_route))
        .with_state(auth.clone());
    for (path, scopes, status) in [
        ("/slash", &["user:read"][..], 200),
        ("/slash", &["user"], 200),
        ("/slash", &["user/read"], 403),
        ("/nothing", &["nothing"], 403),
        ("/nothing", &[], 403),
        ("/nothing-or-read", &["nothing"], 403),
        ("/nothing-or-read", &["user"], 200),
        ("/nothing-and-read", &["user:read"], 200),
        ("/computed", &["user:write"], 200),
        ("/computed", &["user/write"], 403),
    ] {
        let found = answer(&auth, &app, path, scopes).await;
        assert_eq!(found, status, "{path} with {scopes:?}");
    }
}
