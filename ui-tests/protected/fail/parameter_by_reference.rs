use jwt_guard::prelude::*;

#[protected]
async fn hello(claims: &Claims) -> String {
    claims.subject().to_owned()
}

fn main() {}
