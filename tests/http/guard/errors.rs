//! Errors as values: `?` converts each of them into the error types of an application.

use std::error::Error;

use jwt_guard::error::{AuthError, Reason};
use jwt_guard::key::{KeyError, NoRandomness};
use jwt_guard::prelude::*;
use jwt_guard::response::Rejection;
use jwt_guard::routing::RouterError;
use jwt_guard::scope::UnknownScope;
use jwt_guard::session::StoreError;
use jwt_guard::token::{MintError, TokenError, TokenTypeError};
use jwt_guard::user::PasswordError;

use crate::fixtures::app::*;

#[derive(Debug, thiserror::Error)]
enum AppError {
    #[error(transparent)]
    Auth(#[from] AuthError),
    #[error("the token was not minted")]
    Mint(#[from] MintError),
    #[error("the store is out of order")]
    Store(#[from] StoreError),
}

fn fails() -> Result<(), AuthError> {
    Err(TokenError::Expired.into())
}

#[test]
fn a_token_that_cannot_be_minted_is_an_error_of_the_service() {
    fn mint() -> Result<String, AuthError> {
        Ok(auth().mint("").token()?)
    }
    let error = mint().unwrap_err();
    assert_eq!(error.status(), 500);
    assert!(matches!(error.reason(), Reason::Misconfigured(_)));
}

#[test]
fn auth_error_is_an_error() {
    fn into_enum() -> Result<(), AppError> {
        Ok(fails()?)
    }
    fn into_anyhow() -> anyhow::Result<()> {
        Ok(fails()?)
    }
    fn into_box() -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(fails()?)
    }
    fn into_backend() -> Result<(), BackendError> {
        Ok(fails()?)
    }
    let shown = "the access token is expired, malformed or not valid here";
    let by_enum = into_enum().unwrap_err();
    assert_eq!(by_enum.to_string(), shown);
    assert_eq!(
        by_enum.source().map(ToString::to_string).as_deref(),
        Some("the token has expired"),
        "a transparent variant hands the source on"
    );
    let by_anyhow = into_anyhow().unwrap_err();
    assert_eq!(
        format!("{by_anyhow:#}"),
        format!("{shown}: the token has expired")
    );
    assert!(by_anyhow.downcast_ref::<AuthError>().is_some());
    assert!(into_box().unwrap_err().is::<AuthError>());
    assert_eq!(
        into_backend().unwrap_err().to_string(),
        format!("{shown}: the token has expired")
    );
}

#[test]
fn every_public_error_is_an_error() {
    fn is_error<E: Error + Send + Sync + 'static>() {}
    is_error::<AuthError>();
    is_error::<Rejection>();
    is_error::<ConfigError>();
    is_error::<KeyError>();
    is_error::<NoRandomness>();
    is_error::<TokenError>();
    is_error::<TokenTypeError>();
    is_error::<MintError>();
    is_error::<StoreError>();
    is_error::<RouterError>();
    is_error::<UnknownScope>();
    is_error::<PasswordError>();
    is_error::<<jwt_guard::Algorithm as std::str::FromStr>::Err>();
    // Any error becomes one, so that it cannot be one itself; it gives back the error that it was made from.
    let inner = BackendError::from("no database").into_inner();
    assert_eq!(inner.to_string(), "no database");
}

#[test]
fn no_error_is_silent() {
    let errors = [
        Reason::Preflight,
        Reason::MissingToken(Box::default()),
        Reason::InvalidToken(TokenError::Malformed),
        Reason::CrossOrigin,
        Reason::SeveralTokens("two tokens".into()),
        Reason::StoreUnavailable,
        Reason::Misconfigured("the log says more"),
    ];
    for error in errors.map(AuthError::from) {
        assert!(!error.to_string().is_empty(), "{error:?}");
    }
    let shown = AuthError::from(Reason::SeveralTokens("two tokens".into())).to_string();
    assert_eq!(shown, "two tokens", "what a client gets");
}

/// As applications trace their handlers: `err` needs `Display`.
#[protected]
#[tracing::instrument(skip_all, err)]
async fn traced(claims: Claims) -> Result<String, AuthError> {
    match claims.subject() {
        "1" => Err(Reason::CsrfRefused("not from a page of ours".into()).into()),
        other => Ok(other.to_owned()),
    }
}

async fn application(claims: &Claims) -> Result<(), AppError> {
    let minted = auth().mint(claims.subject()).scopes([""]).token();
    minted?;
    Ok(())
}

#[protected]
async fn with_own_errors(claims: Claims) -> Result<(), (axum::http::StatusCode, String)> {
    let done = application(&claims).await;
    done.map_err(|error| (axum::http::StatusCode::IM_A_TEAPOT, error.to_string()))
}

#[tokio::test]
async fn a_traced_handler_and_one_with_errors_of_its_own_answer_as_they_say() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/traced", get(traced))
        .route("/own", get(with_own_errors))
        .with_state(auth());
    let token = token(&[]);
    assert_eq!(get_as(&app, "/traced", Some(&token)).await.0, 403);
    assert_eq!(
        get_as(&app, "/own", Some(&token)).await,
        (418, "the token was not minted".into())
    );
}
