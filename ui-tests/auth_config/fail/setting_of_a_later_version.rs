use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(refresh_ttl = "30d", token_from(header, cookie))]
struct Api {
    secret: Secret,
}

fn main() {}
