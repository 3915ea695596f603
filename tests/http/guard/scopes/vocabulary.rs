//! `#[derive(Scope)]`, and `scopes = ..` of a configuration.

use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::token::MintError;

use crate::fixtures::app::*;

#[derive(Scope, Debug, Clone, Copy, PartialEq)]
enum Permission {
    #[scope("user:read")]
    UserRead,
    #[scope("user:write")]
    UserWrite,
    #[scope("team:{team}:read")]
    TeamRead,
    #[cfg(any())]
    #[scope("never")]
    Never,
}

#[derive(AuthConfig)]
#[auth(scopes = Permission)]
struct Closed {
    secret: Secret,
}

fn closed() -> Auth<Closed> {
    let config = Closed {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(config).clock(FrozenClock::at(NOW));
    auth.build().unwrap()
}

#[test]
fn a_vocabulary_knows_its_scopes() {
    use Permission::*;
    assert_eq!(Permission::ALL, [UserRead, UserWrite, TeamRead]);
    const READ: &str = UserRead.as_str();
    assert_eq!(READ, "user:read");
    assert_eq!(UserWrite.to_string(), "user:write");
    assert_eq!(format!("{UserRead:>10}"), " user:read");
    assert_eq!("user:write".parse(), Ok(UserWrite));
    assert_eq!(AsRef::<str>::as_ref(&UserRead), "user:read");
    let error = "user:wirte".parse::<Permission>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`user:wirte` is not a scope of `Permission`; did you mean `user:write`?"
    );
    assert!("never".parse::<Permission>().is_err());
    let set: ScopeSet = [UserRead, UserWrite].into_iter().collect();
    assert!(set.iter().eq(["user:read", "user:write"]));
}

#[test]
fn a_token_of_a_closed_vocabulary_grants_nothing_else() {
    let auth = closed();
    let scopes = [Permission::UserRead, Permission::UserWrite];
    let token = auth.mint("1").scopes(scopes).token().unwrap();
    let claims = auth.verify(&token).unwrap();
    assert!(claims.scopes().iter().eq(["user:read", "user:write"]));
    auth.mint("1").scopes(["team:7:read"]).token().unwrap();
    for scope in [
        "usr:read",
        "user",
        "team:7",
        "team:read:read",
        "team:{team}:read",
    ] {
        let refused = auth.mint("1").scopes(["user:read", scope]).token();
        let Err(MintError::UnknownScope(unknown)) = refused else {
            panic!("{scope}: {refused:?}");
        };
        assert_eq!(&*unknown, scope);
    }
    auth.mint("1").token().unwrap();
}

#[scoped("user:read")]
async fn literal() {}

#[scoped(Permission::UserRead)]
async fn variant() {}

#[scoped(Permission::UserWrite, "admin", require_all = false)]
async fn mixed() {}

#[scoped(any(Permission::UserWrite, all("user:read", "audit")))]
async fn grouped() {}

#[scoped(Permission::TeamRead)]
async fn of_team() {}

#[scoped("user:read", in = Permission)]
async fn checked_here() {}

/// A module whose attribute names paths outside of it.
#[scoped(Permission::UserWrite)]
mod block {
    pub(super) async fn inside() {}
}

struct View;

#[scoped(Permission::UserWrite)]
impl View {
    async fn list() {}
}

#[tokio::test]
async fn variants_literals_and_groups_ask_for_the_same_scopes() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/literal", get(literal))
        .route("/variant", get(variant))
        .route("/mixed", get(mixed))
        .route("/grouped", get(grouped))
        .route("/teams/{team}", get(of_team))
        .route("/checked", get(checked_here))
        .route("/inside", get(block::inside))
        .route("/view", get(View::list))
        .with_state(auth());
    for (path, scopes, status) in [
        ("/literal", &["user:read"][..], 200),
        ("/variant", &["user:read"], 200),
        ("/variant", &["user"], 200),
        ("/variant", &["user:write"], 403),
        ("/mixed", &["user:write"], 200),
        ("/mixed", &["admin"], 200),
        ("/mixed", &["user:read"], 403),
        ("/grouped", &["user:write"], 200),
        ("/grouped", &["user:read"], 403),
        ("/grouped", &["user:read", "audit"], 200),
        ("/teams/7", &["team:7:read"], 200),
        ("/teams/8", &["team:7:read"], 403),
        ("/checked", &["user:write"], 403),
        ("/checked", &["user:read"], 200),
        ("/inside", &["user:read"], 403),
        ("/inside", &["user:write"], 200),
        ("/view", &["user:read"], 403),
        ("/view", &["user:write"], 200),
    ] {
        let found = get_as(&app, path, Some(&token(scopes))).await.0;
        assert_eq!(found, status, "{path} with {scopes:?}");
        assert_eq!(get_as(&app, path, None).await.0, 401, "{path}");
    }
}

#[tokio::test]
async fn handlers_of_a_closed_vocabulary_are_served() {
    let auth = closed();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/literal", get(literal))
        .route("/variant", get(variant))
        .route("/teams/{team}", get(of_team))
        .with_state(auth.clone());
    let token = auth
        .mint("1")
        .scopes([Permission::UserRead])
        .token()
        .unwrap();
    assert_eq!(get_as(&app, "/literal", Some(&token)).await.0, 200);
    assert_eq!(get_as(&app, "/variant", Some(&token)).await.0, 200);
    assert_eq!(get_as(&app, "/teams/7", Some(&token)).await.0, 403);
}
