use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[protected(auth = "AdminApi")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
