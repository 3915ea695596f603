use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[inject_user(option)]
async fn me(user: User) -> String {
    user.name
}

fn main() {}
