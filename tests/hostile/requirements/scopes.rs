//! Scopes and the requirements that they meet (RFC 6749 §3.3, RFC 9068 §2.2.3). The tests of compile errors show that an empty
//! `#[scoped]` does not compile.

use jwt_guard::Algorithm;
use jwt_guard::prelude::*;

use super::{assert_accepted, assert_all};
use crate::app::{NOW, get_as};
use crate::case::Expect;
use crate::service::{SUBJECT, auth_at};

#[scoped("admin")]
async fn admin() {}

#[scoped("admin:read")]
async fn read() {}

#[scoped("admin:read:write")]
async fn read_and_write() {}

#[scoped("admin:read", "user")]
async fn both() {}

#[scoped("admin:read", "user", require_all = false)]
async fn either() {}

#[tokio::test]
async fn r_52_scopes_are_compared_exactly() {
    assert_all(
        Expect::Forbid,
        &Algorithm::ALL,
        &[
            "scope/text-*",
            "scope/list-*",
            "scope/missing",
            "scope/in-*",
            "scope/null",
        ],
    )
    .await;
    assert_all(Expect::Refuse, &Algorithm::ALL, &["scope/type-*"]).await;
    assert_accepted(&["valid/scope-*"]).await;
}

/// The documented hierarchy is all there is between two scopes: a namespace grants its actions, and nothing else grants
/// anything but itself.
#[tokio::test]
async fn r_52_a_scope_grants_itself_and_what_is_declared() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/admin", get(admin))
        .route("/read", get(read))
        .route("/read-and-write", get(read_and_write))
        .route("/both", get(both))
        .route("/either", get(either))
        .with_state(auth_at(Algorithm::HS256, NOW));
    let routes = ["/admin", "/read", "/read-and-write", "/both", "/either"];
    let matrix: &[(&[&str], [bool; 5])] = &[
        (&[], [false, false, false, false, false]),
        (&["admin"], [true, true, true, false, true]),
        (&["admin:read"], [false, true, false, false, true]),
        (&["admin:write"], [false, false, false, false, false]),
        (&["admin:read:write"], [false, true, true, false, true]),
        (&["admin:write:read"], [false, true, true, false, true]),
        (
            &["admin:read", "admin:write"],
            [false, true, false, false, true],
        ),
        (&["user"], [false, false, false, false, true]),
        (&["user:read"], [false, false, false, false, false]),
        (&["admin:read", "user"], [false, true, false, true, true]),
        (&["user", "admin"], [true, true, true, true, true]),
        (
            &["Admin", "USER", "admin:Read"],
            [false, false, false, false, false],
        ),
        (
            &["administrator", "adm", "admin-read", "admin.read"],
            [false, false, false, false, false],
        ),
        (
            &["*", "admin:*", ":read", "admin:"],
            [false, false, false, false, false],
        ),
    ];
    let auth = auth_at(Algorithm::HS256, NOW);
    for (granted, expected) in matrix {
        let token = auth
            .mint(SUBJECT)
            .scopes(granted.iter().copied())
            .token()
            .unwrap();
        for (route, passes) in routes.into_iter().zip(expected) {
            let (status, _) = get_as(&app, route, Some(&token)).await;
            assert_eq!(
                status,
                if *passes { 200 } else { 403 },
                "{granted:?} at {route}"
            );
        }
    }
}
