use clap::Args;
use depeche::error::SetupError;
use depeche::run_dir::{Bound, Filter, RunDir};
use depeche::text::PartialDate;

/// Which events are taken.
#[derive(Args)]
#[command(next_help_heading = "Which events")]
pub(super) struct FilterArguments {
    /// Only events of this type (ECO.Layoff, layoff, licenciement), or family (ECO); several with commas.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Only events in which it takes part or is the source: a name, or an entity_id (org:kelvar).
    #[arg(long, value_name = "NAME")]
    entity: Vec<String>,
    /// Only events of this date or later: their own date, else their article's.
    #[arg(long, value_name = "YYYY[-MM[-DD]]", value_parser = super::number::date)]
    since: Option<PartialDate>,
    /// Only events of this date or earlier.
    #[arg(long, value_name = "YYYY[-MM[-DD]]", value_parser = super::number::date)]
    until: Option<PartialDate>,
    /// Only events with an amount of at least this: 1000000 (any money), 1000000EUR, "1 million d'euros", 10%, "50 emplois".
    #[arg(long, value_name = "AMOUNT")]
    min_amount: Option<Bound>,
    /// Only events of at least this confidence (0 to 1).
    #[arg(long, value_name = "SCORE", value_parser = super::number::share, allow_hyphen_values = true)]
    min_confidence: Option<f32>,
    /// Only asserted, planned, possible or denied events; several with commas.
    #[arg(long, value_name = "FACTUALITY", value_delimiter = ',')]
    factuality: Vec<String>,
    /// Leave out events of articles that repeat another nearly word for word.
    #[arg(long)]
    no_duplicates: bool,
}

impl FilterArguments {
    /// What they ask for of a run.
    pub(super) fn of(&self, run: &RunDir) -> Result<Filter, SetupError> {
        Filter::default()
            .without_duplicates(self.no_duplicates)
            .types(&self.types, &run.own_types()?)?
            .entities(&self.entity)
            .between(self.since, self.until)
            .least_amount(self.min_amount.clone())
            .least_confidence(self.min_confidence)
            .factuality(&self.factuality)
    }
}
