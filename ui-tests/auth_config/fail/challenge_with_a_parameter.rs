use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(challenge = "JWT realm=staff")]
struct Api {
    secret: Secret,
}

fn main() {}
