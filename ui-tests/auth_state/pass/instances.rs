use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

enum Partners {}

#[derive(Clone, AuthState)]
struct App {
    name: &'static str,
    auth: Auth<Api>,
    admin: jwt_guard::Auth<AdminApi>,
    #[auth(instance = Partners)]
    partners: Auth<Api>,
}

fn instance<I, S: AuthState<I>>() -> &'static str {
    std::any::type_name::<S::Config>()
}

fn main() {
    assert!(instance::<jwt_guard::guard::DefaultInstance, App>().ends_with("::Api"));
    assert!(instance::<Api, App>().ends_with("::Api"));
    assert!(instance::<AdminApi, App>().ends_with("::AdminApi"));
    assert!(instance::<Partners, App>().ends_with("::Api"));
}
