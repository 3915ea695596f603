//! Locations that the hook sets for one request, and settings that start-up rejects.

use super::*;

#[tokio::test]
async fn the_hook_is_asked_once_for_each_request_and_beats_the_configuration() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let config = Places {
        secret: Some(SECRET.into()),
        audience: Some(vec!["a".into(), "b".into()]),
        ..Places::default()
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .request_settings(move |request| {
            count.fetch_add(1, Ordering::Relaxed);
            let settings = RequestSettings::new().realm("tenant");
            match request
                .headers
                .get("x-tenant")
                .and_then(|name| name.to_str().ok())
            {
                Some(tenant) => settings.audience([tenant]),
                None => settings,
            }
        })
        .build()
        .unwrap();
    let of_tenant = |tenant: &'static str, token: &str| {
        let mut request = get_with("/", token);
        request
            .headers_mut()
            .insert("x-tenant", tenant.parse().unwrap());
        request
    };
    let for_all = token_of(&auth);
    let for_a = auth.mint("1").audience(["a"]).token().unwrap();
    let app = app(&auth);
    assert_eq!(send(&app, get_with("/", &for_a)).await.status, 200);
    assert_eq!(send(&app, of_tenant("a", &for_a)).await.status, 200);
    assert_eq!(send(&app, of_tenant("b", &for_a)).await.status, 401);
    assert_eq!(send(&app, of_tenant("b", &for_all)).await.status, 200);
    assert_eq!(send(&app, of_tenant("c", &for_all)).await.status, 401);
    assert_eq!(asked.load(Ordering::Relaxed), 5);
    let answer = send(&app, get_request("/")).await;
    assert_eq!(answer.challenge(), Some(r#"Bearer realm="tenant""#));
}

#[tokio::test]
async fn the_hook_says_where_the_token_stands() {
    let config = Places {
        secret: Some(SECRET.into()),
        ..Places::default()
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .request_settings(|_| RequestSettings::new().token_from([LocationKind::Query]))
        .build()
        .unwrap();
    let (app, token) = (app(&auth), token_of(&auth));
    let in_query = get_request(&format!("/?access_token={token}"));
    assert_eq!(send(&app, in_query).await.status, 200);
    assert_eq!(send(&app, get_with("/", &token)).await.status, 401);
}

#[tokio::test]
async fn a_hook_with_an_invalid_setting_refuses_the_request() {
    let mistakes: [fn() -> RequestSettings; 11] = [
        || RequestSettings::new().audience([""; 0]),
        || RequestSettings::new().audience(["api", ""]),
        || RequestSettings::new().token_from([LocationKind::Header; 0]),
        || RequestSettings::new().token_from([LocationKind::Header, LocationKind::Header]),
        || RequestSettings::new().cookie_access_name("a b"),
        || RequestSettings::new().realm("a\"b"),
        || RequestSettings::new().issuer(""),
        || RequestSettings::new().query_name(""),
        || RequestSettings::new().json_key(""),
        || RequestSettings::new().form_key(""),
        || RequestSettings::new().realm("a\"b").realm("right"),
    ];
    for (index, mistake) in mistakes.into_iter().enumerate() {
        let config = Places {
            secret: Some(SECRET.into()),
            ..Places::default()
        };
        let auth = Auth::builder(config)
            .clock(FrozenClock::at(NOW))
            .request_settings(move |_| mistake())
            .build()
            .unwrap();
        let token = token_of(&auth);
        let answer = send(&app(&auth), get_with("/", &token)).await;
        assert_eq!(answer.status, 500, "{index}");
    }
}

#[test]
fn what_no_place_can_be_is_refused_at_the_start() {
    for (config, expected) in [
        (Places::from("header, header"), "`header` twice"),
        (Places::from("heder"), "did you mean `header`?"),
        (
            Places {
                header_name: Some("Cookie".into()),
                ..Places::default()
            },
            "has another meaning",
        ),
        (
            Places {
                header_name: Some("X Token".into()),
                ..Places::default()
            },
            "is not allowed",
        ),
        (
            Places {
                header_prefixes: Some(vec!["Bear er".into()]),
                ..Places::default()
            },
            "is not allowed",
        ),
        (
            Places {
                realm: Some("a\"b".into()),
                ..Places::default()
            },
            "cannot stand in a challenge",
        ),
    ] {
        let error = config.try_auth().unwrap_err().to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[tokio::test]
async fn the_hook_may_find_the_token_itself_and_then_no_place_is_looked_at() {
    let config = Places {
        secret: Some(SECRET.into()),
        ..Places::default()
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .request_settings(|request| {
            let path = request.uri.path();
            match path.strip_prefix("/of/") {
                Some(token) => RequestSettings::new().token(token),
                None => RequestSettings::new(),
            }
        })
        .build()
        .unwrap();
    let token = token_of(&auth);
    let app = GuardedRouter::new()
        .route("/", get(whoami))
        .route("/of/{*token}", get(whoami))
        .with_state(auth);
    for (request, status) in [
        (get_request(&format!("/of/{token}")), 200),
        (get_request("/of/a.b.c"), 401),
        (get_with("/of/a.b.c", &token), 401),
        (get_with("/", &token), 200),
        (get_request("/"), 401),
    ] {
        let path = request.uri().clone();
        assert_eq!(send(&app, request).await.status, status, "{path}");
    }
}
