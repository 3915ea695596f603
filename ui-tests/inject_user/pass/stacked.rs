use jwt_guard::inject_user as with_user;
use jwt_guard::prelude::*;

#[derive(Clone)]
pub struct User {
    pub name: String,
}

#[scoped("user:read")]
#[inject_user]
async fn below(user: User) -> String {
    user.name
}

#[inject_user]
#[protected]
async fn above(claims: Claims, user: User) -> String {
    claims.subject().to_owned() + &user.name
}

#[protected(optional)]
#[inject_user(optional)]
async fn both_optional(user: Option<User>) -> String {
    user.map(|user| user.name).unwrap_or_default()
}

#[protected]
#[with_user]
async fn renamed(#[user] customer: User, claims: Claims) -> String {
    customer.name + claims.subject()
}

include!("../users.rs");

fn main() {
    let routes = get(below).post(above).put(both_optional).delete(renamed);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 4);
}
