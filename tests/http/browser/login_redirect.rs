//! The redirect to the login page, and back to the requested page.

use axum::body::Body;
use axum::http::header::{ACCEPT, CACHE_CONTROL, HOST, LOCATION};
use axum::http::{Method, Request};
use jwt_guard::clock::FrozenClock;
use jwt_guard::guard::{LoginForm, RequestSettings};
use jwt_guard::prelude::*;

use crate::fixtures::app::*;
use crate::fixtures::browser::Browser;

const OURS: &str = "https://site.example.com";

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, token_from(cookie, query))]
struct Site {
    secret: Secret,
    login_redirect: String,
    query_name: Option<String>,
    path_logout: Option<String>,
}

impl Site {
    fn at(login_redirect: &str) -> Self {
        Self {
            secret: SECRET.into(),
            login_redirect: login_redirect.into(),
            query_name: None,
            path_logout: None,
        }
    }

    fn auth(self) -> Auth<Self> {
        let auth = Auth::builder(self).users(Users).clock(FrozenClock::at(NOW));
        auth.build().unwrap()
    }
}

#[protected]
async fn page(claims: Claims) -> String {
    claims.subject().to_owned()
}

/// Its token has another name in the query.
#[protected(query_name = "ticket")]
async fn with_ticket() {}

#[protected(login_redirect = "/vault/login")]
async fn vault() {}

#[public]
async fn login_page(form: LoginForm) -> (LoginForm, String) {
    let next = form.next().unwrap_or("nowhere").to_owned();
    let page = format!("{} {next}", form.csrf_token());
    (form, page)
}

fn pages<S: Clone + Send + Sync + 'static>(auth: &Auth<Site>) -> GuardedRouter<S> {
    GuardedRouter::new()
        .route("/", get(page))
        .route("/protected", get(page).post(page))
        .route("/{*page}", get(page))
        .with_state(auth.clone())
}

fn app(config: Site) -> GuardedRouter {
    let auth = config.auth();
    GuardedRouter::new()
        .nest("/nested", pages(&auth))
        .nest("/auth", auth.endpoints())
        .route("/ticket", get(with_ticket))
        .route("/vault", get(vault))
        .route("/login", get(login_page))
        .route("/logout", get(page))
        .route("/protected", get(page).post(page))
        .route("/{*page}", get(page))
        .with_state(auth)
}

fn ask(method: Method, uri: &str) -> Request<Body> {
    let request = Request::builder().method(method).uri(uri);
    let request = request
        .header(HOST, "site.example.com")
        .header(ACCEPT, "text/html");
    request.body(Body::empty()).unwrap()
}

async fn location(app: &GuardedRouter, uri: &str) -> String {
    let answer = send(app, ask(Method::GET, uri)).await;
    assert_eq!(answer.status, 303, "{uri}: {}", answer.body);
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    answer.header(LOCATION).unwrap().to_owned()
}

#[tokio::test]
async fn the_login_page_is_told_which_page_was_asked_for() {
    let app = app(Site::at("/login"));
    for (asked, told) in [
        ("/protected?a=b", "/login?next=%2Fprotected%3Fa%3Db"),
        ("/protected", "/login?next=%2Fprotected"),
        ("/protected?", "/login?next=%2Fprotected"),
        (
            "/nested/protected?a=b",
            "/login?next=%2Fnested%2Fprotected%3Fa%3Db",
        ),
        ("/nested", "/login?next=%2Fnested"),
        (
            "/a%20b?c=%26&d=%2F",
            "/login?next=%2Fa%2520b%3Fc%3D%2526%26d%3D%252F",
        ),
        ("/a?next=%2Fb", "/login?next=%2Fa%3Fnext%3D%252Fb"),
        (
            "https://site.example.com/protected?a=b",
            "/login?next=%2Fprotected%3Fa%3Db",
        ),
        ("https://evil.example/protected", "/login?next=%2Fprotected"),
    ] {
        assert_eq!(location(&app, asked).await, told, "{asked}");
    }
    let answer = send(&app, ask(Method::HEAD, "/protected?a=b")).await;
    assert_eq!(
        answer.header(LOCATION),
        Some("/login?next=%2Fprotected%3Fa%3Db")
    );
}

#[tokio::test]
async fn the_whole_path_is_told_below_every_kind_of_nesting() {
    let told = "/login?next=%2Fouter%2Finner%2Fprotected%3Fa%3Db";
    let asked = "/outer/inner/protected?a=b";
    let auth = Site::at("/login").auth();
    let guarded: GuardedRouter = GuardedRouter::new().nest("/inner", pages(&auth));
    let twice = GuardedRouter::new().nest("/outer", guarded);
    assert_eq!(location(&twice, asked).await, told);

    let handler = axum::routing::get(page);
    let plain: axum::Router<Auth<Site>> = axum::Router::new().route("/protected", handler);
    let plain = axum::Router::new()
        .nest("/inner", plain)
        .layer(auth.layer());
    let plain: axum::Router = axum::Router::new().nest("/outer", plain).with_state(auth);
    let plain = GuardedRouter::new().merge_unguarded(plain);
    assert_eq!(location(&plain, asked).await, told);
}

#[tokio::test]
async fn what_could_lead_elsewhere_or_is_too_long_is_not_told() {
    let app = app(Site::at("/login"));
    let long = |length: usize| format!("/{}", "a".repeat(length - 1));
    for asked in [
        "//evil.example",
        "//evil.example/protected",
        "///evil.example",
        "/a?b=\\evil",
        &long(2049),
        &format!("/a?{}", "b".repeat(10_000)),
    ] {
        assert_eq!(location(&app, asked).await, "/login", "{asked:.40}");
    }
    let longest = long(2048);
    let told = location(&app, &longest).await;
    assert_eq!(told, format!("/login?next=%2F{}", &longest[1..]));
}

#[tokio::test]
async fn a_request_that_changes_something_is_not_resumed() {
    let app = app(Site::at("/login"));
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let answer = send(&app, ask(method.clone(), "/protected")).await;
        assert!(
            answer.status.is_client_error(),
            "{method}: {}",
            answer.status
        );
        assert_eq!(answer.header(LOCATION), None);
    }
}

#[tokio::test]
async fn a_login_page_with_a_query_or_a_fragment_of_its_own_keeps_it() {
    for (page, told) in [
        ("/login?lang=de", "/login?lang=de&next=%2Fprotected"),
        ("/login#form", "/login?next=%2Fprotected#form"),
        (
            "/login?lang=de#form",
            "/login?lang=de&next=%2Fprotected#form",
        ),
        ("/login?next=/home", "/login?next=%2Fprotected"),
        ("/#/login", "/?next=%2Fprotected#/login"),
    ] {
        assert_eq!(location(&app(Site::at(page)), "/protected").await, told);
    }
    let app = app(Site::at("/login"));
    assert_eq!(location(&app, "/vault").await, "/vault/login?next=%2Fvault");
    let elsewhere = Auth::builder(Site::at("https://login.example.com/"))
        .users(Users)
        .build();
    assert!(
        elsewhere
            .unwrap_err()
            .to_string()
            .contains("`login_redirect`")
    );
}

#[tokio::test]
async fn the_login_page_itself_and_a_logout_are_not_told() {
    let config = Site {
        path_logout: Some("/bye".into()),
        ..Site::at("/sign-in?lang=de")
    };
    let app = app(config);
    for asked in [
        "/sign-in",
        "/sign-in/",
        "/sign-in?next=%2Fa",
        "/bye",
        "/me/bye/",
        "/auth/bye",
        "/logout-all",
    ] {
        let answer = send(&app, ask(Method::GET, asked)).await;
        if asked == "/auth/bye" {
            assert_eq!(answer.status, 405, "{asked}");
        } else {
            assert_eq!(answer.header(LOCATION), Some("/sign-in?lang=de"), "{asked}");
        }
    }
    assert_eq!(
        location(&app, "/logout").await,
        "/sign-in?lang=de&next=%2Flogout"
    );
    assert_eq!(
        location(&self::app(Site::at("/login")), "/logout?a=b").await,
        "/login"
    );
}

#[tokio::test]
async fn a_token_in_the_query_goes_into_no_redirect() {
    let told = async |config: Site, asked: &str| location(&app(config), asked).await;
    let site = || Site::at("/login");
    let named = || Site {
        query_name: Some("jwt".into()),
        ..site()
    };
    for (config, asked, expected) in [
        (
            site(),
            "/protected?access_token=a.b.c",
            "/login?next=%2Fprotected",
        ),
        (
            site(),
            "/protected?x=1&access_token=a.b.c&y=2",
            "/login?next=%2Fprotected%3Fx%3D1%26y%3D2",
        ),
        (
            site(),
            "/protected?access%5Ftoken=a.b.c",
            "/login?next=%2Fprotected",
        ),
        (
            named(),
            "/protected?jwt=a.b.c&access_token=1",
            "/login?next=%2Fprotected%3Faccess_token%3D1",
        ),
        (site(), "/ticket?ticket=a.b.c", "/login?next=%2Fticket"),
        (
            site(),
            "/ticket?ticket=a.b.c&access_token=d.e.f",
            "/login?next=%2Fticket",
        ),
        (
            site(),
            "/protected?refresh_token=a.b.c",
            "/login?next=%2Fprotected",
        ),
    ] {
        assert_eq!(told(config, asked).await, expected, "{asked}");
    }
    // Nor does one whose name the hook gave.
    let hooked = Auth::builder(site())
        .users(Users)
        .clock(FrozenClock::at(NOW))
        .request_settings(|_| RequestSettings::new().query_name("key"))
        .build()
        .unwrap();
    let told = location(&pages(&hooked), "/protected?key=a.b.c&access_token=d.e.f&z").await;
    assert_eq!(told, "/login?next=%2Fprotected%3Fz");
}

#[tokio::test]
async fn a_browser_comes_back_to_the_page_that_it_asked_for() {
    let app = app(Site::at("/login"));
    for asked in [
        "/protected?a=b&c=%26",
        "/nested/protected?q=%22%3E",
        "/a%20b",
    ] {
        let mut browser = Browser::at("site.example.com", &app);
        let request = browser
            .request(Method::GET, asked)
            .header(ACCEPT, "text/html");
        let sent = browser.send(request, "").await;
        let login = sent.header(LOCATION).unwrap().to_owned();
        // First with wrong credentials, which lead to the login page again.
        let mut login = login;
        for (password, is_last) in [("wrong", false), ("secret", true)] {
            let page = browser.get(&login).await.body;
            let (value, next) = page.split_once(' ').unwrap();
            assert_eq!(next, asked);
            let next = next.replace('%', "%25").replace('&', "%26");
            let fields = format!("username=ada&password={password}&csrf_token={value}&next={next}");
            let answer = browser.submit(OURS, "/auth", &fields).await;
            login = answer.header(LOCATION).unwrap().to_owned();
            assert_eq!(login == asked, is_last, "{login}");
        }
        assert_eq!(browser.get(asked).await.body, "1");
    }
}

#[tokio::test]
async fn a_login_form_hands_on_no_target_that_is_elsewhere_or_ends_an_attribute() {
    let app = app(Site::at("/login"));
    for (query, next) in [
        ("next=%2Fa%3Fb%3Dc%26d%23e", "/a?b=c&d#e"),
        (
            "next=%2F%22%3E%3Cscript%3E%27%60",
            "/%22%3E%3Cscript%3E%27%60",
        ),
        // In a link, `//evil.example` is another host.
        (
            "next=%2F%26sol%3Bevil.example%2F%26%2347%3B%3Fa%26b%23c%26d",
            "/%26sol;evil.example/%26#47;?a&b#c&d",
        ),
        ("next=%2F%26Tab%3B%2Fevil.example", "/%26Tab;/evil.example"),
        ("error=invalid_grant&next=%2Fa", "/a"),
        ("next=%2Fa&next=%2Fb", "nowhere"),
        ("next=", "nowhere"),
        ("", "nowhere"),
        ("next=%2F%2Fevil.example", "nowhere"),
        ("next=%2F%5Cevil.example", "nowhere"),
        ("next=https%3A%2F%2Fevil.example", "nowhere"),
        ("next=javascript%3Aalert(1)", "nowhere"),
        ("next=%2Fa%0D%0Ab", "nowhere"),
        (&format!("next=%2F{}", "a".repeat(2048)), "nowhere"),
    ] {
        let answer = send(&app, get_request(&format!("/login?{query}"))).await;
        let (_, told) = answer.body.split_once(' ').unwrap();
        assert_eq!(told, next, "{query}");
    }
}
