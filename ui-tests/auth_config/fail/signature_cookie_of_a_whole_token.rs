use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_split_signature_name = "__Host-signature")]
struct Api {
    secret: Secret,
}

fn main() {}
