use jwt_guard::prelude::*;

#[protected(
    issuer = "https://staff.example.com",
    audience = ["admin", "audit"],
    leeway = "0s",
    required_claims = "jti",
    token_from(header(strict), cookie, query(fallback), json, form, websocket),
    header_name = "X-Token",
    header_prefixes = [],
    cookie_access_name = "__Host-token",
    query_name = "token",
    query_prefix = "Bearer ",
    json_key = "token",
    form_key = "token",
    csrf = "on",
    csrf_header = "X-XSRF-Token",
    csrf_cookie = "XSRF-TOKEN",
    csrf_field = "_token",
    csrf_methods = ["GET", "POST"],
    trusted_origins = ["https://app.example.com", "http://localhost:3000"],
    realm = "staff",
    challenge = "absent-token",
    user_lookup = "injected",
    error_detail = "full",
    max_body_bytes = 65536,
)]
async fn everything() {}

#[scoped("admin", leeway = "1m 30s", require_all = false)]
async fn scoped(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected(leeway = "0s")]
#[scoped("admin", audience = "admin")]
async fn stacked() {}

#[protected(auth = Api, token_from = "header, query")]
mod views {
    #[jwt_guard::protected(token_from = ["header", "query strict"])]
    pub async fn list<T: Default + Send + 'static>() {
        drop(T::default());
    }
}

macro_rules! handler {
    ($name:ident, $leeway:literal, $audience:expr) => {
        #[protected(leeway = $leeway, audience = $audience)]
        async fn $name() {}
    };
}

handler!(generated, "5m", "admin");

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
}

fn main() {
    let routes = get(everything)
        .post(scoped)
        .put(stacked)
        .patch(views::list::<u8>)
        .delete(generated);
    let _ = GuardedRouter::<App>::new().route("/", routes);
}
