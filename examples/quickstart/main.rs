//! A server to log in to and to call. Run it with `cargo run --example quickstart`; it prints what to try.

mod users;

use std::net::SocketAddr;

use jwt_guard::prelude::*;
use jwt_guard::stores::SqliteStore;
use tokio::net::TcpListener;
use users::{User, Users};

/// Literals are checked by the compiler; fields are supplied when the program starts.
#[derive(AuthConfig)]
#[auth(
    issuer = "https://quickstart.example",
    access_ttl = "15m",
    claims = Membership,
    users = Users,
)]
struct Api {
    #[auth(env = "JWT_SECRET")]
    secret: Secret,
}

/// The application's own claims: minted at login, verified with every token.
#[derive(Claim)]
struct Membership {
    plan: String,
    #[claim(name = "https://quickstart.example/team")]
    team: Option<String>,
}

#[public]
async fn health() -> &'static str {
    "ok\n"
}

#[protected]
async fn whoami(claims: Claims<Membership>) -> String {
    let team = claims.team.as_deref().unwrap_or("no team");
    format!("{} on plan {}, {team}\n", claims.subject(), claims.plan)
}

#[scoped("report:read", "admin", require_all = false)]
async fn reports() -> &'static str {
    "all is well\n"
}

#[inject_user]
async fn greet(user: User) -> String {
    format!("hello, {}\n", user.name)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // What the documentation calls the log: events of `tracing`.
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let config = match std::env::var_os("JWT_SECRET") {
        Some(_) => Api::from_env()?,
        // Enough to try it out: after a restart, the tokens are invalid.
        None => Api {
            secret: Secret::random()?,
        },
    };
    // The file keeps sessions across restarts; with a random secret, access tokens become invalid.
    let database = std::env::var("DATABASE").unwrap_or_else(|_| "quickstart.db".into());
    let auth = Auth::builder(config)
        .users(Users::samples().await?)
        .store(SqliteStore::open(&database).await?)
        .build()?;
    let app = GuardedRouter::new()
        .route("/health", get(health))
        .route("/whoami", get(whoami))
        .route("/reports", get(reports))
        .route("/greet", get(greet))
        .nest("/auth", auth.endpoints())
        .with_state(auth);

    println!("who can call what:\n\n{}", app.manifest());
    let listener = TcpListener::bind(
        std::env::var("LISTEN")
            .as_deref()
            .unwrap_or("127.0.0.1:3000"),
    )
    .await?;
    println!(
        "{}",
        include_str!("try.txt").replace("HOST", &listener.local_addr()?.to_string())
    );
    // Failed logins are limited by the address of the client.
    let service = app
        .finish()
        .into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}
