//! A server whose clients are users of their own, so that one of them can be cut off.

use jwt_stores::RedisStore;

use crate::fleet::{Engine, Faulty, NAMES};
use crate::server::{Disk, Server};

pub(crate) struct Redis(Server);

impl Redis {
    /// Nothing, loudly, if it is not installed.
    pub(crate) fn start() -> Option<Self> {
        let server = Self(Server::start(Disk::Everything)?);
        server.add_users();
        Some(server)
    }

    /// It forgets them with each restart.
    fn add_users(&self) {
        for name in NAMES {
            let rules = "on >password ~* &* +@all";
            self.0.run(&format!("ACL SETUSER {name} {rules}"));
        }
    }

    /// Ends connections, and says how many there were.
    fn end(&self, connections: &str) -> u32 {
        let mut end = redis::cmd("CLIENT");
        end.arg("KILL");
        connections.split(' ').for_each(|word| {
            end.arg(word);
        });
        end.query(&mut self.0.inspect()).expect("a count")
    }
}

impl Engine for Redis {
    type Store = RedisStore;

    fn url(&self, process: &str) -> String {
        let user = format!("redis://{process}:password@");
        self.0.url().replace("redis://", &user)
    }

    async fn open(url: &str) -> RedisStore {
        RedisStore::connect(url).await.expect("a server")
    }
}

impl Faulty for Redis {
    fn cut_feed(&self, process: &str) -> u32 {
        self.end(&format!("TYPE pubsub USER {process}"))
    }

    fn lock_out(&self, process: &str) {
        self.0.run(&format!("ACL SETUSER {process} off"));
        self.end(&format!("USER {process}"));
    }

    fn let_in(&self, process: &str) {
        self.0.run(&format!("ACL SETUSER {process} on"));
    }

    fn kill(&self) {
        self.0.kill();
    }

    fn start_again(&self) {
        self.0.start_again();
        self.add_users();
    }
}
