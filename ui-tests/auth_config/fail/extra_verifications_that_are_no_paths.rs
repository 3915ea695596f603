use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(extra_verifications("is_open", 5, |_| true))]
struct Api {
    secret: Secret,
}

fn main() {}
