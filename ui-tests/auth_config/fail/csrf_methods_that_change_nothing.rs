use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), csrf_methods = ["GET", "HEAD"])]
struct Api {
    secret: Secret,
}

fn main() {}
