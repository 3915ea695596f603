//! `NoUser`: the user of a configuration without users.

use serde::Serialize;

/// The user of a configuration without `users = ..`, which cannot be constructed. If the compiler expects it, the configuration
/// lacks that setting.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum NoUser {}
