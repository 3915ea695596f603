use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
}

#[derive(AuthConfig)]
#[auth(claims = Membership)]
struct Api {
    secret: Secret,
}

#[protected]
async fn plan(claims: Membership) -> String {
    claims.plan
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(plan)).with_state(auth)
}

fn main() {}
