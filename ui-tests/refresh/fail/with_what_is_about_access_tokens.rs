use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::RefreshedSession;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected(refresh, optional)]
async fn optional(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

#[protected(refresh, fresh, max_age = "5m", acr = "mfa")]
async fn fresh(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

#[protected(refresh, audience = "billing", realm = "api")]
async fn settings(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

#[protected(refresh)]
#[scoped("user:read")]
async fn scoped(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
    session.grant().await
}

fn main() {}
