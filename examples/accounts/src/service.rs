//! The service: its settings, its state, and who can call what.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use jwt_guard::prelude::*;
use jwt_guard::session::TokenStore;

use crate::accounts::{Accounts, FirstFactor};
use crate::handlers::{
    home, link, password, provider, register, second_factor, sessions, sign_in, users,
};
use crate::mail::Mail;
use crate::provider::{Provider, ProviderSettings};
use crate::web::Refusals;

/// How tokens are made, where they travel, and what protects them.
#[derive(AuthConfig, Debug)]
#[auth(
    issuer = "https://accounts.example",
    users = Accounts,
    claims = FirstFactor,
    responses = Refusals,
    access_ttl = "15m",
    // Programs send bearer tokens, and browsers cookies. A form gets cookies, JSON gets a body.
    token_from(header, cookie),
    token_delivery = "by_request",
    implicit_refresh = "5m",
    // Links from before the end of all sessions are refused, and those from up to `leeway` later. There is one process, and so
    // one clock: a user with a new password signs in at once.
    leeway = "0s",
    login_redirect = "/sign-in",
    // The ready-made login knows no second factor: `POST /sign-in` takes its place.
    path_authenticate = "off",
    path_reauthenticate = "off",
    // To try it out without HTTPS: on `localhost`, and nowhere else, the cookies lack `Secure`. A service that others reach has
    // HTTPS, and does not have this line.
    dev_http = "dangerously-on",
)]
pub struct Site {
    /// Signs the tokens.
    #[auth(env = "JWT_SECRET")]
    pub secret: Secret,
}

/// What differs between installations.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where users reach the service, without a slash at the end: links in mails begin with it. Never taken from the header
    /// `Host`, which the sender of a request chooses.
    pub origin: String,
    /// A user is sent at most one mail of each kind in this time.
    pub mail_interval: Duration,
    /// Another provider to sign in with.
    pub provider: Option<ProviderSettings>,
}

/// The state of the handlers.
#[derive(Clone, AuthState, FromRef)]
pub(crate) struct App {
    pub(crate) auth: Auth<Site>,
    pub(crate) accounts: Accounts,
    pub(crate) mail: Arc<dyn Mail>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) provider: Option<Provider>,
}

impl App {
    /// Does work after the response. A look-up, a token and a mail take time that would tell whether an account exists.
    pub(crate) fn after_response(
        &self,
        work: impl Future<Output = Result<(), BackendError>> + Send + 'static,
    ) {
        tokio::spawn(async {
            if let Err(error) = work.await {
                tracing::error!(%error, "a mail was not sent");
            }
        });
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}

/// The router of the service.
///
/// # Errors
///
/// If a setting is invalid.
pub fn service(
    site: Site,
    settings: Settings,
    accounts: Accounts,
    mail: impl Mail,
    store: impl TokenStore,
) -> Result<GuardedRouter, BackendError> {
    let auth = Auth::builder(site)
        .users(accounts.clone())
        .store(store)
        .build()?;
    let provider = settings.provider.as_ref();
    let provider = provider.map(|provider| Provider::new(provider, &settings.origin));
    let app = App {
        auth: auth.clone(),
        accounts,
        mail: Arc::new(mail),
        provider: provider.transpose()?,
        settings: Arc::new(settings),
    };
    let router = GuardedRouter::new()
        .route("/", get(home::home))
        .route("/style.css", get(home::style))
        .route("/register", get(register::page).post(register::register))
        .route(
            "/confirm",
            get(register::confirm_page).post(register::confirm),
        )
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/sign-in/code", post(second_factor::sign_in))
        .route("/forgot", get(password::forgot_page).post(password::forgot))
        .route("/reset", get(password::reset_page).post(password::reset))
        .route("/password", post(password::change))
        .route("/link", post(link::send))
        .route("/link/open", get(link::page).post(link::open))
        .route("/provider", get(provider::leave))
        .route("/provider/return", get(provider::come_back))
        .route("/second-factor", post(second_factor::begin))
        .route("/second-factor/confirm", post(second_factor::confirm))
        .route("/second-factor/remove", post(second_factor::remove))
        .route("/sessions", get(sessions::list))
        .route("/sessions/end", post(sessions::end))
        .route("/users", get(users::list))
        .route("/users/deactivate", post(users::deactivate))
        .route("/users/activate", post(users::activate))
        .nest("/auth", auth.endpoints());
    Ok(router.with_state(app))
}
