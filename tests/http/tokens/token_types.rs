//! Every type of token is accepted only where it belongs.

use jwt_guard::prelude::*;
use jwt_guard::token::{TokenError, TokenType};

use crate::fixtures::app::{Api, Membership, auth, get_as, get_with, send};

#[protected]
async fn protected() {}

#[protected(optional)]
async fn optional() {}

#[scoped("user:read")]
async fn scoped() {}

fn app(auth: &Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/protected", get(protected))
        .route("/optional", get(optional))
        .route("/scoped", get(scoped))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone())
}

fn types() -> Vec<TokenType> {
    let own = ["invitation+jwt", "download+jwt", "id+jwt"];
    std::iter::once(TokenType::ACCESS)
        .chain(own.map(|name| TokenType::new(name).unwrap()))
        .collect()
}

fn token(auth: &Auth<Api>, token_type: &TokenType) -> String {
    auth.mint("1")
        .scopes(["user:read"])
        .claims(Membership {
            plan: "pro".into(),
            team: None,
        })
        .token_type(token_type)
        .token()
        .unwrap()
}

#[tokio::test]
async fn only_access_tokens_open_routes() {
    let auth = auth();
    for token_type in types() {
        let token = token(&auth, &token_type);
        let is_access = token_type == TokenType::ACCESS;
        for path in [
            "/protected",
            "/optional",
            "/scoped",
            "/auth/verify",
            "/auth/me",
        ] {
            let answer = send(&app(&auth), get_with(path, &token)).await;
            let expected = if is_access { 200 } else { 401 };
            assert_eq!(answer.status, expected, "{token_type} at {path}");
        }
    }
}

#[tokio::test]
async fn a_type_is_verified_as_itself_and_as_no_other() {
    let auth = auth();
    for minted in types() {
        let token = token(&auth, &minted);
        for asked in types() {
            // Twice, because an accepted header is remembered.
            for _ in 0..2 {
                let refusal = auth.verify_as(&asked, &token).err();
                let expected = (asked != minted).then_some(TokenError::Type);
                assert_eq!(refusal, expected, "{minted} as {asked}");
            }
        }
    }
}

#[tokio::test]
async fn an_access_token_seen_before_is_still_no_other_type() {
    let auth = auth();
    let token = token(&auth, &TokenType::ACCESS);
    assert_eq!(get_as(&app(&auth), "/protected", Some(&token)).await.0, 200);
    let invitation = TokenType::from_static("invitation+jwt");
    assert_eq!(
        auth.verify_as(&invitation, &token).err(),
        Some(TokenError::Type)
    );
}
