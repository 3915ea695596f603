//! `POST /logout-all`: ends all sessions of the user.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::endpoints::local_claims::LocalClaims;
use crate::endpoints::policies::MayLogOutEverywhere;
use crate::endpoints::session::logout::logged_out;
use crate::endpoints::session::presented_token::check_origin;
use crate::guard::{Guard, reject_at};
use crate::response::Endpoint;

pub(in crate::endpoints) async fn logout_all<C: AuthConfig>(
    Guard(LocalClaims(claims), ..): Guard<MayLogOutEverywhere, LocalClaims<C>>,
    State(auth): State<Auth<C>>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    if let Err(error) = check_origin(&auth, &parts) {
        return reject_at(&auth, Endpoint::LogoutAll, &parts, error).into_response();
    }
    match auth
        .sessions()
        .end_all_of_backend_subject(claims.subject())
        .await
    {
        Ok(_) => logged_out(&auth, &parts),
        Err(error) => reject_at(&auth, Endpoint::LogoutAll, &parts, error).into_response(),
    }
}
