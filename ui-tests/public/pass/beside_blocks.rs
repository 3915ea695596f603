use jwt_guard::prelude::*;


#[scoped("admin")]
mod admin {
    pub async fn show() {}

    pub mod deep {
        pub async fn show() {}
    }
}

#[public]
mod pages {
    use super::*;

    macro_rules! page {
        ($name:ident) => {
            #[public]
            pub async fn $name() {}
        };
    }

    page!(about);

    pub async fn home() {}
}

macro_rules! handler {
    ($name:ident) => {
        #[protected]
        async fn $name() {}
    };
}

handler!(made);

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn main() {
    #[protected]
    async fn inner() {}

    let routes = get(admin::show).post(admin::deep::show).put(pages::about);
    let app = GuardedRouter::<Auth<Api>>::new()
        .route("/", routes.patch(pages::home).delete(made))
        .route("/inner", get(inner));
    assert_eq!(app.manifest().routes().len(), 6);
}
