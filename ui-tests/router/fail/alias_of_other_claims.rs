use jwt_guard::prelude::*;

#[derive(Claim)]
struct Other {
    plan: String,
}

type Member = Claims<Other>;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn hello(claims: Member) -> String {
    claims.plan.clone()
}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/", get(hello));
}
