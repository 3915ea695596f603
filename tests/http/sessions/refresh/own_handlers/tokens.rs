//! Which tokens such a handler takes, and what it grants.

use super::*;

#[tokio::test]
async fn a_handler_gives_what_the_endpoint_gives() {
    for settings in [
        json!({}),
        json!({"refresh_format": "jwt"}),
        json!({"refresh_rotation": "off"}),
    ] {
        let service = service(settings.clone());
        let tokens = service.log_in().await;
        service.events();
        let stock = present(&service, "/auth/refresh", &tokens.refresh).await;
        assert_eq!(service.events(), ["refreshed 1"]);
        let other = service.log_in().await;
        service.events();
        let own = present(&service, "/renew", &other.refresh).await;
        assert_eq!(service.events(), ["refreshed 1"]);
        assert_eq!(own.status, 200, "{settings}: {}", own.body);
        let shape = |answer: &Answer| {
            let body = answer.json();
            let members: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
            let headers: Vec<_> = answer.headers.keys().cloned().collect();
            (answer.status, members, headers)
        };
        assert_eq!(shape(&own), shape(&stock), "{settings}");
        let claims = |answer: &Answer| {
            let mut claims = Tokens::of(&answer.json()).claims();
            for differing in ["jti", "sid"] {
                claims.as_object_mut().unwrap().remove(differing);
            }
            claims
        };
        assert_eq!(claims(&own), claims(&stock), "{settings}");
        let second = Tokens::of(&own.json());
        assert_eq!(second.claims()["sid"], other.claims()["sid"]);
        assert_eq!(service.status(&second).await, 200);
    }
}

#[tokio::test]
async fn the_token_of_a_session_that_keeps_it_is_used_again() {
    let service = service(json!({"refresh_idle_ttl": "1h"}));
    let tokens = service.log_in().await;
    // Longer than the session would last if these requests did not count as its use.
    for seconds in [30 * 60, 80 * 60, 130 * 60] {
        service.at(seconds);
        let answer = present(&service, "/renew-access", &tokens.refresh).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.json().get("refresh_token"), None);
        assert_eq!(service.status(&Tokens::of(&answer.json())).await, 200);
    }
    let next = service.refreshed(&tokens.refresh).await;
    assert_ne!(next.refresh, tokens.refresh);
}

#[tokio::test]
async fn a_token_that_was_exchanged_ends_its_session_at_every_handler() {
    for path in ["/renew", "/renew-access", "/whose"] {
        let service = service(json!({}));
        let first = service.log_in().await;
        let second = service.refreshed(&first.refresh).await;
        service.at(10);
        service.events();
        let answer = present(&service, path, &first.refresh).await;
        assert_eq!(answer.status, 401, "{path}: {}", answer.body);
        assert_eq!(answer.json()["error"], "invalid_grant");
        assert_eq!(service.events(), ["reused 1"], "{path}");
        assert_eq!(service.status(&second).await, 401, "{path}");
        assert_eq!(service.refresh(&second.refresh).await.status, 401);
    }
}

#[tokio::test]
async fn a_handler_that_grants_nothing_leaves_the_token_as_it_is() {
    let service = service(json!({}));
    let tokens = service.log_in().await;
    let began = NOW;
    service.at(60);
    for _ in 0..2 {
        let answer = present(&service, "/whose", &tokens.refresh).await;
        assert_eq!(answer.body, format!("1 1 {began} 1"));
    }
    service.refreshed(&tokens.refresh).await;
}

#[tokio::test]
async fn without_a_refresh_token_that_works_no_handler_runs() {
    let mut service = Service::new(json!({}));
    service.app = GuardedRouter::new()
        .route("/counted", post(counted))
        .with_state(service.auth.clone())
        .merge(service.app.clone());
    let tokens = service.log_in().await;
    let ended = service.log_in().await;
    service
        .post(
            "/auth/logout",
            None,
            &json!({"refresh_token": ended.refresh}),
        )
        .await;
    let answer = service.post("/counted", None, &Value::Null).await;
    assert_eq!(answer.status, 400, "{}", answer.body);
    assert!(answer.body.contains("`refresh_token`"), "{}", answer.body);
    // An access token does not stand for it, wherever it is.
    for token in [&tokens.access, &ended.refresh, "x"] {
        assert_eq!(present(&service, "/counted", token).await.status, 401);
        let bearer = service.post("/counted", Some(token), &Value::Null).await;
        assert_eq!(bearer.status, 401, "{}", bearer.body);
    }
    let nowhere = service
        .post(
            "/counted",
            Some(&tokens.access),
            &json!({"refresh_token": "x"}),
        )
        .await;
    assert_eq!(nowhere.status, 401);
    // Its user is gone, and so its session ends.
    let of_bob = service.log_in_as("bob").await;
    service.staff.known.lock().unwrap().exists = false;
    assert_eq!(
        present(&service, "/counted", &of_bob.refresh).await.status,
        401
    );
    service.staff.known.lock().unwrap().exists = true;
    assert_eq!(
        present(&service, "/counted", &of_bob.refresh).await.status,
        401
    );
    assert_eq!(RUNS.load(Ordering::SeqCst), 0);
    assert_eq!(
        present(&service, "/counted", &tokens.refresh).await.status,
        200
    );
    assert_eq!(RUNS.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn the_token_stands_where_the_endpoint_takes_it() {
    let service = service(json!({"token_from": ["header", "cookie", "query", "json", "form"]}));
    for location in ["header", "query", "json", "form"] {
        let tokens = service.log_in().await;
        let refresh = &tokens.refresh;
        let answer = match location {
            "header" => service.post("/renew", Some(refresh), &Value::Null).await,
            "query" => {
                let path = format!("/renew?refresh_token={refresh}");
                service.post(&path, None, &Value::Null).await
            }
            "json" => present(&service, "/renew", refresh).await,
            _ => {
                let fields = format!("refresh_token={refresh}");
                service.form("/renew", &fields).await
            }
        };
        assert_eq!(answer.status, 200, "{location}: {}", answer.body);
        let stale = service.refresh(refresh).await;
        let again = Tokens::of(&stale.json()).refresh;
        assert_eq!(again, Tokens::of(&answer.json()).refresh, "{location}");
    }
    let tokens = service.log_in().await;
    let twice = format!("/renew?refresh_token={0}&refresh_token={0}", tokens.refresh);
    let answer = service.post(&twice, None, &Value::Null).await;
    assert_eq!(answer.status, 400, "{}", answer.body);
}

#[tokio::test]
async fn the_access_token_of_the_session_comes_along_where_it_must() {
    let service = service(json!({"refresh_requires_access": "on"}));
    let (mine, other) = (service.log_in().await, service.log_in().await);
    let body = json!({"refresh_token": mine.refresh});
    service.at(3600);
    for (access, status) in [
        (None, 401),
        (Some(&other.access), 401),
        (Some(&mine.refresh), 401),
        // Expired, as it may be.
        (Some(&mine.access), 200),
    ] {
        for path in ["/whose", "/renew"] {
            let answer = service.post(path, access.map(String::as_str), &body).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_handler_narrows_the_scopes_and_never_widens_them() {
    let service = service(json!({}));
    let tokens = service.log_in().await;
    let narrowed = granted(&service, "/renew-for/report", &tokens.refresh).await;
    assert_eq!(narrowed.claims()["scope"], "report");
    assert_eq!(service.get("/report", &narrowed.access).await.status, 200);
    let none = granted(&service, "/renew-for/admin", &narrowed.refresh).await;
    assert!(!none.claims()["scope"].to_string().contains("admin"));
    assert_eq!(service.get("/report", &none.access).await.status, 403);
    // The session has all of its scopes at the next refresh.
    let all = granted(&service, "/renew", &none.refresh).await;
    assert_eq!(all.claims()["scope"], tokens.claims()["scope"]);
    // What the client asks for holds too.
    let body = json!({"refresh_token": all.refresh, "scope": "user:read"});
    let answer = service.post("/renew-for/report", None, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let both = Tokens::of(&answer.json());
    assert_eq!(service.get("/report", &both.access).await.status, 403);
}

#[tokio::test]
async fn a_handler_adds_members_to_the_payload_of_one_token() {
    let service = service(json!({}));
    service.staff.known.lock().unwrap().payload = Some(("team", "blue"));
    let tokens = service.log_in().await;
    let colored = granted(&service, "/renew-with-color", &tokens.refresh).await;
    assert_eq!(colored.claims()["color"], "green");
    assert_eq!(colored.claims()["team"], "blue");
    let plain = granted(&service, "/renew", &colored.refresh).await;
    assert_eq!(plain.claims().get("color"), None);
}

#[tokio::test]
async fn a_refusal_is_rendered_by_the_renderer_of_the_handler() {
    let service = service(json!({}));
    let answer = present(&service, "/renew-in-short", "x").await;
    assert_eq!(answer.status, 418);
    assert_eq!(answer.body, "invalid_grant Some(Refresh)");
    let answer = present(&service, "/renew", "x").await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn too_many_refreshes_of_a_session_are_refused_by_all_handlers_together() {
    let service = service(json!({"refreshes_per_minute": 3}));
    let tokens = service.log_in().await;
    for path in ["/renew-access", "/renew-access", "/renew-access"] {
        assert_eq!(present(&service, path, &tokens.refresh).await.status, 200);
    }
    for path in ["/renew-access", "/renew", "/auth/refresh"] {
        let answer = present(&service, path, &tokens.refresh).await;
        assert_eq!(answer.status, 429, "{path}: {}", answer.body);
    }
}
