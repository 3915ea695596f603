use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn hello(number: u32) -> String {
    number.to_string()
}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/", get(hello));
}
