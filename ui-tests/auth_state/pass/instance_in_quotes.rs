use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct Main;

#[derive(Clone, AuthState)]
struct App {
    #[auth(instance = "Main")]
    auth: Auth<Api>,
}

fn main() {}
