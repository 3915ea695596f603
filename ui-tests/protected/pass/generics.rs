use axum::extract::State;
use jwt_guard::prelude::*;

trait Store: Clone + Send + Sync + 'static {
    fn name(&self) -> String;
}

#[derive(Clone)]
struct Memory;

impl Store for Memory {
    fn name(&self) -> String {
        "memory".into()
    }
}

#[protected]
async fn hello<S: Store, const N: usize>(claims: Claims, State(store): State<S>) -> String
where
    S: Default,
{
    format!("{} {} {N}", claims.subject(), store.name())
}

#[protected]
async fn any_claims<C>(claims: Claims<C>) -> String
where
    C: ClaimSet,
{
    claims.subject().to_owned()
}

#[protected]
async fn returns_impl() -> Result<impl axum::response::IntoResponse, std::convert::Infallible> {
    let text: Result<&str, std::convert::Infallible> = Ok("hello");
    Ok(text?)
}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn main() {
    let routes = get(any_claims::<NoClaims>).post(returns_impl);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 2);
    let _ = hello::<Memory, 3>;
}

impl Default for Memory {
    fn default() -> Self {
        Self
    }
}
