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
    axum::serve(listener, app(auth).into_make_service()).await
}

async fn serve_with_addresses(listener: tokio::net::TcpListener, auth: Auth<Api>) -> std::io::Result<()> {
    let service = app(auth).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service).await
}

fn main() {}
