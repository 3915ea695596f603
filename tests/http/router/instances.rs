//! Several `Auth`s in one program: each handler uses its own.

use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;

use crate::fixtures::app::*;

#[derive(AuthConfig)]
#[auth(claims = Role)]
struct AdminApi {
    secret: Secret,
}

#[derive(Claim)]
struct Role {
    role: String,
}

/// A second instance of the configuration `AdminApi`.
enum Partners {}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
    admin: Auth<AdminApi>,
    #[auth(instance = Partners)]
    partners: Auth<AdminApi>,
}

fn admin(secret: &str) -> Auth<AdminApi> {
    Auth::builder(AdminApi {
        secret: secret.into(),
    })
    .clock(FrozenClock::at(NOW))
    .build()
    .unwrap()
}

const PARTNER_SECRET: &str = "Xw5rT0aB8nG2yQ6vK3cM9sJ1fH7dL4pZ";

fn state() -> App {
    App {
        auth: auth(),
        admin: admin(OTHER_SECRET),
        partners: admin(PARTNER_SECRET),
    }
}

#[protected]
async fn for_members(claims: Claims<Membership>) -> String {
    claims.plan.clone()
}

#[protected(auth = AdminApi)]
async fn for_admins(claims: Claims<Role>) -> String {
    claims.role.clone()
}

#[protected(auth = Partners)]
async fn for_partners(claims: Claims<Role, Partners>) -> String {
    claims.role.clone()
}

type Alias = Claims<Role, AdminApi>;

#[protected(auth = AdminApi)]
async fn for_admins_by_alias(claims: Alias) -> String {
    claims.role.clone()
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(for_members).post(for_admins).put(for_partners))
        .route("/alias", get(for_admins_by_alias))
        .with_state(state())
}

fn tokens() -> [String; 3] {
    let role = || Role {
        role: "boss".into(),
    };
    [
        token(&[]),
        admin(OTHER_SECRET)
            .mint("1")
            .claims(role())
            .token()
            .unwrap(),
        admin(PARTNER_SECRET)
            .mint("1")
            .claims(role())
            .token()
            .unwrap(),
    ]
}

#[tokio::test]
async fn each_handler_of_one_path_is_decided_by_its_own_instance() {
    let app = app();
    for (row, method) in ["GET", "POST", "PUT"].into_iter().enumerate() {
        for (column, token) in tokens().iter().enumerate() {
            let mut request = get_with("/", token);
            *request.method_mut() = method.parse().unwrap();
            let expected = if row == column { 200 } else { 401 };
            assert_eq!(
                send(&app, request).await.status,
                expected,
                "{method} with token {column}"
            );
        }
    }
}

#[tokio::test]
async fn claims_behind_an_alias_are_those_of_their_instance() {
    let [_, token, _] = tokens();
    assert_eq!(
        get_as(&app(), "/alias", Some(&token)).await,
        (200, "boss".into())
    );
}

#[tokio::test]
async fn an_auth_is_the_state_of_its_own_configuration() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(for_admins))
        .with_state(admin(OTHER_SECRET));
    let [_, token, _] = tokens();
    assert_eq!(get_as(&app, "/", Some(&token)).await.0, 200);
}
