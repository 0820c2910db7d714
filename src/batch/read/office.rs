//! Texts of Word and LibreOffice: the paragraphs inside the zip archive that such a file is.

use super::archive::{Store, in_words};
use super::piece::{Body, Draft};
use super::unpack::{Limits, PastLimit};
use crate::error::{Code, DocError, Stage, brief};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{self, BufReader, Read};

/// Parts of the archive that hold the text, and the date and title that the program keeps.
const TEXTS: [&str; 2] = ["word/document.xml", "content.xml"];

/// Reads the text of a `.docx` or `.odt`.
pub(super) fn read(store: &Store, limits: Limits, limit: usize) -> Body {
    match draft(store, limits, limit) {
        Ok(draft) => Body::Ready(Box::new(draft)),
        Err(error) => Body::Failed(error),
    }
}

fn draft(store: &Store, limits: Limits, limit: usize) -> Result<Draft, DocError> {
    let mut archive = zip::ZipArchive::new(store.open()).map_err(|e| damaged(&in_words(&e)))?;
    let name = TEXTS.into_iter().find(|name| archive.index_for_name(name).is_some());
    let Some(name) = name else {
        return Err(DocError::new(
            Code::FORMAT,
            Stage::Read,
            "no text of Word or LibreOffice in this file; save it as .txt",
        ));
    };
    let part = archive.by_name(name).map_err(|e| damaged(&e.to_string()))?;
    let packed = part.compressed_size();
    // The marks of a text may take some times its own room.
    let most = (limit as u64).saturating_mul(8).min(limits.total);
    let mut xml = Vec::new();
    part.take(most + 1)
        .read_to_end(&mut xml)
        .map_err(|e| damaged(&e.to_string()))?;
    limits.check(xml.len() as u64, packed)?;
    if xml.len() as u64 > most {
        return Err(PastLimit(format!("a text longer than {limit} bytes; cut it or raise --max-document")).into());
    }
    let text = paragraphs(&xml)?;
    if text.trim().is_empty() {
        return Err(DocError::new(
            Code::NO_TEXT,
            Stage::Read,
            "a file of Word or LibreOffice without a text; leave it out",
        ));
    }
    Ok(Draft {
        text,
        ..Draft::default()
    })
}

fn damaged(why: &str) -> DocError {
    DocError::new(
        Code::DAMAGED,
        Stage::Read,
        format!(
            "no whole file of Word or LibreOffice ({}); save it again, or as .txt",
            brief(why, 200)
        ),
    )
}

/// The paragraphs of the part, a line each; what was deleted under revision is out, and so are notes' marks.
fn paragraphs(xml: &[u8]) -> Result<String, DocError> {
    let mut reader = Reader::from_reader(BufReader::new(io::Cursor::new(xml)));
    let mut out = String::new();
    // Word keeps its text in <w:t>, LibreOffice right in its paragraphs.
    let word = super::kind::contains(&xml[..xml.len().min(4096)], b"wordprocessingml");
    let (mut open, mut inside, mut deleted, mut buffer) = (0usize, 0usize, 0usize, Vec::new());
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| damaged(&e.to_string()))?;
        match &event {
            Event::Start(_) => open += 1,
            Event::End(_) => open = open.saturating_sub(1),
            _ => {}
        }
        match event {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "t" if word => inside += 1,
                "p" | "h" if !word => inside += 1,
                "del" | "delText" | "annotation" | "tracked-changes" | "note-citation" => deleted += 1,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().into_inner() {
                "t" if word => inside = inside.saturating_sub(1),
                "p" | "h" => {
                    if !word {
                        inside = inside.saturating_sub(1);
                    }
                    out.push('\n');
                }
                "del" | "delText" | "annotation" | "tracked-changes" | "note-citation" => deleted = deleted.saturating_sub(1),
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().into_inner() {
                "tab" | "s" => out.push(' '),
                "br" | "cr" | "line-break" => out.push('\n'),
                "p" | "h" => out.push('\n'),
                _ => {}
            },
            Event::Text(text) if inside > 0 && deleted == 0 => out.push_str(&text.into_inner()),
            Event::CData(text) if inside > 0 && deleted == 0 => out.push_str(&text.into_inner()),
            Event::GeneralRef(name) if inside > 0 && deleted == 0 => out.push_str(&super::node::reference(&name)),
            Event::Eof if open > 0 => return Err(damaged("it ends inside an element")),
            Event::Eof => return Ok(out.trim().to_owned()),
            _ => {}
        }
    }
}
