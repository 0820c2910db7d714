//! One document of a file, and how it is decoded.

use super::oddity::Oddity;
use super::piece::{Body, Draft, Seen, too_large};
use super::published::{Places, WANTED, month_first, published, read_date};
use super::unpack::Limits;
use super::{decode, europresse, issue, json, mojibake, warc, web};
use crate::batch::settings::Settings;
use crate::error::DocError;
use crate::text::{Document, Warning};
use std::path::Path;

/// One document as it was cut from its file, not yet decoded.
#[derive(Debug)]
pub struct Entry {
    /// The id of a document that gives none: the path below the input, with `#row`.
    pub id: String,
    /// The path, with `#row`.
    pub source: String,
    /// Where it begins in the unpacked file.
    pub byte_offset: Option<u64>,
    /// Its bytes, or why there are none.
    pub body: Body,
    /// Whether its file holds this document only.
    pub whole: bool,
    /// Its id, where another document has the one that it gives.
    pub renamed: Option<String>,
    /// What other rows of its file make doubtful about it.
    pub doubts: Vec<Oddity>,
    /// A digest of all that had come from standard input when it was cut; `None` before the first document from there.
    pub seen: Option<Seen>,
}

impl Entry {
    /// Decodes the entry.
    ///
    /// # Errors
    /// What is wrong with its bytes.
    pub fn document(&self, settings: &Settings) -> Result<Document, DocError> {
        self.document_while(settings, || Ok(()))
    }

    /// Decodes the entry as long as `go_on` says so; it is asked before each part of the work.
    ///
    /// # Errors
    /// What is wrong with its bytes, and what `go_on` stops for.
    pub fn document_while(
        &self,
        settings: &Settings,
        mut go_on: impl FnMut() -> Result<(), DocError>,
    ) -> Result<Document, DocError> {
        go_on()?;
        let draft = match &self.body {
            Body::Failed(error) => return Err(error.clone()),
            Body::Text(bytes) => text_draft(bytes)?,
            Body::Json(row) => json::draft(row, &settings.keys, settings.max_depth)?,
            Body::Fields(fields, warnings) => json::draft_of_table(fields, &settings.keys, warnings.clone())?,
            Body::Html(bytes) => europresse::draft(bytes, &mut go_on)?,
            Body::Web(bytes) => web::draft(bytes, None, None, &mut go_on)?,
            Body::Record(bytes) => {
                let limits = Limits {
                    ratio: settings.max_ratio,
                    total: settings.max_unpacked,
                };
                warc::draft(bytes, limits, &mut go_on)?
            }
            Body::Ready(draft) => Draft::clone(draft),
        };
        go_on()?;
        if draft.text.len() > settings.max_document {
            return Err(too_large(settings.max_document));
        }
        let mut warnings = draft.warnings;
        warnings.extend_from_slice(&self.doubts);
        let mut mender = mojibake::Mender::default();
        let text = mender.mend(draft.text);
        let title = draft.title.map(|title| mender.mend(title));
        let publication = draft.publication.map(|name| mender.mend(name));
        warnings.extend(mender.told(draft.halves));
        let metadata = draft.date_known.or_else(|| {
            let value = draft.date?;
            match read_date(&value, settings.date_order) {
                Ok(date) => {
                    warnings.extend(month_first(&value).filter(|_| settings.date_order.is_none()));
                    Some(date)
                }
                Err(why) => {
                    warnings.push(Oddity::UnreadDate {
                        value,
                        why: format!("{why}; {WANTED}"),
                    });
                    None
                }
            }
        });
        let file = Path::new(&self.source).file_name().and_then(|n| n.to_str());
        let published = published(Places {
            metadata,
            text: &text,
            url: draft.url.as_deref(),
            file: file.filter(|_| matches!(self.body, Body::Text(_) | Body::Web(_)) || self.whole),
            folder: Path::new(&self.id).parent().and_then(Path::to_str),
            option: settings.date,
        });
        let id = draft.id.unwrap_or_else(|| self.id.clone());
        if let Some(own) = &self.renamed {
            warnings.push(Oddity::SameId {
                id: id.clone(),
                own: own.clone(),
            });
        }
        Ok(Document {
            id: self.renamed.clone().unwrap_or(id),
            source: self.source.clone(),
            title,
            url: draft.url,
            published,
            publication,
            text,
            warnings: warnings.into_iter().map(Warning::from).collect(),
        })
    }
}

impl Entry {
    /// The id that the entry gives itself, however wrong the rest of it is; else the one made from its place.
    pub fn own_id(&self, settings: &Settings) -> String {
        let id = match &self.body {
            Body::Fields(fields, _) => json::id_of(fields, &settings.keys),
            Body::Json(row) => json::id(row, &settings.keys, settings.max_depth),
            Body::Ready(draft) => draft.id.clone(),
            Body::Record(bytes) => warc::id_of(bytes),
            Body::Html(bytes) => issue::number_of(bytes),
            _ => None,
        };
        id.unwrap_or_else(|| self.id.clone())
    }

    /// The id that it gave, where `id` is what it is called now.
    pub fn given_id<'i>(&self, id: &'i str) -> &'i str {
        let renamed = self.renamed.as_deref() == Some(id);
        let given = id.strip_suffix(&self.id).and_then(|given| given.strip_suffix('@'));
        given.filter(|_| renamed).unwrap_or(id)
    }
}

fn text_draft(bytes: &[u8]) -> Result<Draft, DocError> {
    let decoded = decode::decode(bytes.to_vec())?;
    Ok(Draft {
        text: decoded.text,
        warnings: decoded.warning.into_iter().collect(),
        ..Draft::default()
    })
}
