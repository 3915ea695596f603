use jwt_guard::prelude::*;

#[protected(optional)]
#[scoped("user:read")]
async fn list_users(claims: Option<Claims>) -> String {
    claims
        .map(|claims| claims.subject().to_owned())
        .unwrap_or_default()
}

fn main() {}
