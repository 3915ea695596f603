use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::RefreshedSession;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[scoped("user:read", refresh)]
async fn scoped() {}

#[public(refresh)]
async fn public(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

fn main() {}
