//! One article of a Europresse page (« Europresse.com », HTML export): publication, date, title, body.

use super::Draft;
use super::decode::decode;
use super::markup::{one_line, parse, selector, text_of};
use super::published::heading_date;
use crate::error::{Code, DocError, Stage};
use crate::text::PartialDate;
use jiff::civil::Date;
use scraper::Selector;
use std::sync::LazyLock;

struct Places {
    heading: Selector,
    title: Selector,
    body: Selector,
    article: Selector,
    number: Selector,
    paper: Selector,
}

static PLACES: LazyLock<Places> = LazyLock::new(|| Places {
    heading: selector(".DocHeader, .rdp__DocHeader, .DocPublicationDate, .docPublicationDate"),
    title: selector(".titreArticle, .TitreArticle, .rdp__articletitle, .titreArticleVisu"),
    body: selector(".docOcurrContainer, .DocText"),
    article: selector("article"),
    number: selector(".publiC-lblNodoc"),
    paper: selector(".DocPublicationName, .rdp__DocPublicationName"),
});

/// Reads one article; asks `go_on` on the way.
pub(super) fn draft(bytes: &[u8], mut go_on: impl FnMut() -> Result<(), DocError>) -> Result<Draft, DocError> {
    let decoded = decode(bytes.to_vec())?;
    let page = parse(&decoded.text, &mut go_on)?;
    let fail = |code, message: &str| DocError::new(code, Stage::Read, message);
    let Some(article) = page.select(&PLACES.article).next() else {
        return Err(fail(
            Code::FORMAT,
            "no article of a Europresse export in this page; turn other pages into text or JSON first, as with trafilatura",
        ));
    };
    let title = article.select(&PLACES.title).next().map(|e| one_line(&text_of(e)));
    let body = article.select(&PLACES.body).next();
    let Some(body) = body else {
        return Err(fail(
            Code::NO_TEXT,
            "an article without a body (class docOcurrContainer or DocText); export it again with its text",
        ));
    };
    let mut heading = None;
    for element in article.select(&PLACES.heading) {
        go_on()?;
        heading = heading_date(&one_line(&text_of(element)));
        if heading.is_some() {
            break;
        }
    }
    let number = article.select(&PLACES.number).next().map(|e| one_line(&text_of(e)));
    let paper = article.select(&PLACES.paper).next();
    let paper = paper.and_then(|e| publication(&one_line(&text_of(e))));
    let text = text_of(body);
    let text = text.trim();
    let mut warnings: Vec<String> = decoded.warning.into_iter().collect();
    if heading.is_none() {
        heading = number.as_deref().and_then(numbered_day);
        if let Some(day) = heading {
            warnings.push(format!("date {day} taken from the document's number"));
        }
    }
    if text.is_empty() {
        return Err(fail(Code::NO_TEXT, "an article with an empty body; leave it out"));
    }
    Ok(Draft {
        id: number.filter(|n| !n.is_empty()),
        title: title.filter(|t| !t.is_empty()),
        publication: paper,
        date_known: heading,
        text: text.to_owned(),
        warnings,
        ..Draft::default()
    })
}

/// The paper's name without what numbers the issue: « Le Courrier, no. 24567 (site web) » is « Le Courrier ».
pub(super) fn publication(heading: &str) -> Option<String> {
    let name = heading.split(", no").next().unwrap_or(heading);
    let name = name
        .split(" (")
        .next()
        .unwrap_or(name)
        .trim()
        .trim_end_matches([',', ';'])
        .trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The number of an article, found without parsing its page.
pub(super) fn number_of(bytes: &[u8]) -> Option<String> {
    const CLASS: &[u8] = b"publiC-lblNodoc";
    let at = bytes.windows(CLASS.len()).position(|w| w == CLASS)?;
    let rest = &bytes[at..bytes.len().min(at + 400)];
    let begin = rest.iter().position(|&b| b == b'>')? + 1;
    let end = begin + rest[begin..].iter().position(|&b| b == b'<')?;
    let number = one_line(&decode(rest[begin..end].to_vec()).ok()?.text);
    (!number.is_empty()).then_some(number)
}

/// The day in the number of a document: « news·20240702·DN·0311 ».
pub(super) fn numbered_day(number: &str) -> Option<PartialDate> {
    let digits = number.split('·').nth(1)?;
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    (digits.len() == 8).then_some(())?;
    Date::new(number(0..4)?, number(4..6)? as i8, number(6..8)? as i8)
        .ok()
        .map(PartialDate::day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_gives_date_title_and_body() {
        let page = r#"<article><header><div class="rdp__DocPublicationName">La Gazette de Morvaux</div>
            <div class="DocHeader">Économie, lundi 15 juillet 2024 - 120 mots, p. 4</div>
            <div class="titreArticle"><p class="rdp__articletitle">Le port   rouvre</p></div></header>
            <section><div class="docOcurrContainer"><p>Le port a <mark>rouvert</mark>
            lundi.</p><p>Il emploie 40&nbsp;personnes.</p></div></section></article>"#;
        let draft = draft(page.as_bytes(), || Ok(())).expect("an article");
        assert_eq!(draft.title.as_deref(), Some("Le port rouvre"));
        assert_eq!(draft.date_known.map(|d| d.to_string()), Some("2024-07-15".into()));
        assert_eq!(draft.text, "Le port a rouvert lundi.\nIl emploie 40\u{a0}personnes.");
    }
}
