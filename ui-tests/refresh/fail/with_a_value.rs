use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::RefreshedSession;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected(refresh = true)]
async fn renew(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

#[protected(refresh = "on")]
async fn renew_on(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

fn main() {}
