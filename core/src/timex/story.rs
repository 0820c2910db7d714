//! The story's own clock: what a reader keeps in mind of the times that a text has told so far.

use super::ground::Ground;
use super::tense::Tense;
use super::word::Unit;
use crate::text::PartialDate;
use jiff::civil::Date;

/// How many days from the document's date still belong to its news.
const YEAR: i32 = 366;

/// How many sentences a month under report stays the subject: « au mois de novembre … ce mois, le taux… ».
const REPORT: usize = 4;

/// How near the document a day must be, in days, for news to go before a chronicle.
const NEWS: i32 = 10;

/// A time that the text has told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub first: Date,
    pub last: Date,
    /// How fine it is: a day, a month, a year.
    pub grain: Unit,
    /// Whether it names its year, or takes it from one that does.
    pub year: bool,
    /// Whether the text calls it by its name: « novembre »; not « le mois précédent ».
    pub named: bool,
    pub at: Place,
}

/// Where an expression stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Place {
    pub sentence: usize,
    /// Its first token.
    pub token: usize,
    /// Whether nothing but small words stands before it in its sentence.
    pub opens: bool,
    /// What it tells of.
    pub ground: Ground,
    /// Whether the sentence has left that day: « fermé depuis le 8 mars ».
    pub left: bool,
    /// Whether it is what something else is compared with: « contre 7 au troisième ».
    pub compared: bool,
}

/// How many sentences of a text lead its story in: headline, date, first lines.
const LEAD: usize = 5;

/// The one state that rules read and that each expression moves.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// When the document was written.
    pub document: Option<PartialDate>,
    /// The last day told.
    day: Option<Told>,
    /// The last day told within a year of the document.
    news: Option<Told>,
    /// The last month told.
    month: Option<Told>,
    /// The last quarter, half or run of months told.
    period: Option<Told>,
    /// The last month that the text names itself.
    report: Option<Told>,
    /// The last year told.
    year: Option<Told>,
    /// The last time that named its year: where a chronicle stands.
    frame: Option<Told>,
    /// The last day on which the story itself plays, background aside.
    scene: Option<Told>,
    /// The day of the last clock time that opened a sentence, and the sentence: « Vers 9h12, … », line after line.
    hand: Option<(Date, usize)>,
    /// The last evening or night told, whether it is a night, and the sentence.
    dark: Option<(Date, bool, usize)>,
    /// The day that the sentence under way has named, and the sentence.
    said: Option<(Date, usize)>,
}

impl Story {
    /// A story told on the document's date.
    pub(super) fn new(document: Option<PartialDate>) -> Self {
        Self {
            document,
            ..Self::default()
        }
    }

    /// Moves the clock to what was told.
    pub(super) fn tell(&mut self, told: Told) {
        match told.grain {
            Unit::Day => {
                self.day = Some(told);
                if self.document.is_none() || self.away(told.first) <= YEAR {
                    self.news = Some(told);
                }
            }
            Unit::Month => {
                self.month = Some(told);
                if told.named {
                    self.report = Some(told);
                }
            }
            Unit::Quarter | Unit::Half => {
                self.period = Some(told);
                return;
            }
            Unit::Year => self.year = Some(told),
            _ => return,
        }
        if told.year {
            // What goes on from a chronicle's head stands at its head too.
            let opened = self.frame.is_some_and(|f| f.at.sentence == told.at.sentence && f.at.opens);
            let mut frame = told;
            frame.at.opens |= opened;
            self.frame = Some(frame);
        }
    }

    /// Keeps the day that the sentence names, on which its bare clock times stand.
    pub(super) fn say(&mut self, day: Date, sentence: usize) {
        self.said = Some((day, sentence));
    }

    /// Sets the scene, if the day told of is that of the story.
    pub(super) fn set_scene(&mut self, day: Date, at: Place) {
        let document = self.document.and_then(PartialDate::exact);
        let unset = self.scene.is_none_or(|scene| Some(scene.last) == document);
        let leads = at.ground == Ground::Aside && at.sentence <= LEAD && unset;
        if at.ground != Ground::Scene && !leads {
            return;
        }
        self.scene = Some(Told {
            first: day,
            last: day,
            grain: Unit::Day,
            year: false,
            named: false,
            at,
        });
    }

    /// The day of the news that a bare time of day of the past stands on: that of the scene, of the days before the document. The scene that
    /// the lead sets holds to the end.
    pub(super) fn night_before(&self, at: Place, tense: Tense) -> Option<Date> {
        const DAYS: i32 = 7;
        let past = matches!(tense, Tense::Past | Tense::Done);
        let told = self
            .scene_at(at)
            .filter(|t| past || tense == Tense::Unknown && at.opens && t.at.sentence <= LEAD)?;
        let document = self.document?.exact()?;
        (told.last < document && self.away(told.last) <= DAYS).then_some(told.last)
    }

    /// The scene, as long as it holds.
    fn scene_at(&self, at: Place) -> Option<Told> {
        const REACH: usize = 5;
        self.scene
            .filter(|t| t.at.sentence <= LEAD || at.sentence <= t.at.sentence + REACH)
    }

    /// The day on which the story plays: of the clock time that opened a sentence last, or of the scene, not after the document.
    pub(super) fn stage(&self, at: Place) -> Option<Date> {
        let document = self.document?;
        let scene = self.scene_at(at).map(|t| (t.at.sentence, t.last));
        let day = self
            .hand
            .map(|(day, sentence)| (sentence, day))
            .into_iter()
            .chain(scene)
            .max()?
            .1;
        (day <= document.last()).then_some(day)
    }

    /// The day of the clock time that opened a sentence before, for one that opens another, unless a date has opened a sentence since.
    pub(super) fn hand(&self, at: Place) -> Option<Date> {
        const REACH: usize = 12;
        let (day, sentence) = self.hand.filter(|_| at.opens)?;
        let changed = self.scene.is_some_and(|scene| scene.at.sentence > sentence && scene.at.opens);
        (!changed && at.sentence <= sentence + REACH).then_some(day)
    }

    /// Keeps the day of a clock time that opens its sentence.
    pub(super) fn set_hand(&mut self, day: Date, at: Place) {
        if at.opens {
            self.hand = Some((day, at.sentence));
        }
    }

    /// Keeps an evening or a night, after which the small hours are of the next day.
    pub(super) fn darken(&mut self, day: Date, night: bool, at: Place) {
        self.dark = Some((day, night, at.sentence));
    }

    /// Whether a time of a day that the text has left in the evening or at night is of the day after: before seven, and after a night before
    /// the next evening.
    pub(super) fn is_past_midnight(&self, day: Date, small: bool, evening: bool, at: Place) -> bool {
        const REACH: usize = 5;
        let Some((dark, night, sentence)) = self.dark.filter(|(_, _, s)| at.sentence <= s + REACH) else {
            return false;
        };
        let over = self
            .document
            .and_then(PartialDate::exact)
            .is_none_or(|document| day < document);
        sentence <= at.sentence && dark == day && over && (small || night && !evening)
    }

    /// The day that the sentence has named so far.
    pub(super) fn said(&self, sentence: usize) -> Option<Date> {
        self.said.filter(|(_, at)| *at == sentence).map(|(day, _)| day)
    }

    /// The last day told; a far one, of the background, only in its own sentence and the next.
    pub(super) fn day(&self, at: Place) -> Option<Date> {
        let told = self.day?;
        if at.sentence <= told.at.sentence + 1 {
            Some(told.last)
        } else {
            Some(self.news.unwrap_or(told).last)
        }
    }

    /// What « deux ans plus tard », « le mois suivant » lean on: the last time told that is as fine as the unit asks.
    pub(super) fn anchor(&self, unit: Unit, at: Place) -> Option<Date> {
        let day = self.day(at).map(|d| (self.day.map(|t| t.at), d));
        let period = self.period.map_or(Unit::Half, |told| told.grain);
        let coarse = [(self.month, Unit::Month), (self.period, period), (self.year, Unit::Year)];
        let coarse = coarse.into_iter().filter(|(_, grain)| *grain <= unit);
        let coarse = coarse.filter_map(|(told, _)| told.map(|t| (Some(t.at), t.last)));
        let near = |place: &Option<Place>| place.is_some_and(|p| at.sentence <= p.sentence + 2);
        coarse
            .filter(|(place, _)| near(place))
            .chain(day)
            .max_by_key(|(place, _)| *place)
            .map(|(_, day)| day)
    }

    /// The part of a year that the sentence has told with its year.
    pub(super) fn period(&self, at: Place) -> Option<Told> {
        self.period.filter(|told| told.year && told.at.sentence == at.sentence)
    }

    /// The month that an article of figures reports, when it is not its own: « en novembre… », printed in January.
    pub(super) fn report(&self, at: Place) -> Option<Date> {
        let told = self.report.filter(|t| at.sentence <= t.at.sentence + REPORT)?;
        let document = self.document?;
        let before = told.last < document.first() && self.away(told.first) <= YEAR;
        before.then_some(told.first)
    }

    /// The dated event that a chronicle goes on from: « élu le 3 mars 2014. Le 12 juin, il… », « En 2014, élu en mars ».
    pub(super) fn frame(&self, at: Place, tense: Tense) -> Option<Told> {
        let frame = self.frame.filter(|_| tense != Tense::Future && tense != Tense::Alone)?;
        let far = self.document.is_none() || self.away(frame.last) > YEAR - 1;
        let here = at.sentence == frame.at.sentence && frame.at.opens;
        let follows = at.sentence == frame.at.sentence + 1 && at.opens && (frame.at.opens || frame.grain < Unit::Year);
        (far && (here || follows)).then_some(frame)
    }

    /// Whether a day is so near to the document that it is news rather than part of a chronicle.
    pub(super) fn is_news(&self, day: Date) -> bool {
        self.document.is_some() && self.away(day) <= NEWS
    }

    /// How many days lie between a day and the document.
    fn away(&self, day: Date) -> i32 {
        let Some(document) = self.document else { return 0 };
        if day < document.first() {
            (document.first() - day).get_days()
        } else if day > document.last() {
            (day - document.last()).get_days()
        } else {
            0
        }
    }
}
