//! The Lua scripts, each of which Redis runs atomically.

use std::sync::LazyLock;

use redis::Script;

macro_rules! scripts {
    ($($name:ident = $($file:literal)+;)*) => {
        $(
            pub(super) static $name: LazyLock<Script> = LazyLock::new(|| {
                Script::new(concat!(include_str!("scripts/shared.lua"), $(include_str!($file)),+))
            });
        )*
    };
}

scripts! {
    POSITION = "scripts/position.lua";
    BEGIN = "scripts/begin.lua";
    HAS_ENDED_ALL = "scripts/has_ended_all.lua";
    HAS_ENDED_WITH_ALL = "scripts/has_ended_with_all.lua";
    FIND = "scripts/find.lua";
    ROTATE = "scripts/rotate.lua";
    REVOKE = "scripts/revoke.lua";
    SESSION = "scripts/session.lua";
    SESSIONS = "scripts/sessions.lua";
    REVOKED = "scripts/revoked.lua";
    REVOCATIONS = "scripts/revocations.lua";
    COUNT = "scripts/attempts.lua" "scripts/count.lua";
    GIVE_BACK = "scripts/attempts.lua" "scripts/give_back.lua";
    PURGE = "scripts/purge.lua";
}
