use jwt_guard::prelude::*;

#[protected]
async fn hello(claims: Option<Claims>) -> String {
    claims
        .map(|claims| claims.subject().to_owned())
        .unwrap_or_default()
}

fn main() {}
