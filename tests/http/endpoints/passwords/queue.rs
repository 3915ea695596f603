//! Logins of many clients at once.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jwt_guard::user::Passwords;

use super::app;
use crate::fixtures::connection::{Connection, serve};

const RIGHT: &str = r#"{"username":"ada","password":"correct horse"}"#;
const WRONG: &str = r#"{"username":"ada","password":"battery staple"}"#;

fn address(last: u8) -> IpAddr {
    [127, 0, 0, last].into()
}

#[tokio::test]
async fn while_one_address_floods_the_queue_every_other_one_logs_in() {
    let passwords = Passwords::builder().threads(1).cost(1024, 1).unwrap();
    let passwords = passwords.waiting(16).start().unwrap();
    let server = serve(app(&passwords).await.finish()).await;
    let has_ended = Arc::new(AtomicBool::new(false));
    let mut flood = Vec::new();
    for _ in 0..150 {
        let mut connection = Connection::from(address(2), server).await;
        let has_ended = Arc::clone(&has_ended);
        flood.push(tokio::spawn(async move {
            let mut turned_away = 0;
            while !has_ended.load(Ordering::Relaxed) {
                let status = connection.post("/auth", WRONG).await.status.as_u16();
                assert!(matches!(status, 401 | 503), "{status}");
                turned_away += u32::from(status == 503);
            }
            turned_away
        }));
    }
    let honest = (3..9).map(|last| {
        tokio::spawn(async move {
            let mut connection = Connection::from(address(last), server).await;
            let mut statuses = Vec::new();
            for _ in 0..10 {
                statuses.push(connection.post("/auth", RIGHT).await.status.as_u16());
            }
            statuses
        })
    });
    for client in honest.collect::<Vec<_>>() {
        assert_eq!(client.await.unwrap(), [200; 10]);
    }
    has_ended.store(true, Ordering::Relaxed);
    let mut turned_away = 0;
    for client in flood {
        turned_away += client.await.unwrap();
    }
    assert!(turned_away > 0, "the queue was never full");
}
