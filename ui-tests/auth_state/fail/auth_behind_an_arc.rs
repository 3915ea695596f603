use std::sync::Arc;

use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Arc<Auth<Api>>,
}

fn main() {}
