//! `Input`: the fields of a form, or the members of a JSON object.

use axum::extract::{Form, FromRequest, Json, Request};
use jwt_guard::error::Reason;
use jwt_guard::prelude::*;
use serde::de::DeserializeOwned;

use super::format::Format;

/// The body of a request. It comes last among the parameters of a handler.
pub(crate) struct Input<T> {
    pub(crate) format: Format,
    pub(crate) fields: T,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = AuthError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AuthError> {
        let format = Format::of(request.headers());
        let fields = match format {
            Format::Page => Form::from_request(request, state)
                .await
                .ok()
                .map(|Form(fields)| fields),
            Format::Json => Json::from_request(request, state)
                .await
                .ok()
                .map(|Json(fields)| fields),
        };
        // The errors of serde quote values, and some of these are passwords.
        let fields = fields.ok_or_else(|| {
            Reason::MalformedRequest("a field is missing or has an invalid value".into())
        })?;
        Ok(Self { format, fields })
    }
}
