use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(challenge = "absent_token")]
struct Api {
    secret: Secret,
}

fn main() {}
