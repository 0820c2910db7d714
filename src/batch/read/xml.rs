//! XML files of articles, cut where each item ends: feeds, TEI, NewsML, NITF, trafilatura's XML.

use super::decode::from_encoding;
use super::feed;
use super::rows::Rows;
use super::unpack::{PastLimit, Source, read_error};
use super::{Body, Piece};
use crate::error::{Code, DocError, Stage, brief};
use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
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

/// An element with all that is in it.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name without prefix, in lower case.
    pub name: String,
    /// Its name as written.
    pub tag: String,
    /// Names without prefix, in lower case, and values.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
}

#[derive(Debug)]
pub(super) enum Child {
    Node(Node),
    Text(String),
}

impl Node {
    fn of(tag: &BytesStart<'_>) -> Self {
        let attributes = tag.html_attributes().filter_map(Result::ok).map(|a| {
            let name = a.key.local_name().into_inner().to_ascii_lowercase();
            (name, resolve(&a.value))
        });
        Self {
            name: tag.local_name().into_inner().to_ascii_lowercase(),
            tag: tag.name().into_inner().to_owned(),
            attributes: attributes.collect(),
            children: Vec::new(),
        }
    }

    /// An attribute that holds something.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name)?;
        Some(found.1.trim()).filter(|v| !v.is_empty())
    }

    /// The elements right below.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|c| match c {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element right below of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|n| n.name == name)
    }

    /// All elements below of this name, in order.
    pub(super) fn all<'n>(&'n self, name: &str) -> Vec<&'n Node> {
        let mut out = Vec::new();
        let mut stack: Vec<&Node> = self.nodes().collect();
        stack.reverse();
        while let Some(node) = stack.pop() {
            if node.name == name {
                out.push(node);
            }
            let below = stack.len();
            stack.extend(node.nodes());
            stack[below..].reverse();
        }
        out
    }

    /// The first element at the end of a way down, wherever it begins.
    pub(super) fn at(&self, way: &[&str]) -> Option<&Node> {
        let (first, rest) = way.split_first()?;
        self.all(first)
            .into_iter()
            .find_map(|node| rest.iter().try_fold(node, |node, name| node.child(name)))
    }

    /// The words of the element on one line, when there are any.
    pub(super) fn words(&self) -> Option<String> {
        let mut out = String::new();
        self.collect(&mut out, &|_| false);
        let out = super::markup::one_line(&out);
        (!out.is_empty()).then_some(out)
    }

    /// All text as it stands.
    pub(super) fn raw(&self) -> String {
        let mut out = String::new();
        self.collect(&mut out, &|_| false);
        out
    }

    /// The text with the elements of `BLOCKS` on lines of their own; elements that `left_out` knows are passed over.
    pub(super) fn text(&self, left_out: &dyn Fn(&Node) -> bool) -> String {
        let mut out = String::new();
        self.collect_lines(&mut out, left_out);
        out.trim().to_owned()
    }

    fn collect(&self, out: &mut String, left_out: &dyn Fn(&Node) -> bool) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) if left_out(node) => {}
                Child::Node(node) => {
                    node.collect(out, left_out);
                    if is_block(&node.name) {
                        out.push(' ');
                    }
                }
            }
        }
    }

    fn collect_lines(&self, out: &mut String, left_out: &dyn Fn(&Node) -> bool) {
        let new_line = |out: &mut String| {
            out.truncate(out.trim_end_matches(' ').len());
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
        };
        for child in &self.children {
            match child {
                Child::Text(text) => {
                    for c in text.chars() {
                        if !c.is_ascii_whitespace() {
                            out.push(c);
                        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
                            out.push(' ');
                        }
                    }
                }
                Child::Node(node) if left_out(node) => {}
                Child::Node(node) => {
                    let block = is_block(&node.name);
                    if block {
                        new_line(out);
                    }
                    node.collect_lines(out, left_out);
                    if block {
                        new_line(out);
                    }
                }
            }
        }
    }
}

/// Elements that stand on a line of their own, in HTML, TEI, NITF and trafilatura's XML.
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 29] = [
        "p",
        "div",
        "br",
        "lb",
        "l",
        "lg",
        "li",
        "ul",
        "ol",
        "item",
        "list",
        "head",
        "quote",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "hl1",
        "hl2",
        "block",
        "row",
        "cell",
        "tr",
        "table",
        "section",
        "ab",
        "media",
        "byline",
    ];
    BLOCKS.contains(&name)
}

/// Entities of an attribute's value.
fn resolve(value: &str) -> String {
    match quick_xml::escape::unescape(value) {
        Ok(text) => text.into_owned(),
        Err(_) => value.to_owned(),
    }
}

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
                Event::Empty(tag) => top.children.push(Child::Node(Node::of(&tag))),
                Event::Text(text) => push(top, &text.into_inner()),
                Event::CData(text) => push(top, &text.into_inner()),
                Event::GeneralRef(name) => push(top, &reference(&name)),
                Event::End(_) => {
                    let done = open.pop().expect("the element itself is open until it is returned");
                    match open.last_mut() {
                        Some(above) => above.children.push(Child::Node(done)),
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

fn push(node: &mut Node, more: &str) {
    match node.children.last_mut() {
        Some(Child::Text(text)) => text.push_str(more),
        _ => node.children.push(Child::Text(more.to_owned())),
    }
}

/// What an entity stands for; one that XML does not know stays as it is written, for HTML may know it.
pub(super) fn reference(name: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    let name: &str = name;
    match name {
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "amp" => "&".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
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
                let channel = super::markup::one_line(&self.channel);
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
