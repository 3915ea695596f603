use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;

#[protected(refresh)]
async fn renew() -> Result<LoginGrant, AuthError> {
    Err(AuthError::from(BackendError::from("unavailable")))
}

#[protected(refresh)]
async fn of_a_method(method: axum::http::Method) -> String {
    method.to_string()
}

fn main() {}
