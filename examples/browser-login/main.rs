//! Login, sessions that last for weeks, and logout for browsers, without scripts. Run it with `cargo run --example
//! browser-login`.
//!
//! The token is in a cookie that no script can read. Each form carries a value that only a page of this service can know, so
//! that a page of another origin cannot send it in the user's name. `tests/browser` tries to, with a real browser.

mod pages;
mod users;

use std::net::SocketAddr;

use axum::extract::{FromRef, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect};
use jwt_guard::guard::LoginForm;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use pages::Page;
use serde::Deserialize;
use tokio::net::TcpListener;
use users::{User, Users};

#[derive(AuthConfig)]
#[auth(
    issuer = "https://browser-login.example",
    users = Users,
    token_from(cookie),
    login_redirect = "/login",
    // To try it out without HTTPS: on `localhost`, and nowhere else, the cookies lack `Secure`. A service that others
    // reach has HTTPS, and does not have this line.
    dev_http = "dangerously-on",
)]
struct Site {
    #[auth(env = "JWT_SECRET")]
    secret: Secret,
}

#[derive(Clone, AuthState, FromRef)]
struct App {
    auth: Auth<Site>,
    users: Users,
}

/// Why the login page is shown again.
#[derive(Deserialize)]
struct Again {
    error: Option<String>,
}

/// The endpoint `POST /auth` takes this form. If the credentials are wrong, it redirects the browser back here, otherwise to
/// the requested page.
#[public]
async fn login_page(form: LoginForm, Query(again): Query<Again>) -> (LoginForm, Page) {
    let page = pages::login(
        form.csrf_token(),
        form.session_csrf_token(),
        again.error.is_some(),
        form.next().unwrap_or("/"),
    );
    (form, page)
}

/// A browser without a login is redirected to the login page (`login_redirect`), and then back here.
#[inject_user]
async fn account(
    State(auth): State<Auth<Site>>,
    claims: Claims,
    user: User,
) -> Result<Page, AuthError> {
    let csrf_token = auth.csrf_token(&claims).unwrap_or_default();
    let sessions = auth.sessions().of_subject(&claims).await?;
    Ok(pages::account(&user, &sessions, &csrf_token))
}

#[derive(Deserialize)]
struct NewName {
    name: String,
}

/// By the time it runs, the guard has found the form's `csrf_token` to be that of the session.
#[protected]
async fn rename(
    claims: Claims,
    State(users): State<Users>,
    axum::Form(new): axum::Form<NewName>,
) -> Redirect {
    users.rename(claims.subject(), new.name.trim());
    // A reload of the page that follows does not send the form again.
    Redirect::to("/")
}

#[public]
async fn style() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css")], include_str!("style.css"))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = match std::env::var_os("JWT_SECRET") {
        Some(_) => Site::from_env()?,
        // Enough to try it out: after a restart, all users are logged out.
        None => Site {
            secret: Secret::random()?,
        },
    };
    let users = Users::samples().await?;
    let auth = Auth::builder(config)
        .users(users.clone())
        // Enough to try it out; `SqliteStore`, `PostgresStore` and `RedisStore` outlive the program.
        .store(MemoryStore::new())
        .build()?;
    let app = GuardedRouter::new()
        .route("/", get(account))
        .route("/name", post(rename))
        .route("/login", get(login_page))
        .route("/style.css", get(style))
        .nest("/auth", auth.endpoints())
        .with_state(App { auth, users });

    println!("who can call what:\n\n{}", app.manifest());
    println!("cookies work without HTTPS, on this machine alone: `dev_http` is on");
    let address = std::env::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:3000".into());
    let listener = TcpListener::bind(address).await?;
    println!(
        "listening on http://localhost:{}; log in as `ada` with the password `correct horse`",
        listener.local_addr()?.port()
    );
    // Failed logins are limited by the address of the client.
    let service = app
        .finish()
        .into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
