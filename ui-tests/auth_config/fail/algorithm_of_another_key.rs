use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(algorithm = "ES256", verify_algorithms = ["ES256", "RS256"])]
struct Api {
    private_key: Secret,
}

fn main() {}
