//! Two `Auth`s whose logins set cookies in one browser: only the names tell them apart.

use axum::http::StatusCode;
use jwt_guard::clock::FrozenClock;
use jwt_guard::guard::LoginForm;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;

use crate::fixtures::app::*;
use crate::fixtures::browser::Browser;

#[derive(AuthConfig, Default)]
#[auth(claims = Membership, users = Users, token_from(cookie), session_owner = "site")]
struct Site {
    secret: Option<Secret>,
    instance: Option<String>,
    csrf_cookie: Option<String>,
    cookie_access_name: Option<String>,
    cookie_refresh_name: Option<String>,
    refresh: Option<bool>,
}

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, token_from(cookie), instance = "admin", session_owner = "site")]
struct AdminSite {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, token_from(cookie), session_owner = "other")]
struct OtherSite {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct TwoSites {
    site: Auth<Site>,
    admin: Auth<AdminSite>,
}

// Even the secret is the same: whatever is mixed up is accepted.
fn auth<C: AuthConfig<Claims = Membership, Users = Users>>(config: C) -> Auth<C> {
    let auth = Auth::builder(config).users(Users).store(MemoryStore::new());
    auth.clock(FrozenClock::at(NOW)).build().unwrap()
}

fn site() -> Site {
    Site {
        secret: Some(SECRET.into()),
        ..Site::default()
    }
}

fn named(instance: &str) -> Site {
    Site {
        instance: Some(instance.into()),
        ..site()
    }
}

fn admin_site() -> AdminSite {
    AdminSite {
        secret: SECRET.into(),
    }
}

#[protected]
async fn area() {}

#[protected(auth = AdminSite)]
async fn admin_area() {}

#[public]
async fn login_page(form: LoginForm) -> (LoginForm, String) {
    let value = form.csrf_token().to_owned();
    (form, value)
}

#[public(auth = AdminSite)]
async fn admin_login_page(form: LoginForm<AdminSite>) -> (LoginForm<AdminSite>, String) {
    let value = form.csrf_token().to_owned();
    (form, value)
}

fn browser() -> Browser {
    let state = TwoSites {
        site: auth(site()),
        admin: auth(admin_site()),
    };
    let app = GuardedRouter::new()
        .route("/", get(area).post(area))
        .route("/login", get(login_page))
        .route("/admin", get(admin_area).post(admin_area))
        .route("/admin/login", get(admin_login_page))
        .nest("/auth", state.site.endpoints())
        .nest("/admin/auth", state.admin.endpoints())
        .with_state(state);
    Browser::at("site.example.com", &app)
}

async fn logged_in_to_both() -> Browser {
    let mut browser = browser();
    assert_eq!(browser.log_in().await.status, 200);
    assert_eq!(browser.log_in_at("/admin/auth").await.status, 200);
    browser
}

/// Where the browser gets in: to the site, and to its administration.
async fn gets_into(browser: &mut Browser) -> [bool; 2] {
    [
        browser.get("/").await.status == StatusCode::OK,
        browser.get("/admin").await.status == StatusCode::OK,
    ]
}

#[tokio::test]
async fn each_login_is_good_for_the_handlers_of_its_own_instance() {
    let mut browser = browser();
    browser.log_in().await;
    assert_eq!(gets_into(&mut browser).await, [true, false]);
    browser.log_in_at("/admin/auth").await;
    assert_eq!(gets_into(&mut browser).await, [true, true]);
    let names: Vec<_> = browser.cookies.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "__Host-access_token",
            "__Host-admin_access_token",
            "__Host-admin_csrf_token",
            "__Host-admin_refresh_token",
            "__Host-csrf_token",
            "__Host-refresh_token",
        ]
    );
}

#[tokio::test]
async fn logging_out_of_one_instance_keeps_the_session_of_the_other() {
    for (path, value, left) in [
        ("/auth/logout", "__Host-csrf_token", [false, true]),
        (
            "/admin/auth/logout",
            "__Host-admin_csrf_token",
            [true, false],
        ),
    ] {
        let mut browser = logged_in_to_both().await;
        let value = browser.cookies[value].clone();
        assert_eq!(browser.post(path, Some(&value)).await.status, 204, "{path}");
        assert_eq!(gets_into(&mut browser).await, left, "{path}");
        assert_eq!(browser.cookies.len(), 3, "{:?}", browser.cookies.keys());
    }
}

#[tokio::test]
async fn the_value_of_one_instance_is_none_for_the_other() {
    let mut browser = logged_in_to_both().await;
    let [value, admin] =
        ["__Host-csrf_token", "__Host-admin_csrf_token"].map(|name| browser.cookies[name].clone());
    assert_ne!(value, admin);
    for (path, value, status) in [
        ("/", &value, 200),
        ("/", &admin, 403),
        ("/admin", &admin, 200),
        ("/admin", &value, 403),
    ] {
        let answer = browser.post(path, Some(value)).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn each_instance_refreshes_its_own_session() {
    let mut browser = logged_in_to_both().await;
    let before = browser.cookies.clone();
    let value = before["__Host-admin_csrf_token"].clone();
    let answer = browser.post("/admin/auth/refresh", Some(&value)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let changed = |name: &str| browser.cookies[name] != before[name];
    assert!(changed("__Host-admin_refresh_token"));
    assert!(!changed("__Host-refresh_token"));
}

#[tokio::test]
async fn each_instance_has_a_login_form_of_its_own() {
    let mut browser = browser();
    browser.get("/login").await;
    let value = browser.get("/admin/login").await.body;
    assert!(browser.cookies.contains_key("__Host-csrf_token_login"));
    assert_eq!(browser.cookies["__Host-admin_csrf_token_login"], value);
    let form = format!("username=ada&password=secret&csrf_token={value}");
    let origin = browser.origin();
    let answer = browser.submit(&origin, "/admin/auth", &form).await;
    assert!(answer.status.is_success() || answer.status.is_redirection());
    assert_eq!(gets_into(&mut browser).await, [false, true]);
}

#[test]
fn a_split_token_has_both_halves_called_after_its_instance() {
    #[derive(AuthConfig)]
    #[auth(token_from(cookie), cookie_split = "on")]
    struct Split {
        secret: Secret,
        instance: String,
        cookie_access_name: Option<String>,
    }
    let with = |instance: &str| {
        let config = Split {
            secret: SECRET.into(),
            instance: instance.into(),
            cookie_access_name: Some("__Host-admin_access_token_signature".into()),
        };
        config.settings().check()
    };
    assert!(with("partners").is_ok());
    let error = with("admin").unwrap_err().to_string();
    let expected =
        "found `__Host-admin_access_token_signature`, as in `cookie_split_signature_name`";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn the_name_of_an_instance_is_checked_with_all_else() {
    for (name, found) in [
        ("", "found an empty text"),
        ("the admins", "found ' ' at byte 3 of `the admins`"),
        ("admin;", "found ';' at byte 5"),
        (&"a".repeat(33), "found 33 characters; 32 are allowed"),
    ] {
        let error = named(name).settings().check().unwrap_err().to_string();
        let expected = format!("`instance` (field `instance`): {found}");
        assert!(error.contains(&expected), "{error}");
    }
    assert!(named(&"a".repeat(32)).settings().check().is_ok());
}

#[test]
fn an_instance_whose_cookies_all_have_names_of_their_own_has_no_effect() {
    let with = |name: Option<&str>, refresh: Option<bool>| {
        let config = Site {
            cookie_access_name: Some("__Host-token".into()),
            csrf_cookie: Some("__Host-csrf".into()),
            cookie_refresh_name: name.map(Into::into),
            refresh,
            ..named("admin")
        };
        config.settings().check().map_err(|error| error.to_string())
    };
    assert_eq!(
        with(None, None),
        Ok(()),
        "a store may be given, and with it a refresh token"
    );
    for (name, refresh) in [(Some("__Host-refresh"), None), (None, Some(false))] {
        let error = with(name, refresh).unwrap_err();
        let found =
            "`instance` (field `instance`): found a name, while every cookie has one of its own";
        assert!(error.contains(found), "{error}");
    }
}

/// Why a program with both logins does not start.
fn problem(
    one: &Auth<impl AuthConfig<Claims = Membership, Users = Users>>,
    other: &Auth<impl AuthConfig<Claims = Membership, Users = Users>>,
) -> String {
    let router = GuardedRouter::<()>::new()
        .nest("/a", one.endpoints())
        .nest("/b", other.endpoints());
    let error = router.try_finish().err();
    error.map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn two_logins_that_hand_out_cookies_of_one_name_do_not_start() {
    let one = auth(site());
    let said = |other: Site| problem(&one, &auth(other));
    let expected = "the logins of `Site` and `Site` both set the cookie `__Host-access_token`, and would log each other out; \
         give `Site` the field `instance: Option<String>`, and each of the two a value of its own in it, such as `admin`: \
         the cookies of that one are then called `__Host-admin_access_token` and so on";
    // So do their sessions; the suggested change resolves both.
    let said_of_both = said(site());
    let (of_cookies, of_sessions) = said_of_both.split_once('\n').unwrap();
    assert_eq!(of_cookies, expected);
    assert!(of_sessions.contains("are two `Auth`s of one name"));
    assert_eq!(said(named("admin")), "");
    assert_eq!(problem(&one, &one.clone()), "");
    let capitals = problem(&auth(named("admin")), &auth(named("Admin")));
    assert!(
        capitals.contains("`__Host-Admin_access_token`"),
        "{capitals}"
    );
}

#[test]
fn a_program_whose_logins_share_a_name_is_told_what_to_write_and_where() {
    let other = auth(OtherSite {
        secret: SECRET.into(),
    });
    let said = problem(&auth(site()), &other);
    for part in [
        "the logins of `Site` and `OtherSite` both set the cookie `__Host-access_token`",
        "write `instance = \"admin\"` in the `#[auth(..)]` of `Site` or of `OtherSite`",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let said = problem(&auth(named("admin")), &auth(admin_site()));
    let part = "write `instance = \"partners\"` in the `#[auth(..)]` of `Site` or of `AdminSite`";
    assert!(said.contains(part), "{said}");

    let given = Site {
        cookie_access_name: Some("__Host-admin_access_token".into()),
        ..site()
    };
    let (given, admin) = (auth(given), auth(admin_site()));
    for said in [problem(&given, &admin), problem(&admin, &given)] {
        let part = "write `instance = \"partners\"` in the `#[auth(..)]` of `AdminSite`:";
        assert!(said.contains(part), "{said}");
    }

    let given = || Site {
        cookie_access_name: Some("__Host-t".into()),
        ..site()
    };
    let said = problem(&auth(given()), &auth(given()));
    assert!(
        said.contains("give one of them another name in `cookie_access_name`"),
        "{said}"
    );
}

#[test]
fn names_differ_also_where_development_strips_their_prefixes() {
    #[derive(AuthConfig)]
    #[auth(claims = Membership, users = Users, token_from(cookie), dev_http = "dangerously-on", session_owner = "site")]
    struct Local {
        secret: Secret,
        instance: Option<String>,
        csrf_cookie: Option<String>,
    }
    let local = |instance: Option<&str>| Local {
        secret: SECRET.into(),
        instance: instance.map(Into::into),
        csrf_cookie: None,
    };
    let bare = auth(Site {
        cookie_access_name: Some("access_token".into()),
        ..site()
    });
    let with = |local: Local| problem(&bare, &auth(local));
    assert!(with(local(None)).contains("`__Host-access_token`"));
    assert_eq!(with(local(Some("admin"))), "");
    let same = Local {
        csrf_cookie: Some("__Secure-access_token".into()),
        ..local(None)
    };
    let error = same.settings().check().unwrap_err().to_string();
    assert!(
        error.contains("found `__Secure-access_token`, as in `cookie_access_name`"),
        "{error}"
    );
}
