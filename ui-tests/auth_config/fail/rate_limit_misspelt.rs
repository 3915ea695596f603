use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(rate_limit(account = "100/h", adress = "100/m"))]
struct Api {
    secret: Secret,
}

fn main() {}
