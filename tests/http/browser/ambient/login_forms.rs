//! The values of login forms: an attacker cannot choose the one that a browser sends.

use serde_json::json;

use super::site::{LOGIN, Sent, Service, cleared, outcome, set, settings_of_domain};
use crate::fixtures::app::NOW;

fn send_form(value: &str, cookie: &str) -> Sent {
    let fields = format!("username=ada&password=secret&csrf_token={value}&next=/a");
    let form = Sent::post("/auth").form(&fields);
    form.cookie(format!("{LOGIN}={cookie}"))
}

async fn value_of(service: &Service) -> String {
    service.send(&Sent::get("/login")).await.body
}

#[tokio::test]
async fn a_planted_value_of_a_login_form_is_replaced() {
    let service = Service::of_domain();
    // The attacker has it from a form of their own, so that this service signed it.
    let planted = value_of(&service).await;
    let page = Sent::get("/login").cookie(format!("{LOGIN}={planted}"));
    let answer = service.send(&page).await;
    assert_ne!(answer.body, planted);
    assert_eq!(set(&answer), [(LOGIN.to_owned(), answer.body.clone())]);
    let forged = service.send(&send_form(&planted, &answer.body)).await;
    assert_eq!(outcome(&forged), "403 csrf_failed");
    let own = service.send(&send_form(&answer.body, &answer.body)).await;
    assert_eq!(own.status, 303);
}

#[tokio::test]
async fn a_login_uses_the_value_up() {
    let service = Service::of_domain();
    let value = value_of(&service).await;
    let answer = service.send(&send_form(&value, &value)).await;
    assert_eq!(answer.status, 303);
    assert_eq!(cleared(&answer), [LOGIN]);
    // So does one by a script.
    let login = super::site::log_in_for_cookies().cookie(format!("{LOGIN}={value}"));
    assert_eq!(cleared(&service.send(&login).await), [LOGIN]);
    // One that fails does not: the form is filled in again.
    let wrong = Sent::post("/auth")
        .form(&format!("username=ada&password=no&csrf_token={value}"))
        .cookie(format!("{LOGIN}={value}"));
    let answer = service.send(&wrong).await;
    assert_eq!(outcome(&answer), "303 to /login?error=invalid_grant");
}

#[tokio::test]
async fn a_value_is_good_for_an_hour() {
    let service = Service::of_domain();
    let value = value_of(&service).await;
    service.clock.set(NOW + 3600);
    assert_eq!(service.send(&send_form(&value, &value)).await.status, 303);
    service.clock.set(NOW + 3601);
    let answer = service.send(&send_form(&value, &value)).await;
    assert_eq!(outcome(&answer), "403 csrf_failed");
    // Nor can its time be changed.
    let later = value.replace(&format!(".{NOW}."), &format!(".{}.", NOW + 60));
    assert_ne!(later, value);
    let answer = service.send(&send_form(&later, &later)).await;
    assert_eq!(outcome(&answer), "403 csrf_failed");
}

#[tokio::test]
async fn a_browser_with_an_older_form_is_shown_the_page_again() {
    let service = Service::of_domain();
    let older = value_of(&service).await;
    let newer = value_of(&service).await;
    let form = send_form(&older, &newer);
    let answer = service.send(&form.clone().page()).await;
    assert_eq!(
        outcome(&answer),
        "303 to /login?error=csrf_failed&next=%2Fa"
    );
    // Not for a page of another origin, nor with a value that this service did not make.
    let forged = form.header("sec-fetch-site", "cross-site").page();
    assert_eq!(outcome(&service.send(&forged).await), "403 csrf_failed");
    let made_up = send_form("a.1.b", &newer).page();
    assert_eq!(outcome(&service.send(&made_up).await), "403 csrf_failed");
    let mut settings = settings_of_domain();
    settings["login_redirect"] = json!(null);
    let without_page = Service::new(settings);
    let answer = without_page.send(&send_form(&older, &newer).page()).await;
    assert_eq!(outcome(&answer), "403 csrf_failed");
}
