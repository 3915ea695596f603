use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(scopes_claim = "resource_access.\"com.acme.api.roles")]
struct Api {
    secret: Secret,
}

fn main() {}
