use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct Main;

#[derive(Clone, AuthState)]
#[auth(instance = Main)]
struct App {
    auth: Auth<Api>,
}

fn main() {}
