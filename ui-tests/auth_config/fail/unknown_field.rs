use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    #[auth(env = "JWT_SECRET")]
    jwt_secret: Secret,
}

fn main() {
    let _ = Api::from_env();
}
