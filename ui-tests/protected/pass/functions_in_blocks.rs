//! A handler may stand in the body of a method, of a constant, and in a module: none of them is an `impl` block.

use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct View;

impl View {
    const ROUTES: fn(GuardedRouter<Auth<Api>>) -> GuardedRouter<Auth<Api>> = {
        #[protected]
        async fn index() {}

        |router| router.route("/", get(index))
    };

    fn routes(router: GuardedRouter<Auth<Api>>) -> GuardedRouter<Auth<Api>> {
        #[public]
        async fn health() {}

        router.route("/health", get(health))
    }
}

mod pages {
    use jwt_guard::prelude::*;

    #[protected] pub async fn show() {}

    macro_rules! page {
        ($name:ident) => {
            #[protected]
            pub async fn $name() {}
        };
    }

    page!(list);
}

fn main() {
    let router = View::routes((View::ROUTES)(GuardedRouter::new()));
    let _ = router
        .route("/show", get(pages::show))
        .route("/list", get(pages::list));
}
