//! The pages of a Parquet file, held against the limits before the library unpacks and decodes them.
//!
//! A few bytes of such a file can claim anything: rows without end, pages that unpack to gigabytes, the same bytes as the column of ten
//! thousand row groups. The library takes such claims at their word, so they are looked at here first.

use super::thrift::Compact;
use super::unpack::{Limits, PastLimit};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::RowGroups;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{Page, PageIterator, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};
use parquet::file::serialized_reader::SerializedPageReader;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;

/// Groups inside groups of a schema: the library goes down them on the stack.
pub(super) const DEEPEST_SCHEMA: usize = 64;
/// Bytes of the lengths that are decoded at once for each value of a page of texts.
const LENGTHS: u64 = 8;

/// How much came out of a file, and how much may.
#[derive(Debug)]
pub(super) struct Budget {
    limits: Limits,
    packed: u64,
    out: u64,
}

impl Budget {
    pub(super) fn new(limits: Limits, packed: u64) -> Self {
        Self { limits, packed, out: 0 }
    }

    /// So many more bytes come out.
    pub(super) fn spend(&mut self, bytes: u64) -> Result<(), PastLimit> {
        self.out = self.out.saturating_add(bytes);
        self.limits.check(self.out, self.packed)
    }
}

/// How deep the schema of a file nests, before the library builds it on the stack.
///
/// # Errors
/// `FileTooLarge` when the file's end claims lists that the library would never come to the end of; anything else is left to the library,
/// which says what is wrong.
pub(super) fn schema_depth(mut file: &File) -> io::Result<usize> {
    const TAIL: u64 = 8;
    let length = file.seek(SeekFrom::End(0))?;
    let mut tail = [0; TAIL as usize];
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    file.read_exact(&mut tail)?;
    let footer = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL + footer)))?;
    let mut from = Compact::new(BufReader::new(file).take(footer));
    let (mut deepest, mut before) = (0, 0);
    while let Some(field) = from.field(before)? {
        before = field.id;
        if field.id != 2 {
            from.skip(field)?;
            continue;
        }
        // Children still to come, of each group on the way down.
        let mut open: Vec<u64> = Vec::new();
        for _ in 0..from.list()? {
            let (mut children, mut before) = (0, 0);
            while let Some(field) = from.field(before)? {
                before = field.id;
                match field.id {
                    5 => children = from.signed()?.try_into().unwrap_or_default(),
                    _ => from.skip(field)?,
                }
            }
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            open.push(children);
            deepest = deepest.max(open.len());
            while open.last() == Some(&0) {
                open.pop();
            }
        }
    }
    Ok(deepest)
}

/// One row group of a file, whose pages are given out one by one.
pub(super) struct Group {
    file: Arc<File>,
    metadata: Arc<ParquetMetaData>,
    index: usize,
    /// Bytes that the largest page has when it is unpacked.
    pub largest: u64,
    /// Pages of each column that were looked at and found whole, and whether these are all.
    pages: Vec<(usize, bool)>,
}

impl Group {
    /// Looks at all pages of the columns of `mask`, without decoding them.
    ///
    /// # Errors
    /// When they come to more bytes than may come out of the file.
    pub(super) fn new(
        file: &Arc<File>,
        metadata: &Arc<ParquetMetaData>,
        index: usize,
        mask: &ProjectionMask,
        budget: &mut Budget,
    ) -> Result<Self, PastLimit> {
        let columns = metadata.row_group(index).columns();
        let (mut largest, mut pages) = (0, Vec::with_capacity(columns.len()));
        for (i, column) in columns.iter().enumerate() {
            let mut looked = Looked::default();
            if mask.leaf_included(i) {
                let outcome = look(file, column, &mut looked, |bytes| {
                    largest = largest.max(bytes);
                    budget.spend(bytes).map_err(io::Error::other)
                });
                match outcome {
                    Ok(()) => looked.all = true,
                    // Anything else is wrong with the pages from here on; those before are kept.
                    Err(e) => {
                        if let Ok(past) = e.downcast::<PastLimit>() {
                            return Err(past);
                        }
                    }
                }
            }
            pages.push((looked.pages, looked.all));
        }
        Ok(Self {
            file: file.clone(),
            metadata: metadata.clone(),
            index,
            largest,
            pages,
        })
    }
}

#[derive(Default)]
struct Looked {
    pages: usize,
    all: bool,
}

/// What a page says about itself.
#[derive(Default)]
struct Header {
    kind: i64,
    unpacked: u64,
    packed: u64,
    /// Bytes before what is packed.
    levels: u64,
    plain: bool,
    values: u64,
    encoding: i64,
}

const INDEX_PAGE: i64 = 1;
/// Encodings of texts with their lengths before them, all of which are decoded at once.
const LENGTHS_FIRST: [i64; 2] = [6, 7];

/// Goes from page to page of a column; `spend` hears of the bytes of each.
fn look(
    mut file: &File,
    column: &ColumnChunkMetaData,
    looked: &mut Looked,
    mut spend: impl FnMut(u64) -> io::Result<()>,
) -> io::Result<()> {
    let negative =
        column.data_page_offset() < 0 || column.compressed_size() < 0 || column.dictionary_page_offset().is_some_and(|o| o < 0);
    if negative {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let (start, mut left) = column.byte_range();
    file.seek(SeekFrom::Start(start))?;
    let mut from = BufReader::new(file);
    while left > 0 {
        let mut compact = Compact::new(&mut from);
        let header = header(&mut compact)?;
        left = match left.checked_sub(compact.read()).and_then(|l| l.checked_sub(header.packed)) {
            Some(left) => left,
            None => return Err(io::ErrorKind::UnexpectedEof.into()),
        };
        // What is read counts too: the same bytes may be those of many columns.
        let read = compact.read().saturating_add(header.packed);
        spend(header.unpacked.max(read))?;
        if LENGTHS_FIRST.contains(&header.encoding) {
            spend(header.values.saturating_mul(LENGTHS))?;
        }
        let mut body = (&mut from).take(header.packed);
        if header.kind != INDEX_PAGE && !header.plain {
            io::copy(&mut (&mut body).take(header.levels), &mut io::sink())?;
            keeps_its_word(column.compression(), &mut body, header.unpacked.saturating_sub(header.levels))?;
        }
        let rest = body.limit();
        from.seek_relative(rest.try_into().unwrap_or(i64::MAX))?;
        looked.pages += usize::from(header.kind != INDEX_PAGE);
    }
    Ok(())
}

/// Reads as the library does, which goes by the numbers of fields, whatever kind they say they are: else it could be led another way.
fn header(from: &mut Compact<impl Read>) -> io::Result<Header> {
    let mut header = Header::default();
    let mut before = 0;
    let size = |n: i64| u64::try_from(n).map_err(|_| io::Error::from(io::ErrorKind::InvalidData));
    while let Some(field) = from.field(before)? {
        match field.id {
            1 => header.kind = from.signed()?,
            2 => header.unpacked = size(from.signed()?)?,
            3 => header.packed = size(from.signed()?)?,
            4 => drop(from.signed()?),
            kind @ 5..=8 => {
                let mut before = 0;
                while let Some(field) = from.field(before)? {
                    match (kind, field.id) {
                        (5 | 8, 1) => header.values = size(from.signed()?)?,
                        (5, 2) | (8, 4) => header.encoding = from.signed()?,
                        (8, 5 | 6) => header.levels = header.levels.saturating_add(size(from.signed()?)?),
                        (8, 7) => header.plain = !field.is_true(),
                        (5, 3 | 4) | (7, 1 | 2) | (8, 2 | 3) => drop(from.signed()?),
                        (7, 3) => {}
                        _ => from.skip(field)?,
                    }
                    before = field.id;
                }
            }
            _ => from.skip(field)?,
        }
        before = field.id;
    }
    Ok(header)
}

/// Whether a page unpacks to no more than it says; asked only where the library unpacks to the end, however far that is.
fn keeps_its_word(packing: Compression, body: &mut impl Read, unpacked: u64) -> io::Result<()> {
    let out = match packing {
        Compression::BROTLI(_) => io::copy(
            &mut brotli_decompressor::Decompressor::new(body, 1 << 12).take(unpacked + 1),
            &mut io::sink(),
        )?,
        Compression::GZIP(_) => {
            let from = flate2::read::MultiGzDecoder::new(body);
            io::copy(&mut from.take(unpacked + 1), &mut io::sink())?
        }
        _ => return Ok(()),
    };
    if out > unpacked {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(())
}

impl RowGroups for Group {
    fn num_rows(&self) -> usize {
        self.metadata.row_group(self.index).num_rows().try_into().unwrap_or_default()
    }

    fn column_chunks(&self, i: usize) -> Result<Box<dyn PageIterator>> {
        let column = self.metadata.row_group(self.index).column(i);
        let (left, all) = self.pages[i];
        Ok(Box::new(Chunk(Some(Pages {
            pages: SerializedPageReader::new(self.file.clone(), column, self.num_rows(), None)?,
            left,
            all,
            nullable: column.column_descr().max_def_level(),
        }))))
    }

    fn row_groups(&self) -> Box<dyn Iterator<Item = &RowGroupMetaData> + '_> {
        Box::new(std::iter::once(self.metadata.row_group(self.index)))
    }

    fn metadata(&self) -> &ParquetMetaData {
        &self.metadata
    }
}

/// The column of one row group.
struct Chunk(Option<Pages>);

impl Iterator for Chunk {
    type Item = Result<Box<dyn PageReader>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.take().map(|pages| Ok(Box::new(pages) as Box<dyn PageReader>))
    }
}

impl PageIterator for Chunk {}

/// Pages that were looked at before.
struct Pages {
    pages: SerializedPageReader<File>,
    left: usize,
    all: bool,
    /// The level of a value that is there.
    nullable: i16,
}

impl Pages {
    /// One page more is asked for.
    fn take(&mut self) -> Result<bool> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(true)
            }
            None if self.all => Ok(false),
            None => Err(broken(CONTRADICTS)),
        }
    }
}

const CONTRADICTS: &str = "a page's header contradicts the page";

fn broken(what: &str) -> ParquetError {
    ParquetError::General(what.to_owned())
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        if !self.take()? {
            return Ok(None);
        }
        let page = self.pages.get_next_page()?;
        if let Some(page) = &page
            && !is_true_to_size(page, self.nullable)
        {
            return Err(broken("a page counts more values than it holds"));
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        match self.left {
            0 if self.all => Ok(None),
            0 => Err(broken(CONTRADICTS)),
            _ => self.pages.peek_next_page(),
        }
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.take()?;
        self.pages.skip_next_page()
    }
}

/// Whether the numbers of values for which the library makes room at once can be true.
fn is_true_to_size(page: &Page, nullable: i16) -> bool {
    let bytes = page.buffer();
    let (levels, values) = match page {
        Page::DictionaryPage { num_values, .. } => return u64::from(*num_values) <= bytes.len() as u64,
        Page::DataPage {
            num_values,
            def_level_encoding,
            ..
        } => {
            #[expect(deprecated, reason = "old files hold it")]
            let packed = *def_level_encoding == Encoding::BIT_PACKED;
            let levels = match bytes.first_chunk() {
                _ if nullable == 0 => 0,
                _ if packed => (*num_values as usize * (i16::BITS - nullable.leading_zeros()) as usize).div_ceil(8),
                Some(length) => (u32::from_le_bytes(*length) as usize).saturating_add(4),
                None => 0,
            };
            (levels, *num_values)
        }
        Page::DataPageV2 {
            num_values,
            def_levels_byte_len,
            rep_levels_byte_len,
            ..
        } => (
            (*def_levels_byte_len as usize).saturating_add(*rep_levels_byte_len as usize),
            *num_values,
        ),
    };
    let lists = match page.encoding() {
        Encoding::DELTA_LENGTH_BYTE_ARRAY => 1,
        Encoding::DELTA_BYTE_ARRAY => 2,
        _ => return true,
    };
    let mut bytes = bytes.get(levels..).unwrap_or_default();
    for _ in 0..lists {
        if bytes.is_empty() {
            return true;
        }
        match end_of_lengths(bytes, u64::from(values)) {
            Ok(end) => bytes = bytes.get(end..).unwrap_or_default(),
            Err(_) => return false,
        }
    }
    true
}

/// Where a list of lengths ends that is packed as differences, when it has no more than `most` of them.
fn end_of_lengths(bytes: &[u8], most: u64) -> io::Result<usize> {
    let wrong = || io::Error::from(io::ErrorKind::InvalidData);
    let mut from = Compact::new(bytes);
    let (block, parts, count) = (from.number()?, from.number()?, from.number()?);
    from.number()?;
    if count > most || parts == 0 {
        return Err(wrong());
    }
    let in_part = block / parts;
    let mut left = count.saturating_sub(1);
    while left > 0 {
        if in_part == 0 {
            return Err(wrong());
        }
        from.number()?;
        let mut packed = 0u64;
        for _ in 0..parts {
            let width = u64::from(from.byte()?);
            if left > 0 {
                packed = packed.saturating_add(width.saturating_mul(in_part) / 8);
            }
            left = left.saturating_sub(in_part);
        }
        if left > 0 {
            from.skip_bytes(packed)?;
        } else {
            return usize::try_from(from.read().saturating_add(packed)).map_err(|_| wrong());
        }
    }
    usize::try_from(from.read()).map_err(|_| wrong())
}
