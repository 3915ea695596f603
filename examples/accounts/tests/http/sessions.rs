//! The list of a user's sessions, and the end of one of them.

use serde_json::json;

use crate::fixtures::Service;

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn a_user_sees_the_sessions_and_ends_one() {
    let service = Service::start().await;
    let other = service.register(ADA).await;
    let own = service.access(ADA).await;
    let list = service.get_as(&own, "/sessions").await.json();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 2);
    let (current, others): (Vec<_>, Vec<_>) =
        list.iter().partition(|one| one["is_current"] == true);
    assert_eq!((current.len(), others.len()), (1, 1));
    let end = json!({"id": others[0]["id"]});
    let done = service.post_as(&own, "/sessions/end", end.clone()).await;
    assert_eq!(done.status, 204, "{}", done.body);
    assert!(!service.accepts(&other.text("access_token")).await);
    let refresh = json!({"refresh_token": other.text("refresh_token")});
    assert_eq!(service.post("/auth/refresh", refresh).await.status, 401);
    assert!(service.accepts(&own).await);
    let list = service.get_as(&own, "/sessions").await.json();
    assert_eq!(list.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_user_cannot_end_a_session_of_another() {
    let service = Service::start().await;
    let ada = service.register(ADA).await.text("access_token");
    let eve = service
        .register("eve@example.com")
        .await
        .text("access_token");
    let list = service.get_as(&ada, "/sessions").await.json();
    let end = json!({"id": list[0]["id"]});
    assert_eq!(
        service.post_as(&eve, "/sessions/end", end).await.status,
        404
    );
    assert!(service.accepts(&ada).await);
    let list = service.get_as(&eve, "/sessions").await.json();
    assert_eq!(list.as_array().unwrap().len(), 1, "nor see it");
}

#[tokio::test]
async fn a_browser_ends_the_session_of_another_browser() {
    let service = Service::start().await;
    service.register(ADA).await;
    let (mut phone, mut laptop) = (service.browser(), service.browser());
    phone.agent = "Phone";
    for browser in [&mut phone, &mut laptop] {
        let fields = [("email", ADA), ("password", crate::fixtures::PASSWORD)];
        assert_eq!(browser.post("/sign-in", &fields).await.location(), "/");
    }
    let page = laptop.get("/").await.body;
    let (_, after) = page.split_once("Phone").expect("the list has the phone");
    let (_, id) = after.split_once("name=\"id\" value=\"").unwrap();
    let id = id.split('"').next().unwrap();
    let ended = laptop.submit("/sessions/end", &[("id", id)]).await;
    assert_eq!(ended.location(), "/?done=session");
    assert!(!phone.is_signed_in().await);
    assert!(laptop.is_signed_in().await);
}
