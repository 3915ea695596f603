use jwt_guard::prelude::*;

#[public]
async fn hello(claims: Claims) -> String {
    claims.subject().to_owned()
}

fn main() {}
