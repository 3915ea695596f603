use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[inject_user]
async fn me(#[user(optional)] customer: User) -> String {
    customer.name
}

fn main() {}
