//! `ClaimSet` of tuples: several types of claims in one token.

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use super::claim_set::ClaimSet;
use super::distinct_names::{NameList, list};
use super::from_user::SetUp;
use crate::error::BackendError;

/// Holds the constants of a tuple, since only an associated constant can be borrowed as `'static`.
struct Joined<T>(T);

macro_rules! composed {
    ($($set:ident $index:tt),*) => {
        impl<$($set: ClaimSet),*> Joined<($($set,)*)> {
            const NAMES: NameList = NameList::distinct(&[$($set::NAMES),*], &[$($set::TAKES_ANY),*]);
            const REQUIRED: NameList = NameList::join(&[$($set::REQUIRED),*]);
            const GIVEN: NameList = NameList::join(&[$($set::GIVEN),*]);
        }

        #[diagnostic::do_not_recommend]
        impl<$($set: ClaimSet),*> ClaimSet for ($($set,)*) {
            const NAMES: &'static [&'static str] = list(&Joined::<Self>::NAMES);
            const REQUIRED: &'static [&'static str] = list(&Joined::<Self>::REQUIRED);
            const GIVEN: &'static [&'static str] = list(&Joined::<Self>::GIVEN);
            const TAKES_ANY: bool = $($set::TAKES_ANY)||*;

            type Found = ($($set::Found,)*);

            fn read<'de, A: MapAccess<'de>>(
                found: &mut Self::Found,
                name: &str,
                claims: &mut A,
            ) -> Result<bool, A::Error> {
                let is_read = $($set::read(&mut found.$index, name, claims)?)||*;
                Ok(is_read)
            }

            fn finish(found: Self::Found) -> Result<Self, &'static str> {
                Ok(($($set::finish(found.$index)?,)*))
            }

            fn write<W: SerializeMap>(&self, claims: &mut W) -> Result<(), W::Error> {
                $(self.$index.write(claims)?;)*
                Ok(())
            }

            fn verify(&self) -> Result<(), &'static str> {
                $(self.$index.verify()?;)*
                Ok(())
            }
        }

        #[diagnostic::do_not_recommend]
        impl<User: Sync, $($set: SetUp<User> + Send),*> SetUp<User> for ($($set,)*) {
            async fn set_up(user: &User) -> Result<Self, BackendError> {
                Ok(($($set::set_up(user).await?,)*))
            }
        }
    };
}

composed!(T1 0);
composed!(T1 0, T2 1);
composed!(T1 0, T2 1, T3 2);
composed!(T1 0, T2 1, T3 2, T4 3);
composed!(T1 0, T2 1, T3 2, T4 3, T5 4);
composed!(T1 0, T2 1, T3 2, T4 3, T5 4, T6 5);
composed!(T1 0, T2 1, T3 2, T4 3, T5 4, T6 5, T7 6);
composed!(T1 0, T2 1, T3 2, T4 3, T5 4, T6 5, T7 6, T8 7);
