//! A middleware of a site whose tokens are in cookies: CSRF, revocation, and caches.

use super::*;

#[derive(AuthConfig)]
#[auth(issuer = "https://site.example.com", users = Users, claims = Membership, token_from(header, cookie), token_delivery = "cookie", revocation = "all")]
struct Site {
    secret: Secret,
}

struct Browser {
    app: GuardedRouter,
    cookies: String,
    csrf: String,
}

impl Browser {
    /// After a login, at a site with this middleware.
    async fn at(
        middleware: impl FnOnce(GuardedRouter<Auth<Site>>, &Auth<Site>) -> GuardedRouter<Auth<Site>>,
    ) -> Self {
        let auth = Auth::builder(Site {
            secret: SECRET.into(),
        })
        .users(Users)
        .store(MemoryStore::new())
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
        let routes = GuardedRouter::new()
            .route("/", any(hello))
            .route("/open", any(open))
            .nest("/auth", auth.endpoints());
        let app: GuardedRouter = middleware(routes, &auth).with_state(auth);
        let answer = send(&app, login()).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let set = answer.headers.get_all(SET_COOKIE).iter();
        let cookies: Vec<_> = set
            .filter_map(|cookie| cookie.to_str().unwrap().split(';').next())
            .map(str::to_owned)
            .collect();
        let csrf = cookies
            .iter()
            .find_map(|cookie| cookie.strip_prefix("__Host-csrf_token="));
        let csrf = csrf.unwrap().to_owned();
        Self {
            app,
            cookies: cookies.join("; "),
            csrf,
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "site.example.com")
            .header(COOKIE, &self.cookies)
    }
}

#[tokio::test]
async fn a_middleware_sees_no_claims_that_the_guard_refuses() {
    let browser = Browser::at(|routes, auth| routes.layer(auth.middleware(log_user))).await;
    let ada = Some("1".to_owned());
    let anonymous = Some("anonymous".to_owned());
    let get = browser.request("GET", "/").body(Body::empty()).unwrap();
    assert_eq!(seen(&browser.app, get).await, (200, ada.clone()));
    for (csrf, origin, status, expected) in [
        (Some(&*browser.csrf), None, 200, &ada),
        (None, None, 403, &anonymous),
        (Some("wrong"), None, 403, &anonymous),
        (
            Some(&*browser.csrf),
            Some("https://evil.example"),
            403,
            &anonymous,
        ),
    ] {
        for path in ["/", "/open"] {
            let mut post = browser.request("POST", path);
            if let Some(csrf) = csrf {
                post = post.header("x-csrf-token", csrf);
            }
            if let Some(origin) = origin {
                post = post.header(ORIGIN, origin);
            }
            let found = seen(&browser.app, post.body(Body::empty()).unwrap()).await;
            let status = if path == "/open" { 200 } else { status };
            assert_eq!(
                found,
                (status, expected.clone()),
                "{path} {csrf:?} {origin:?}"
            );
        }
    }
    // The value in a form is read by the layer in front of the middleware.
    let form = browser
        .request("POST", "/")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(format!("csrf_token={}", browser.csrf).into())
        .unwrap();
    assert_eq!(seen(&browser.app, form).await, (200, ada));
    let logout = browser
        .request("POST", "/auth/logout")
        .header("x-csrf-token", &browser.csrf)
        .body(Body::empty())
        .unwrap();
    assert_eq!(send(&browser.app, logout).await.status, 204);
    for (path, status) in [("/", 401), ("/open", 200)] {
        let revoked = browser.request("GET", path).body(Body::empty()).unwrap();
        assert_eq!(
            seen(&browser.app, revoked).await,
            (status, anonymous.clone())
        );
    }
}

#[tokio::test]
async fn responses_that_depend_on_a_middleware_are_kept_out_of_caches() {
    let browser = Browser::at(|routes, auth| routes.layer(auth.middleware(log_user))).await;
    let get = browser.request("GET", "/open").body(Body::empty()).unwrap();
    let answer = send(&browser.app, get).await;
    assert_eq!(answer.header("x-seen"), Some("1"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let varies = answer
        .headers
        .get_all("vary")
        .iter()
        .any(|names| names == "cookie");
    assert!(varies, "{:?}", answer.headers);
}

#[protected(token_from(json), csrf = "off")]
async fn of_body(body: String) -> String {
    body
}

/// The layer of a middleware reads no body for it: it does not know the handler.
#[tokio::test]
async fn a_handler_behind_a_middleware_keeps_its_own_places() {
    let browser = Browser::at(|routes, auth| {
        routes
            .route("/body", post(of_body))
            .layer(auth.middleware(log_user))
    })
    .await;
    let access = browser
        .cookies
        .split("; ")
        .find_map(|cookie| cookie.strip_prefix("__Host-access_token="));
    let body = json!({"access_token": access.unwrap()}).to_string();
    for (body, status) in [(body, 200), ("{}".into(), 401)] {
        let request = Request::post("/body").header(CONTENT_TYPE, "application/json");
        let found = seen(&browser.app, request.body(body.into()).unwrap()).await;
        assert_eq!(found, (status, Some("anonymous".into())));
    }
}

/// Nothing would keep its responses out of caches.
#[tokio::test]
async fn without_the_layer_a_middleware_refuses_where_cookies_are_read() {
    let auth = Auth::builder(Site {
        secret: SECRET.into(),
    })
    .users(Users)
    .store(MemoryStore::new())
    .build()
    .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/open", any(open))
        .layer(from_fn_with_state(auth.clone(), log_user))
        .with_state(auth);
    assert_eq!(seen(&app, get_request("/open")).await, (500, None));
}
