//! As much of Thrift's compact protocol as it takes to look at a Parquet file's own account of itself before it is believed.

use std::io::{self, Read};

/// Lists inside lists, or structs inside structs, that are passed over; what is deeper is no account of a table.
const DEEPEST: u8 = 64;
/// Elements that take no byte of their own, each of which is passed over one by one all the same.
const MOST_FLAGS: u64 = 1024;

/// A stream of values, and how many bytes of it have been read.
pub(super) struct Compact<R> {
    from: R,
    read: u64,
}

/// What stands at the beginning of a field.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// Its number in the struct.
    pub id: i16,
    kind: u8,
}

impl Field {
    /// The value of a field that is true or false, which has no bytes of its own.
    pub(super) fn is_true(self) -> bool {
        self.kind == 1
    }
}

fn broken(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl<R: Read> Compact<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from, read: 0 }
    }

    /// Bytes read so far.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    pub(super) fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.from.read_exact(&mut byte)?;
        self.read += 1;
        Ok(byte[0])
    }

    /// A number of seven bits a byte.
    pub(super) fn number(&mut self) -> io::Result<u64> {
        let mut number = 0;
        for shift in (0..70).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(broken("a number without end"))
    }

    /// A number whose last bit is its sign.
    pub(super) fn signed(&mut self) -> io::Result<i64> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// The beginning of the next field of a struct, or `None` at the struct's end.
    pub(super) fn field(&mut self, before: i16) -> io::Result<Option<Field>> {
        let byte = self.byte()?;
        let (delta, kind) = (i16::from(byte >> 4), byte & 0xf);
        if kind == 0 {
            return Ok(None);
        }
        let id = match delta {
            0 => i16::try_from(self.signed()?).map_err(|_| broken("a field past all numbers"))?,
            delta => before.checked_add(delta).ok_or_else(|| broken("a field past all numbers"))?,
        };
        Ok(Some(Field { id, kind }))
    }

    /// How many elements a list has; their kind is not asked.
    pub(super) fn list(&mut self) -> io::Result<u64> {
        Ok(self.elements()?.0)
    }

    fn elements(&mut self) -> io::Result<(u64, u8)> {
        let byte = self.byte()?;
        let count = match byte >> 4 {
            15 => self.number()?,
            count => u64::from(count),
        };
        Ok((count, byte & 0xf))
    }

    /// Passes over as many values of each kind in turn.
    fn skip_values(&mut self, count: u64, kinds: &[u8], depth: u8) -> io::Result<()> {
        if count > MOST_FLAGS && kinds.iter().all(|kind| matches!(kind, 1 | 2)) {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a list of more flags than any"));
        }
        (0..count).try_for_each(|_| kinds.iter().try_for_each(|&kind| self.skip_value(kind, depth)))
    }

    /// Passes the value of a field over.
    pub(super) fn skip(&mut self, field: Field) -> io::Result<()> {
        self.skip_value(field.kind, DEEPEST)
    }

    fn skip_value(&mut self, kind: u8, depth: u8) -> io::Result<()> {
        let depth = depth.checked_sub(1).ok_or_else(|| broken("values nested too deep"))?;
        match kind {
            // True and false have no bytes of their own, for the library not even in lists.
            1 | 2 => Ok(()),
            3 => self.byte().map(drop),
            4..=6 => self.number().map(drop),
            7 => self.skip_bytes(8),
            8 => {
                let n = self.number()?;
                self.skip_bytes(n)
            }
            9 | 10 => {
                let (count, kind) = self.elements()?;
                self.skip_values(count, &[kind], depth)
            }
            11 => {
                let count = self.number()?;
                if count == 0 {
                    return Ok(());
                }
                let kinds = self.byte()?;
                self.skip_values(count, &[kinds >> 4, kinds & 0xf], depth)
            }
            12 => {
                let mut before = 0;
                while let Some(field) = self.field(before)? {
                    self.skip_value(field.kind, depth)?;
                    before = field.id;
                }
                Ok(())
            }
            13 => self.skip_bytes(16),
            _ => Err(broken("a value of no known kind")),
        }
    }

    pub(super) fn skip_bytes(&mut self, n: u64) -> io::Result<()> {
        let passed = io::copy(&mut (&mut self.from).take(n), &mut io::sink())?;
        self.read += passed;
        if passed < n {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}
