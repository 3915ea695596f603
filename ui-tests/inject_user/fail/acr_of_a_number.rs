use jwt_guard::prelude::*;

#[derive(Clone)]
struct User;

#[inject_user(acr = 2)]
async fn me(user: User) {
    drop(user);
}

fn main() {}
