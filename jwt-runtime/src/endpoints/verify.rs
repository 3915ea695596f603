//! `GET /verify`: reports whether the token is valid.

use serde::Serialize;

use super::{MayVerify, NoStore};
use crate::guard::Guard;

#[derive(Serialize)]
pub(super) struct VerifyResponse {
    valid: bool,
}

/// The guard refuses an invalid token before, even with `enforce = "dangerously-off"`.
pub(super) async fn verify(_: Guard<MayVerify>) -> NoStore<VerifyResponse> {
    NoStore(VerifyResponse { valid: true })
}
