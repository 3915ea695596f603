//! The ways to protect handlers that are compared.

use std::fmt::Write;
use std::ops::Range;

use crate::handler::{self, Access, Shape};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// An extractor by hand as the first parameter, on a router of axum.
    Plain,
    /// Attributes, on a router of axum: the cost of the attributes themselves.
    OnAxum,
    /// Attributes, on a `GuardedRouter`: the whole library.
    Guarded,
}

impl Variant {
    pub(crate) const ALL: [Self; 3] = [Self::Plain, Self::OnAxum, Self::Guarded];

    /// What the table calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "extractor by hand, `axum::Router`",
            Self::OnAxum => "attributes, `axum::Router`",
            Self::Guarded => "attributes, `GuardedRouter`",
        }
    }

    /// The first part of the package's name.
    pub(crate) fn package(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::OnAxum => "on-axum",
            Self::Guarded => "guarded",
        }
    }

    /// The root of the library, without its modules and their merging.
    pub(crate) fn root(self) -> &'static str {
        match self {
            Self::Plain => include_str!("programs/plain.rs"),
            Self::OnAxum => include_str!("programs/on_axum.rs"),
            Self::Guarded => include_str!("programs/guarded.rs"),
        }
    }

    /// A module with the handlers of these numbers, and their routes.
    pub(crate) fn module(self, shape: Shape, handlers: Range<usize>) -> String {
        let mut source = String::from(match self {
            Self::Plain => "use axum::routing::get;\n\nuse crate::{Routes, User};\n",
            Self::OnAxum => {
                "use axum::routing::get;\nuse jwt_guard::guard::Claims;\nuse jwt_guard::{protected, public, scoped};\n\nuse crate::{Membership, Routes};\n"
            }
            Self::Guarded => {
                "use jwt_guard::guard::Claims;\nuse jwt_guard::routing::get;\nuse jwt_guard::{protected, public, scoped};\n\nuse crate::{Membership, Routes};\n"
            }
        });
        if shape == Shape::Scoped {
            source.push_str("use axum::extract::{Path, Query};\nuse crate::Page;\n");
        }
        for index in handlers.clone() {
            match shape {
                Shape::Mixed => self.write_handler(&mut source, index),
                Shape::Scoped => self.write_scoped_handler(&mut source, index),
            }
        }
        // A router whose state is not known before its last route is the more work to check.
        let (router, parameter) = match (shape, self) {
            (Shape::Mixed, _) => ("Routes", ""),
            (Shape::Scoped, Self::Guarded) => ("jwt_guard::routing::GuardedRouter", "/{id}"),
            (Shape::Scoped, _) => ("axum::Router", "/{id}"),
        };
        writeln!(
            source,
            "\npub fn routes() -> Routes {{\n    {router}::new()"
        )
        .expect("a string takes everything");
        for index in handlers {
            writeln!(
                source,
                r#"        .route("/handler/{index}{parameter}", get(handler_{index}))"#
            )
            .expect("a string takes everything");
        }
        source.push_str("}\n");
        source
    }

    fn write_handler(self, source: &mut String, index: usize) {
        let access = Access::of_handler(index);
        let (attribute, parameter, subject) = match (self, access) {
            (Self::Plain, Access::Protected) => (String::new(), "user: User", "user.subject"),
            (Self::Plain, Access::Scoped) => (String::new(), "_: User", "\"a scope\""),
            (Self::Plain, Access::Public) => (String::new(), "", "\"everybody\""),
            (_, Access::Protected) => (
                String::from("#[protected]\n"),
                "claims: Claims<Membership>",
                "claims.subject()",
            ),
            (_, Access::Scoped) => (
                format!("#[scoped(\"resource-{}:read\")]\n", index % 20),
                "",
                "\"a scope\"",
            ),
            (_, Access::Public) => (String::from("#[public]\n"), "", "\"everybody\""),
        };
        handler::write(source, index, &attribute, parameter, subject);
    }

    fn write_scoped_handler(self, source: &mut String, index: usize) {
        let (attribute, first) = match self {
            Self::Plain => ("", "claims: User"),
            Self::OnAxum | Self::Guarded => (
                "#[scoped(\"user:read\", \"admin\", require_all = false)]\n",
                "claims: Claims<Membership>",
            ),
        };
        let subject = match self {
            Self::Plain => "claims.subject",
            Self::OnAxum | Self::Guarded => "claims.subject()",
        };
        write!(
            source,
            r#"
{attribute}async fn handler_{index}({first}, Path(id): Path<u32>, Query(page): Query<Page>) -> String {{
    format!("{{}} {{id}} {{}}", {subject}, page.number)
}}
"#
        )
        .expect("a string takes everything");
    }
}
