use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[protected]
#[inject_user(optional)]
async fn me(user: Option<User>) -> String {
    user.map(|user| user.name).unwrap_or_default()
}

fn main() {}
