//! Reading: the arguments of attributes, and the item that they stand on.

pub(crate) mod arguments;
mod attribute;
mod enclosing_block;
pub(crate) mod item;
pub(crate) mod stacked;

pub(crate) use self::arguments::{Arguments, Freshness};
pub(crate) use self::attribute::HandlerAttribute;
pub(crate) use self::enclosing_block::AssociatedBlock;
