//! `POST /logout-all`: ends all sessions of the user.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};

use super::MayLogOutEverywhere;
use super::whose::Whose;
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::guard::Guard;

pub(super) async fn logout_all<C: AuthConfig>(
    Guard(Whose(claims), ..): Guard<MayLogOutEverywhere, Whose<C>>,
    State(auth): State<Auth<C>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    if let Err(error) = auth.check_origin(&parts) {
        return auth.refuse(error).into_response();
    }
    match auth
        .sessions()
        .end_all_of_backend_subject(claims.subject())
        .await
    {
        Ok(_) => auth.logged_out(&parts),
        Err(error) => auth.refuse(error).into_response(),
    }
}
