//! `claims.grants(..)`: checks of scopes inside a handler, by the same rules as those of attributes.

use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::scope::ScopeCheck;

use crate::fixtures::app::*;

#[derive(Scope, Clone, Copy)]
enum Permission {
    #[scope("note:read")]
    NoteRead,
    #[scope("team:{team}:read")]
    TeamRead,
}

/// Says which of the scopes that a handler may ask for the token grants.
#[protected]
async fn asked(claims: Claims) -> String {
    let (team, odd) = ("7".to_owned(), "7:admin");
    [
        ("variant", claims.grants(Permission::NoteRead)),
        ("literal", claims.grants(scope!("note:read"))),
        ("known", claims.grants(scope!("note:read", in = Permission))),
        ("any namespace", claims.grants(scope!(":write"))),
        ("captured", claims.grants(scope!("team:{team}:read"))),
        ("given", claims.grants(scope!("team:{id}:read", id = 7))),
        (
            "variant with a value",
            claims.grants(scope!(Permission::TeamRead, team = &team)),
        ),
        ("odd", claims.grants(scope!("team:{odd}:read"))),
        (
            "empty",
            claims.grants(scope!("team:{team}:read", team = "")),
        ),
        (
            "variant without its value",
            claims.grants(Permission::TeamRead),
        ),
        (
            "another value",
            claims.grants(scope!(Permission::TeamRead, id = 7)),
        ),
    ]
    .into_iter()
    .filter_map(|(name, is_granted)| is_granted.then_some(name))
    .collect::<Vec<_>>()
    .join(", ")
}

/// The same of a token that may be absent, behind an alias that the attribute cannot see.
type MaybeClaims = Option<Claims<Membership>>;

#[protected(optional)]
async fn handed_over(claims: MaybeClaims) -> String {
    let grants = |claims: Claims<Membership>| claims.grants(scope!("note:read"));
    claims.map(grants).unwrap_or_default().to_string()
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/asked", get(asked))
        .route("/handed-over", get(handed_over))
        .with_state(auth())
}

async fn found(scopes: &[&str]) -> String {
    get_as(&app(), "/asked", Some(&token(scopes))).await.1
}

#[tokio::test]
async fn a_handler_asks_by_the_hierarchy_of_scopes() {
    assert_eq!(found(&[]).await, "");
    assert_eq!(found(&["note:read"]).await, "variant, literal, known");
    assert_eq!(
        found(&["note"]).await,
        "variant, literal, known, any namespace"
    );
    assert_eq!(found(&["user:write"]).await, "any namespace");
}

#[tokio::test]
async fn values_are_filled_in_by_position() {
    assert_eq!(
        found(&["team:7:read"]).await,
        "captured, given, variant with a value"
    );
    assert_eq!(found(&["team:read:7"]).await, "");
    assert_eq!(found(&["team:8:read"]).await, "");
}

#[tokio::test]
async fn an_odd_value_is_never_granted() {
    // Whoever holds the namespace holds whatever is a scope in it.
    assert_eq!(
        found(&["team"]).await,
        "any namespace, captured, given, variant with a value"
    );
}

#[tokio::test]
async fn claims_that_were_handed_over_are_asked_as_well() {
    for (scopes, expected) in [(&["note"][..], "true"), (&["user"], "false")] {
        let answer = get_as(&app(), "/handed-over", Some(&token(scopes))).await;
        assert_eq!(answer, (200, expected.into()), "{scopes:?}");
    }
    let answer = get_as(&app(), "/handed-over", None).await;
    assert_eq!(answer, (200, "false".into()));
}

mod own_rules {
    use super::*;

    fn root_may_everything(check: &ScopeCheck<'_>) -> bool {
        check.is_granted() || check.granted().any(|scope| scope.as_str() == "root")
    }

    fn with_slashes(scopes: Vec<String>) -> Vec<String> {
        let kept = scopes.into_iter().filter(|scope| scope != "nothing");
        kept.map(|scope| scope.replace('/', ":")).collect()
    }

    #[derive(AuthConfig)]
    #[auth(scope_validator = root_may_everything, scope_normalizer = with_slashes)]
    struct Own {
        secret: Secret,
    }

    #[derive(AuthConfig)]
    #[auth(scope_matching = "exact")]
    struct Exact {
        secret: Secret,
    }

    #[derive(Clone, AuthState)]
    struct App {
        own: Auth<Own>,
        exact: Auth<Exact>,
    }

    async fn answer<C: AuthConfig>(
        auth: &Auth<C>,
        app: &GuardedRouter,
        path: &str,
        scope: &str,
    ) -> String {
        let token = auth.mint("1").scopes([scope]).token().unwrap();
        get_as(app, path, Some(&token)).await.1
    }

    #[protected(auth = Own)]
    async fn own(claims: Claims<NoClaims, Own>) -> String {
        format!(
            "{} {}",
            claims.grants(scope!("note/read")),
            claims.grants(scope!("nothing"))
        )
    }

    #[protected(auth = Exact)]
    async fn exact(claims: Claims<NoClaims, Exact>) -> String {
        claims.grants(scope!("note:read")).to_string()
    }

    #[tokio::test]
    async fn a_handler_asks_by_the_rules_of_its_own_instance() {
        let state = App {
            own: Auth::builder(Own {
                secret: SECRET.into(),
            })
            .clock(FrozenClock::at(NOW))
            .build()
            .unwrap(),
            exact: Auth::builder(Exact {
                secret: SECRET.into(),
            })
            .clock(FrozenClock::at(NOW))
            .build()
            .unwrap(),
        };
        let app = GuardedRouter::<App>::new()
            .route("/own", get(own))
            .route("/exact", get(exact))
            .with_state(state.clone());
        for (scope, expected) in [
            ("root", "true false"),
            ("note", "true false"),
            ("user", "false false"),
        ] {
            assert_eq!(
                answer(&state.own, &app, "/own", scope).await,
                expected,
                "{scope}"
            );
        }
        for (scope, expected) in [("note:read", "true"), ("note", "false")] {
            assert_eq!(
                answer(&state.exact, &app, "/exact", scope).await,
                expected,
                "{scope}"
            );
        }
    }
}
