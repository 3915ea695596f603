use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[inject_user]
async fn me(customer: User) -> String {
    customer.name
}

fn main() {}
