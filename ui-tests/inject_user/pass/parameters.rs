use axum::extract::State;
use jwt_guard::prelude::*;

#[derive(Clone)]
pub struct User {
    pub name: String,
}

#[inject_user]
async fn by_name(user: User) -> String {
    user.name
}

#[inject_user]
async fn by_mark(#[user] User { name }: User) -> String {
    name
}

#[inject_user]
async fn mutable(State(_): State<Auth<Api>>, mut user: User, body: String) -> String {
    user.name += &body;
    user.name
}

#[inject_user(optional)]
async fn optional(user: Option<User>) -> String {
    user.map(|user| user.name).unwrap_or_default()
}

#[inject_user]
async fn current(user: CurrentUser<User>, claims: Claims) -> String {
    format!("{} {}", user.name, claims.subject())
}

include!("../users.rs");

fn main() {
    let routes = get(by_name)
        .post(by_mark)
        .put(mutable)
        .patch(optional)
        .delete(current);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 5);
}
