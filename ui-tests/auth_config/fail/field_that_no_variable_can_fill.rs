use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    #[auth(env = "JWT_SECRET")]
    secret: Secret,
    #[auth(env = "JWT_LEEWAY")]
    leeway: u64,
}

fn main() {}
