//! Positions as bytes: what a list is sorted by and an id go in, the inside of a cursor comes out,
//! and back.

use contract::page::{Position, SortKey};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// The id, one byte for the kind of key, and the key.
pub(crate) fn encode(position: &Position) -> Vec<u8> {
    let (kind, key): (u8, Vec<u8>) = match &position.key {
        None => (0, Vec::new()),
        Some(SortKey::Text(text)) => (1, text.as_bytes().to_vec()),
        Some(SortKey::Integer(value)) => (2, value.to_be_bytes().to_vec()),
        Some(SortKey::Real(value)) => (3, value.to_be_bytes().to_vec()),
        Some(SortKey::Time(time)) => (4, time.as_nanosecond().to_be_bytes().to_vec()),
        Some(SortKey::Date(date)) => (5, date.to_string().into_bytes()),
        Some(SortKey::Boolean(value)) => (6, vec![u8::from(*value)]),
        Some(SortKey::Uuid(uuid)) => (7, uuid.as_bytes().to_vec()),
    };
    [position.id.as_bytes(), [kind].as_slice(), &key].concat()
}

/// `None` for bytes that [`encode`] did not write, which another version of the service may have.
pub(crate) fn decode(bytes: &[u8]) -> Option<Position> {
    let (id, rest) = bytes.split_first_chunk::<16>()?;
    let (kind, key) = rest.split_first()?;
    let key = match kind {
        0 => None,
        1 => Some(SortKey::Text(String::from_utf8(key.to_vec()).ok()?)),
        2 => Some(SortKey::Integer(i64::from_be_bytes(key.try_into().ok()?))),
        3 => Some(SortKey::Real(f64::from_be_bytes(key.try_into().ok()?))),
        4 => Some(SortKey::Time(time(i128::from_be_bytes(
            key.try_into().ok()?,
        ))?)),
        5 => Some(SortKey::Date(
            std::str::from_utf8(key).ok()?.parse::<Date>().ok()?,
        )),
        6 => Some(SortKey::Boolean(*key.first()? != 0)),
        7 => Some(SortKey::Uuid(Uuid::from_slice(key).ok()?)),
        _ => return None,
    };
    Some(Position {
        key,
        id: Uuid::from_bytes(*id),
    })
}

fn time(nanoseconds: i128) -> Option<Timestamp> {
    Timestamp::from_nanosecond(nanoseconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_key_survives() {
        let keys = [
            None,
            Some(SortKey::Text("ブログ".to_owned())),
            Some(SortKey::Integer(i64::MIN)),
            Some(SortKey::Real(-0.1)),
            Some(SortKey::Time(Timestamp::MAX)),
            Some(SortKey::Date(Date::MIN)),
            Some(SortKey::Boolean(true)),
            Some(SortKey::Uuid(Uuid::max())),
        ];
        for key in keys {
            let position = Position {
                key,
                id: Uuid::from_u128(7),
            };
            assert_eq!(decode(&encode(&position)), Some(position));
        }
    }

    #[test]
    fn other_bytes_are_no_position() {
        let mut unknown_kind = [0; 17];
        unknown_kind[16] = 8;
        for bytes in [&[][..], &[0; 16], &unknown_kind] {
            assert_eq!(decode(bytes), None);
        }
    }
}
