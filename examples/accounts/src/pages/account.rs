//! The pages for a user who is signed in.

use maud::{Markup, html};

use super::entry::code_field;
use super::{Page, hidden, message, page};
use crate::accounts::{Enrolment, User};
use crate::handlers::sessions::Device;

pub(crate) fn home(user: &User, devices: &[Device], text: Option<&str>, csrf_token: &str) -> Page {
    page(
        "Your account",
        html! {
            (message(text))
            p { "You are signed in as " strong { (user.email) } "." }
            @if user.is_admin {
                p { a href="/users" { "Users" } }
            }
            form method="post" action="/auth/logout" {
                (hidden("csrf_token", csrf_token))
                button.quiet { "Sign out" }
            }

            h2 { "Where you are signed in" }
            ul { @for device in devices { (device_item(device, csrf_token)) } }

            h2 { "Password" }
            form method="post" action="/password" {
                (hidden("csrf_token", csrf_token))
                label for="password" { "Password until now" }
                input id="password" name="password" type="password" autocomplete="current-password" required;
                label for="new_password" { "New password" }
                input id="new_password" name="new_password" type="password" autocomplete="new-password"
                    minlength="10" required;
                button.quiet { "Change the password" }
            }

            h2 { "Second factor" }
            @if user.has_second_factor {
                form method="post" action="/second-factor/remove" {
                    (hidden("csrf_token", csrf_token))
                    button.quiet { "Remove the second factor" }
                }
            } @else {
                form method="post" action="/second-factor" {
                    (hidden("csrf_token", csrf_token))
                    button.quiet { "Set up an authenticator app" }
                }
            }
        },
    )
}

fn device_item(device: &Device, csrf_token: &str) -> Markup {
    html! {
        li {
            (device.client.as_deref().unwrap_or("An unknown browser"))
            @if device.is_current {
                " (this one)"
            } @else {
                form method="post" action="/sessions/end" {
                    (hidden("csrf_token", csrf_token))
                    (hidden("id", &device.id))
                    button.quiet { "End this session" }
                }
            }
        }
    }
}

/// The new key, before its first code.
pub(crate) fn enrolment(enrolment: &Enrolment, csrf_token: &str) -> Page {
    page(
        "Set up an authenticator app",
        html! {
            p { "Enter this key into the app, or " a href=(enrolment.link) { "open it" } " on this device:" }
            p { strong id="secret" { (enrolment.secret) } }
            form method="post" action="/second-factor/confirm" {
                (hidden("csrf_token", csrf_token))
                (code_field())
                button { "Use it from now on" }
            }
            p.aside { a href="/" { "Your account" } }
        },
    )
}
