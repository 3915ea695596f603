use jwt_guard::prelude::*;

#[protected(optonal, auth = "Api", leeway = 0,, require_all)]
fn hello(claims: Option<Claims>) -> String {
    claims
        .map(|claims| claims.subject().to_owned())
        .unwrap_or_default()
}

fn main() {}
