use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(header, cookie), query_refresh_name = "renewal")]
struct Api {
    secret: Secret,
}

fn main() {}
