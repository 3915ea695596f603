use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
    #[auth(env = "JWT_VERIFY_EXP")]
    verify_exp: Option<String>,
}

fn main() {}
