//! Values of settings: how a type reads its text, which limits a setting adds, and what is wrong with a value.

mod file;
mod kind;
mod setting_type;
mod types;
mod wrong_value;

pub(crate) use self::file::deserialize_as_text;
#[cfg(feature = "serde")]
pub use self::file::{FromText, deserialize};
pub use self::kind::{MAX_KEY_ID_BYTES, SettingKind};
pub use self::setting_type::{Choice, SettingList, SettingText, SettingType};
pub use self::wrong_value::WrongValue;
