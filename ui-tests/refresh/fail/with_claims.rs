use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::RefreshedSession;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected(refresh)]
async fn renew(claims: Claims, session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    drop(claims);
    session.grant().await
}

fn main() {}
