use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(algorithm = "RS256", isuer = "", access_ttl = "0s", leeway = 10)]
struct Api {
    #[auth(env = "")]
    secret: Secret,
    audiense: String,
}

fn main() {}
