use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(client_address = "proxies:0")]
struct Api {
    secret: Secret,
}

fn main() {}
