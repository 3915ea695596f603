use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[protected(optional)]
async fn hello(user: CurrentUser<User>) -> String {
    user.name.clone()
}

fn main() {}
