//! `Refusals`: what jwt-guard refuses, as a page for browsers and as JSON for programs.

use axum::http::header::ACCEPT;
use axum::response::{IntoResponse, Response};
use jwt_guard::error::ErrorKind;
use jwt_guard::response::{OAuth, Refusal, Responses};

use crate::pages;

/// The renderer of the service.
#[derive(Default)]
pub(crate) struct Refusals;

impl Responses for Refusals {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let kinds = refusal.headers().get(ACCEPT);
        let kinds = kinds.and_then(|kinds| kinds.to_str().ok());
        if !kinds.is_some_and(|kinds| kinds.contains("text/html")) {
            return OAuth.refusal(refusal);
        }
        let text = match refusal.kind() {
            ErrorKind::InsufficientUserAuthentication => {
                "For this, please sign in again.".to_owned()
            }
            ErrorKind::InsufficientScope => "This page is not for your account.".to_owned(),
            ErrorKind::Throttled => {
                "There were too many attempts. Please try again later.".to_owned()
            }
            _ => format!("It did not work: {}.", refusal.description()),
        };
        (refusal.status(), pages::problem(&text)).into_response()
    }
}
