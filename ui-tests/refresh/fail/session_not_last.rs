use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::RefreshedSession;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected(refresh)]
async fn renew(session: RefreshedSession<Api>, body: String) -> Result<LoginGrant, AuthError> {
    drop(body);
    session.grant().await
}

fn main() {}
