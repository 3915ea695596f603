//! Settings that leave a hole: each has one value, which says so, and stands nowhere but in `#[auth(..)]`.

use crate::setting::{DANGEROUSLY_OFF, DANGEROUSLY_ON, SettingType, WrongValue};

macro_rules! dangerous {
    ($($(#[$doc:meta])* $name:ident, $text:ident, $expected:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub struct $name(());

            impl SettingType for $name {
                const EXPECTED: &'static str = $expected;

                fn from_text(text: &str) -> Result<Self, WrongValue> {
                    match text {
                        $text => Ok(Self(())),
                        _ => Err(WrongValue::quoted::<Self>(text)),
                    }
                }
            }
        )*
    };
}

dangerous! {
    /// A check that is switched off, as only a literal can say: `dangerously-off`.
    DangerouslyOff, DANGEROUSLY_OFF, "`dangerously-off`, or the setting left out";
    /// What only a literal can say, because it lets more in: `dangerously-on`.
    DangerouslyOn, DANGEROUSLY_ON, "`dangerously-on`, or the setting left out";
}
