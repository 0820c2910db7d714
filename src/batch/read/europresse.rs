//! One article of a Europresse page (« Europresse.com », HTML export): publication, date, title, body.

use super::decode::decode;
use super::issue::{numbered_day, publication};
use super::markup::{parse, selector, text_of};
use super::oddity::Oddity;
use super::piece::Draft;
use super::plain::one_line;
use super::published::heading_date;
use crate::error::{Code, DocError, Stage};
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
    let mut warnings: Vec<Oddity> = decoded.warning.into_iter().collect();
    if heading.is_none() {
        heading = number.as_deref().and_then(numbered_day);
        if let Some(day) = heading {
            warnings.push(Oddity::DateOfNumber(day));
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
