use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct Tuple(u8, Auth<Api>);

#[derive(Clone, AuthState)]
#[auth(crate = ::jwt_guard)]
struct Generic<C: AuthConfig, T: Clone + Send + Sync>
where
    C: 'static,
{
    auth: Auth<C>,
    other: T,
}

#[derive(Clone, AuthState)]
struct Raw {
    r#type: Auth<Api>,
}

fn is_state<S: AuthState>() {}

fn main() {
    is_state::<Tuple>();
    is_state::<Generic<Api, String>>();
    is_state::<Raw>();
    is_state::<Auth<Api>>();
}
