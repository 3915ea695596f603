//! The pages for users who are not signed in.

use maud::{Markup, html};

use super::{Page, email_field, hidden, message, page, with_next};

/// `session` is the CSRF value of a session that can go on, if the browser has one.
pub(crate) fn sign_in(
    text: Option<&str>,
    next: &str,
    session: Option<&str>,
    has_provider: bool,
) -> Page {
    page(
        "Sign in",
        html! {
            (message(text))
            form method="post" action=(with_next("/sign-in", next)) {
                (email_field())
                label for="password" { "Password" }
                input id="password" name="password" type="password" autocomplete="current-password" required;
                button { "Sign in" }
            }
            @if let Some(csrf_token) = session {
                form.aside method="post" action="/auth/refresh" {
                    (hidden("csrf_token", csrf_token))
                    (hidden("next", next))
                    button.quiet { "Go on where you were" }
                }
            }
            form.aside method="post" action="/link" {
                label for="link" { "Or get a link by mail" }
                input id="link" name="email" type="email" autocomplete="username" required;
                button.quiet { "Send me a link" }
            }
            p.aside {
                @if has_provider {
                    a href="/provider" { "Sign in with another provider" } " · "
                }
                a href="/register" { "Register" } " · " a href="/forgot" { "Forgot your password?" }
            }
        },
    )
}

/// The second step of a sign-in.
pub(crate) fn code(token: &str, next: &str, text: Option<&str>) -> Page {
    page(
        "Enter a code",
        html! {
            (message(text))
            form method="post" action=(with_next("/sign-in/code", next)) {
                (hidden("token", token))
                (code_field())
                button { "Sign in" }
            }
            p.aside { a href="/sign-in" { "Begin again" } }
        },
    )
}

pub(super) fn code_field() -> Markup {
    html! {
        label for="code" { "Code of your authenticator app" }
        input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus;
    }
}

pub(crate) fn register() -> Page {
    page(
        "Register",
        html! {
            form method="post" action="/register" {
                (email_field())
                button { "Register" }
            }
            p.aside { a href="/sign-in" { "Sign in" } }
        },
    )
}

pub(crate) fn forgot() -> Page {
    page(
        "Forgot your password?",
        html! {
            form method="post" action="/forgot" {
                (email_field())
                button { "Send me a link" }
            }
            p.aside { a href="/sign-in" { "Sign in" } }
        },
    )
}

/// It says the same whether the address has an account or not.
pub(crate) fn mail_sent() -> Page {
    page(
        "Look into your inbox",
        html! { p { "If this address can be used, it has been sent a mail." } },
    )
}

/// The page behind a link from a mail, which sends its token.
pub(crate) fn choose_password(action: &str, title: &str, token: &str) -> Page {
    page(
        title,
        html! {
            form method="post" action=(action) {
                (hidden("token", token))
                label for="password" { "New password" }
                input id="password" name="password" type="password" autocomplete="new-password"
                    minlength="10" required autofocus;
                button { "Save" }
            }
        },
    )
}

/// The page behind a link that signs in.
pub(crate) fn open_link(token: &str) -> Page {
    page(
        "Sign in",
        html! {
            form method="post" action="/link/open" {
                (hidden("token", token))
                button { "Sign in on this device" }
            }
        },
    )
}
