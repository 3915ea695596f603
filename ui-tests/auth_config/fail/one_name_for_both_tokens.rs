use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(query), query_name = "jwt", query_refresh_name = "jwt", refresh_requires_access = "on")]
struct Api {
    secret: Secret,
}

fn main() {}
