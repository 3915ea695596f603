//! Keys of a server that a test has for itself.

use std::sync::atomic::{AtomicU32, Ordering};

use jwt_runtime::session::StoreError;
use jwt_stores::RedisStore;

use crate::nodes::Shared;
use crate::server::Server;

/// A URL, and the prefix of its keys behind it.
pub(crate) struct Keys(String);

impl Keys {
    pub(crate) fn of(server: &Server) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self(format!("{}#{{test-{number}}}:", server.url()))
    }
}

impl Shared for Keys {
    type Node = RedisStore;

    fn url(&self) -> String {
        self.0.clone()
    }

    async fn open(url: &str) -> Result<RedisStore, StoreError> {
        let (url, prefix) = url.split_once('#').expect("a URL and a prefix");
        Ok(RedisStore::connect(url).await?.with_prefix(prefix))
    }
}
