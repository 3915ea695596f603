//! The routers that take such a handler.

use super::*;

#[tokio::test]
async fn a_plain_router_takes_such_a_handler_too() {
    let service = service(json!({}));
    let app: Router = Router::new()
        .route("/renew", axum::routing::post(renew))
        .with_state(service.auth.clone());
    let tokens = service.log_in().await;
    let request = |token: &str| {
        Request::post("/renew")
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::empty())
            .unwrap()
    };
    for (token, status) in [(&tokens.refresh, 200), (&tokens.access, 401)] {
        let response = app.clone().oneshot(request(token)).await.unwrap();
        assert_eq!(response.status(), status);
    }
}

#[tokio::test]
async fn the_manifest_says_that_a_route_takes_a_refresh_token() {
    let service = service(json!({}));
    let manifest = service.app.manifest();
    let access = |path: &str| {
        let route = manifest.routes().iter().find(|route| route.path() == path);
        route.map(|route| route.access())
    };
    assert_eq!(access("/renew"), Some("refresh"));
    assert_eq!(access("/auth/refresh"), Some("refresh"));
    assert_eq!(access("/"), Some("protected"));
}

#[test]
fn a_router_with_such_a_handler_needs_refresh_tokens() {
    let problem = |service: Service| {
        let app = GuardedRouter::new()
            .route("/renew", post(renew))
            .with_state(service.auth);
        app.try_finish().err().map(|error| error.to_string())
    };
    let without = problem(Service::without_store(json!({}))).unwrap();
    assert!(without.contains("found no store"), "{without}");
    let off = Service::try_new(json!({"refresh": "off"}), Some(MemoryStore::new()));
    let off = problem(off.ok().unwrap()).unwrap();
    assert!(off.contains("found `refresh` off"), "{off}");
    assert_eq!(problem(Service::new(json!({}))), None);
}
