use jwt_guard::prelude::*;

#[derive(Claim)]
struct Access {
    realm_access: serde_json::Value,
    #[claim(path = "realm_access.roles")]
    roles: Vec<String>,
}

fn main() {}
