use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
}

type Member = Claims<Membership>;

#[protected]
async fn typed(mut claims: Claims<Membership>) -> String {
    claims = claims.clone();
    claims.plan.clone()
}

#[protected]
async fn untyped(_: jwt_guard::guard::Claims) {}

#[protected]
async fn aliased(member: Member) -> String {
    member.plan.clone()
}

#[protected(optional)]
async fn optional(claims: Option<Claims<Membership>>) -> String {
    claims.map(|claims| claims.plan.clone()).unwrap_or_default()
}

#[protected(auth = Api)]
async fn with_the_instance(claims: Claims<Membership, Api>) -> String {
    claims.plan.clone()
}

#[derive(AuthConfig)]
#[auth(claims = Membership)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
}

fn main() {
    let routes = get(typed)
        .post(untyped)
        .put(aliased)
        .patch(optional)
        .delete(with_the_instance);
    let app: GuardedRouter<App> = GuardedRouter::new().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 5);
}
