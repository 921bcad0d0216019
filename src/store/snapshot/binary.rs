//! The binary format of COPY: a header, then rows of length-prefixed fields, everything big-endian.

use crate::store::StoreError;

const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0";
/// Signature, flags and the length of a header extension, which is empty.
const HEADER_BYTES: usize = SIGNATURE.len() + 8;
/// Columns of the snapshot's rows.
const FIELDS: usize = 6;

/// One row: the bytes of its fields.
pub type Row<'a> = [&'a [u8]; FIELDS];

/// Rows that arrive in pieces.
#[derive(Default)]
pub struct Rows {
    buffer: Vec<u8>,
    read: usize,
    has_header: bool,
}

impl Rows {
    /// Takes what has arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.read);
        self.read = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next row that has arrived wholly.
    pub fn next(&mut self) -> Result<Option<Row<'_>>, StoreError> {
        if !self.has_header {
            if self.buffer.len() < HEADER_BYTES {
                return Ok(None);
            }
            if !self.buffer.starts_with(SIGNATURE) {
                return Err(malformed());
            }
            self.read = HEADER_BYTES;
            self.has_header = true;
        }
        let mut rest = self.buffer.get(self.read..).unwrap_or_default();
        let Some(row) = take_row(&mut rest)? else { return Ok(None) };
        self.read = self.buffer.len() - rest.len();
        Ok(Some(row))
    }
}

/// `None` when the row has not arrived wholly, or is the end mark.
fn take_row<'a>(rest: &mut &'a [u8]) -> Result<Option<Row<'a>>, StoreError> {
    let Some(fields) = take::<2>(rest).map(i16::from_be_bytes) else { return Ok(None) };
    match fields {
        -1 => return Ok(None),
        6 => {}
        _ => return Err(malformed()),
    }
    let mut row: Row<'a> = [&[]; FIELDS];
    for field in &mut row {
        let Some(length) = take::<4>(rest).map(i32::from_be_bytes) else { return Ok(None) };
        // No column of the row is null.
        let length = usize::try_from(length).map_err(|_| malformed())?;
        let Some((bytes, tail)) = rest.split_at_checked(length) else { return Ok(None) };
        *field = bytes;
        *rest = tail;
    }
    Ok(Some(row))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (bytes, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*bytes)
}

/// The elements of a one-dimensional array, each of `N` bytes or null.
pub fn elements<const N: usize>(
    mut array: &[u8],
) -> Result<impl Iterator<Item = Result<Option<[u8; N]>, StoreError>>, StoreError> {
    let dimensions = take::<4>(&mut array).map(i32::from_be_bytes).ok_or_else(malformed)?;
    if !(0..=1).contains(&dimensions) {
        return Err(malformed());
    }
    // Whether there are nulls, the element type, and for each dimension its length and first index.
    array = array.get(8 + 8 * dimensions as usize..).ok_or_else(malformed)?;
    Ok(std::iter::from_fn(move || (!array.is_empty()).then(|| element(&mut array))))
}

fn element<const N: usize>(array: &mut &[u8]) -> Result<Option<[u8; N]>, StoreError> {
    match take::<4>(array).map(i32::from_be_bytes) {
        Some(-1) => Ok(None),
        Some(length) if length as usize == N => take(array).map(Some).ok_or_else(malformed),
        Some(_) | None => Err(malformed()),
    }
}

/// The integer of a field.
pub fn integer(field: &[u8]) -> Result<i32, StoreError> {
    field.try_into().map(i32::from_be_bytes).map_err(|_| malformed())
}

/// The rows cannot be understood.
pub fn malformed() -> StoreError {
    StoreError::inconsistent("packed_participant", "a row of unexpected form")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(first: i32) -> Vec<u8> {
        let mut bytes = 6_i16.to_be_bytes().to_vec();
        bytes.extend(4_i32.to_be_bytes());
        bytes.extend(first.to_be_bytes());
        for _ in 1..FIELDS {
            bytes.extend(1_i32.to_be_bytes());
            bytes.push(7);
        }
        bytes
    }

    #[test]
    fn rows_survive_being_cut_anywhere() {
        let mut bytes = [SIGNATURE, &[0; 8]].concat();
        bytes.extend(row(5));
        bytes.extend(row(6));
        bytes.extend((-1_i16).to_be_bytes());
        for size in 1..bytes.len() {
            let mut rows = Rows::default();
            let mut seen = Vec::new();
            for piece in bytes.chunks(size) {
                rows.push(piece);
                while let Some(row) = rows.next().unwrap() {
                    seen.push(integer(row[0]).unwrap());
                }
            }
            assert_eq!(seen, [5, 6], "pieces of {size}");
        }
    }

    #[test]
    fn an_array_gives_its_values_and_nulls() {
        let mut array = Vec::new();
        for header in [1_i32, 1, 21, 2, 1] {
            array.extend(header.to_be_bytes());
        }
        array.extend(2_i32.to_be_bytes());
        array.extend(300_i16.to_be_bytes());
        array.extend((-1_i32).to_be_bytes());
        let values: Vec<Option<[u8; 2]>> = elements(&array).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(values, [Some(300_i16.to_be_bytes()), None]);
        let empty = [0_i32, 0, 21].map(i32::to_be_bytes).concat();
        assert_eq!(elements::<2>(&empty).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_copy_is_an_inconsistency() {
        let mut rows = Rows::default();
        rows.push(&[0; 64]);
        assert!(rows.next().is_err());
        assert!(elements::<8>(&[0, 0]).is_err());
    }
}
