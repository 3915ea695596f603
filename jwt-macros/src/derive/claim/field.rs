//! One custom claim: where it stands, what it is without a value, who gives the value and who looks at it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{ExprPath, Field, Ident, Member, Type, spanned::Spanned};

use super::{
    expansion::local,
    options::{DefaultValue, Function, Options},
    place::Place,
    serde::Serde,
};
use crate::{
    crate_path::CratePath,
    derive::type_syntax::is_option,
    diagnostics::{Diagnostic, Diagnostics, generated_at},
};

/// A claim, and the field that holds it.
pub(super) struct Claim {
    pub(super) member: Member,
    /// What the field is called where it must have a name.
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) place: Place,
    pub(super) default: Default,
    pub(super) setup: Option<ExprPath>,
    pub(super) verify: Option<ExprPath>,
    pub(super) serde: Serde,
}

/// What a field holds when the token has no such claim.
pub(super) enum Default {
    /// Nothing can: the claim is required.
    Required,
    /// `None`, for a field of type `Option<..>`
    None,
    /// `default`
    OfType,
    /// `default = path`
    Function(ExprPath),
}

impl Claim {
    /// Reads a claim of these options; what is wrong is reported.
    pub(super) fn read(
        field: &Field,
        (member, ident): (Member, Ident),
        options: Options,
        place: Place,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let serde = Serde::read(field, diagnostics);
        if let (Some(_), Some(twice)) = (&options.default, &serde.default) {
            let message = "the default is given twice, to the library and to serde";
            diagnostics.report(Diagnostic::new(&twice.at, message).help("remove one of the two"));
        }
        let given = options.default.or(serde.default.as_ref().map(|default| {
            default
                .function
                .clone()
                .map_or(DefaultValue::OfType, DefaultValue::Function)
        }));
        let is_option = is_option(&field.ty);
        if is_option && serde.default.is_none() && matches!(given, Some(DefaultValue::OfType)) {
            let message =
                "`default` says what the type says: an `Option` without a claim is `None`";
            diagnostics.report(
                Diagnostic::new(&field.ty, message)
                    .help("remove `default`, or let the field be no `Option`"),
            );
        }
        Self {
            member,
            ident,
            ty: field.ty.clone(),
            place,
            default: match given {
                Some(DefaultValue::Function(path)) => Default::Function(path),
                Some(DefaultValue::OfType) => Default::OfType,
                None if is_option => Default::None,
                None => Default::Required,
            },
            setup: options.setup.map(|Function(path)| path),
            verify: options.verify.map(|Function(path)| path),
            serde,
        }
    }

    pub(super) fn is_required(&self) -> bool {
        matches!(self.default, Default::Required)
    }

    /// The value without a claim, if there is one.
    pub(super) fn default_value(&self) -> Option<TokenStream> {
        match &self.default {
            Default::Required => None,
            Default::None => Some(quote!(::core::option::Option::None)),
            Default::OfType => {
                let ty = &self.ty;
                Some(quote_spanned! {generated_at(ty.span())=>
                    <#ty as ::core::default::Default>::default()
                })
            }
            Default::Function(path) => Some(quote!(#path())),
        }
    }

    /// The field of `owner`.
    pub(super) fn of(&self, owner: &TokenStream) -> TokenStream {
        let member = &self.member;
        quote!(#owner.#member)
    }

    /// Whether the field of `owner` is not written, as an expression; `None` if it always is.
    pub(super) fn is_skipped(&self, owner: &TokenStream) -> Option<TokenStream> {
        let field = self.of(owner);
        if let Some(path) = &self.serde.skip_serializing_if {
            return Some(quote!(#path(&#field)));
        }
        is_option(&self.ty).then(|| quote!(::core::option::Option::is_none(&#field)))
    }

    /// The statement that asks `verify` about the field of `self`, if there is one.
    pub(super) fn verification(&self, crate_path: &CratePath) -> Option<TokenStream> {
        let path = self.verify.as_ref()?;
        let at = generated_at(path.span());
        let private = crate_path.private_at(path.span());
        let field = self.of(&quote!(self));
        let shown = self.place.shown();
        let value = local("value");
        let verdict =
            |value: TokenStream| quote_spanned!(at=> #private::verify(#shown, #value, #path)?;);
        Some(if is_option(&self.ty) {
            let verdict = verdict(value.to_token_stream());
            quote! {
                if let ::core::option::Option::Some(#value) = &#field { #verdict }
            }
        } else {
            verdict(quote!(&#field))
        })
    }
}
