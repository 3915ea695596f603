use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(leeway = "1500ms")]
struct Api {
    secret: Secret,
}

fn main() {}
