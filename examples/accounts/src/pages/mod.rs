//! The pages, as HTML without scripts. `maud` escapes all text.

mod account;
mod entry;
mod users;

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{Html, IntoResponse, Response};
use form_urlencoded::byte_serialize;
use maud::{DOCTYPE, Markup, html};

pub(crate) use account::{enrolment, home};
pub(crate) use entry::{choose_password, code, forgot, mail_sent, open_link, register, sign_in};
pub(crate) use users::users;

/// No scripts, no external resources, and no frames, in which a user could be tricked into clicking (clickjacking).
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A page of the service.
pub(crate) struct Page(Markup);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let headers = [
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            // The address of a page may have the token of a link. `no-referrer` would hide the origin of forms, too.
            (REFERRER_POLICY, "same-origin"),
            (CACHE_CONTROL, "no-store"),
        ];
        (headers, Html(self.0.into_string())).into_response()
    }
}

/// Something that did not work.
pub(crate) fn problem(text: &str) -> Page {
    page(
        "Sorry",
        html! {
            p.message role="alert" { (text) }
            p { a href="/sign-in" { "Sign in" } " · " a href="/" { "Your account" } }
        },
    )
}

/// A path with the page to go on to in its query.
pub(crate) fn with_next(path: &str, next: &str) -> String {
    let separator = if path.contains('?') { '&' } else { '?' };
    let next: String = byte_serialize(next.as_bytes()).collect();
    format!("{path}{separator}next={next}")
}

fn page(title: &str, content: Markup) -> Page {
    Page(html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/style.css";
            }
            body {
                main {
                    h1 { (title) }
                    (content)
                }
            }
        }
    })
}

fn message(text: Option<&str>) -> Markup {
    html! {
        @if let Some(text) = text {
            p.message role="alert" { (text) }
        }
    }
}

fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

fn email_field() -> Markup {
    html! {
        label for="email" { "Address" }
        input id="email" name="email" type="email" autocomplete="username" required autofocus;
    }
}
