//! The locations of a refresh token in a request.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CACHE_CONTROL, COOKIE};
use jwt_guard::session::MemoryStore;
use serde_json::{Value, json};

use crate::fixtures::app::{Answer, send};
use crate::sessions::service::{Service, Tokens};

const HOW: &str = "the request has no refresh token: send it as the member";

/// A request without a body, with this query.
async fn ask(service: &Service, path: &str, query: &str) -> Answer {
    let path = format!("/auth/{path}?{query}");
    service.post(&path, None, &Value::Null).await
}

#[tokio::test]
async fn a_refresh_token_stands_in_the_query_where_tokens_may_stand_there() {
    for (places, status) in [
        (json!(["header"]), 400),
        (json!(["header", "json", "form"]), 400),
        (json!(["header", "query"]), 200),
        (json!(["query strict"]), 200),
        (json!(["query", "cookie"]), 200),
    ] {
        let settings = json!({"token_from": places, "token_delivery": "body"});
        let service = Service::new(settings);
        let tokens = service.log_in().await;
        let query = format!("refresh_token={}", tokens.refresh);
        let answer = ask(&service, "refresh", &query).await;
        assert_eq!(answer.status, status, "{places}: {}", answer.body);
        assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"), "{places}");
        if status == 200 {
            let second = Tokens::of(&answer.json());
            assert_ne!(second.refresh, tokens.refresh);
            service.refreshed(&second.refresh).await;
        }
    }
}

#[tokio::test]
async fn the_parameter_has_a_name_and_a_prefix() {
    let service = Service::new(json!({
        "token_from": ["query"], "query_name": "jwt", "query_refresh_name": "jwt",
        "query_refresh_prefix": "Bearer ",
    }));
    let tokens = service.log_in().await;
    let refresh = &tokens.refresh;
    for (query, status, error) in [
        (format!("refresh_token={refresh}"), 400, "invalid_request"),
        (format!("jwt={refresh}"), 400, "invalid_request"),
        (
            format!("jwt=Bearer%20{refresh}&jwt=Bearer%20{refresh}"),
            400,
            "invalid_request",
        ),
        ("jwt=".to_owned(), 400, "invalid_request"),
        ("jwt=Bearer+".to_owned(), 400, "invalid_request"),
        ("jwt=Bearer+x".to_owned(), 401, "invalid_grant"),
    ] {
        let answer = ask(&service, "refresh", &query).await;
        assert_eq!(answer.status, status, "{query}: {}", answer.body);
        assert_eq!(answer.json()["error"], error, "{query}");
        assert_eq!(answer.challenge().is_some(), status == 401, "{query}");
        assert!(!answer.body.contains(refresh.as_str()), "{}", answer.body);
    }
    let answer = ask(&service, "refresh", &format!("jwt=Bearer+{refresh}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn one_in_the_query_beats_the_cookie_and_needs_no_value_of_a_session() {
    let service =
        Service::new(json!({"token_from": ["cookie", "query"], "token_delivery": "both"}));
    let (mine, other) = (service.log_in().await, service.log_in().await);
    let request = |query: &str| {
        Request::post(format!("/auth/refresh?{query}"))
            .header(COOKIE, format!("__Host-refresh_token={}", other.refresh))
            .body(Body::empty())
            .unwrap()
    };
    let query = format!("refresh_token={}", mine.refresh);
    let answer = send(&service.app, request(&query)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let renewed = Tokens::of(&answer.json()).claims();
    assert_eq!(renewed["sid"], mine.claims()["sid"]);
    // That of the cookie needs one.
    assert_eq!(send(&service.app, request("")).await.status, 403);
}

#[tokio::test]
async fn two_refresh_tokens_that_were_sent_on_purpose_are_refused() {
    let service = Service::new(json!({"token_from": ["header", "query"]}));
    let tokens = service.log_in().await;
    let path = format!("/auth/refresh?refresh_token={}", tokens.refresh);
    let body = json!({"refresh_token": tokens.refresh});
    let fields = format!("refresh_token={}", tokens.refresh);
    for answer in [
        service.post(&path, None, &body).await,
        service.form(&path, &fields).await,
    ] {
        assert_eq!(answer.status, 400);
        let refused = answer.json();
        assert_eq!(refused["error"], "invalid_request");
        let description = refused["error_description"].as_str().unwrap();
        assert_eq!(
            description,
            "the request has a refresh token in its body and one in its query; send one"
        );
    }
    // One of the two is enough, and neither was used up.
    let without = json!({"refresh_token": ""});
    assert_eq!(service.post(&path, None, &without).await.status, 200);
}

#[tokio::test]
async fn a_body_has_names_of_its_own_for_it_and_answers_keep_theirs() {
    let service = Service::new(json!({
        "refresh_token_key": "renewal", "json_refresh_key": "json", "form_refresh_key": "form",
    }));
    let credentials = json!({"username": "ada", "password": "secret"});
    let refresh = |answer: &Answer| answer.json()["renewal"].as_str().unwrap().to_owned();
    let login = service.post("/auth", None, &credentials).await;
    let token = refresh(&login);
    for name in ["renewal", "refresh_token", "form"] {
        let answer = service
            .post("/auth/refresh", None, &json!({name: token}))
            .await;
        assert_eq!(answer.status, 400, "{name}");
    }
    let answer = service
        .post("/auth/refresh", None, &json!({"json": token}))
        .await;
    assert_eq!(answer.status, 200);
    let token = refresh(&answer);
    for name in ["renewal", "refresh_token", "json"] {
        let answer = service
            .form("/auth/refresh", &format!("{name}={token}"))
            .await;
        assert_eq!(answer.status, 400, "{name}");
    }
    let answer = service
        .form("/auth/refresh", &format!("form={token}"))
        .await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn the_member_of_answers_is_that_of_requests_too_unless_they_have_their_own() {
    let service = Service::new(json!({"refresh_token_key": "renewal"}));
    let credentials = json!({"username": "ada", "password": "secret"});
    let login = service.post("/auth", None, &credentials).await.json();
    let body = json!({"renewal": login["renewal"]});
    let answer = service.post("/auth/refresh", None, &body).await;
    assert_eq!(answer.status, 200);
    let token = answer.json()["renewal"].as_str().unwrap().to_owned();
    let answer = service
        .form("/auth/refresh", &format!("renewal={token}"))
        .await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_refusal_names_the_places_that_are_read() {
    for (settings, rest) in [
        (
            json!({}),
            "`refresh_token` of a JSON body, as the form field `refresh_token`, or as `Authorization: Bearer <token>`",
        ),
        (
            json!({"refresh_token_key": "a", "json_refresh_key": "b"}),
            "`b` of a JSON body, as the form field `a`, or as `Authorization: Bearer <token>`",
        ),
        (
            json!({"refresh_requires_access": "on"}),
            "`refresh_token` of a JSON body, or as the form field `refresh_token`",
        ),
        (
            json!({"token_from": ["query"], "query_refresh_name": "c", "form_refresh_key": "d"}),
            "`refresh_token` of a JSON body, as the form field `d`, or as the query parameter `c`",
        ),
    ] {
        let service = Service::new(settings);
        let answer = service.post("/auth/refresh", None, &json!({})).await;
        assert_eq!(answer.status, 400);
        let description = &answer.json()["error_description"];
        assert_eq!(description, &json!(format!("{HOW} {rest}")));
    }
}

#[tokio::test]
async fn a_refresh_token_in_the_query_logs_out_and_is_none_of_revoke() {
    let service = Service::new(json!({"token_from": ["header", "query"]}));
    let tokens = service.log_in().await;
    let query = format!("refresh_token={}", tokens.refresh);
    let answer = ask(&service, "revoke", &query).await;
    assert_eq!(answer.status, 400, "its parameter is `token` (RFC 7009)");
    assert_eq!(service.status(&tokens).await, 200);
    let answer = ask(&service, "logout", &query).await;
    assert_eq!((answer.status.as_u16(), &*answer.body), (204, ""));
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    assert_eq!(service.status(&tokens).await, 401);
}

#[tokio::test]
async fn what_is_beside_the_token_of_a_revocation_is_not_looked_at() {
    let service = Service::new(json!({"token_from": ["header", "query"]}));
    let tokens = service.log_in().await;
    let body = json!({"token": tokens.refresh, "refresh_token": 1});
    let path = "/auth/revoke?refresh_token=a&refresh_token=b";
    assert_eq!(service.post(path, None, &body).await.status, 200);
    assert_eq!(service.status(&tokens).await, 401);
}

#[tokio::test]
async fn the_access_token_that_must_come_along_may_stand_beside_it() {
    let service = Service::new(json!({"token_from": ["query"], "refresh_requires_access": "on"}));
    let tokens = service.log_in().await;
    let refresh = format!("refresh_token={}", tokens.refresh);
    assert_eq!(ask(&service, "refresh", &refresh).await.status, 401);
    let both = format!("{refresh}&access_token={}", tokens.access);
    assert_eq!(ask(&service, "refresh", &both).await.status, 200);
}

#[test]
fn two_tokens_that_come_together_have_two_names() {
    for (settings, expected) in [
        (
            json!({"token_from": ["query"], "query_name": "jwt", "query_refresh_name": "jwt"}),
            "`query_refresh_name` (field `query_refresh_name`): found `jwt`, as in `query_name`",
        ),
        (
            json!({"token_from": ["json"], "json_key": "refresh_token"}),
            "`json_key` (field `json_key`): found `refresh_token`, as in `json_refresh_key`",
        ),
        (
            json!({"token_from": ["form"], "form_key": "a", "form_refresh_key": "a"}),
            "`form_refresh_key` (field `form_refresh_key`): found `a`, as in `form_key`",
        ),
    ] {
        let error = |required: &str| {
            let mut settings = settings.clone();
            settings["refresh_requires_access"] = json!(required);
            Service::try_with_store(settings, MemoryStore::new()).err()
        };
        let refused = error("on").expect("one name for two tokens").to_string();
        assert!(refused.contains(expected), "{refused}");
        assert!(error("off").is_none());
        if settings.get("query_refresh_name").is_none() {
            let mut elsewhere = settings.clone();
            elsewhere["token_from"] = json!(["header"]);
            elsewhere["refresh_requires_access"] = json!("on");
            let service = Service::try_with_store(elsewhere, MemoryStore::new());
            assert!(service.is_ok(), "{settings}");
        }
    }
}

#[test]
fn what_is_said_of_a_query_in_which_no_token_is_looked_for_has_no_effect() {
    for name in ["query_refresh_name", "query_refresh_prefix"] {
        let start = |places: Value| {
            let settings = json!({"token_from": places, name: "renewal"});
            Service::try_with_store(settings, MemoryStore::new())
        };
        for places in [json!(["header"]), json!(["cookie", "json", "form"])] {
            let refused = start(places.clone()).err();
            let refused = refused.unwrap_or_else(|| panic!("{places} and `{name}` are accepted"));
            let expected = format!(
                "`{name}` (field `{name}`): found a value, while no token is read from the query"
            );
            assert!(refused.to_string().contains(&expected), "{refused}");
        }
        assert!(start(json!(["header", "query strict"])).is_ok(), "{name}");
    }
}

#[test]
fn a_refresh_token_has_a_name_that_nothing_beside_it_has() {
    for (settings, name) in [
        (json!({"json_refresh_key": "scope"}), "json_refresh_key"),
        (json!({"form_refresh_key": "next"}), "form_refresh_key"),
        (
            json!({"form_refresh_key": "csrf_token"}),
            "form_refresh_key",
        ),
        (
            json!({"token_from": ["cookie"], "csrf_refresh_field": "a", "json_refresh_key": "a"}),
            "json_refresh_key",
        ),
        // Names that others inherit.
        (json!({"refresh_token_key": "next"}), "refresh_token_key"),
        (
            json!({"refresh_token_key": "csrf_token"}),
            "refresh_token_key",
        ),
        (
            json!({"refresh_token_key": "a", "json_refresh_key": "b", "csrf_field": "a"}),
            "refresh_token_key",
        ),
        (json!({"csrf_field": "refresh_token"}), "csrf_field"),
        (
            json!({"token_from": ["cookie"], "csrf_refresh_field": "refresh_token", "csrf_field": "a"}),
            "csrf_refresh_field",
        ),
    ] {
        let refused = Service::try_with_store(settings.clone(), MemoryStore::new()).err();
        let refused = refused.unwrap_or_else(|| panic!("{settings} is accepted"));
        let refused = refused.to_string();
        let expected = format!(
            "`{name}` (field `{name}`): found `{}`, which is another member of a request with a refresh token",
            settings[name].as_str().unwrap()
        );
        assert_eq!(refused.matches(&expected).count(), 1, "{refused}");
        assert_eq!(refused.matches("another member").count(), 1, "{refused}");
    }
}

#[test]
fn what_is_in_no_request_with_a_refresh_token_takes_no_name_from_it() {
    for settings in [
        // Only forms have the target of the redirect.
        json!({"json_refresh_key": "next"}),
        json!({"refresh_token_key": "next", "form_refresh_key": "renewal"}),
        json!({"csrf_field": "refresh_token", "refresh_token_key": "renewal"}),
        json!({"csrf_field": "refresh_token", "refresh": "off"}),
        json!({"csrf_field": "scope"}),
    ] {
        let service = Service::try_with_store(settings.clone(), MemoryStore::new());
        assert!(service.is_ok(), "{settings}");
    }
}
