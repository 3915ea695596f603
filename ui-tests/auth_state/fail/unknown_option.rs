use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct Main;

#[derive(Clone, AuthState)]
struct App {
    #[auth(instanse = Main)]
    auth: Auth<Api>,
}

fn main() {}
