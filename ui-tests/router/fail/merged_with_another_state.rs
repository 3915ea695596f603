use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
}

fn app(admin: GuardedRouter<Auth<Api>>, app: App) -> GuardedRouter {
    GuardedRouter::<App>::new().merge(admin).with_state(app)
}

fn main() {}
