use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::NewSession;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(AuthConfig)]
struct Shop {
    secret: Secret,
}

#[public]
async fn register(_session: NewSession<Shop>) -> Result<LoginGrant, AuthError> {
    unreachable!()
}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/register", post(register));
}
