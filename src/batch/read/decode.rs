//! Bytes to text: UTF-8, UTF-16 with its mark, and the Western encodings of old French dumps.

use super::oddity::Oddity;
use crate::error::{Code, DocError, Stage};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, BufRead, Read};

/// A decoded text and what was odd about it.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    pub warning: Option<Oddity>,
}

/// Decodes a whole text. A byte order mark is no part of the text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, DocError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if broken {
            return Err(broken_bytes(encoding.name(), None));
        }
        let warning = (encoding != UTF_8).then(|| Oddity::MarkedEncoding(encoding.name()));
        return checked(text.into_owned(), warning);
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return checked(text, None),
        Err(error) => error,
    };
    let at = error.utf8_error().valid_up_to();
    let bytes = error.into_bytes();
    if bytes.contains(&0) {
        return Err(nul());
    }
    let encoding = guess(&bytes).ok_or_else(|| broken_bytes("UTF-8", Some(at)))?;
    let (text, broken) = encoding.decode_without_bom_handling(&bytes);
    if broken {
        return Err(broken_bytes(encoding.name(), None));
    }
    // ISO-8859-1 is Windows-1252 without the bytes that it leaves open, and is read as such everywhere.
    let name = encoding.name().to_ascii_lowercase();
    checked(text.into_owned(), Some(Oddity::GuessedEncoding(name)))
}

/// Decodes a whole text whose encoding is named, as by a server or a page; a name that is wrong or unknown is no help.
pub(super) fn decode_labeled(bytes: Vec<u8>, label: &str) -> Result<Decoded, DocError> {
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) if encoding != UTF_8 && Encoding::for_bom(&bytes).is_none() => {
            let (text, broken) = encoding.decode_without_bom_handling(&bytes);
            if broken {
                decode(bytes)
            } else {
                checked(text.into_owned(), None)
            }
        }
        _ => decode(bytes),
    }
}

fn checked(text: String, warning: Option<Oddity>) -> Result<Decoded, DocError> {
    if text.contains('\0') {
        return Err(nul());
    }
    Ok(Decoded { text, warning })
}

fn nul() -> DocError {
    DocError::new(
        Code::ENCODING,
        Stage::Read,
        "holds NUL bytes, so it is no text; a UTF-16 file needs its byte order mark",
    )
}

fn broken_bytes(encoding: &str, at: Option<usize>) -> DocError {
    let place = at.map_or_else(String::new, |at| format!(" from byte {at} on"));
    DocError::new(
        Code::ENCODING,
        Stage::Read,
        format!("is neither {encoding}{place} nor Windows-1252; convert it to UTF-8, as with iconv"),
    )
}

/// A Western encoding that makes French of the bytes, if one does.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    // UTF-8 with single broken bytes is not to be read as something else: « Ã© » helps nobody.
    if 2 * multibyte(bytes) > high {
        return None;
    }
    let french = bytes.iter().filter(|b| is_french(**b)).count();
    let latin9 = bytes
        .windows(3)
        .any(|w| w[1] == 0xbd && w[0].is_ascii_alphabetic() && w[2].is_ascii_alphabetic());
    let undefined = bytes.iter().any(|b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
    let control = bytes.iter().any(|b| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c));
    if undefined || control {
        return None;
    }
    if latin9 && !bytes.iter().any(|b| (0x80..0xa0).contains(b)) {
        return Some(ISO_8859_15);
    }
    if 10 * french >= 9 * high {
        return Some(WINDOWS_1252);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    (guessed == WINDOWS_1252).then_some(guessed)
}

/// Bytes that belong to well-formed UTF-8 sequences of several bytes.
fn multibyte(bytes: &[u8]) -> usize {
    bytes
        .utf8_chunks()
        .map(|c| c.valid().bytes().filter(|b| *b >= 0x80).count())
        .sum()
}

/// Whether a byte is, in Windows-1252, a letter or sign of French print.
fn is_french(byte: u8) -> bool {
    matches!(
        byte,
        0x80 | 0x84 | 0x85 | 0x8c | 0x91..=0x97 | 0x9c | 0x9f // € „ … Œ ‘’“” • – — œ Ÿ
        | 0xa0 | 0xa7 | 0xa9 | 0xab | 0xae | 0xb0 | 0xb2 | 0xb7 | 0xbb // nbsp § © « ® ° ² · »
        | 0xc0 | 0xc2 | 0xc7..=0xcb | 0xce | 0xcf | 0xd4 | 0xd9 | 0xdb
        | 0xe0 | 0xe2 | 0xe7..=0xeb | 0xee | 0xef | 0xf4 | 0xf6 | 0xf9 | 0xfb | 0xfc
    )
}

/// A stream of rows as UTF-8: UTF-16 is converted, a byte order mark left out; the mark's encoding is returned.
pub(super) fn as_utf8(mut from: Box<dyn BufRead + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    let head = from.fill_buf()?;
    Ok(match Encoding::for_bom(head) {
        Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            from.consume(mark);
            from_encoding(from, encoding)
        }
        Some((_, mark)) => {
            from.consume(mark);
            from
        }
        None => from,
    })
}

/// A stream of this encoding as UTF-8; its byte order mark has been passed.
pub(super) fn from_encoding(from: Box<dyn BufRead + Send>, encoding: &'static Encoding) -> Box<dyn BufRead + Send> {
    if encoding == UTF_8 {
        return from;
    }
    let transcoded = Transcoded {
        from,
        decoder: encoding.new_decoder_without_bom_handling(),
        ready: Vec::new(),
        at: 0,
        ended: false,
    };
    Box::new(io::BufReader::with_capacity(1 << 16, transcoded))
}

struct Transcoded {
    from: Box<dyn BufRead + Send>,
    decoder: encoding_rs::Decoder,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            let bytes = self.from.fill_buf()?;
            self.ended = bytes.is_empty();
            self.ready.resize(bytes.len() * 3 + 16, 0);
            let (_, read, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.at = 0;
            self.from.consume(read);
        }
        let n = buffer.len().min(self.ready.len() - self.at);
        buffer[..n].copy_from_slice(&self.ready[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn western_encodings_are_read_and_broken_utf8_is_not() {
        let text = "L\u{2019}été à Orléans : « 3 € »";
        let decoded = decode(WINDOWS_1252.encode(text).0.into_owned()).expect("Windows-1252");
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.warning, Some(Oddity::GuessedEncoding("windows-1252".to_owned())));
        let decoded = decode(b"L'\xe9t\xe9".to_vec()).expect("ISO-8859-1");
        assert_eq!(
            (decoded.text.as_str(), decoded.warning),
            ("L'été", Some(Oddity::GuessedEncoding("windows-1252".to_owned())))
        );
        let mut torn = "L'été à Orléans, où l'équipe a gagné".as_bytes().to_vec();
        torn.insert(6, 0xff);
        assert_eq!(decode(torn).expect_err("broken").code, Code::ENCODING);
        assert_eq!(decode(vec![0; 40]).expect_err("NUL").code, Code::ENCODING);
        assert_eq!(decode(vec![0xff, 0xfe, 0xe9, 0, b'a', 0]).expect("UTF-16").text, "éa");
    }
}
