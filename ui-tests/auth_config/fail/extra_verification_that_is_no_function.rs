use jwt_guard::prelude::*;

const OPEN: bool = true;

#[derive(AuthConfig)]
#[auth(extra_verifications(OPEN))]
struct Api {
    secret: Secret,
}

fn main() {}
