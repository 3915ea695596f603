//! A server whose clients are users of their own, so that one of them can be cut off.

use crate::fleet::{Engine, Faulty, NAMES};
use crate::keys::Keys;
use crate::nodes::Shared;
use crate::server::{Disk, Server};

pub(crate) struct Redis {
    server: Server,
    keys: Keys,
}

impl Redis {
    pub(crate) fn start() -> Self {
        let server = Server::start(Disk::Everything);
        let keys = Keys::of(&server);
        let engine = Self { server, keys };
        engine.add_users();
        engine
    }

    /// It forgets them with each restart.
    fn add_users(&self) {
        for name in NAMES {
            let rules = "on >password ~* &* +@all";
            self.server.run(&format!("ACL SETUSER {name} {rules}"));
        }
    }

    /// Ends connections, and says how many there were.
    fn end(&self, connections: &str) -> u32 {
        let mut end = redis::cmd("CLIENT");
        end.arg("KILL");
        connections.split(' ').for_each(|word| {
            end.arg(word);
        });
        end.query(&mut self.server.inspect()).expect("a count")
    }
}

impl Engine for Redis {
    type Place = Keys;

    fn url(&self, process: &str) -> String {
        let user = format!("redis://{process}:password@");
        self.keys.url().replace("redis://", &user)
    }
}

impl Faulty for Redis {
    fn cut_feed(&self, process: &str) -> u32 {
        self.end(&format!("TYPE pubsub USER {process}"))
    }

    fn lock_out(&self, process: &str) {
        self.server.run(&format!("ACL SETUSER {process} off"));
        self.end(&format!("USER {process}"));
    }

    fn let_in(&self, process: &str) {
        self.server.run(&format!("ACL SETUSER {process} on"));
    }

    fn kill(&self) {
        self.server.kill();
    }

    fn start_again(&self) {
        self.server.start_again();
        self.add_users();
    }
}
