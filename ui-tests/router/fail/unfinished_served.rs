use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn hello() {}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(hello)).with_state(auth)
}

async fn serve(listener: tokio::net::TcpListener, auth: Auth<Api>) -> std::io::Result<()> {
    axum::serve(listener, app(auth)).await
}

fn main() {}
