use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(crate = jwt_guard)]
struct Api {
    secret: Secret,
}

fn main() {}
