//! The accounts of a service. Run it with `cargo run -p accounts`.

use std::env::{args, var, var_os};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use accounts::{Accounts, Address, PrintedMail, ProviderSettings, Settings, Site, service};
use jwt_guard::prelude::*;
use jwt_guard::stores::SqliteStore;
use jwt_guard::user::Passwords;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), BackendError> {
    tracing_subscriber::fmt().init();
    let folder = var("DATA").unwrap_or_else(|_| ".".into());
    let folder = Path::new(&folder);
    let accounts = Accounts::open(folder.join("accounts.db"), Passwords::new()?);
    let accounts = accounts.await?;
    // `accounts admin ada@example.com` makes a user an admin.
    if let [Some("admin"), Some(email)] = [args().nth(1).as_deref(), args().nth(2).as_deref()] {
        let email = Address::parse(email).ok_or("this is no mail address")?;
        return match accounts.make_admin(&email).await? {
            true => Ok(()),
            false => Err("no user has this address".into()),
        };
    }
    let site = match var_os("JWT_SECRET") {
        Some(_) => Site::from_env()?,
        // Enough to try it out: after a restart, all users are signed out.
        None => Site {
            secret: Secret::random()?,
        },
    };
    let listener = TcpListener::bind(var("LISTEN").as_deref().unwrap_or("127.0.0.1:3000")).await?;
    let port = listener.local_addr()?.port();
    let settings = Settings {
        origin: var("ORIGIN").unwrap_or_else(|_| format!("http://localhost:{port}")),
        mail_interval: Duration::from_secs(60),
        provider: provider(),
    };
    let store = SqliteStore::open(folder.join("sessions.db")).await?;
    let app = service(site, settings, accounts, PrintedMail, store)?;

    println!("who can call what:\n\n{}", app.manifest());
    println!("cookies work without HTTPS, on this machine alone: `dev_http` is on");
    println!("listening on http://localhost:{port}; mails are printed here");
    // Failed sign-ins are limited by the address of the client.
    let service = app
        .finish()
        .into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}

/// Another provider, if all of its variables are set.
fn provider() -> Option<ProviderSettings> {
    Some(ProviderSettings {
        client_id: var("PROVIDER_CLIENT_ID").ok()?,
        client_secret: var("PROVIDER_CLIENT_SECRET").ok()?,
        authorization_url: var("PROVIDER_AUTHORIZATION_URL").ok()?,
        token_url: var("PROVIDER_TOKEN_URL").ok()?,
        userinfo_url: var("PROVIDER_USERINFO_URL").ok()?,
    })
}
