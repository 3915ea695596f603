//! Behaviour in a browser: examples as processes, and Chromium. Each test is one function of `scenarios.mjs`: most of them use
//! the site `examples/browser-login`, the others a page of another origin, which calls `examples/conformance`.
//!
//! A browser and Node.js must be installed. If they are not, the tests are ignored; with `JWT_GUARD_REQUIRE_BROWSER=1` they
//! fail. `npm` installs the package of `package.json`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed"
)]

#[path = "../common/driver.rs"]
mod driver;
#[path = "../../test-tools/src/programs.rs"]
#[allow(dead_code, reason = "other tests start other programs")]
mod programs;
#[path = "../common/server.rs"]
#[allow(dead_code, reason = "the client is a browser")]
mod server;

use std::fs;
use std::net::TcpListener;
use std::sync::OnceLock;

use driver::Driver;
use serde_json::json;
use server::{Server, example};
use test_tools::needs;

/// Prepares everything, once.
fn driver() -> &'static Driver {
    static DRIVER: OnceLock<Result<Driver, String>> = OnceLock::new();
    let prepare = || Driver::prepare("browser", include_str!("scenarios.mjs"));
    let driver = DRIVER.get_or_init(prepare).as_ref();
    driver.unwrap_or_else(|problem| panic!("{problem}"))
}

fn run(scenario: &str, start: Start) {
    let (server, page_port) = start();
    let ours = format!("http://{}", server.address);
    driver().run(scenario, &ours, &page_port.to_string());
}

/// Starts a server, and says on which port the page is to be served that may call it; 0 stands for any.
type Start = fn() -> (Server, u16);

fn site() -> (Server, u16) {
    let site = Server::start(example("browser-login").env("LISTEN", "127.0.0.1:0"));
    (site, 0)
}

/// A service for the pages of one other origin.
fn service() -> (Server, u16) {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let page_port = free.local_addr().unwrap().port();
    let origin = format!("http://localhost:{page_port}");
    let settings = json!({
        "token_from": ["header", "cookie"],
        "token_delivery": "both",
        "dev_http": "dangerously-on",
        "trusted_origins": &origin,
    });
    let path = std::env::temp_dir().join(format!("jwt-guard-cors-{page_port}.json"));
    fs::write(&path, settings.to_string()).unwrap();
    let mut command = example("conformance");
    command.args(["--listen", "127.0.0.1:0", "--cors", &origin, "--settings"]);
    let mut server = Server::start(command.arg(&path));
    fs::remove_file(&path).unwrap();
    // Browsers keep cookies by host, and a host of the same site is another origin by its port.
    server.address = server.address.replace("127.0.0.1", "localhost");
    (server, page_port)
}

macro_rules! scenarios {
    ($($start:ident: $($scenario:ident)*;)*) => {
        $($(
            #[needs(browser)]
            #[test]
            fn $scenario() {
                run(stringify!($scenario), $start);
            }
        )*)*

        #[test]
        fn every_scenario_is_run() {
            let text = include_str!("scenarios.mjs");
            let written = text.lines().filter_map(|line| {
                let (name, _) = line.strip_prefix("  async ")?.split_once('(')?;
                Some(name)
            });
            assert!(written.eq([$($(stringify!($scenario),)*)*]));
        }
    };
}

scenarios! {
    site:
    a_user_logs_in_and_is_still_in_after_a_reload
    no_script_can_read_the_token
    wrong_credentials_show_the_form_again_with_a_message
    who_mistypes_a_password_still_gets_where_they_wanted_to_go
    who_asks_for_a_page_gets_there_after_the_login
    a_form_changes_what_the_next_page_shows
    what_a_user_writes_is_text
    a_form_of_another_origin_changes_nothing
    nor_does_one_with_the_value_of_the_session
    nor_does_a_script_of_another_origin
    a_form_of_another_site_comes_without_the_session
    a_login_form_of_another_origin_logs_nobody_in
    nor_does_one_with_a_value_made_for_a_login
    a_logout_form_of_another_origin_ends_no_session
    after_logout_the_cookies_are_gone_and_the_account_asks_for_a_login
    a_session_goes_on_when_the_access_token_is_gone
    a_refresh_form_of_another_origin_gets_nothing
    who_logs_out_is_logged_out_even_with_a_copy_of_the_cookies
    all_sessions_of_a_user_end_at_once
    nobody_can_put_the_account_into_a_frame;

    service:
    a_page_of_the_trusted_origin_calls_with_a_bearer_token
    a_page_of_the_trusted_origin_calls_with_cookies
    a_page_of_any_other_origin_reads_and_changes_nothing
    a_page_of_another_site_comes_without_cookies;
}
