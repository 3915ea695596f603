//! The whole library behind switches, so that any client, in any language, can check it from outside.
//!
//! ```text
//! cargo run --example conformance -- [--settings FILE.json] [--preset NAME] [--listen ADDR] [--store URL]
//!                                    [--clock UNIX_SECONDS] [--cors ORIGIN] [--adopt-until TIME]
//! ```
//!
//! It prints one line, `listening on ADDR`, when it accepts connections. A bad switch or setting ends it with status 2
//! and every problem on stderr. Each route is one annotated handler in `routes.rs` and `view.rs`: read them as a tour.

mod arguments;
mod cors;
mod routes;
mod settings;
mod store;
mod users;
mod view;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use arguments::Arguments;
use axum::http::HeaderName;
use jwt_guard::clock::{FrozenClock, SystemClock};
use jwt_guard::guard::RequestSettings;
use jwt_guard::prelude::*;
use settings::{AdminApi, Api};
use tokio::net::TcpListener;
use users::Users;

/// The state of the router: two instances, and the data that the fixture's own routes change.
#[derive(Clone, AuthState)]
pub(crate) struct App {
    auth: Auth<Api>,
    admin: Auth<AdminApi>,
    users: Users,
    clock: Option<FrozenClock>,
    manifest: Arc<OnceLock<RouteManifest>>,
    has_endpoints_at_root: bool,
    /// The headers in which pages show the CSRF value, of the session and of the refresh token.
    csrf_headers: [HeaderName; 2],
}

impl App {
    async fn build(arguments: &Arguments) -> Result<Self, String> {
        let users = Users::fixtures().await.map_err(|error| error.to_string())?;
        let clock = arguments.clock.map(FrozenClock::at);
        let api = Api::read(arguments.settings.as_deref(), arguments.preset)?;
        let at_socket = api.places_at_socket();
        let has_endpoints_at_root = api.has_endpoints_at_root();
        let csrf_headers = api.csrf_headers();
        let auth = Auth::builder(api)
            .users(users.clone())
            .request_settings(move |request| {
                let settings = RequestSettings::new();
                // Scripts can set no header of a WebSocket but its subprotocols.
                match request.uri.path() {
                    "/ws" => settings.token_from(at_socket.clone()),
                    _ => settings,
                }
            });
        let auth = match &arguments.adopt_until {
            Some(time) => auth.adopt_until(time),
            None => auth,
        };
        let auth = store::keep_sessions(auth, &arguments.store, clock.is_some()).await?;
        let auth = match &clock {
            Some(clock) => auth.clock(clock.clone()),
            None => auth.clock(SystemClock::default()),
        };
        let admin = AdminApi {
            secret: Secret::random().map_err(|error| error.to_string())?,
        };
        let admin = Auth::builder(admin).users(users.clone());
        Ok(Self {
            auth: auth.build().map_err(|error| error.to_string())?,
            admin: admin.build().map_err(|error| error.to_string())?,
            users,
            clock,
            manifest: Arc::default(),
            has_endpoints_at_root,
            csrf_headers,
        })
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let app = async {
        let arguments = Arguments::parse(std::env::args().skip(1))?;
        App::build(&arguments).await.map(|app| (arguments, app))
    };
    let (arguments, app) = match app.await {
        Ok(ready) => ready,
        Err(problems) => {
            eprintln!("{problems}");
            return ExitCode::from(2);
        }
    };
    match serve(&arguments, app).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", arguments.listen);
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: &Arguments, app: App) -> std::io::Result<()> {
    let manifest = Arc::clone(&app.manifest);
    let router = routes::router(&app);
    let router = match &arguments.cors {
        Some(origin) => router.layer(cors::layer(origin.clone(), &app.csrf_headers)),
        None => router,
    };
    let router: GuardedRouter = router.with_state(app);
    // It lists the route that serves it, so that it is known only now.
    manifest.get_or_init(|| router.manifest().clone());
    let listener = TcpListener::bind(&arguments.listen).await?;
    println!("listening on {}", listener.local_addr()?);
    // Failed logins are counted by the addresses of clients.
    let service = router
        .finish()
        .into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await
}
