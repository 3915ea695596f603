use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(user_lookup = "always")]
struct Api {
    secret: Secret,
}

fn main() {}
