use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(algorithm = "ES256", key_per_user = "on")]
struct Api {
    private_key: Secret,
}

fn main() {}
