use jwt_guard::prelude::*;

#[protected]
async fn notes(claims: Claims) -> bool {
    claims.grants(scope!("note read")) || claims.grants(scope!(note:read)) || claims.grants(scope!())
}

fn main() {}
