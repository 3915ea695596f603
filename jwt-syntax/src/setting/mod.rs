//! The table of settings, and the rules between them.
//!
//! A setting is a row of the [table](SETTINGS): its name, its type, its limits, its default and where it can be given. A
//! [type](SettingType) reads the text of its values, for literals, fields, files and variables alike. A [rule](contradictions)
//! says which values contradict each other; it reads a [view](SettingsView), which says what is known of each setting.

mod findings;
mod members;
mod preset;
mod rule;
mod setting_key;
mod table;
mod view;

pub use self::findings::Contradiction;
pub use self::members::{NEXT, OTHER_LOGIN_MEMBERS, OTHER_REFRESH_FIELDS, OTHER_REFRESH_MEMBERS};
pub use self::preset::{is_of_a_preset, settings_of_preset};
pub use self::rule::{
    CSRF_WITHOUT_VALUES, HandlerContradiction, LOOKUP_WITHOUT_USERS, REVOCATION_WITHOUT_STORE,
    contradictions, contradictions_of_handler, is_named_by_instance, named_by_instance,
};
pub use self::setting_key::{NoText, SettingKey};
pub use self::table::{
    MAX_AUDIENCES, MAX_LEEWAY, MAX_TOKEN_BYTES, SETTINGS, Setting, key, setting,
};
pub use self::view::{Fact, KnownValue, SettingsView};
pub use crate::value::{
    Choice, MAX_KEY_ID_BYTES, SettingKind, SettingList, SettingText, SettingType, WrongValue,
};
#[cfg(feature = "serde")]
pub use crate::value::{FromText, deserialize};
