use clap::Args;
use depeche::error::SetupError;
use depeche::run_dir::{Bound, Filter, Named, RunDir};
use depeche::text::PartialDate;

/// Entities of one name that are told.
const SHOWN: usize = 5;

/// Which events are taken.
#[derive(Args)]
#[command(next_help_heading = "Which events")]
pub(super) struct FilterArguments {
    /// Only events of this type (ECO.Layoff, layoff, licenciement), or family (ECO); several with commas.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Only events in which it takes part or is the source: a name that the articles give it, a person's last name, or an entity_id (org:kelvar).
    #[arg(long, value_name = "NAME")]
    entity: Vec<String>,
    /// Only events of this date or later: their own date, else their article's. Events without a date are left out.
    #[arg(long, value_name = "YYYY[-MM[-DD]]", value_parser = super::number::date)]
    since: Option<PartialDate>,
    /// Only events of this date or earlier.
    #[arg(long, value_name = "YYYY[-MM[-DD]]", value_parser = super::number::date)]
    until: Option<PartialDate>,
    /// Only events with an amount of at least this: 1000000 (any money), 1000000EUR, "1 million d'euros", 10%, "50 blessés". "50 personnes" or
    /// "50 people" are counts of any people (salariés, blessés …), "50 emplois" or "50 jobs" of any jobs (postes, licenciements …).
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    min_amount: Option<Bound>,
    /// Only events of at least this confidence (0 to 1).
    #[arg(long, value_name = "SCORE", value_parser = super::number::share, allow_hyphen_values = true)]
    min_confidence: Option<f32>,
    /// Only asserted, planned, possible or denied events (affirmé, prévu, possible, nié); several with commas.
    #[arg(long, value_name = "FACTUALITY", value_delimiter = ',')]
    factuality: Vec<String>,
    /// Leave out events of articles that repeat another nearly word for word.
    #[arg(long)]
    no_duplicates: bool,
}

impl FilterArguments {
    /// What they ask for of a run.
    pub(super) fn of(&self, run: &RunDir) -> Result<Filter, SetupError> {
        if self.entity.iter().any(|name| name.trim().is_empty()) {
            let wanted = "--entity is empty; give a name, as Kelvar, words, as « la direction », or an entity_id, as org:kelvar";
            return Err(SetupError::Usage(wanted.to_owned()));
        }
        Filter::default()
            .without_duplicates(self.no_duplicates)
            .types(&self.types, &run.own_types()?)?
            .entities(&self.entity)
            .between(self.since, self.until)?
            .least_amount(self.min_amount.clone())
            .least_confidence(self.min_confidence)
            .factuality(&self.factuality)
    }
}

/// The run with only what the filter keeps; says what its names mean there and what it leaves out unasked.
pub(super) fn narrow(run: RunDir, filter: Filter, quiet: bool) -> Result<RunDir, SetupError> {
    let narrowed = run.narrowed(filter)?;
    if !quiet {
        narrowed.named.iter().flat_map(told).for_each(|line| super::say(&line));
        if narrowed.undated > 0 {
            super::say(&format!(
                "{} without a date left out",
                super::counted(narrowed.undated, "event")
            ));
        }
    }
    Ok(narrowed.run)
}

/// Says so where a filter keeps nothing.
pub(super) fn say_if_none(run: &RunDir, events: usize) {
    if events == 0 && !run.filter().is_open() {
        super::say("no event of the run passes the filter");
    }
}

/// What is said of a name: its entities, else how often it is only words, else what comes near it.
fn told(named: &Named) -> Vec<String> {
    let asked = &named.asked;
    let shown = named.entities.iter().take(SHOWN).map(|entity| {
        let events = super::counted(entity.events, "event");
        format!("{asked}: {} ({}, {events})", entity.name, entity.id)
    });
    let mut lines: Vec<String> = shown.collect();
    if named.entities.len() > SHOWN {
        lines.push(format!("{asked}: and {} more", named.entities.len() - SHOWN));
    }
    if lines.is_empty() {
        lines.push(if named.worded > 0 {
            let events = super::counted(named.worded, "event");
            format!("{asked}: no entity has this name; taken as words, of {events}")
        } else if named.near.is_empty() {
            format!("{asked}: nothing in the run has this name or begins with these words; the table of entities of `export --to tables` lists all names")
        } else {
            format!(
                "{asked}: nothing in the run has this name; did you mean {}?",
                named.near.join(" or ")
            )
        });
    }
    lines.extend(named.called.iter().take(SHOWN).map(|entity| {
        let events = super::counted(entity.events, "event");
        format!("{asked}: {} ({}) is called so in {events}", entity.name, entity.id)
    }));
    if named.called.len() > SHOWN {
        lines.push(format!("{asked}: and {} more are called so", named.called.len() - SHOWN));
    }
    lines
}
