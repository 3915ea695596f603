use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[inject_user]
async fn me(user: User, #[user] customer: User) -> String {
    user.name + &customer.name
}

fn main() {}
