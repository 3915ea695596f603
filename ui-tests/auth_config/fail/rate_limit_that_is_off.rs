use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(rate_limit = "off", rate_limit_account = "50/h")]
struct Api {
    secret: Secret,
}

fn main() {}
