//! The end of sessions and tokens: logout, revocation, and who learns of it.

mod closed;

mod events;
mod expired;
mod logout;
mod order;
mod reach;
mod revocation;

use super::service::{Service, Tokens};

/// What lives of a session: its access token, and whether it can be refreshed.
async fn lives(service: &Service, tokens: &Tokens) -> (bool, bool) {
    let access = service.status(tokens).await == 200;
    (access, service.refresh(&tokens.refresh).await.status == 200)
}
