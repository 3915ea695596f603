use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(claims = ())]
struct Api {
    secret: Secret,
}

fn main() {}
