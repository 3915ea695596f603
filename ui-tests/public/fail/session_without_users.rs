use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::NewSession;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct User;

#[public]
async fn register(session: NewSession<Api>) -> Result<LoginGrant, AuthError> {
    session.of(&User).start().await
}

fn main() {}
