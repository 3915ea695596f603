use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    #[auth(evn = "JWT_SECRET")]
    secret: Secret,
}

fn main() {}
