//! `each_arity!`: implementations for functions of several numbers of parameters.

/// Calls a macro with the first of some names, in parentheses: with none of them, with the first, with the first two, and so on.
macro_rules! each_arity {
    ($each:ident! $($name:ident)*) => {
        $crate::guard::policy::each_arity! { $each! () $($name)* }
    };
    ($each:ident! ($($first:ident)*)) => {
        $each! { ($($first),*) }
    };
    ($each:ident! ($($first:ident)*) $next:ident $($name:ident)*) => {
        $each! { ($($first),*) }
        $crate::guard::policy::each_arity! { $each! ($($first)* $next) $($name)* }
    };
}

pub(crate) use each_arity;
