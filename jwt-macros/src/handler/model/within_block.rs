//! The policy of a handler within an annotated block.
//!
//! Both policies must be met: an attribute in a block can only require more. With `replace`, the policy of the block is left
//! out.

use quote::ToTokens;

use super::{AbsentToken, AuthInstance, Injection, Policy, settings};
use crate::{
    diagnostics::{Diagnostic, Diagnostics, shown},
    handler::parse::HandlerAttribute,
};

impl Policy {
    /// The policy of a handler in the block that has no attribute of its own.
    pub(crate) fn handed_down(&self) -> Self {
        Self {
            injection: match self.injection {
                Injection::None => Injection::None,
                _ => Injection::WhereWanted,
            },
            ..self.clone()
        }
    }

    /// Adds what the block around the attributes requires.
    ///
    /// The `auth`, the renderer and the settings of the block hold unless the attributes have their own.
    pub(crate) fn within(mut self, block: &Self, diagnostics: &mut Diagnostics) -> Self {
        match self.replace.take() {
            Some(replace) => {
                if block.is_public() {
                    let message = "`replace` leaves out what the block requires, and its `#[public]` requires nothing";
                    diagnostics.report(Diagnostic::new(replace, message).help("remove `replace`"));
                }
                self.has_replaced = true;
            }
            None if !block.is_public() && self.refresh().is_some() => {
                self.refuse_refresh(block, diagnostics);
            }
            None if !block.is_public() => self.add(block, diagnostics),
            None => {}
        }
        self.has_replaced |= block.has_replaced;
        if !self.is_public() && self.refresh().is_none() {
            if matches!(self.injection, Injection::None) {
                self.injection = block.handed_down().injection;
            }
            settings::complete(&mut self.settings, &block.settings);
        }
        self.responses = self.responses.or_else(|| block.responses.clone());
        self.auth = self.auth.or_else(|| block.auth.clone());
        self.crate_path = self.crate_path.or_else(|| block.crate_path.clone());
        self
    }

    /// Reports `refresh` in a block that requires an access token.
    fn refuse_refresh(&self, block: &Self, diagnostics: &mut Diagnostics) {
        let attribute = block.attribute;
        let message = format!(
            "`refresh` takes a refresh token, found `{attribute}` of the block around it, which requires an access token"
        );
        diagnostics.report(
            Diagnostic::new(self.refresh(), message).help(
                "write `#[protected(refresh, replace)]` to leave out what the block requires",
            ),
        );
    }

    /// Adds what a block requires that requires a token. Attributes that would let more requests through are reported.
    fn add(&mut self, block: &Self, diagnostics: &mut Diagnostics) {
        let attribute = block.attribute;
        if self.is_public() {
            let message = format!(
                "`#[public]` contradicts `{attribute}` of the block around it, which requires a token"
            );
            diagnostics.report(Diagnostic::new(&self.at, message).help(
                "remove `#[public]`, or write `#[public(replace)]` to leave out what the block requires",
            ));
            return;
        }
        self.check_instance(block, diagnostics);
        self.absent = match (&self.absent, &block.absent) {
            (AbsentToken::Forgiven(optional), AbsentToken::Refused) => {
                let message = format!(
                    "`optional` contradicts `{attribute}` of the block around it, which requires a token of every request"
                );
                diagnostics.report(Diagnostic::new(optional, message).help(format!(
                    "remove `optional`, or write `#[{}(optional, replace)]` to leave out what the block requires",
                    self.attribute.name()
                )));
                AbsentToken::Disputed
            }
            (_, absent) if !self.names_access => absent.clone(),
            (absent, _) => absent.clone(),
        };
        // Each of them requires a token, so that only scopes are conditions of their own.
        let mut conditions: Vec<_> = self
            .accesses()
            .chain(block.accesses())
            .filter(|access| access.requires_scopes())
            .cloned()
            .collect();
        if !conditions.is_empty() {
            self.access = conditions.remove(0);
            self.of_blocks = conditions;
        }
        self.freshness
            .add(&block.freshness, "the attribute of the block", diagnostics);
    }

    /// Reports an `auth` that is not the block's: the requirements of the block would be applied to other tokens.
    fn check_instance(&self, block: &Self, diagnostics: &mut Diagnostics) {
        let Some(own) = &self.auth else { return };
        let of_block = block.auth.as_ref();
        let written = |auth: &AuthInstance| shown(auth.written.to_token_stream());
        let last = own.written.segments.last();
        let is_default = last.is_some_and(|last| last.ident == "DefaultInstance");
        if of_block.map_or(is_default, |auth| written(auth) == written(own)) {
            return;
        }
        let attribute = block.attribute;
        let named = match of_block {
            Some(auth) => format!("names `{}`", written(auth)),
            None => "names none".into(),
        };
        let own_name = written(own);
        let message = format!(
            "a handler has the `auth` of the block around it, found `{own_name}` while `{attribute}` of the block {named}"
        );
        let own_kind = match self.attribute {
            HandlerAttribute::Scoped => "scoped(.., ".to_owned(),
            attribute => format!("{}(", attribute.name()),
        };
        diagnostics.report(Diagnostic::new(&own.written, message).help(format!(
            "remove `auth`, or write `#[{own_kind}auth = {own_name}, replace)]` to leave out what the block requires"
        )));
    }
}
