use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
}

#[derive(Claim)]
struct Other {
    plan: String,
}

#[derive(AuthConfig)]
#[auth(claims = Membership, extra_verifications(is_known))]
struct Api {
    secret: Secret,
}

fn is_known(claims: &Claims<Other>) -> bool {
    claims.plan == "pro"
}

fn main() {}
