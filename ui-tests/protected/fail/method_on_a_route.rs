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

struct View;

impl View {
    #[protected]
    async fn show(claims: Claims<Membership>) -> String {
        claims.plan.clone()
    }
}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/", get(View::show));
}
