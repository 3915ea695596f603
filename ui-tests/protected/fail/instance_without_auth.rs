use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
}

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[protected]
async fn hello(claims: Claims<Membership, AdminApi>) -> String {
    claims.plan.clone()
}

fn main() {}
