//! Values that are kept apart while a run is related, the first megabytes in memory, more on disk: written once in a row, read in that order
//! or by place.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;
use std::path::Path;
use tempfile::{SpooledTempFile, spooled_tempfile_in};

/// Bytes before a value that say how long it is.
const HEAD: usize = 4;

/// Bytes that a shelf holds in memory; with more it becomes a file.
const HELD: usize = 4 << 20;

/// A shelf that is being filled.
pub(super) struct Shelf<T> {
    file: BufWriter<SpooledTempFile>,
    length: u64,
    held: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Shelf<T> {
    /// An empty shelf, in a file without a name in `folder` once it is long.
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            file: BufWriter::new(spooled_tempfile_in(HELD, folder)),
            length: 0,
            held: PhantomData,
        }
    }

    /// Puts a value at the end and gives its place.
    pub(super) fn push(&mut self, value: &T) -> io::Result<u64> {
        let bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        self.file.write_all(&length.to_le_bytes())?;
        self.file.write_all(&bytes)?;
        let place = self.length;
        self.length += (HEAD + bytes.len()) as u64;
        Ok(place)
    }

    /// The full shelf.
    pub(super) fn close(self) -> io::Result<Shelved<T>> {
        Ok(Shelved {
            file: self.file.into_inner().map_err(io::IntoInnerError::into_error)?,
            length: self.length,
            held: PhantomData,
        })
    }
}

/// A shelf that is read.
pub(super) struct Shelved<T> {
    file: SpooledTempFile,
    length: u64,
    held: PhantomData<T>,
}

impl<T: DeserializeOwned> Shelved<T> {
    /// The value at a place that [`Shelf::push`] gave.
    pub(super) fn get(&mut self, place: u64) -> io::Result<T> {
        self.file.seek(SeekFrom::Start(place))?;
        read(&mut self.file)
    }

    /// All values in the order in which they were put there.
    pub(super) fn all(&mut self) -> io::Result<impl Iterator<Item = io::Result<T>>> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut rest = self.length;
        let mut file = BufReader::with_capacity(1 << 16, &mut self.file);
        Ok(std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let length = match length(&mut file) {
                Ok(length) => length,
                Err(e) => return Some(Err(e)),
            };
            rest = rest.saturating_sub((HEAD + length) as u64);
            Some(value(&mut file, length))
        }))
    }
}

fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let length = length(from)?;
    value(from, length)
}

fn length(from: &mut impl Read) -> io::Result<usize> {
    let mut head = [0; HEAD];
    from.read_exact(&mut head)?;
    Ok(u32::from_le_bytes(head) as usize)
}

fn value<T: DeserializeOwned>(from: &mut impl Read, length: usize) -> io::Result<T> {
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    postcard::from_bytes(&bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::Shelf;

    #[test]
    fn values_come_back_in_order_and_by_place() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut shelf = Shelf::new(folder.path());
        let places: Vec<u64> = ["un", "", "trois"]
            .iter()
            .map(|v| shelf.push(&(*v).to_owned()).expect("written"))
            .collect();
        let mut shelf = shelf.close().expect("closed");
        assert_eq!(shelf.get(places[2]).expect("there"), "trois");
        let all: Vec<String> = shelf.all().expect("there").map(|v| v.expect("read")).collect();
        assert_eq!(all, ["un", "", "trois"]);
        assert_eq!(shelf.get(places[1]).expect("there"), "");
    }
}
