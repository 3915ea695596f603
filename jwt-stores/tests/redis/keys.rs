//! Keys of a server that a test has for itself.

use std::sync::atomic::{AtomicU32, Ordering};

use jwt_core::session::StoreError;
use jwt_stores::RedisStore;

use crate::nodes::Shared;
use crate::nodes::crowd::Crowded;
use crate::nodes::family::{DAY, NOW};
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

/// As `begin.lua` does, without the library.
const ADD_SESSIONS: &str = r"
local function key(kind, name) return ARGV[1] .. kind .. name end
local there = redis.call('KEYS', key('subject:', '*'))[1]
local subject = there:sub(#key('subject:', '') + 1)
local start = redis.call('ZCARD', there) - 1
local function padded(number, length)
  return string.rep('\0', length - 4) .. struct.pack('>I4', number)
end
for number = start, start + 9999 do
  local id, token = padded(number, 16), padded(number, 32)
  redis.call('ZADD', key('ends', ''), ARGV[3], id)
  redis.call('ZADD', there, ARGV[2] - 1, id)
  redis.call('SET', key('token:', token), id, 'EX', 2592000)
  redis.call('HSET', key('session:', id), 'k', subject, 'o', 'session-' .. number, 'u', 'crowd', 'c', ARGV[2],
    'l', ARGV[2] - 1, 'e', ARGV[3], 'm', 0, 'd', '{}', 'h', token, 'b', 0)
  redis.call('EXPIRE', key('session:', id), 2592000)
end
";

impl Crowded for Keys {
    async fn add_sessions(&self) {
        let (url, prefix) = self.0.split_once('#').expect("a URL and a prefix");
        let client = redis::Client::open(url).expect("a URL");
        let mut connection = client.get_connection().expect("a connection");
        let mut add = redis::cmd("EVAL");
        add.arg(ADD_SESSIONS).arg(0).arg(prefix);
        add.arg(NOW).arg(NOW + 30 * DAY);
        add.exec(&mut connection).expect("sessions");
    }
}
