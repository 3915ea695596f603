//! The handlers that every variant has: the same names and bodies, with another way to protect them.

use std::fmt::Write;

/// Which handlers a library has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Handlers of every kind of access that use at most the claims of the token.
    Mixed,
    /// Short handlers that each ask for one of two scopes, and take claims, a path parameter and a query.
    Scoped,
}

impl Shape {
    /// What the table calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mixed => "mixed",
            Self::Scoped => "scoped",
        }
    }
}

/// Who may call a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Any client with a token; the handler uses its claims.
    Protected,
    /// Whoever has a token with a certain scope.
    Scoped,
    Public,
}

impl Access {
    /// Half of the handlers are protected, three in ten scoped, two in ten public.
    pub(crate) fn of_handler(index: usize) -> Self {
        match index % 10 {
            0 | 2 | 4 | 6 | 8 => Self::Protected,
            1 | 5 | 7 => Self::Scoped,
            _ => Self::Public,
        }
    }
}

/// A function with this signature: a loop, a match and a `format!`, none of which is the same in two handlers.
pub(crate) fn write(
    source: &mut String,
    index: usize,
    attribute: &str,
    parameter: &str,
    subject: &str,
) {
    let steps = index % 7 + 3;
    write!(
        source,
        r#"
{attribute}async fn handler_{index}({parameter}) -> String {{
    let mut total = {index}_u32;
    for step in 1..={steps} {{
        total = match total % 3 {{
            0 => total / 3 + step,
            1 => total * 2,
            _ => total.saturating_sub(step),
        }};
    }}
    let name = {subject};
    format!("handler {index} for {{name}}: {{total}}")
}}
"#
    )
    .expect("a string takes everything");
}
