use jwt_guard::prelude::*;

#[derive(Clone, AuthState)]
struct App {
    name: String,
}

fn main() {}
