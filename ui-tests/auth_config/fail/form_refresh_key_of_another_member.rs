use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(form_refresh_key = "csrf_token")]
struct Api {
    secret: Secret,
}

fn main() {}
