//! The pages, as HTML in which all text of users is escaped.

use axum::http::header::{CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::{Html, IntoResponse, Response};

use jwt_guard::session::Session;

use crate::users::User;

/// No scripts, no external resources, and no frames, in which a user could be tricked into clicking (clickjacking).
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A page of the service. The library forbids caching where a page has a confidential value.
pub(crate) struct Page(String);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let headers = [
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        (headers, Html(self.0)).into_response()
    }
}

/// `session` is there if the browser has a session that can go on. Both forms lead to `next`, unless that is elsewhere: the
/// endpoints see to it.
pub(crate) fn login(csrf_token: &str, session: Option<&str>, has_failed: bool, next: &str) -> Page {
    let next = escaped(next);
    let resume = match session {
        Some(csrf_token) => format!(
            r#"<form method="post" action="/auth/refresh" class="aside">
        <input type="hidden" name="csrf_token" value="{csrf_token}">
        <input type="hidden" name="next" value="{next}">
        <button class="quiet">Go on where you were</button>
      </form>"#
        ),
        None => String::new(),
    };
    let message = if has_failed {
        r#"<p class="message" role="alert">Wrong username or password. Please try again.</p>"#
    } else {
        ""
    };
    page(
        "Log in",
        &format!(
            r#"<h1>Log in</h1>
      {message}
      <form method="post" action="/auth">
        <input type="hidden" name="csrf_token" value="{csrf_token}">
        <input type="hidden" name="next" value="{next}">
        <label for="username">Username</label>
        <input id="username" name="username" autocomplete="username" autocapitalize="none" required autofocus>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
        <button>Log in</button>
      </form>
      {resume}"#
        ),
    )
}

pub(crate) fn account(user: &User, sessions: &[Session], csrf_token: &str) -> Page {
    let devices: String = sessions.iter().map(device).collect();
    let (username, name) = (escaped(user.username), escaped(&user.name));
    page(
        "Your account",
        &format!(
            r#"<h1>Hello, {name}</h1>
      <p>You are logged in as <strong>{username}</strong>.</p>
      <form method="post" action="/name">
        <input type="hidden" name="csrf_token" value="{csrf_token}">
        <label for="name">What shall we call you?</label>
        <input id="name" name="name" value="{name}" autocomplete="name" maxlength="80" required>
        <button>Save</button>
      </form>
      <form method="post" action="/auth/logout" class="aside">
        <input type="hidden" name="csrf_token" value="{csrf_token}">
        <button class="quiet">Log out</button>
      </form>
      <h2>Where you are logged in</h2>
      <ul>{devices}</ul>
      <form method="post" action="/auth/logout-all" class="aside">
        <input type="hidden" name="csrf_token" value="{csrf_token}">
        <button class="quiet">End all sessions</button>
      </form>"#
        ),
    )
}

fn device(session: &Session) -> String {
    let client = session.client.as_deref().unwrap_or("An unknown browser");
    format!("<li>{}</li>", escaped(client))
}

fn page(title: &str, content: &str) -> Page {
    Page(format!(
        r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title}</title>
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <main>
      {content}
    </main>
  </body>
</html>
"#
    ))
}

/// Text for an element or an attribute in quotes.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}
