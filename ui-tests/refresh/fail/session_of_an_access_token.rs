use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::RefreshedSession;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn renew(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

#[public]
async fn renew_for_all(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

#[scoped("user:read")]
async fn renew_for_readers(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

fn main() {}
