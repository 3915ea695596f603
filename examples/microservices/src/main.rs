//! Starts the three services, each on a port of its own: `cargo run -p microservices`.

use std::net::SocketAddr;

use axum::serve;
use jwt_guard::prelude::*;
use microservices::accounts::{self, Accounts};
use microservices::{invoices, orders};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let auth = Accounts::from_env_or_new()?.auth()?;
    let keys = accounts::public_keys(&auth)?;
    tokio::try_join!(
        listen("accounts", 3000, accounts::app(&auth)),
        listen("orders", 3001, orders::app(orders::Orders::new(&*keys))?),
        listen(
            "invoices",
            3002,
            invoices::app(invoices::Invoices::new(&*keys))?
        ),
    )?;
    Ok(())
}

async fn listen(name: &str, port: u16, app: GuardedRouter) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("{name} listens on http://{}", listener.local_addr()?);
    // Failed logins are counted by the addresses of clients.
    let service = app
        .finish()
        .into_make_service_with_connect_info::<SocketAddr>();
    serve(listener, service).await
}
