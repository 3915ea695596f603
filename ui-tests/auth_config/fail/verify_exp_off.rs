use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(verify_exp = "off")]
struct Api {
    secret: Secret,
}

fn main() {}
