use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[inject_user]
async fn me(user: User, current: CurrentUser<User>) -> String {
    user.name + &current.name
}

fn main() {}
