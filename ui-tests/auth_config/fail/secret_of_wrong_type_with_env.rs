use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    #[auth(env = "JWT_SECRET")]
    secret: String,
}

fn main() {}
