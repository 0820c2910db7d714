//! Compressed files: what they are packed with by their first bytes, and how far they may expand.

use crate::error::{Code, DocError, Stage};
use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use liblzma::read::XzDecoder;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that may come out of any file, however small: the ratio counts from there on.
const FREE: u64 = 8 << 20;
const BUFFER: usize = 1 << 16;

/// How far a compressed or columnar file may expand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Bytes out for each byte in.
    pub ratio: u64,
    /// Bytes out in all.
    pub total: u64,
}

impl Limits {
    /// Whether so much may come out of so much.
    pub(super) fn check(self, out: u64, packed: u64) -> Result<(), PastLimit> {
        let Self { ratio, total } = self;
        if out > total {
            return Err(PastLimit(format!(
                "unpacks to more than {total} bytes; raise --max-unpacked if the file is to be trusted"
            )));
        }
        if out > FREE && out / packed.max(1) > ratio {
            return Err(PastLimit(format!(
                "unpacks to more than {ratio} times its size, as a zip bomb does; raise --max-ratio if the file is to be trusted"
            )));
        }
        Ok(())
    }
}

/// A limit that a file has passed; travels inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct PastLimit(pub String);

impl From<PastLimit> for DocError {
    fn from(limit: PastLimit) -> Self {
        Self::new(Code::TOO_LARGE, Stage::Read, limit.0)
    }
}

/// A buffered reader that can go to another thread.
pub(super) type Source = Box<dyn BufRead + Send>;

/// Unpacks by the first bytes: gzip, zstd, bzip2 or xz, several members too; anything else passes as it is.
/// The bytes read from the file are added to `all`.
pub(super) fn unpack(from: impl Read + Send + 'static, limits: Limits, all: &Arc<AtomicU64>) -> io::Result<Source> {
    let packed = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        from,
        count: packed.clone(),
        all: all.clone(),
    };
    let mut from = BufReader::with_capacity(BUFFER, counted);
    let head = from.fill_buf()?;
    let unpacked: Box<dyn Read + Send> = if head.starts_with(&[0x1f, 0x8b]) {
        Box::new(MultiGzDecoder::new(from))
    } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Box::new(zstd::Decoder::with_buffer(from)?)
    } else if head.starts_with(b"BZh") && head.get(4..10) == Some(&[0x31, 0x41, 0x59, 0x26, 0x53, 0x59]) {
        Box::new(MultiBzDecoder::new(from))
    } else if head.starts_with(&[0xfd, b'7', b'z', b'X', b'Z', 0]) {
        Box::new(XzDecoder::new_multi_decoder(from))
    } else {
        return Ok(Box::new(from));
    };
    let limited = Expanding {
        from: unpacked,
        packed,
        out: 0,
        limits,
    };
    Ok(Box::new(BufReader::with_capacity(BUFFER, limited)))
}

/// The file name without the ending of its packing, and whether it had one.
pub(super) fn bare_name(name: &str) -> (&str, bool) {
    match name.rsplit_once('.') {
        // A `.tgz` says both at once; its content shows that it is a tar archive.
        Some((_, ending)) if ["tgz", "tbz2", "txz"].iter().any(|e| ending.eq_ignore_ascii_case(e)) => ("archive.tar", true),
        Some((bare, ending)) if ["gz", "zst", "bz2", "xz"].iter().any(|e| ending.eq_ignore_ascii_case(e)) => (bare, true),
        _ => (name, false),
    }
}

struct Counted<R> {
    from: R,
    count: Arc<AtomicU64>,
    /// Of all files of the run.
    all: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.from.read(buffer)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        self.all.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Counts what comes out of a packed stream, and ends it past the limits.
pub(super) struct Expanding {
    from: Box<dyn Read + Send>,
    packed: Arc<AtomicU64>,
    out: u64,
    limits: Limits,
}

impl Expanding {
    /// Of a stream whose packed size is known.
    pub(super) fn of_size(from: Box<dyn Read + Send>, packed: u64, limits: Limits) -> Self {
        Self {
            from,
            packed: Arc::new(AtomicU64::new(packed)),
            out: 0,
            limits,
        }
    }
}

impl Read for Expanding {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.from.read(buffer)?;
        self.out += n as u64;
        // What is read ahead of the decoder counts as packed: at most one buffer, and the free bytes allow for it.
        let packed = self.packed.load(Ordering::Relaxed);
        self.limits.check(self.out, packed).map_err(io::Error::other)?;
        Ok(n)
    }
}

/// What a failed read means for the document.
pub(super) fn read_error(error: &io::Error) -> DocError {
    let inner = error.get_ref().and_then(|e| e.downcast_ref::<PastLimit>());
    let (code, message) = match (inner, error.kind()) {
        (Some(limit), _) => (Code::TOO_LARGE, limit.to_string()),
        (
            None,
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other,
        ) => (
            Code::DAMAGED,
            format!("damaged or cut short ({error}); fetch the file again, what stands before this place is kept"),
        ),
        (None, _) => (
            Code::IO,
            format!("could not be read ({error}); check the file and its permissions"),
        ),
    };
    DocError::new(code, Stage::Read, message)
}
