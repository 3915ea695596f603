//! Administration.

use serde_json::json;

use crate::fixtures::{PASSWORD, Service};

const ADA: &str = "ada@example.com";
const ROOT: &str = "root@example.com";

/// The service, and access tokens of an admin and of another user.
async fn start() -> (Service, String, String) {
    let service = Service::start().await;
    service.register(ROOT).await;
    service.make_admin(ROOT).await;
    let ada = service.register(ADA).await.text("access_token");
    let root = service.access(ROOT).await;
    (service, root, ada)
}

#[tokio::test]
async fn admins_list_users_and_others_do_not() {
    let (service, root, ada) = start().await;
    let list = service.get_as(&root, "/users").await.json();
    let emails: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["email"].clone())
        .collect();
    assert_eq!(emails, [ADA, ROOT]);
    assert!(list[0].get("password_hash").is_none());
    assert_eq!(service.get_as(&ada, "/users").await.status, 403);
    for path in ["/users/deactivate", "/users/activate"] {
        let refused = service.post_as(&ada, path, json!({"id": 1})).await;
        assert_eq!(refused.status, 403, "{path}");
    }
    assert_eq!(
        service
            .post("/users/deactivate", json!({"id": 1}))
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn a_deactivated_user_is_out_at_once() {
    let (service, root, ada) = start().await;
    let other = service.sign_in(ADA, PASSWORD).await;
    let link = service.link("/link", ADA).await;
    let reset = service.link("/forgot", ADA).await;
    let list = service.get_as(&root, "/users").await.json();
    let id = json!({"id": list[0]["id"]});
    let done = service
        .post_as(&root, "/users/deactivate", id.clone())
        .await;
    assert_eq!(done.status, 204, "{}", done.body);
    for access in [&ada, &other.text("access_token")] {
        assert!(!service.accepts(access).await);
    }
    let refresh = json!({"refresh_token": other.text("refresh_token")});
    assert_eq!(service.post("/auth/refresh", refresh).await.status, 401);
    let link = service.post("/link/open", json!({"token": link})).await;
    assert_eq!(link.status, 400);
    let reset = json!({"token": reset, "password": "another password"});
    assert_eq!(service.post("/reset", reset).await.status, 400);
    let refused = service.sign_in(ADA, PASSWORD).await;
    let unknown = service.sign_in("unknown@example.com", PASSWORD).await;
    assert_eq!(refused, unknown);
    for path in ["/register", "/forgot", "/link"] {
        assert_eq!(service.post(path, json!({"email": ADA})).await.status, 202);
    }
    assert!(service.outbox.after_a_while().await.is_empty());
    assert!(service.accepts(&root).await);
    let done = service.post_as(&root, "/users/activate", id).await;
    assert_eq!(done.status, 204);
    assert_eq!(service.sign_in(ADA, PASSWORD).await.status, 200);
    assert!(!service.accepts(&ada).await, "the old sessions stay ended");
}

#[tokio::test]
async fn an_unknown_user_cannot_be_deactivated() {
    let (service, root, _) = start().await;
    let refused = service
        .post_as(&root, "/users/deactivate", json!({"id": 99}))
        .await;
    assert_eq!(refused.status, 404);
}
