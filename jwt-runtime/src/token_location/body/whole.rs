//! Reading a whole body, up to a limit.

use axum::body::Body as RequestBody;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use bytes::Bytes;
use http_body_util::BodyExt;

use super::BodyLimits;
use crate::error::{AuthError, Reason};
use crate::token_location::secret_text::SecretBuffer;

/// Reads a body within the limits. If its `Content-Length` is over the limit, nothing is read. The bytes are overwritten when
/// the last reference to them is dropped.
pub(crate) async fn read_whole(
    headers: &HeaderMap,
    body: RequestBody,
    limits: BodyLimits,
) -> Result<Bytes, AuthError> {
    let declared = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse().ok());
    if declared.is_some_and(|length: usize| length > limits.bytes) {
        return Err(Reason::PayloadTooLarge(limits.bytes).into());
    }
    limits.in_time(read_all(body, limits.bytes)).await
}

async fn read_all(mut body: RequestBody, limit: usize) -> Result<Bytes, AuthError> {
    let mut read = SecretBuffer::default();
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return Err(cut_short());
        };
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if read.len().saturating_add(data.len()) > limit {
            return Err(Reason::PayloadTooLarge(limit).into());
        }
        read.push(&data);
    }
    Ok(read.into_bytes())
}

/// The error for a client that disconnected or violated HTTP in the body.
pub(super) fn cut_short() -> AuthError {
    Reason::MalformedRequest("the body was not received whole".into()).into()
}
