//! Zip and tar archives: their members, one after the other, each read as a file of its name would be.

use super::unpack::{Expanding, Limits, Source, read_error};
use crate::error::{Code, DocError, Stage, brief};
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Archives inside archives that are opened.
pub(super) const DEEPEST: usize = 3;
/// Bytes of a member's name that are kept.
const LONGEST_NAME: u64 = 4096;

/// A file that is read from several places: on disk, or in memory when it comes out of another archive.
#[derive(Debug, Clone)]
pub(super) enum Store {
    Path(PathBuf),
    Memory(Arc<[u8]>),
}

/// One way through a [`Store`].
#[derive(Debug)]
pub(super) enum Open {
    File(File),
    Memory(Cursor<Arc<[u8]>>),
    Failed(io::ErrorKind),
}

impl Store {
    /// Opens it; what fails is told by the first read.
    pub(super) fn open(&self) -> Open {
        match self {
            Self::Path(path) => File::open(path).map_or_else(|e| Open::Failed(e.kind()), Open::File),
            Self::Memory(bytes) => Open::Memory(Cursor::new(bytes.clone())),
        }
    }

    /// All its bytes, when they are no more than `most`.
    pub(super) fn bytes(&self, most: u64) -> Result<Vec<u8>, DocError> {
        let mut out = Vec::new();
        self.open().take(most + 1).read_to_end(&mut out).map_err(|e| read_error(&e))?;
        if out.len() as u64 > most {
            return Err(DocError::new(
                Code::TOO_LARGE,
                Stage::Read,
                format!("longer than {most} bytes; cut it"),
            ));
        }
        Ok(out)
    }

    /// Makes sure that the members of a zip archive stay within the limits once unpacked, whatever they say of themselves.
    pub(super) fn check_unpacked(&self, limits: Limits, most: u64) -> Result<(), DocError> {
        // Tables of the old binary form are no archives; they are as long as they are.
        let Ok(mut archive) = zip::ZipArchive::new(self.open()) else {
            return Ok(());
        };
        let (mut packed, mut out) = (0, 0);
        let total = most.min(limits.total);
        for i in 0..archive.len() {
            let member = archive.by_index(i).map_err(|e| damaged(&e.to_string()))?;
            packed += member.compressed_size();
            out += io::copy(&mut member.take(total - out + 1), &mut io::sink()).map_err(|e| read_error(&e))?;
            Limits { total, ..limits }.check(out, packed)?;
        }
        Ok(())
    }
}

impl Read for Open {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
            Self::Failed(kind) => Err((*kind).into()),
        }
    }
}

impl Seek for Open {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
            Self::Failed(kind) => Err((*kind).into()),
        }
    }
}

/// A file inside an archive.
pub(super) struct Member {
    /// Its path inside, parts divided by `/`.
    pub name: String,
    pub from: Result<Source, DocError>,
}

/// The files of an archive, in its order.
pub(super) trait Members: Send {
    /// The next file, or `None` at the end.
    fn next(&mut self) -> Option<Member>;
}

fn damaged(why: &str) -> DocError {
    DocError::new(
        Code::DAMAGED,
        Stage::Read,
        format!("no whole archive ({}); fetch it again, or unpack it", brief(why, 200)),
    )
}

/// What is wrong with an archive, without the words of its format.
pub(super) fn in_words(error: &zip::result::ZipError) -> String {
    let told = error.to_string();
    if told.contains("EOCD") || told.contains("end of central directory") {
        "the list of its members, which ends it, is not there: the file was cut off, or is no zip archive".to_owned()
    } else {
        told
    }
}

/// A zip archive; its list of members stands at its end.
pub(super) struct Zip {
    store: Store,
    archive: zip::ZipArchive<Open>,
    at: usize,
    limits: Limits,
}

impl Zip {
    pub(super) fn new(store: Store, limits: Limits) -> Result<Self, DocError> {
        let archive = zip::ZipArchive::new(store.open()).map_err(|e| damaged(&in_words(&e)))?;
        Ok(Self {
            store,
            archive,
            at: 0,
            limits,
        })
    }

    /// A member's bytes, read by a way of their own.
    fn member(&mut self, index: usize) -> Result<Option<Member>, DocError> {
        let file = self.archive.by_index_raw(index).map_err(|e| damaged(&e.to_string()))?;
        if file.is_dir() {
            return Ok(None);
        }
        let name = file.name().map_or_else(|_| format!("{index}"), |n| n.replace('\\', "/"));
        let (packed, crc) = (file.compressed_size(), file.crc32());
        let (method, start, locked) = (file.compression(), file.data_start(), file.encrypted());
        drop(file);
        let from = if locked {
            let why = "a member that is locked by a password; unpack the archive first";
            Err(DocError::new(Code::FORMAT, Stage::Read, why))
        } else {
            self.unpack(method, start.unwrap_or(0), packed, crc)
        };
        Ok(Some(Member { name, from }))
    }

    fn unpack(&self, method: zip::CompressionMethod, start: u64, packed: u64, crc: u32) -> Result<Source, DocError> {
        let mut from = self.store.open();
        from.seek(SeekFrom::Start(start)).map_err(|e| read_error(&e))?;
        let from = BufReader::new(from).take(packed);
        let unpacked: Box<dyn Read + Send> = match method {
            zip::CompressionMethod::Stored => Box::new(from),
            zip::CompressionMethod::Deflated => Box::new(DeflateDecoder::new(from)),
            other => {
                return Err(DocError::new(
                    Code::FORMAT,
                    Stage::Read,
                    format!("a member packed by {other}, which is not read; unpack the archive first"),
                ));
            }
        };
        let checked = Checked {
            from: unpacked,
            crc: Crc::new(),
            wanted: crc,
        };
        let limited = Expanding::of_size(Box::new(checked), packed, self.limits);
        Ok(Box::new(BufReader::new(limited)))
    }
}

impl Members for Zip {
    fn next(&mut self) -> Option<Member> {
        while self.at < self.archive.len() {
            let index = self.at;
            self.at += 1;
            match self.member(index) {
                Ok(Some(member)) => return Some(member),
                Ok(None) => {}
                Err(error) => {
                    return Some(Member {
                        name: format!("{}", index + 1),
                        from: Err(error),
                    });
                }
            }
        }
        None
    }
}

/// Fails at the end of what is not what it was packed from.
struct Checked {
    from: Box<dyn Read + Send>,
    crc: Crc,
    wanted: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.from.read(buffer)?;
        self.crc.update(&buffer[..n]);
        if n == 0 && !buffer.is_empty() && self.crc.sum() != self.wanted {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum is another"));
        }
        Ok(n)
    }
}

/// A tar archive, read once from beginning to end.
pub(super) struct Tar {
    from: Arc<Mutex<Source>>,
    /// Bytes of the member at hand that nobody has read, its padding with them.
    left: Arc<Mutex<u64>>,
    padding: u64,
    row: u64,
    ended: bool,
}

impl Tar {
    pub(super) fn new(from: Source) -> Self {
        Self {
            from: Arc::new(Mutex::new(from)),
            left: Arc::default(),
            padding: 0,
            row: 0,
            ended: false,
        }
    }

    /// Reads exactly so much, which is to be short.
    fn bytes(&self, n: u64) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut from = self.from.lock().unwrap_or_else(PoisonError::into_inner);
        let read = (&mut *from).take(n).read_to_end(&mut out)? as u64;
        if read < n {
            Err(io::ErrorKind::UnexpectedEof.into())
        } else {
            Ok(out)
        }
    }

    fn pass(&self, n: u64) -> io::Result<()> {
        let mut from = self.from.lock().unwrap_or_else(PoisonError::into_inner);
        let read = io::copy(&mut (&mut *from).take(n), &mut io::sink())?;
        if read < n {
            Err(io::ErrorKind::UnexpectedEof.into())
        } else {
            Ok(())
        }
    }

    fn try_next(&mut self) -> io::Result<Option<Member>> {
        let rest = std::mem::take(&mut *self.left.lock().unwrap_or_else(PoisonError::into_inner));
        let padding = std::mem::take(&mut self.padding);
        self.pass(rest + padding)?;
        let mut long_name = None;
        loop {
            let block = match self.bytes(512) {
                // Some programs leave the empty blocks at the end out.
                Err(e) if e.kind() == io::ErrorKind::UnexpectedEof && self.row > 0 => return Ok(None),
                block => block?,
            };
            if block.iter().all(|&b| b == 0) {
                return Ok(None);
            }
            let header = tar::Header::from_byte_slice(&block);
            let sum: u32 = block
                .iter()
                .enumerate()
                .map(|(i, b)| if (148..156).contains(&i) { 32 } else { u32::from(*b) })
                .sum();
            if header.cksum()? != sum {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "a header with another checksum"));
            }
            let size = header.entry_size()?;
            let padding = size.next_multiple_of(512) - size;
            let kind = header.entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let value = self.bytes(size.min(16 * LONGEST_NAME))?;
                self.pass(size - value.len() as u64 + padding)?;
                long_name = if kind.is_gnu_longname() {
                    let end = value.iter().position(|&b| b == 0).unwrap_or(value.len());
                    Some(String::from_utf8_lossy(&value[..end]).into_owned())
                } else {
                    pax_path(&value).or(long_name)
                };
                continue;
            }
            if !kind.is_file() && !kind.is_contiguous() {
                self.pass(size + padding)?;
                long_name = None;
                continue;
            }
            self.row += 1;
            let name = long_name.unwrap_or_else(|| String::from_utf8_lossy(&header.path_bytes()).into_owned());
            *self.left.lock().unwrap_or_else(PoisonError::into_inner) = size;
            self.padding = padding;
            let part = Part {
                from: self.from.clone(),
                left: self.left.clone(),
            };
            return Ok(Some(Member {
                name: name.trim_start_matches("./").to_owned(),
                from: Ok(Box::new(BufReader::with_capacity(1 << 16, part))),
            }));
        }
    }
}

/// The path in the lines « LENGTH path=VALUE » of an extended header.
fn pax_path(value: &[u8]) -> Option<String> {
    value.split(|&b| b == b'\n').find_map(|line| {
        let line = String::from_utf8_lossy(line);
        let (_, field) = line.split_once(' ')?;
        field.strip_prefix("path=").map(str::to_owned)
    })
}

impl Members for Tar {
    fn next(&mut self) -> Option<Member> {
        if self.ended {
            return None;
        }
        match self.try_next() {
            Ok(member) => {
                self.ended = member.is_none();
                member
            }
            Err(error) => {
                self.ended = true;
                Some(Member {
                    name: format!("{}", self.row + 1),
                    from: Err(read_error(&error)),
                })
            }
        }
    }
}

/// The member of a tar archive that is at hand.
struct Part {
    from: Arc<Mutex<Source>>,
    left: Arc<Mutex<u64>>,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let most = usize::try_from(*left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let mut from = self.from.lock().unwrap_or_else(PoisonError::into_inner);
        let n = from.read(&mut buffer[..most])?;
        if n == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        *left -= n as u64;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_an_extended_header_is_found() {
        assert_eq!(
            pax_path(b"27 mtime=1721120000.1\n20 path=a/b.txt\n").as_deref(),
            Some("a/b.txt")
        );
        assert_eq!(pax_path(b"27 mtime=1721120000.1\n"), None);
    }
}
