use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[protected(auth = AdminApi)]
pub async fn hello() -> &'static str {
    "hello"
}

fn main() {
    let _ = hello;
}
