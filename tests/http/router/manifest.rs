//! The manifest: the `Auth`, the requirements and the token locations of each route.

use jwt_guard::prelude::*;
use serde_json::{Value, json};

use crate::fixtures::app::SECRET;

#[derive(AuthConfig)]
#[auth(token_from(header, cookie))]
struct Site {
    secret: Secret,
}

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

/// Another `Auth` of the same configuration.
enum Partners {}

#[derive(Clone, AuthState)]
struct App {
    site: Auth<Site>,
    admin: Auth<AdminApi>,
    #[auth(instance = Partners)]
    partners: Auth<AdminApi>,
}

#[public]
async fn open() {}

#[protected]
async fn page() {}

#[scoped("team:{team}:read", fresh, max_age = "5m")]
async fn of_team() {}

#[protected(auth = AdminApi)]
async fn admin() {}

#[protected(auth = Partners, token_from(query(strict)))]
async fn partner() {}

fn routes() -> GuardedRouter<App> {
    GuardedRouter::new()
        .route("/open", get(open))
        .route("/page", get(page))
        .route("/teams/{team}", get(of_team))
        .route("/admin", get(admin))
        .route("/partner", get(partner))
        .fallback(page)
        .method_not_allowed_fallback(admin)
}

fn site() -> Auth<Site> {
    let secret = SECRET.into();
    Auth::builder(Site { secret }).build().unwrap()
}

fn admin_api() -> Auth<AdminApi> {
    let secret = SECRET.into();
    Auth::builder(AdminApi { secret }).build().unwrap()
}

fn app() -> GuardedRouter {
    let (site, admin, partners) = (site(), admin_api(), admin_api());
    routes().with_state(App {
        site,
        admin,
        partners,
    })
}

#[test]
fn the_text_names_instance_template_freshness_and_places() {
    assert_eq!(
        app().manifest().to_string(),
        "\
GET  /open          public            http::router::manifest::open
GET  /page          protected         http::router::manifest::page  auth = Site, token_from(header, cookie)
GET  /teams/{team}  team:{team}:read  http::router::manifest::of_team  auth = Site, token_from(header, cookie), fresh, max_age = \"300s\"
GET  /admin         protected         http::router::manifest::admin  auth = AdminApi, token_from(header)
GET  /partner       protected         http::router::manifest::partner  auth = Partners, token_from(query(strict))
*    *              protected         http::router::manifest::page  auth = Site, token_from(header, cookie)
405  *              protected         http::router::manifest::admin  auth = AdminApi, token_from(header)
"
    );
}

#[test]
fn so_does_the_json() {
    let json = serde_json::to_value(app().manifest()).unwrap();
    let auth = |index: usize| json!([json[index]["instance"], json[index]["token_from"]]);
    assert_eq!(auth(0), json!([Value::Null, Value::Null]));
    assert_eq!(auth(1), json!(["Site", ["header", "cookie"]]));
    assert_eq!(auth(3), json!(["AdminApi", ["header"]]));
    assert_eq!(auth(4), json!(["Partners", ["query strict"]]));
    assert_eq!(auth(5), auth(1));
    assert_eq!(
        json[2],
        json!({
            "methods": "GET", "path": "/teams/{team}", "access": "scoped", "handler": "http::router::manifest::of_team",
            "required": [{"scopes": ["team:{team}:read"], "require_all": true, "require_all_actions": true}],
            "authentication": {"fresh": true, "max_age": "300s"},
            "instance": "Site", "token_from": ["header", "cookie"],
        })
    );
}

#[test]
fn without_a_state_it_names_what_the_handlers_name() {
    let routes = routes();
    let named: Vec<_> = routes
        .manifest()
        .routes()
        .iter()
        .map(|route| route.instance())
        .collect();
    let (admin, partners) = (Some("AdminApi"), Some("Partners"));
    assert_eq!(named, [None, None, None, admin, partners, None, admin]);
    assert!(
        routes
            .manifest()
            .routes()
            .iter()
            .all(|route| route.token_from().is_none())
    );
}

/// The same handler with two states, of which one was given to a part of the router.
#[test]
fn each_part_of_a_router_has_its_own_state() {
    let of_admin = GuardedRouter::new().route("/page", get(page));
    let of_site = GuardedRouter::new().route("/page", get(page));
    let app: GuardedRouter = GuardedRouter::new()
        .nest("/admin", of_admin.with_state(admin_api()))
        .nest("/site", of_site)
        .with_state(site());
    let routes = app.manifest().routes();
    let named: Vec<_> = routes
        .iter()
        .map(|route| (route.path(), route.instance()))
        .collect();
    assert_eq!(
        named,
        [
            ("/admin/page", Some("AdminApi")),
            ("/site/page", Some("Site"))
        ]
    );
}
