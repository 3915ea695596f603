//! The page "Configuration".

use std::time::Duration;

use jwt_guard::guard::RequestSettings;
use serde::Deserialize;
use serde_json::from_value;

use super::*;

#[derive(AuthConfig, Deserialize)]
#[auth(preset = "sanic-jwt", users = Users)]
struct Api {
    #[auth(env = "SANIC_JWT_SECRET")]
    secret: Secret,
    #[auth(env = "SANIC_JWT_EXPIRATION_DELTA")]
    access_ttl: Option<String>,
    access_token_key: Option<String>,
}

async fn member_and_lifetime(api: Api) -> (String, i64) {
    let login = log_in(&app(&auth(api)), "user1").await;
    let [member] = &login.members()[..] else {
        panic!("{login:?}")
    };
    let exp = part(&login.text(member), 1)["exp"].as_i64().unwrap();
    (member.clone(), exp - NOW)
}

// "The Sanic way": variables of the environment, or a file.
#[tokio::test]
async fn the_sanic_way() {
    let variable = |name: &str| match name {
        "SANIC_JWT_SECRET" => Some(SECRET.into()),
        "SANIC_JWT_EXPIRATION_DELTA" => Some("600s".into()),
        _ => None,
    };
    let api = Api::from_vars(variable).unwrap();
    let expected = ("access_token".into(), 600);
    assert_eq!(member_and_lifetime(api).await, expected);
    let file = json!({"secret": SECRET, "access_token_key": "jwt"});
    let api = from_value(file).unwrap();
    assert_eq!(member_and_lifetime(api).await, ("jwt".into(), 1800));
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, access_token_key = "jwt")]
struct Inline {
    secret: Secret,
}

// "Inline at initialization".
#[tokio::test]
async fn inline_at_initialization() {
    let client = app(&auth(Inline { secret: secret() }));
    assert_eq!(log_in(&client, "user1").await.members(), ["jwt"]);
}

// "`Configuration` class", with attributes and `set_<setting>()`: a field is computed.
#[tokio::test]
async fn configuration_class() {
    let set_access_token_name = || ["j", "wt"].concat();
    let api = Api {
        secret: secret(),
        access_ttl: None,
        access_token_key: Some(set_access_token_name()),
    };
    assert_eq!(member_and_lifetime(api).await.0, "jwt");
}

// "`Configuration` class", `get_authorization_header(self, request)`.
#[tokio::test]
async fn get_setting_of_a_request() {
    let auth = Auth::builder(Inline { secret: secret() })
        .users(Users)
        .clock(FrozenClock::at(NOW))
        .request_settings(|request| {
            let name = request.headers.get("x-authorization-header");
            let name = name.and_then(|name| name.to_str().ok()?.parse().ok());
            match name {
                Some(name) => RequestSettings::new().header_name(name),
                None => RequestSettings::new(),
            }
        });
    let client = app(&auth.build().unwrap());
    let token = format!("Bearer {}", log_in(&client, "user1").await.text("jwt"));
    for (name, status) in [("authorization", 401), ("x-custom", 200)] {
        let request = axum::http::Request::get("/protected")
            .header("x-authorization-header", "x-custom")
            .header(name, &token);
        assert_eq!(client.send(request, "").await.status, status, "{name}");
    }
    assert_eq!(client.get("/protected", &token).await.status, 200);
}

// "Temporary override", `expiration_delta`: the lifetime of one token.
#[test]
fn temporary_override() {
    let auth = auth(Inline { secret: secret() });
    let token = auth.mint("1").ttl(Duration::from_secs(1440));
    let claims = part(&token.token().unwrap(), 1);
    assert_eq!(claims["exp"], NOW + 1440);
}

#[derive(AuthConfig)]
#[auth(
    preset = "sanic-jwt",
    users = Users,
    session_owner = "shop",
    access_token_key = "a",
    refresh_token_key = "r",
    scopes_claim = "grants",
    token_from(cookie),
    cookie_access_name = "ca",
    cookie_refresh_name = "cr",
    cookie_path = "/app",
    cookie_http_only = "off",
    cookie_same_site = "Strict",
    cookie_secure = "on",
    cookie_max_age = "10m"
)]
struct Renamed {
    secret: Secret,
}

// "Settings": names of members, claims and cookies, and the attributes of cookies.
#[tokio::test]
async fn settings() {
    let (auth, _) = auth_with_sessions(Renamed { secret: secret() });
    let login = log_in(&app(&auth), "user2").await;
    assert_eq!(login.members(), ["a", "r"]);
    let claims = part(&login.text("a"), 1);
    assert_eq!(names(&claims), ["exp", "grants", "user_id"]);
    let cookies = login.cookies();
    assert_eq!(cookies.len(), 2);
    for (cookie, name) in cookies.iter().zip(["ca=", "cr="]) {
        assert!(cookie.starts_with(name), "{cookie}");
        for attribute in ["Path=/app", "SameSite=Strict", "Secure", "Max-Age=600"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        // There, scripts can read the refresh token too.
        assert_eq!(cookie.contains("HttpOnly"), name == "cr=", "{cookie}");
    }
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, error_detail = "full")]
struct Debugged {
    secret: Secret,
}

// "Settings", `debug`.
#[tokio::test]
async fn debug() {
    let client = app(&auth(Debugged { secret: secret() }));
    for (authorization, reason) in [
        ("", "Authorization header not present."),
        ("Token x", "Authorization header is invalid."),
        ("Bearer x", "Not enough segments."),
    ] {
        let reply = client.get("/protected", authorization).await;
        assert_eq!(reply.seen(), (400, refused("Unauthorized", reason)));
    }
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, enforce = "dangerously-off")]
struct Unprotected {
    secret: Secret,
}

#[scoped("user")]
async fn scoped_route() {}

// "Settings", `do_protection`: there, the scoped route is a 403.
#[tokio::test]
async fn do_protection() {
    let auth = auth(Unprotected { secret: secret() });
    let app = GuardedRouter::new()
        .route("/protected", get(protected_route))
        .route("/scoped", get(scoped_route))
        .nest("/auth", auth.endpoints());
    let client = Client::of(app.with_state(auth));
    assert_eq!(client.get("/protected", "").await.status, 200);
    assert_eq!(client.get("/scoped", "").await.status, 401);
    let reply = client.get("/auth/verify", "Bearer a.b.c").await;
    assert_eq!(reply.seen(), (401, not_valid("Auth required.")));
}

/// Its default, and what the documentation has for one.
const WEAK: [&str; 2] = ["This is a big secret. Shhhhh", "XXXXXXXXXXXXXXXXXXXXXXXX"];

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users)]
struct Strong {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, short_secret = "dangerously-on")]
struct Short {
    secret: Secret,
}

// "Settings", `secret`: one that can be guessed does not start, unless a literal says so.
#[tokio::test]
async fn secret_setting() {
    for weak in WEAK {
        let strong = Auth::builder(Strong {
            secret: weak.into(),
        })
        .users(Users);
        assert!(strong.build().is_err());
        let client = app(&auth(Short {
            secret: weak.into(),
        }));
        let token = log_in(&client, "user1").await.bearer();
        assert_eq!(client.get("/protected", &token).await.status, 200);
    }
    let short = Auth::builder(Short { secret: "".into() }).users(Users);
    assert!(short.build().is_err());
}
