use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[protected(auth = AdminApi)]
async fn hello(claims: Claims<Membership, Api>) -> String {
    claims.plan.clone()
}

fn main() {}
