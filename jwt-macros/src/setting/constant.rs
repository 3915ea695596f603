//! A literal as constant data: what a handler's own settings expand to.

use jwt_syntax::{
    duration,
    http::token_location::{LocationKind, TokenLocation},
    setting::{Kind, key},
};
use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ExprArray;

use super::{LiteralSetting, SettingLiteral};

impl LiteralSetting {
    /// The call that adds the setting to `Overrides`; none if the literal is wrong, which has been reported.
    pub(crate) fn overriding(&self, private: &TokenStream) -> Option<TokenStream> {
        let name = Ident::new(self.option.name, Span::call_site());
        let value = self.value(private)?;
        Some(quote!(.#name(#value)))
    }

    fn value(&self, private: &TokenStream) -> Option<TokenStream> {
        Some(match (&self.literal, self.kind) {
            (literal, Kind::TokenLocations) => {
                let places = literal.read(|text| key::token_from.read(text))?.ok()?;
                let places = places.iter().map(|place| constant(place, private));
                quote!(&[#(#places),*])
            }
            (SettingLiteral::Text(text), Kind::Duration { .. }) => {
                let seconds = duration::parse(&text.value()).ok()?.as_secs();
                Token::u64_unsuffixed(seconds).into_token_stream()
            }
            (SettingLiteral::Text(text), Kind::Prefixes) if text.value().is_empty() => quote!(&[]),
            (SettingLiteral::Text(text), Kind::Word) if self.option.name == key::csrf.name() => {
                let protection = match text.value().as_str() {
                    "on" => quote!(On),
                    "origin" => quote!(Origin),
                    "off" => quote!(Off),
                    _ => return None,
                };
                quote!(#private::CsrfProtection::#protection)
            }
            (SettingLiteral::Text(text), Kind::Word) => {
                let revocations = match text.value().as_str() {
                    "all" => quote!(All),
                    "refresh" => quote!(Refresh),
                    "off" => quote!(Off),
                    _ => return None,
                };
                quote!(#private::RevocationReach::#revocations)
            }
            (SettingLiteral::Text(text), kind) if kind.is_list() => quote!(&[#text]),
            (SettingLiteral::Text(text), Kind::Switch) => {
                (text.value() == "on").into_token_stream()
            }
            (SettingLiteral::Text(text), _) => text.to_token_stream(),
            (SettingLiteral::List(ExprArray { elems, .. }), _) => quote!(&[#elems]),
            (SettingLiteral::Number(number), _) => number.to_token_stream(),
            (SettingLiteral::Words(_), _) => return None,
        })
    }
}

fn constant(place: &TokenLocation, private: &TokenStream) -> TokenStream {
    let kind = match place.kind {
        LocationKind::Header => quote!(Header),
        LocationKind::Cookie => quote!(Cookie),
        LocationKind::Query => quote!(Query),
        LocationKind::Json => quote!(Json),
        LocationKind::Form => quote!(Form),
        LocationKind::WebSocket => quote!(WebSocket),
    };
    let strict = place.strict;
    quote!(#private::TokenLocation { kind: #private::LocationKind::#kind, strict: #strict })
}
