//! Fields whose type is that of their setting: they supply the value as it is, and variables are read in its text form.
//!
//! One `impl` for every `SettingType` would overlap with those for `String`, which supplies any setting, and for `Option`.

use std::time::Duration;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::choice::{
    AccessTtl, Challenges, ClientAddress, CookieMaxAge, CountLimit, LoginLimit, NotBefore,
};
use jwt_syntax::http::token_location::TokenLocation;
use jwt_syntax::setting::{SettingType, WrongValue};
use jwt_syntax::with_choices;

use crate::config::Supply;
use crate::config::input::variables::{FromVariable, set};

macro_rules! field_types {
    ($($type:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl Supply<$type> for $type {
                fn supply(&self) -> Option<Result<$type, WrongValue>> {
                    Some(Ok(self.clone()))
                }
            }

            #[diagnostic::do_not_recommend]
            impl FromVariable for $type {
                fn from_variable(text: Option<String>) -> Result<Self, WrongValue> {
                    SettingType::from_text(&set(text)?)
                }
            }
        )*
    };
}

field_types! {
    AccessTtl Algorithm Challenges ClientAddress CookieMaxAge CountLimit Duration LoginLimit NotBefore bool usize Vec<TokenLocation>
}

with_choices!(field_types);
