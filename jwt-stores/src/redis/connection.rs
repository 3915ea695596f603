//! `Connection`: one connection that all share, opened again when it breaks.

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

use super::failure::{is_of_connection, no_answer, store_error};

/// How long anything may take, connecting included.
pub(super) const LIMIT: Duration = Duration::from_secs(2);

/// From when on an answer that nobody waited for makes a connection suspect: the other side of a broken network answers
/// nothing, and says nothing either.
const SUSPECT: Duration = Duration::from_millis(500);

pub(super) struct Connection {
    client: Client,
    now: Mutex<Now>,
}

#[derive(Default)]
struct Now {
    open: Option<Open>,
    /// Which server answered last.
    server: Option<Server>,
}

#[derive(Clone)]
struct Open {
    connection: MultiplexedConnection,
    is_lost: Arc<AtomicBool>,
    era: Era,
}

struct Server {
    /// What it calls itself; another one after each start and each failover.
    name: Option<String>,
    era: Era,
}

/// The time in which one server kept everything that was ever read from it: what was read in an earlier one may be
/// lost, and other things stand in its place. Later ones are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Era(pub(super) u64);

impl Connection {
    pub(super) fn new(url: &str) -> Result<Self, StoreError> {
        // The parser's own words may quote the password.
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

    /// Runs a script that depends on the era; says what that was.
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
        let answer = timeout(LIMIT, answer).await.map_err(|_| no_answer())?;
        answer.map_err(|error| store_error(&error))
    }

    /// The time of the server, since the Unix epoch.
    pub(super) async fn time(&self) -> Result<Duration, StoreError> {
        let answer: RedisResult<(u64, u32)> = self.command(&redis::cmd("TIME")).await?;
        let (seconds, micros) = answer.map_err(|error| store_error(&error))?;
        let micros = Duration::from_micros(micros.into());
        Ok(Duration::from_secs(seconds).saturating_add(micros))
    }

    /// A setting of the server, if we may ask and it has it.
    pub(super) async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut get = redis::cmd("CONFIG");
        get.arg("GET").arg(name);
        let answer: RedisResult<HashMap<String, String>> = self.command(&get).await?;
        match answer {
            Err(error) if error.is_unrecoverable_error() => Err(store_error(&error)),
            answer => Ok(answer.ok().and_then(|mut settings| settings.remove(name))),
        }
    }

    /// Runs a command. The inner error is what the server said of it.
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
        let answer = timeout(LIMIT, answer).await.map_err(|_| no_answer())?;
        answer.map_err(|error: redis::RedisError| store_error(&error))
    }

    /// Another connection, of which each push is told.
    pub(super) async fn another(
        &self,
        on_push: impl Fn(PushInfo) + Send + Sync + 'static,
    ) -> RedisResult<MultiplexedConnection> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(LIMIT))
            // Each caller has a limit of its own.
            .set_response_timeout(None)
            .set_push_sender(move |push| {
                on_push(push);
                Ok::<_, std::convert::Infallible>(())
            });
        self.client
            .get_multiplexed_async_connection_with_config(&config)
            .await
    }

    async fn open(&self) -> RedisResult<Open> {
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
        let open = Open {
            connection,
            is_lost,
            era,
        };
        now.open = Some(open.clone());
        Ok(open)
    }
}

impl Now {
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

impl Open {
    fn waiting(&self) -> Waiting<'_> {
        Waiting {
            is_lost: &self.is_lost,
            since: Instant::now(),
        }
    }

    fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Acquire)
    }
}

/// Somebody waits for an answer.
struct Waiting<'a> {
    is_lost: &'a AtomicBool,
    since: Instant,
}

impl Waiting<'_> {
    fn end<T>(mut self, answer: &RedisResult<T>) {
        // There was an answer: dropping this says nothing.
        self.since = Instant::now();
        if answer.as_ref().is_err_and(is_of_connection) {
            self.is_lost.store(true, Ordering::Release);
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.since.elapsed() >= SUSPECT {
            self.is_lost.store(true, Ordering::Release);
        }
    }
}

/// What a server calls itself: its name changes when it starts anew, and when it becomes the primary. `None` if we may
/// not ask.
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

/// Without a choice of the application's, that of this library: the TLS library would panic if several were compiled in.
#[cfg(feature = "redis-tls")]
fn choose_cryptography() {
    // An error says that somebody has chosen already.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}
