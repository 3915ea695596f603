use jwt_guard::prelude::*;


#[protected]
mod pages {
    use jwt_guard::prelude::*;

    #[public(replace)]
    pub async fn health() {}

    #[protected(optional, replace)]
    pub async fn perhaps(claims: Option<Claims>) {
        drop(claims);
    }

    #[jwt_guard::scoped("note:write", replace)]
    pub async fn write() {}

    #[public(replace)]
    pub mod help {
        pub async fn page() {}
    }
}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn main() {
    let routes = get(pages::health)
        .post(pages::perhaps)
        .put(pages::write)
        .patch(pages::help::page);
    let app = GuardedRouter::<Auth<Api>>::new().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 4);
}
