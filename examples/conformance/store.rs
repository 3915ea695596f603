//! The session store, selected by `--store`.

use jwt_guard::AuthBuilder;
use jwt_guard::session::{MemoryStore, TokenStore};
use jwt_guard::stores::{PostgresStore, RedisStore, SqliteStore};
use jwt_guard::testing::WithoutClock;

/// Gives a builder the store of a URL. With a frozen clock, the clock of the store is not used.
pub(crate) async fn keep_sessions<C, U>(
    auth: AuthBuilder<C, U>,
    url: &str,
    is_frozen: bool,
) -> Result<AuthBuilder<C, U>, String>
where
    C: jwt_guard::prelude::AuthConfig,
{
    // The URL may have a password in it.
    let failed = |error: jwt_guard::session::StoreError| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        format!("--store: {error}: {}", cause.unwrap_or_default())
    };
    match url.split_once(':') {
        Some(("memory", "")) => Ok(auth.store(MemoryStore::new())),
        Some(("sqlite", path)) if !path.is_empty() => {
            let store = SqliteStore::open(path.trim_start_matches("//")).await;
            Ok(keep(auth, store.map_err(failed)?, is_frozen))
        }
        Some(("redis", _)) => {
            let store = RedisStore::connect(url).await;
            Ok(keep(auth, store.map_err(failed)?, is_frozen))
        }
        Some(("postgres" | "postgresql", _)) => {
            let store = PostgresStore::connect(url).await;
            Ok(keep(auth, store.map_err(failed)?, is_frozen))
        }
        _ => Err(
            "--store: expected `memory:`, `sqlite:PATH`, `redis://..` or `postgres://..`".into(),
        ),
    }
}

fn keep<C, U>(auth: AuthBuilder<C, U>, store: impl TokenStore, is_frozen: bool) -> AuthBuilder<C, U>
where
    C: jwt_guard::prelude::AuthConfig,
{
    match is_frozen {
        true => auth.store(WithoutClock(store)),
        false => auth.store(store),
    }
}
