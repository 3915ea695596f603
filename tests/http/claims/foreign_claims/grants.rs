//! `claims.grants(..)` for tokens of another issuer: its scopes are compared literally.

use super::*;
use crate::fixtures::app::get_as;

#[derive(Scope)]
enum Permission {
    #[scope("note:read")]
    NoteRead,
}

/// Returns the scopes that the token grants, of those that a handler checks.
#[protected]
async fn asked(claims: Claims) -> String {
    let team = 7;
    [
        ("variant", claims.grants(Permission::NoteRead)),
        ("literal", claims.grants(scope!("note:read"))),
        ("actions", claims.grants(scope!("note:read:write"))),
        ("any namespace", claims.grants(scope!(":write"))),
        ("value", claims.grants(scope!("team:{team}:read"))),
    ]
    .into_iter()
    .filter_map(|(name, is_granted)| is_granted.then_some(name))
    .collect::<Vec<_>>()
    .join(", ")
}

#[tokio::test]
async fn a_handler_that_asks_compares_scopes_of_another_issuer_word_for_word() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/asked", get(asked))
        .with_state(build(gotrue()).unwrap());
    for (scope, of_theirs, of_ours) in [
        ("", "", ""),
        ("note:read", "variant, literal", "variant, literal"),
        ("note", "", "variant, literal, actions, any namespace"),
        (
            "note:read:write",
            "actions",
            "variant, literal, actions, any namespace",
        ),
        (
            "note:write:read",
            "",
            "variant, literal, actions, any namespace",
        ),
        ("user:write", "", "any namespace"),
        (":write", "any namespace", "any namespace"),
        ("team:7:read", "value", "value"),
        ("team", "", "any namespace, value"),
        ("Note:Read", "", ""),
    ] {
        let claims = json!({ "scope": scope });
        for (token, expected) in [(theirs(&claims), of_theirs), (ours(&claims), of_ours)] {
            let answer = get_as(&app, "/asked", Some(&token)).await;
            assert_eq!(answer, (200, expected.into()), "{scope}");
        }
    }
}
