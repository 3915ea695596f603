use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    #[auth(env = "")]
    secret: Secret,
}

fn main() {}
