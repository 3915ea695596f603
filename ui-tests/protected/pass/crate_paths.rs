/// The library, as the prelude of a company re-exports it.
pub mod company {
    pub use jwt_guard as auth;
}

use company::auth::prelude::*;

#[protected(crate = ::jwt_guard)]
async fn from_the_root() {}

#[protected(crate = crate::company::auth)]
async fn from_the_crate(claims: Claims) {
    drop(claims);
}

#[protected]
#[scoped("user:read", crate = crate::company::auth)]
async fn on_one_of_two() {}

macro_rules! handler {
    ($name:ident, $claims:ident: $ty:ty, $body:block) => {
        #[protected(crate = $crate::company::auth)]
        async fn $name($claims: $ty) -> String $body
    };
}

handler!(from_a_macro, claims: Claims, { claims.subject().to_owned() });

#[derive(AuthConfig)]
#[auth(crate = crate::company::auth)]
struct Api {
    secret: Secret,
}

fn main() {
    let routes = get(from_the_root)
        .post(from_the_crate)
        .put(on_one_of_two)
        .delete(from_a_macro);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 4);
}
