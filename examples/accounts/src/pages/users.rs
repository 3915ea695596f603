//! The page for administrators.

use maud::{Markup, html};

use super::{Page, hidden, page};
use crate::accounts::User;

pub(crate) fn users(users: &[User], csrf_token: &str) -> Page {
    page(
        "Users",
        html! {
            ul { @for user in users { (item(user, csrf_token)) } }
            p.aside { a href="/" { "Your account" } }
        },
    )
}

fn item(user: &User, csrf_token: &str) -> Markup {
    let (action, text) = match user.is_active {
        true => ("/users/deactivate", "Deactivate"),
        false => ("/users/activate", "Activate"),
    };
    html! {
        li {
            (user.email)
            @if !user.is_confirmed { " (not confirmed)" }
            form method="post" action=(action) {
                (hidden("csrf_token", csrf_token))
                (hidden("id", &user.id.to_string()))
                button.quiet { (text) }
            }
        }
    }
}
