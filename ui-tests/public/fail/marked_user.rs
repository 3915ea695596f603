use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[public]
async fn hello(#[user] customer: User) -> String {
    customer.name
}

fn main() {}
