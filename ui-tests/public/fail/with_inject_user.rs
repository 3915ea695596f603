use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[public]
#[inject_user]
async fn hello(user: User) -> String {
    user.name
}

fn main() {}
