//! `Connection`: one connection that all calls share, and that is reopened when it breaks.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jwt_core::session::StoreError;
use redis::aio::MultiplexedConnection;
use redis::io::tcp::TcpSettings;
use redis::{
    AsyncConnectionConfig, Client, FromRedisValue, IntoConnectionInfo, ProtocolVersion, PushInfo,
    PushKind, RedisResult, ScriptInvocation,
};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use super::failure::{is_of_connection, store_error, timed_out};

/// The time limit of each call, including connecting.
pub(super) const LIMIT: Duration = Duration::from_secs(2);

/// After this wait without a reply, a connection is suspect: the other side of a broken network sends nothing, not even an
/// error.
const SUSPECT: Duration = Duration::from_millis(500);

pub(super) struct Connection {
    client: Client,
    now: Mutex<ConnectionState>,
}

#[derive(Default)]
struct ConnectionState {
    open: Option<OpenConnection>,
    /// The server that replied last.
    server: Option<Server>,
}

#[derive(Clone)]
struct OpenConnection {
    connection: MultiplexedConnection,
    is_lost: Arc<AtomicBool>,
    era: Era,
}

struct Server {
    /// Its run ID, which changes with each start and each failover.
    name: Option<String>,
    era: Era,
}

/// A period in which one server lost nothing that was read from it. In a later era, which has a greater number, what was
/// read before may be lost or replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Era(pub(super) u64);

impl Connection {
    pub(super) fn new(url: &str) -> Result<Self, StoreError> {
        // The error of the parser may contain the password.
        let unreadable = || StoreError::unexpected("the URL of Redis cannot be read");
        let info = url.into_connection_info().map_err(|_| unreadable())?;
        let settings = info
            .redis_settings()
            .clone()
            .set_protocol(ProtocolVersion::RESP3);
        #[cfg(feature = "redis-tls")]
        if matches!(info.addr(), redis::ConnectionAddr::TcpTls { .. }) {
            choose_cryptography();
        }
        let info = info
            .set_redis_settings(settings)
            .set_tcp_settings(TcpSettings::default().set_nodelay(true));
        let client = Client::open(info).map_err(|_| unreadable())?;
        Ok(Self {
            client,
            now: Mutex::default(),
        })
    }

    /// Runs a script.
    pub(super) async fn run<T: FromRedisValue>(
        &self,
        script: ScriptInvocation<'_>,
    ) -> Result<T, StoreError> {
        let (answer, _) = self.run_in(|_| script).await?;
        Ok(answer)
    }

    /// Runs a script that depends on the era; returns the era too.
    pub(super) async fn run_in<'a, T: FromRedisValue>(
        &self,
        script: impl FnOnce(Era) -> ScriptInvocation<'a>,
    ) -> Result<(T, Era), StoreError> {
        let answer = async {
            let open = self.open().await?;
            let script = script(open.era);
            let mut connection = open.connection.clone();
            let waiting = open.waiting();
            let answer = script.invoke_async(&mut connection).await;
            waiting.end(&answer);
            answer.map(|answer| (answer, open.era))
        };
        let answer = timeout(LIMIT, answer).await.map_err(|_| timed_out())?;
        answer.map_err(|error| store_error(&error))
    }

    /// The time of the server, since the Unix epoch.
    pub(super) async fn time(&self) -> Result<Duration, StoreError> {
        let answer: RedisResult<(u64, u32)> = self.command(&redis::cmd("TIME")).await?;
        let (seconds, micros) = answer.map_err(|error| store_error(&error))?;
        let micros = Duration::from_micros(micros.into());
        Ok(Duration::from_secs(seconds).saturating_add(micros))
    }

    /// A setting of the server, if it exists and the user may read it.
    pub(super) async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut get = redis::cmd("CONFIG");
        get.arg("GET").arg(name);
        let answer: RedisResult<HashMap<String, String>> = self.command(&get).await?;
        match answer {
            Err(error) if error.is_unrecoverable_error() => Err(store_error(&error)),
            answer => Ok(answer.ok().and_then(|mut settings| settings.remove(name))),
        }
    }

    /// Runs a command. The inner error is that of the server.
    async fn command<T: FromRedisValue>(
        &self,
        command: &redis::Cmd,
    ) -> Result<RedisResult<T>, StoreError> {
        let answer = async {
            let open = self.open().await?;
            let mut connection = open.connection.clone();
            let waiting = open.waiting();
            let answer = command.query_async(&mut connection).await;
            waiting.end(&answer);
            Ok(answer)
        };
        let answer = timeout(LIMIT, answer).await.map_err(|_| timed_out())?;
        answer.map_err(|error: redis::RedisError| store_error(&error))
    }

    /// Opens another connection, whose push messages are passed on.
    pub(super) async fn another(
        &self,
        on_push: impl Fn(PushInfo) + Send + Sync + 'static,
    ) -> RedisResult<MultiplexedConnection> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(LIMIT))
            // Each caller applies its own time limit.
            .set_response_timeout(None)
            .set_push_sender(move |push| {
                on_push(push);
                Ok::<_, std::convert::Infallible>(())
            });
        self.client
            .get_multiplexed_async_connection_with_config(&config)
            .await
    }

    async fn open(&self) -> RedisResult<OpenConnection> {
        let mut now = self.now.lock().await;
        let usable = now.open.as_ref().filter(|open| !open.is_lost());
        if let Some(open) = usable {
            return Ok(open.clone());
        }
        now.open = None;
        let is_lost = Arc::new(AtomicBool::new(false));
        let mut connection = {
            let is_lost = Arc::clone(&is_lost);
            self.another(move |push| {
                if push.kind == PushKind::Disconnection {
                    is_lost.store(true, Ordering::Release);
                }
            })
            .await?
        };
        let name = server_name(&mut connection).await?;
        let era = now.era_of(name);
        let open = OpenConnection {
            connection,
            is_lost,
            era,
        };
        now.open = Some(open.clone());
        Ok(open)
    }
}

impl ConnectionState {
    fn era_of(&mut self, name: Option<String>) -> Era {
        if let Some(server) = &self.server
            && server.name.is_some()
            && server.name == name
        {
            return server.era;
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let micros = since.map_or(0, |since| since.as_micros());
        let micros = u64::try_from(micros).unwrap_or(u64::MAX);
        let before = self.server.as_ref().map_or(0, |server| server.era.0);
        let era = Era(micros.max(before.saturating_add(1)));
        self.server = Some(Server { name, era });
        era
    }
}

impl OpenConnection {
    fn waiting(&self) -> PendingReply<'_> {
        PendingReply {
            is_lost: &self.is_lost,
            since: Instant::now(),
        }
    }

    fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Acquire)
    }
}

/// A call that waits for a reply.
struct PendingReply<'a> {
    is_lost: &'a AtomicBool,
    since: Instant,
}

impl PendingReply<'_> {
    fn end<T>(mut self, answer: &RedisResult<T>) {
        // There was a reply: dropping this must not mark the connection as suspect.
        self.since = Instant::now();
        if answer.as_ref().is_err_and(is_of_connection) {
            self.is_lost.store(true, Ordering::Release);
        }
    }
}

impl Drop for PendingReply<'_> {
    fn drop(&mut self) {
        if self.since.elapsed() >= SUSPECT {
            self.is_lost.store(true, Ordering::Release);
        }
    }
}

/// The run ID of the server, and its replication ID, which change when it restarts or becomes the primary. `None` if the
/// user may not read them.
async fn server_name(connection: &mut MultiplexedConnection) -> RedisResult<Option<String>> {
    let answer: RedisResult<String> = redis::cmd("INFO").query_async(connection).await;
    let info = match answer {
        Ok(info) => info,
        Err(error) if error.is_unrecoverable_error() => return Err(error),
        Err(_) => return Ok(None),
    };
    let mut name = String::new();
    for line in info.lines() {
        if line.starts_with("run_id:") || line.starts_with("master_replid:") {
            name.push_str(line);
        }
    }
    Ok(Some(name).filter(|name| !name.is_empty()))
}

/// Installs this library's TLS provider unless the application has chosen one: the TLS library would panic if several were
/// compiled in.
#[cfg(feature = "redis-tls")]
fn choose_cryptography() {
    // Fails if the application has chosen a provider already.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}
