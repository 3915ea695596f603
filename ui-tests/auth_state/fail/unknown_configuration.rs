use jwt_guard::prelude::*;

struct Api;

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
}

fn main() {}
