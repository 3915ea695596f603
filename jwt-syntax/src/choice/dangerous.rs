//! Settings that disable a check: each has one value, which says so, and can stand only in `#[auth(..)]`.

use crate::value::{SettingType, WrongValue};

macro_rules! dangerous {
    ($($(#[$doc:meta])* $name:ident, $text:literal, $expected:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct $name(());

            impl $name {
                /// How it is written.
                pub const TEXT: &'static str = $text;
            }

            impl SettingType for $name {
                const EXPECTED: &'static str = $expected;

                fn from_text(text: &str) -> Result<Self, WrongValue> {
                    match text {
                        $text => Ok(Self(())),
                        _ => Err(WrongValue::quoted(text, Self::EXPECTED)),
                    }
                }
            }
        )*
    };
}

dangerous! {
    /// A check that is switched off, as only a literal can say: `dangerously-off`.
    DangerouslyOff, "dangerously-off", "`dangerously-off`, or the setting left out";
    /// A feature that lets more requests through, as only a literal can say: `dangerously-on`.
    DangerouslyOn, "dangerously-on", "`dangerously-on`, or the setting left out";
}
