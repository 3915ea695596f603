//! Forms of a page that refresh, authenticate again and log out.

use super::*;

#[tokio::test]
async fn a_form_of_a_page_refreshes_and_leads_to_another_page() {
    let service = service(json!({"login_redirect": "/login", "refresh_ttl": "1h"}));
    let mut browser = logged_in(&service).await;
    let origin = browser.origin();
    let (value, before) = (browser.csrf(), browser.cookies[REFRESH].clone());
    for (next, target) in [
        ("%2Faccount", "/account"),
        ("https%3A%2F%2Fevil.example", "/"),
    ] {
        let fields = format!("csrf_token={value}&next={next}");
        let answer = browser.submit(&origin, "/auth/refresh", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(answer.header(LOCATION), Some(target));
        assert_ne!(browser.cookies[REFRESH], before);
    }
    service.at(3600);
    let dead = browser.cookies.clone();
    for (next, target) in [
        ("", "/login"),
        ("&next=%2Faccount", "/login?next=%2Faccount"),
        ("&next=https%3A%2F%2Fevil.example", "/login"),
    ] {
        browser.cookies.clone_from(&dead);
        let fields = format!("csrf_token={value}{next}");
        let answer = browser.submit(&origin, "/auth/refresh", &fields).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header(LOCATION)),
            (303, Some(target))
        );
        assert!(browser.cookies.is_empty());
    }
}

#[tokio::test]
async fn a_form_can_authenticate_again() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let origin = browser.origin();
    let fields = format!(
        "username=ada&password=secret&next=%2Fpay&csrf_token={}",
        browser.csrf()
    );
    let answer = browser
        .submit(&origin, "/auth/reauthenticate", &fields)
        .await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(answer.header(LOCATION), Some("/pay"));
    // The value of the session lives as long as the refresh token does.
    assert_eq!(cookie(&answer, "__Host-csrf_token"), "");
    let forged = "username=ada&password=secret&csrf_token=x";
    let answer = browser
        .submit(&origin, "/auth/reauthenticate", forged)
        .await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn a_form_with_files_refreshes_and_logs_out_with_the_value_in_its_first_field() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let form = |value: &str| {
        let head = "Content-Disposition: form-data; name=\"csrf_token\"";
        format!("--x\r\n{head}\r\n\r\n{value}\r\n--x--\r\n")
    };
    let right = form(&browser.csrf());
    for (path, body, status) in [
        ("/auth/refresh", form("x"), 403),
        ("/auth/refresh", "--x--\r\n".into(), 403),
        ("/auth/refresh", right.clone(), 303),
        ("/auth/logout", form("x"), 403),
        ("/auth/logout", right, 303),
    ] {
        let request = browser
            .request(Method::POST, path)
            .header(ORIGIN, browser.origin())
            .header(CONTENT_TYPE, "multipart/form-data; boundary=x");
        let answer = browser.send(request, &body).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
    assert!(browser.cookies.is_empty());
}
