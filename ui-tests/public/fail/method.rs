use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct View;

impl View {
    #[cfg_attr(all(), public)]
    async fn health() {}
}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/", get(View::health));
}
