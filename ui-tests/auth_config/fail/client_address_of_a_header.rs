use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(client_address = "X-Real-IP")]
struct Api {
    secret: Secret,
}

fn main() {}
