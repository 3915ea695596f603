use jwt_guard::prelude::*;
use jwt_guard::protected as secured;

#[protected(fresh, max_age = "5m", acr = ["urn:example:mfa", "urn:example:hardware"])]
async fn everything() {}

#[protected(optional, r#fresh, max_age = "1h 30m")]
async fn optional(claims: Option<Claims>) {
    drop(claims);
}

#[scoped("admin", "fresh", acr = r"urn:example:mfa", leeway = "0s",)]
async fn scoped(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected(max_age = "365d", acr = ["a", "b"])]
#[scoped("admin", max_age = "1s", acr = ["b", "c"])]
async fn stacked() {}

#[protected(acr = ["a", "b"])]
#[secured(acr = "b")]
async fn hidden() {}

#[protected(auth = Api, max_age = "5m")]
mod views {
    #[jwt_guard::protected(fresh)]
    pub async fn list<T: Default + Send + 'static>() {
        drop(T::default());
    }
}

struct View;

#[protected(fresh)]
impl View {
    async fn show() {}

    #[public(replace)]
    async fn health() {}
}

macro_rules! handler {
    ($name:ident, $age:literal, $acr:expr) => {
        #[protected(max_age = $age, acr = $acr)]
        async fn $name() {}
    };
}

handler!(generated, "5m", ["a", "b"]);

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
}

fn main() {
    let routes = get(everything)
        .post(scoped)
        .put(stacked)
        .patch(views::list::<u8>)
        .delete(generated)
        .options(optional);
    let _ = GuardedRouter::<App>::new()
        .route("/", routes)
        .route("/view", get(View::show).post(View::health))
        .route("/hidden", get(hidden));
}
