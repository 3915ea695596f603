use jwt_guard::prelude::*;

#[protected]
async fn notes(claims: Claims) -> bool {
    claims.grants("note:read")
}

fn main() {}
