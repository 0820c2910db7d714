//! XML files of articles, cut where each item ends: feeds, TEI, NewsML, NITF, trafilatura's XML.

use super::decode::from_encoding;
use super::feed;
use super::node::{Node, reference};
use super::piece::{Body, Piece};
use super::rows::Rows;
use super::unpack::{PastLimit, Source, read_error};
use crate::error::{Code, DocError, Stage, brief};
use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Elements inside elements.
const DEEPEST: usize = 256;
/// Elements and texts of one item.
const MOST_NODES: usize = 1 << 18;
/// Elements that are one document each, by their names without prefix; the outermost counts.
const ITEMS: [&str; 7] = ["item", "entry", "tei", "doc", "newsitem", "nitf", "article"];
/// Elements that may hold items, so that a file without any is an empty one of its kind.
const ROOTS: [&str; 6] = ["rss", "feed", "rdf", "teicorpus", "newsmessage", "newsml"];

/// Lets so many bytes through for each document.
struct Fuse {
    from: Source,
    left: Arc<AtomicU64>,
    limit: usize,
}

impl Read for Fuse {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Fuse {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left.load(Ordering::Relaxed) == 0 {
            return Err(io::Error::other(PastLimit(format!(
                "an element longer than {} bytes; what follows it in the file is not read: cut it or raise --max-document",
                self.limit
            ))));
        }
        self.from.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        let left = self.left.load(Ordering::Relaxed);
        self.left.store(left.saturating_sub(n as u64), Ordering::Relaxed);
        self.from.consume(n);
    }
}

/// The items of an XML file.
pub(super) struct Items {
    reader: Reader<Fuse>,
    left: Arc<AtomicU64>,
    limit: usize,
    row: u64,
    /// The names of the elements around the place.
    around: Vec<String>,
    /// The first element's name as written.
    root: Option<String>,
    /// The feed's own title.
    channel: String,
    ended: bool,
}

impl Items {
    pub(super) fn new(mut from: Source, limit: usize) -> io::Result<Self> {
        let encoding = declared(&mut from)?;
        let limit_read = (limit as u64).saturating_add(1 << 16);
        let left = Arc::new(AtomicU64::new(limit_read));
        let fuse = Fuse {
            from: from_encoding(from, encoding),
            left: left.clone(),
            limit,
        };
        let mut reader = Reader::from_reader(fuse);
        reader.config_mut().allow_dangling_amp = true;
        Ok(Self {
            reader,
            left,
            limit,
            row: 0,
            around: Vec::new(),
            root: None,
            channel: String::new(),
            ended: false,
        })
    }

    /// Lets the next stretch of the file be as long as a document may.
    fn refuel(&self) {
        self.left
            .store((self.limit as u64).saturating_add(1 << 16), Ordering::Relaxed);
    }

    /// The next item.
    fn item(&mut self) -> Result<Option<(u64, Node)>, DocError> {
        let mut buffer = Vec::new();
        loop {
            self.refuel();
            buffer.clear();
            let at = self.reader.buffer_position();
            match self.reader.read_event_into(&mut buffer).map_err(|e| xml_error(&e))? {
                Event::Start(tag) => {
                    let node = Node::of(&tag);
                    self.root.get_or_insert_with(|| node.tag.clone());
                    if ITEMS.contains(&node.name.as_str()) {
                        return Ok(Some((at, self.rest(node)?)));
                    }
                    if self.around.len() >= DEEPEST {
                        return Err(too_deep());
                    }
                    self.around.push(node.name);
                }
                Event::Empty(tag) => {
                    let name = tag.name().into_inner().to_owned();
                    self.root.get_or_insert(name);
                }
                Event::End(_) => drop(self.around.pop()),
                Event::Text(text) if self.in_channel_title() => self.channel.push_str(&text.into_inner()),
                Event::CData(text) if self.in_channel_title() => self.channel.push_str(&text.into_inner()),
                Event::GeneralRef(name) if self.in_channel_title() => self.channel.push_str(&reference(&name)),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn in_channel_title(&self) -> bool {
        matches!(&self.around[..], [.., above, name] if name == "title" && matches!(above.as_str(), "channel" | "feed"))
    }

    /// The rest of an element that has begun.
    fn rest(&mut self, node: Node) -> Result<Node, DocError> {
        let mut open = vec![node];
        let mut nodes = 0;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            nodes += 1;
            if nodes > MOST_NODES {
                return Err(DocError::new(
                    Code::TOO_LARGE,
                    Stage::Read,
                    format!("an element with more than {MOST_NODES} others in it; cut the file, what follows is not read"),
                ));
            }
            let depth = open.len();
            let top = open.last_mut().expect("the element itself is open until it is returned");
            match self.reader.read_event_into(&mut buffer).map_err(|e| xml_error(&e))? {
                Event::Start(tag) if depth < DEEPEST => open.push(Node::of(&tag)),
                Event::Start(_) => return Err(too_deep()),
                Event::Empty(tag) => top.push_node(Node::of(&tag)),
                Event::Text(text) => top.push_text(&text.into_inner()),
                Event::CData(text) => top.push_text(&text.into_inner()),
                Event::GeneralRef(name) => top.push_text(&reference(&name)),
                Event::End(_) => {
                    let done = open.pop().expect("the element itself is open until it is returned");
                    match open.last_mut() {
                        Some(above) => above.push_node(done),
                        None => return Ok(done),
                    }
                }
                Event::Eof => {
                    return Err(DocError::new(
                        Code::DAMAGED,
                        Stage::Read,
                        "XML that ends inside an element; fetch the file again, what stands before this place is kept",
                    ));
                }
                _ => {}
            }
        }
    }

    /// What a file without items is.
    fn nothing(&self) -> Option<DocError> {
        let root = self.root.as_deref().unwrap_or("nothing");
        let local = root.rsplit(':').next().unwrap_or(root).to_ascii_lowercase();
        if self.row > 0 {
            return None;
        }
        Some(if ROOTS.contains(&local.as_str()) {
            DocError::new(
                Code::EMPTY,
                Stage::Read,
                format!("a file of <{}> without articles; leave it out", brief(root, 40)),
            )
        } else {
            DocError::new(
                Code::FORMAT,
                Stage::Read,
                format!(
                    "XML that begins with <{}>; RSS, Atom, RDF, TEI, NewsML, NITF and trafilatura's XML are read: turn it into JSON lines or text",
                    brief(root, 40)
                ),
            )
        })
    }
}

fn too_deep() -> DocError {
    DocError::new(
        Code::TOO_DEEP,
        Stage::Read,
        format!("XML nested deeper than {DEEPEST}; close its tags, what follows in the file is not read"),
    )
}

fn xml_error(error: &quick_xml::Error) -> DocError {
    match error {
        quick_xml::Error::Io(e) => read_error(e),
        e => DocError::new(
            Code::DAMAGED,
            Stage::Read,
            format!(
                "no well-formed XML ({}); mend the file, what stands before this place is kept",
                brief(&e.to_string(), 200)
            ),
        ),
    }
}

/// Passes the XML declaration; the encoding that it names, or that of the byte order mark.
fn declared(from: &mut Source) -> io::Result<&'static Encoding> {
    let head = from.fill_buf()?;
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        from.consume(mark);
        return Ok(encoding);
    }
    let begin = head.len() - head.trim_ascii_start().len();
    let Some(end) = head[begin..].windows(2).take(512).position(|w| w == b"?>") else {
        return Ok(UTF_8);
    };
    if !head[begin..].starts_with(b"<?xml") {
        return Ok(UTF_8);
    }
    let declaration = String::from_utf8_lossy(&head[begin..begin + end]).into_owned();
    from.consume(begin + end + 2);
    let name = declaration
        .split("encoding")
        .nth(1)
        .and_then(|rest| rest.split(['"', '\'']).nth(1));
    Ok(name.and_then(|n| Encoding::for_label(n.as_bytes())).unwrap_or(UTF_8))
}

impl Rows for Items {
    fn next(&mut self) -> Option<Piece> {
        if self.ended {
            return None;
        }
        let (offset, body) = match self.item() {
            Ok(Some((at, node))) => {
                let channel = super::plain::one_line(&self.channel);
                (Some(at), feed::draft(&node, Some(channel).filter(|c| !c.is_empty())))
            }
            Ok(None) => {
                self.ended = true;
                (None, Err(self.nothing()?))
            }
            Err(error) => {
                self.ended = true;
                (Some(self.reader.buffer_position()), Err(error))
            }
        };
        self.row += 1;
        Some(Piece {
            row: Some(self.row),
            byte_offset: offset,
            body: body.map_or_else(Body::Failed, |draft| Body::Ready(Box::new(draft))),
        })
    }
}
