//! One item of an XML file to what it says about its document.

use super::markup::strip;
use super::node::Node;
use super::oddity::Oddity;
use super::piece::Draft;
use super::plain::{is_html, one_line};
use crate::error::{Code, DocError, Stage};

/// Reads an item; `channel` is the title of the feed that it stands in.
pub(super) fn draft(node: &Node, channel: Option<String>) -> Result<Draft, DocError> {
    let mut draft = match node.name.as_str() {
        "tei" => tei(node),
        "doc" => doc(node),
        "newsitem" => news_item(node)?,
        "nitf" => nitf(node),
        _ => item(node, channel)?,
    };
    draft.title = draft.title.map(|t| plain_line(&t)).filter(|t| !t.is_empty());
    if draft.text.trim().is_empty() {
        let remedy = match node.name.as_str() {
            "item" | "entry" => {
                ", as in feeds that give headlines only: take a feed with whole articles, or save the page of its link as .html and give that"
            }
            _ => "; leave it out",
        };
        return Err(DocError::new(
            Code::NO_TEXT,
            Stage::Read,
            format!("<{}> without a text{remedy}", node.tag),
        ));
    }
    Ok(draft)
}

/// A headline on one line, its own HTML read, the escaped signs of plain headlines too (« le port &amp; la gare »).
fn plain_line(words: &str) -> String {
    let escaped = words.split('&').skip(1).any(|rest| rest.contains(';'));
    let text = if is_html(words) || escaped { strip(words).ok() } else { None };
    one_line(text.as_deref().unwrap_or(words))
}

/// The words of the first of the children of these names that has any.
fn first(node: &Node, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| node.nodes().filter(|n| n.name == *name).find_map(Node::words))
}

/// An item of RSS or RDF, an entry of Atom.
fn item(node: &Node, channel: Option<String>) -> Result<Draft, DocError> {
    let content = ["encoded", "content", "description", "summary"];
    let body = content.iter().find_map(|name| {
        let found = node.nodes().filter(|n| n.name == *name && !n.tag.starts_with("media:"));
        found.max_by_key(|n| n.raw().len()).filter(|n| !n.raw().trim().is_empty())
    });
    let text = match body {
        // XHTML stands in the entry as elements, all else as text that is HTML.
        Some(body) if body.attribute("type") == Some("xhtml") => body.text(&|_| false),
        Some(body) => {
            let raw = body.raw();
            if is_html(&raw) { strip(&raw)? } else { raw.trim().to_owned() }
        }
        None => String::new(),
    };
    let mut warnings = Vec::new();
    let date = first(node, &["pubdate", "published", "date", "issued", "created"]).or_else(|| {
        let updated = first(node, &["updated", "modified"])?;
        warnings.push(Oddity::LastChange);
        Some(updated)
    });
    let links = || node.nodes().filter(|n| n.name == "link");
    let href = links()
        .find(|n| n.attribute("rel").is_none_or(|rel| rel == "alternate"))
        .and_then(|n| n.attribute("href").map(str::to_owned).or_else(|| n.words()));
    let url = href.or_else(|| node.attribute("about").map(str::to_owned));
    Ok(Draft {
        id: first(node, &["guid", "id", "identifier"]).or_else(|| url.clone()),
        title: first(node, &["title"]),
        url: url.filter(|u| u.contains("://")),
        date,
        publication: first(node, &["source", "publisher"]).or(channel),
        text,
        warnings,
        ..Draft::default()
    })
}

/// A document of TEI, as trafilatura writes it too.
fn tei(node: &Node) -> Draft {
    let header = node.child("teiheader");
    let at = |way: &[&str]| header.and_then(|h| h.at(way));
    let dates = header.map(|h| h.all("date")).unwrap_or_default();
    // The day of the download is not that of the publication.
    let date = dates
        .into_iter()
        .filter(|d| !matches!(d.attribute("type"), Some("download" | "access" | "retrieved")))
        .find_map(|d| d.attribute("when").map(str::to_owned).or_else(|| d.words()));
    let titles = at(&["titlestmt"]).map(|t| t.all("title")).unwrap_or_default();
    let paper = header.map(|h| h.all("title")).unwrap_or_default();
    let paper = paper
        .into_iter()
        .find(|t| matches!(t.attribute("level"), Some("j" | "s")))
        .and_then(Node::words);
    let target = at(&["ptr"]).and_then(|p| p.attribute("target")).map(str::to_owned);
    let url = target.or_else(|| {
        let numbers = header.map(|h| h.all("idno")).unwrap_or_default();
        numbers.into_iter().filter_map(Node::words).find(|w| w.contains("://"))
    });
    let body = node.at(&["text", "body"]).or_else(|| node.child("text"));
    let left_out = |n: &Node| matches!(n.name.as_str(), "note" | "comments" | "fw") || n.attribute("type") == Some("comments");
    Draft {
        id: node.attribute("id").map(str::to_owned).or_else(|| url.clone()),
        title: titles.into_iter().find_map(Node::words),
        url,
        date,
        publication: paper.or_else(|| at(&["publisher"]).and_then(Node::words)),
        text: body.map(|b| b.text(&left_out)).unwrap_or_default(),
        ..Draft::default()
    }
}

/// A document of trafilatura's own XML: `<doc title date sitename source><main>…</main><comments/></doc>`.
fn doc(node: &Node) -> Draft {
    let of = |name: &str| node.attribute(name).map(str::to_owned).or_else(|| first(node, &[name]));
    let url = of("source").or_else(|| of("url")).filter(|u| u.contains("://"));
    let main = ["main", "text", "body"].iter().find_map(|name| node.child(name));
    Draft {
        id: of("id").or_else(|| url.clone()),
        title: of("title"),
        url,
        date: of("date"),
        publication: of("sitename").or_else(|| of("source-hostname")).or_else(|| of("hostname")),
        text: main.map(|m| m.text(&|n| n.name == "comments")).unwrap_or_default(),
        ..Draft::default()
    }
}

/// An item of NewsML-G2 or of NewsML 1.
fn news_item(node: &Node) -> Result<Draft, DocError> {
    let inner = node.all("nitf").into_iter().next().map(nitf).unwrap_or_default();
    let words = |ways: &[&[&str]]| ways.iter().find_map(|way| node.at(way).and_then(Node::words));
    let content = ["inlinexml", "inlinedata", "datacontent", "text"];
    let text = if inner.text.is_empty() {
        let found = content.iter().find_map(|name| node.all(name).into_iter().next());
        let text = found.map(|n| n.text(&|n| n.name == "head" && n.child("title").is_some()));
        let text = text.unwrap_or_default();
        if is_html(&text) { strip(&text)? } else { text }
    } else {
        inner.text
    };
    let date = words(&[
        &["contentmeta", "contentcreated"],
        &["itemmeta", "firstcreated"],
        &["itemmeta", "versioncreated"],
        &["newsmanagement", "firstcreated"],
        &["newsidentifier", "dateid"],
    ]);
    let provider = node.at(&["itemmeta", "provider"]).or_else(|| node.at(&["provider", "party"]));
    let provider = provider.and_then(|p| {
        let name = p.child("name").and_then(Node::words);
        name.or_else(|| {
            p.attribute("literal")
                .or_else(|| p.attribute("formalname"))
                .map(str::to_owned)
        })
    });
    Ok(Draft {
        id: node
            .attribute("guid")
            .or_else(|| node.attribute("itemid"))
            .map(str::to_owned)
            .or_else(|| words(&[&["newsidentifier", "newsitemid"]])),
        title: words(&[&["contentmeta", "headline"], &["headline"]]).or(inner.title),
        url: inner.url,
        date: date.or_else(|| node.attribute("date").map(str::to_owned)).or(inner.date),
        publication: inner.publication.or(provider),
        text,
        ..Draft::default()
    })
}

/// A document of NITF.
fn nitf(node: &Node) -> Draft {
    let docdata = node.at(&["docdata"]);
    let published = node.at(&["pubdata"]);
    let content = node.at(&["body.content"]).or_else(|| node.child("body"));
    let issued = docdata
        .and_then(|d| d.child("date.issue"))
        .and_then(|d| d.attribute("norm"))
        .or_else(|| published.and_then(|p| p.attribute("date.publication")));
    let headline = node.at(&["hedline", "hl1"]).or_else(|| node.at(&["hl1"]));
    Draft {
        id: docdata
            .and_then(|d| d.child("doc-id"))
            .and_then(|d| d.attribute("id-string"))
            .map(str::to_owned),
        title: headline.or_else(|| node.at(&["head", "title"])).and_then(Node::words),
        url: published.and_then(|p| p.attribute("ex-ref")).map(str::to_owned),
        date: issued.map(str::to_owned),
        publication: published.and_then(|p| p.attribute("name")).map(str::to_owned),
        text: content
            .map(|c| c.text(&|n| matches!(n.name.as_str(), "body.head" | "body.end" | "media")))
            .unwrap_or_default(),
        ..Draft::default()
    }
}
