use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[inject_user(token_from(heder))]
async fn me(user: User) -> String {
    user.name
}

fn main() {}
