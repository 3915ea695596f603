//! Valid and invalid claims of scopes: they never cause a server error.

use jwt_guard::Algorithm;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::Minter;
use serde_json::{Value, json};

use crate::fixtures::app::*;

#[derive(AuthConfig)]
struct Anybody {
    secret: Secret,
    scopes_claim: String,
}

#[scoped("user:read")]
async fn read() {}

fn app(scopes_claim: &str) -> GuardedRouter {
    let config = Anybody {
        secret: SECRET.into(),
        scopes_claim: scopes_claim.into(),
    };
    let auth = Auth::builder(config).clock(FrozenClock::at(NOW)).build();
    GuardedRouter::new()
        .route("/", get(read))
        .with_state(auth.unwrap())
}

/// A token with this value of one claim.
fn token_with(claim: &str, value: Value) -> String {
    let keys = KeyRing::new(Key::secret(Algorithm::HS256, &SECRET.into()).unwrap());
    let minter = Minter::builder::<ExtraClaims>(keys).clock(FrozenClock::at(NOW));
    let claims = [(claim.to_owned(), value)].into_iter().collect();
    let minter = minter.build().unwrap();
    minter.mint("1").claims(claims).token().unwrap()
}

#[tokio::test]
async fn scopes_of_any_json_type_are_read_or_refused() {
    for (scopes, status) in [
        (json!("user:read"), 200),
        (json!("audit user"), 200),
        (json!(["audit", "user:read"]), 200),
        (json!([null, "user"]), 200),
        (json!(""), 403),
        (json!([]), 403),
        (json!([null]), 403),
        (json!(null), 403),
        (json!(["user:read audit"]), 403),
        (json!(["user:write"]), 403),
        (json!(7), 401),
        (json!(1.5), 401),
        (json!(true), 401),
        (json!({"user": "read"}), 401),
        (json!([["user"]]), 401),
        (json!([1]), 401),
        (json!([{}]), 401),
    ] {
        for (setting, claim, value) in [
            ("roles", "roles", scopes.clone()),
            (
                "realm_access.roles",
                "realm_access",
                json!({"roles": scopes}),
            ),
        ] {
            let token = token_with(claim, value);
            let found = get_as(&app(setting), "/", Some(&token)).await.0;
            assert_eq!(found, status, "{setting}: {scopes}");
        }
    }
}
