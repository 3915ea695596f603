//! Options of attributes: lists of `name = value`, read option by option.

pub(crate) mod list;
mod spec;
mod text;
pub(crate) mod tokens;

pub(crate) use self::spec::OptionSpec;
pub(crate) use self::text::Text;
