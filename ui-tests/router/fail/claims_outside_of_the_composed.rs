use jwt_guard::prelude::*;

#[derive(Claim)]
struct Plan(String);

#[derive(Claim)]
struct Team(String);

#[derive(Claim)]
struct Level(u8);

#[derive(AuthConfig)]
#[auth(claims = (Plan, Team))]
struct Api {
    secret: Secret,
}

#[protected]
async fn level(_: Claims<Plan>, level: Claims<Level>) -> String {
    level.0.to_string()
}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/", get(level));
}
