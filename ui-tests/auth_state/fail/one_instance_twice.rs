use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct Partners;

#[derive(Clone, AuthState)]
struct App {
    #[auth(instance = Partners)]
    auth: Auth<Api>,
    #[auth(instance = Partners)]
    partners: Auth<Api>,
}

fn main() {}
