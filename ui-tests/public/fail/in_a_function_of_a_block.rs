use jwt_guard::prelude::*;


#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct View;

#[scoped("admin")]
impl View {
    async fn list() {}

    fn routes(router: GuardedRouter<Auth<Api>>) -> GuardedRouter<Auth<Api>> {
        #[public]
        async fn health() {}

        router.route("/health", get(health))
    }
}

fn main() {}
