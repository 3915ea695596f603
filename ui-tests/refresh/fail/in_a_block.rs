use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::RefreshedSession;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct Routes;

#[protected]
impl Routes {
    #[protected(refresh)]
    async fn renew(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
        session.grant().await
    }
}

fn main() {}
