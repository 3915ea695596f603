//! Failed logins for existing and for unknown accounts: whether their times reveal which is which.

use std::net::SocketAddr;
use std::rc::Rc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Request, StatusCode};
use jwt_guard::config::LoginLimit;
use jwt_guard::prelude::*;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

use crate::comparison::{Comparison, Expected};
use crate::guess::Guesser;
use crate::places::{Kept, Place};

/// How many accounts exist, and how many names that do not are tried.
const ACCOUNTS: usize = 256;

/// How many services are compared together, if they are in memory.
const IN_MEMORY: usize = 128;

/// Where users log in, and where guesses come from.
const HOME: &str = "192.0.2.7:1";
const ELSEWHERE: &str = "198.51.100.7:1";

#[derive(AuthConfig)]
#[auth(users = Staff, session_owner = "timing", rate_limit_address = "off")]
struct Limited {
    secret: Secret,
    rate_limit_account: Option<LoginLimit>,
    rate_limit_account_and_address: Option<LoginLimit>,
}

/// Names that begin with `a` exist; the password is `right`. It takes no time, so that the time of the library shows.
struct Staff;

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = String;

    async fn authenticate(&self, login: Credentials) -> Result<Option<String>, BackendError> {
        let is_right = *login.password == "right" && login.username.starts_with('a');
        Ok(is_right.then_some(login.username))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<String>, BackendError> {
        Ok(Some(subject.to_owned()))
    }

    fn subject(&self, user: &String) -> String {
        user.clone()
    }
}

struct Service {
    app: Router,
    runtime: Runtime,
    _kept: Kept,
}

impl Service {
    /// One that allows so many attempts a day for each account. All users have logged in, and each name was guessed once.
    /// Nothing, if its store is not installed.
    ///
    /// The counter of an account has a key of 20 bits: in one service in several, two of the names share one, and a guess of
    /// the one counts for the other. Such a service is not used.
    fn new(place: Place, attempts: u16) -> Option<Self> {
        for _ in 0..20 {
            let service = Self::start(place, attempts)?;
            if service.counts_each_name_alone() {
                return Some(service);
            }
        }
        panic!("names share counters in twenty services");
    }

    fn start(place: Place, attempts: u16) -> Option<Self> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let limit = Some(LoginLimit::AtMost {
            attempts,
            per: std::time::Duration::from_secs(24 * 60 * 60),
        });
        let config = Limited {
            secret: Secret::random().expect("random bytes"),
            rate_limit_account: limit,
            rate_limit_account_and_address: limit,
        };
        let (auth, kept) = place.keep(Auth::builder(config).users(Staff), &runtime)?;
        let auth = auth.build().expect("the configuration is right");
        let app: GuardedRouter = GuardedRouter::new()
            .nest("/auth", auth.endpoints())
            .with_state(auth);
        Some(Self {
            app: app.finish(),
            runtime,
            _kept: kept,
        })
    }

    /// Lets all users log in, and guesses each name once: in turn, so that the counters of neither kind are the older ones.
    /// Says whether nothing was refused that its own account allows.
    fn counts_each_name_alone(&self) -> bool {
        names('a').iter().zip(&names('b')).all(|(existing, other)| {
            let logged_in = self.status(login(existing, "right", HOME));
            let guessed =
                [existing, other].map(|name| self.status(login(name, "wrong", ELSEWHERE)));
            for status in [logged_in, guessed[0], guessed[1]] {
                let is_known = [200, 401, 429].contains(&status.as_u16());
                assert!(is_known, "{status}");
            }
            logged_in == StatusCode::OK && guessed == [StatusCode::UNAUTHORIZED; 2]
        })
    }

    fn status(&self, request: Request<Body>) -> StatusCode {
        let answer = self.runtime.block_on(self.app.clone().oneshot(request));
        answer.expect("an answer").status()
    }
}

fn names(first: char) -> Vec<String> {
    (0..ACCOUNTS)
        .map(|number| format!("{first}{number:04}"))
        .collect()
}

fn login(name: &str, password: &str, from: &str) -> Request<Body> {
    let peer: SocketAddr = from.parse().expect("an address");
    let body = json!({"username": name, "password": password});
    let request = Request::post("/auth")
        .header(CONTENT_TYPE, "application/json")
        .extension(ConnectInfo(peer));
    request
        .body(Body::from(body.to_string()))
        .expect("a request")
}

/// A login with a wrong password, whose credentials are checked.
pub(crate) fn wrong(place: Place) -> Option<Comparison> {
    compared(place, 10_000, StatusCode::UNAUTHORIZED)
}

/// A login whose credentials are not checked, since too many were wrong.
pub(crate) fn throttled(place: Place) -> Option<Comparison> {
    compared(place, 1, StatusCode::TOO_MANY_REQUESTS)
}

/// Services in turn, where they are in memory. In each, counters stand where chance put them, and some are found a few
/// nanoseconds later than others: in one service that is a difference between any two sets of names, which says nothing of them.
fn compared(place: Place, attempts: u16, expected: StatusCode) -> Option<Comparison> {
    let number = match place {
        Place::Memory => IN_MEMORY,
        _ => 1,
    };
    let services: Option<Vec<_>> = (0..number)
        .map(|_| Service::new(place, attempts).map(Rc::new))
        .collect();
    let mut services = services?.into_iter().cycle();
    Some(Comparison {
        expected: Expected::NoDifference,
        guesser: Guesser::of_names(names('a'), names('b')),
        asks: Box::new(move |name| {
            let request = login(name, "wrong", ELSEWHERE);
            let service = services.next().expect("one at least");
            Box::new(move || service.status(request) != expected)
        }),
    })
}
