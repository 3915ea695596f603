//! A literal as constant data: the expansion of a setting that a handler overrides.

use jwt_syntax::{
    duration,
    http::token_location::{LocationKind, TokenLocation},
    setting::{SettingKind, key},
};
use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ExprArray;

use super::{LiteralSetting, SettingLiteral};
use crate::crate_path::PrivatePath;

impl LiteralSetting {
    /// The call that adds the setting to `Overrides`; `None` if the literal is wrong, which has been reported.
    pub(crate) fn overriding(&self, private: &PrivatePath) -> Option<TokenStream> {
        let name = Ident::new(self.option.name, Span::call_site());
        let value = self.value(private)?;
        Some(quote!(.#name(#value)))
    }

    fn value(&self, private: &PrivatePath) -> Option<TokenStream> {
        Some(match (&self.literal, self.kind) {
            (literal, SettingKind::TokenLocations) => {
                let locations = literal.read(|text| key::token_from.read(text))?.ok()?;
                let locations = locations.iter().map(|location| constant(location, private));
                quote!(&[#(#locations),*])
            }
            (SettingLiteral::Text(text), SettingKind::Duration { .. }) => {
                let seconds = duration::parse(&text.value()).ok()?.as_secs();
                Token::u64_unsuffixed(seconds).into_token_stream()
            }
            (SettingLiteral::Text(text), SettingKind::Prefixes) if text.value().is_empty() => {
                quote!(&[])
            }
            (SettingLiteral::Text(text), SettingKind::Word) => {
                let text = text.value();
                let choice = self.choices.iter().find(|choice| choice.text == text)?;
                let [of, variant] = [choice.type_name, choice.variant]
                    .map(|name| Ident::new(name, Span::call_site()));
                quote!(#private::#of::#variant)
            }
            (SettingLiteral::Text(text), kind) if kind.is_list() => quote!(&[#text]),
            (SettingLiteral::Text(text), SettingKind::Switch) => {
                (text.value() == "on").into_token_stream()
            }
            (SettingLiteral::Text(text), _) => text.to_token_stream(),
            (SettingLiteral::List(ExprArray { elems, .. }), _) => quote!(&[#elems]),
            (SettingLiteral::Number(number), _) => number.to_token_stream(),
            (SettingLiteral::Words(_), _) => return None,
        })
    }
}

fn constant(location: &TokenLocation, private: &PrivatePath) -> TokenStream {
    let kind = match location.kind {
        LocationKind::Header => quote!(Header),
        LocationKind::Cookie => quote!(Cookie),
        LocationKind::Query => quote!(Query),
        LocationKind::Json => quote!(Json),
        LocationKind::Form => quote!(Form),
        LocationKind::WebSocket => quote!(WebSocket),
    };
    let strict = location.strict;
    quote!(#private::TokenLocation { kind: #private::LocationKind::#kind, strict: #strict })
}
