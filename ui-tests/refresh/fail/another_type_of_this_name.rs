use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jwt_guard::prelude::*;

struct RefreshedSession;

impl<S: Sync> FromRequestParts<S> for RefreshedSession {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

#[protected(refresh)]
async fn renew(session: RefreshedSession) {
    drop(session);
}

fn main() {}
