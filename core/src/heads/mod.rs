//! The learned heads behind events: numbers from word vectors, and from what tables and rules say.
//!
//! A head adds up what the encoder says of a word and what is known of it beside (what it is part of, what the tables make of it, how
//! the parse leads there), so that each part can be shown. `scripts/train/events.py` trains them and defines the same sums.
//! Every sum runs in a fixed order over single words: the same bits for any batch, thread and processor.

mod lexicon;
mod matrix;

pub use lexicon::{Attested, Lexicon, PosClass};

use crate::error::SetupError;
use crate::named::named;
use half::f16;
use half::slice::HalfFloatSliceExt;
use matrix::{Matrix, relu};

/// Widths of the parts of a word's vector: for its type, as a trigger, as a word that takes part, for factuality.
const TYPE: usize = 192;
const TRIGGER: usize = 128;
const WORD: usize = 128;
const FACT: usize = 64;
/// Width of a word's vector.
pub const WIDTH: usize = TYPE + TRIGGER + WORD + FACT;
/// Kinds of words that the heads tell apart.
pub const KINDS: usize = Kind::ALL.len();
/// Ways of taking part in an event.
pub const LINKS: usize = Link::ALL.len();
/// Answers of the factuality head.
pub const FACTS: usize = 4;
/// Verdicts of the tables over a trigger.
pub const VERDICTS: usize = 8;
/// Distances from the trigger, in words, at which a bucket begins; the same to the left and to the right.
const STEPS: [usize; 11] = [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 25];
const BUCKETS: usize = 2 * STEPS.len() + 1;
const PATHS: usize = 6;

named! {
    /// What the earlier stages made of a word, in the order of the head's inputs.
    pub enum Kind {
        /// Nothing.
        Plain = "plain",
        /// A date, a time of day or a set.
        Date = "date",
        /// A duration.
        Duration = "duration",
        /// Money.
        Money = "money",
        /// A percentage or percentage points.
        Percent = "percent",
        /// A count of people.
        People = "people",
        /// Another count.
        Count = "count",
        /// A person's name.
        Person = "person",
        /// An organization's name.
        Organization = "organization",
        /// A place's name.
        Place = "place",
        /// Another name.
        Misc = "misc",
    }
}

named! {
    /// How a word takes part in an event, in the order of the head's outputs; the names are those of the roles in the record.
    #[expect(missing_docs, reason = "the names are those of the contract")]
    pub enum Link {
        Actor = "actor",
        Recipient = "recipient",
        Theme = "theme",
        Place = "place",
        EventTime = "event_time",
        Begin = "begin",
        End = "end",
        Level = "level",
        Change = "change",
        Share = "share",
        Count = "count",
        Price = "price",
        Total = "total",
        Forecast = "forecast",
        Source = "source",
    }
}

/// The vectors of a sentence's words, as the encoder gives them to these heads.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vectors {
    rows: Vec<f16>,
}

impl Vectors {
    /// Adds the vector of the next word.
    ///
    /// # Panics
    /// When `row` is not [`WIDTH`] wide.
    pub fn push(&mut self, row: &[f16]) {
        assert_eq!(row.len(), WIDTH, "a word's vector");
        self.rows.extend_from_slice(row);
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.rows.len() / WIDTH
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn part<const N: usize>(&self, word: usize, from: usize) -> [f32; N] {
        let mut out = [0.0; N];
        let at = word * WIDTH + from;
        self.rows[at..at + N].convert_to_f32_slice(&mut out);
        out
    }
}

/// What tables and annotated text say of a word's telling a type.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Offered {
    /// The verdicts of the table's rows, by their index.
    pub verdicts: [bool; VERDICTS],
    /// The highest prior of these rows.
    pub prior: f32,
    /// The prior of the row that tells it, or 0.
    pub told_prior: f32,
    /// How the annotated text uses the lemma.
    pub attested: Option<Attested>,
}

impl Offered {
    /// Index of the verdict « told ».
    pub const TOLD: usize = 0;
}

/// How the parse leads from a trigger to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Path {
    /// It is the trigger.
    Same,
    /// It hangs on the trigger.
    Child,
    /// The trigger hangs on it.
    Parent,
    /// It hangs on what hangs on the trigger.
    Grandchild,
    /// Both hang on one word, or neither has a head.
    Sibling,
    /// Any other way.
    Far,
}

/// What is known of a word as a part of an event, beside its vector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relation {
    /// What the word is part of, below [`KINDS`].
    pub kind: usize,
    /// Words to the right of the trigger (to the left where negative).
    pub distance: isize,
    /// How the parse leads there.
    pub path: Path,
    /// The relation on that path, from [`EventHeads::relation`].
    pub relation: usize,
    /// The links that the rules give the word.
    pub said: [bool; LINKS],
}

/// A trigger made ready for its words.
#[derive(Debug)]
pub struct Trigger {
    /// [WORD, links]: the bilinear form with the trigger laid in.
    mixed: Matrix,
    /// What the trigger alone adds to each link.
    own: [f32; LINKS],
    /// The links that the rules give any word.
    taken: [bool; LINKS],
}

/// The weights.
#[derive(Debug)]
pub struct EventHeads {
    names: Names,
    lexicon: Lexicon,
    kind_type: Matrix,
    kind_word: Matrix,
    type_trigger: Matrix,
    said_fact: Matrix,
    type_out: Matrix,
    type_bias: Vec<f32>,
    fact_out: Matrix,
    fact_bias: Vec<f32>,
    /// For each link a matrix [TRIGGER, WORD].
    link: Vec<Matrix>,
    link_word: Matrix,
    link_bias: Vec<f32>,
    link_trigger: Matrix,
    /// Weights of the verdicts, of the priors and of the annotated text.
    offer: Vec<f32>,
    told: Vec<f32>,
    /// [links, BUCKETS].
    distance: Matrix,
    /// [links, paths × relations].
    path: Matrix,
    said: Vec<f32>,
    taken: Vec<f32>,
    fact: Matrix,
}

/// From a score to a probability, and from when on it is enough: fitted on text that no head was trained on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Factor of the logit.
    pub slope: f32,
    /// Added to it.
    pub offset: f32,
    /// What is told is at least so likely.
    pub threshold: f32,
}

impl Scale {
    /// The probability of a logit, in steps of a hundredth: no more is known.
    pub fn of_logit(&self, x: f32) -> f32 {
        (sigmoid(self.slope * x + self.offset) * 100.0).round() / 100.0
    }

    /// The probability of a score from 0 to 1.
    pub fn probability(&self, p: f32) -> f32 {
        let p = p.clamp(1e-6, 1.0 - 1e-6);
        self.of_logit((p / (1.0 - p)).ln())
    }
}

/// What names the outputs of the heads.
#[derive(Debug, Clone)]
pub struct Names {
    /// Codes of the types; the first stands for no event.
    pub codes: Vec<String>,
    /// Relations of the parse.
    pub relations: Vec<String>,
    /// The scale of the types.
    pub types: Scale,
    /// The scale of each link.
    pub links: [Scale; LINKS],
}

impl EventHeads {
    /// Reads the weights; `tensor` gives the floats of a name and shape.
    ///
    /// # Errors
    /// What `tensor` fails with, when a weight is absent or of another shape.
    pub fn load(
        names: Names,
        lexicon: Lexicon,
        tensor: impl Fn(&str, &[usize]) -> Result<Vec<f32>, SetupError>,
    ) -> Result<Self, SetupError> {
        let matrix = |name: &str, rows: usize, columns: usize| Ok(Matrix::new(tensor(name, &[rows, columns])?, columns));
        let (kinds, relations) = (names.codes.len(), names.relations.len());
        let u = tensor("ev.link_u", &[LINKS, TRIGGER, WORD])?;
        Ok(Self {
            kind_type: matrix("ev.kind_type", KINDS, TYPE)?,
            kind_word: matrix("ev.kind_word", KINDS, WORD)?,
            type_trigger: matrix("ev.type_trigger", kinds, TRIGGER)?,
            said_fact: matrix("ev.said_fact", FACTS, FACT)?,
            type_out: matrix("ev.type_out.w", kinds, TYPE)?.transposed(),
            type_bias: tensor("ev.type_out.b", &[kinds])?,
            fact_out: matrix("ev.fact_out.w", FACTS, FACT)?.transposed(),
            fact_bias: tensor("ev.fact_out.b", &[FACTS])?,
            link: u
                .chunks_exact(TRIGGER * WORD)
                .map(|m| Matrix::new(m.to_vec(), WORD))
                .collect(),
            link_word: matrix("ev.link_word.w", LINKS, WORD)?.transposed(),
            link_bias: tensor("ev.link_word.b", &[LINKS])?,
            link_trigger: matrix("ev.link_trigger.w", LINKS, TRIGGER)?.transposed(),
            offer: tensor("ev.bias.offer", &[VERDICTS + 5])?,
            told: tensor("ev.bias.told", &[kinds])?,
            distance: matrix("ev.bias.distance", LINKS, BUCKETS)?.transposed(),
            path: matrix("ev.bias.path", LINKS, PATHS * relations)?.transposed(),
            said: tensor("ev.bias.said", &[LINKS])?,
            taken: tensor("ev.bias.taken", &[LINKS])?,
            fact: matrix("ev.bias.fact", FACTS, FACTS)?,
            names,
            lexicon,
        })
    }

    /// The codes of the types, by the index of their logit; the first stands for no event.
    pub fn codes(&self) -> &[String] {
        &self.names.codes
    }

    /// Whether the heads have learned a type; one that they have not is told by its rows alone.
    pub fn knows(&self, code: &str) -> bool {
        self.codes().iter().skip(1).any(|known| known == code)
    }

    /// The index of a relation of the parse, or 0 for one that was not there in training.
    pub fn relation(&self, name: &str) -> usize {
        self.names.relations.iter().position(|r| r == name).unwrap_or(0)
    }

    /// The scale of a link, or that of the types.
    pub fn scale(&self, link: Option<usize>) -> &Scale {
        link.map_or(&self.names.types, |link| &self.names.links[link])
    }

    /// What the annotated text tells of lemmas.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// What tables and annotated text add to the logit of a type.
    pub fn offer(&self, code: usize, offered: &Offered) -> f32 {
        let mut sum = offered.prior * self.offer[VERDICTS] + offered.told_prior * self.offer[VERDICTS + 1];
        for (weight, _) in self.offer.iter().zip(offered.verdicts).filter(|(_, holds)| *holds) {
            sum += weight;
        }
        if offered.verdicts[Offered::TOLD] {
            sum += self.told[code];
        }
        if let Some(attested) = offered.attested {
            sum += self.offer[VERDICTS + 2]
                + attested.log_odds * self.offer[VERDICTS + 3]
                + attested.often * self.offer[VERDICTS + 4];
        }
        sum
    }

    /// The logits of a word's types, the tables' say included.
    pub fn types(&self, vectors: &Vectors, word: usize, kind: usize, offers: &[(usize, Offered)]) -> Vec<f32> {
        let mut hidden: [f32; TYPE] = vectors.part(word, 0);
        add(&mut hidden, self.kind_type.row(kind));
        relu(&mut hidden);
        let mut out = self.type_bias.clone();
        self.type_out.add_product(&hidden, &mut out);
        for (code, offered) in offers {
            out[*code] += self.offer(*code, offered);
        }
        out
    }

    /// The logits of asserted, planned, possible and denied; `said` is the rules' verdict.
    pub fn facts(&self, vectors: &Vectors, word: usize, said: usize) -> [f32; FACTS] {
        let mut hidden: [f32; FACT] = vectors.part(word, TYPE + TRIGGER + WORD);
        add(&mut hidden, self.said_fact.row(said));
        relu(&mut hidden);
        let mut out = [0.0; FACTS];
        out.copy_from_slice(&self.fact_bias);
        self.fact_out.add_product(&hidden, &mut out);
        add(&mut out, self.fact.row(said));
        out
    }

    /// Makes a trigger of a type ready; `taken` are the links that the rules give any word.
    pub fn trigger(&self, vectors: &Vectors, word: usize, code: usize, taken: [bool; LINKS]) -> Trigger {
        let mut hidden: [f32; TRIGGER] = vectors.part(word, TYPE);
        add(&mut hidden, self.type_trigger.row(code));
        relu(&mut hidden);
        let mut own = [0.0; LINKS];
        self.link_trigger.add_product(&hidden, &mut own);
        let mut mixed = Matrix::new(vec![0.0; LINKS * WORD], WORD);
        for (link, u) in self.link.iter().enumerate() {
            u.add_product(&hidden, mixed.row_mut(link));
        }
        Trigger {
            mixed: mixed.transposed(),
            own,
            taken,
        }
    }

    /// A word's part of its links, the same for every trigger: see [`links`](Self::links).
    pub fn word(&self, vectors: &Vectors, word: usize, kind: usize) -> [f32; WORD] {
        let mut hidden: [f32; WORD] = vectors.part(word, TYPE + TRIGGER);
        add(&mut hidden, self.kind_word.row(kind));
        relu(&mut hidden);
        hidden
    }

    /// The logits of a word's links to a trigger; `word` is what [`word`](Self::word) made of it.
    pub fn links(&self, trigger: &Trigger, word: &[f32; WORD], relation: &Relation) -> [f32; LINKS] {
        let mut out = [0.0; LINKS];
        out.copy_from_slice(&self.link_bias);
        self.link_word.add_product(word, &mut out);
        trigger.mixed.add_product(word, &mut out);
        add(&mut out, &trigger.own);
        add(&mut out, self.distance.row(bucket(relation.distance)));
        add(
            &mut out,
            self.path
                .row(relation.path as usize * self.names.relations.len() + relation.relation),
        );
        for (link, out) in out.iter_mut().enumerate() {
            if relation.said[link] {
                *out += self.said[link];
            } else if trigger.taken[link] {
                *out += self.taken[link];
            }
        }
        out
    }
}

fn add(out: &mut [f32], more: &[f32]) {
    for (out, more) in out.iter_mut().zip(more) {
        *out += more;
    }
}

/// 0 for the trigger itself, then buckets to the right, then to the left.
fn bucket(distance: isize) -> usize {
    let step = STEPS.iter().filter(|&&s| distance.unsigned_abs() >= s).count();
    match distance {
        0 => 0,
        1.. => step,
        _ => STEPS.len() + step,
    }
}

/// Probabilities from logits.
pub fn softmax(logits: &mut [f32]) {
    let top = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for x in logits.iter_mut() {
        *x = (*x - top).exp();
        sum += *x;
    }
    for x in logits {
        *x /= sum;
    }
}

/// The probability of one logit.
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::{BUCKETS, bucket};

    #[test]
    fn distances_fall_into_buckets_on_both_sides() {
        assert_eq!(bucket(0), 0);
        assert_eq!(bucket(1), 1);
        assert_eq!(bucket(-1), 12);
        assert_eq!(bucket(7), 6);
        assert_eq!(bucket(400), 11);
        assert_eq!(bucket(-400), BUCKETS - 1);
    }
}
