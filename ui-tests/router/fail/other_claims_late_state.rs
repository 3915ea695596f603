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
#[auth(claims = Membership)]
struct Api {
    secret: Secret,
}

#[protected]
async fn hello(claims: Claims<Other>) -> String {
    claims.plan.clone()
}

fn app(auth: Auth<Api>) {
    let _: GuardedRouter = GuardedRouter::new().route("/", get(hello)).with_state(auth);
}

fn main() {}
