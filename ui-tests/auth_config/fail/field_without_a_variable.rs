use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
    #[auth(env = "JWT_ISSUER")]
    issuer: String,
}

fn main() {
    let _ = Api::from_env();
}
