//! Sets of words that rules ask for: verbs by what they make of what they govern (`data/verbs.tsv`), nouns by class (`data/nouns.tsv`), and the
//! small words around them (`data/words.tsv`).

use super::Outline;
use crate::named::named;
use foldhash::{HashMap, HashSet};
use std::sync::LazyLock;

named! {
    /// What a verb makes of what stands beside it (`data/verbs.tsv`).
    pub enum Verbs {
        /// With « être » and no passive: « est mort ».
        Moves = "moves",
        /// Its participle brings the date of a noun: « la mort du maire, survenue lundi ».
        Dates = "dates",
        /// Its object is the subject of its infinitive: « accuse X d'avoir ».
        Object = "object",
        /// It reports speech: « déclare que ».
        Reports = "reports",
        /// It reports speech only where quotation marks or « que » say so.
        ReportsRarely = "reports_rarely",
        /// It speaks without reporting: « appelle à ».
        Speaks = "speaks",
        /// Its subject does what its object tells: « mener une attaque ».
        Gives = "gives",
        /// Negated, it denies the noun that it carries: « n'a signé aucun accord ».
        Light = "light",
        /// Its addressee is the subject of its infinitive: « demande à X de ».
        Addressee = "addressee",
        /// Its infinitive is its subject's own where it is passive or « pouvoir »: « demande au juge d'être entendu », « de pouvoir sortir ».
        Requests = "requests",
        /// Its subject wages the attack that it relates to: « l'offensive que X a lancée ».
        Wages = "wages",
        /// It only carries the noun that tells the event: « prononcer une peine ».
        Carries = "carries",
        /// Its subject undergoes what its object tells: « subir une attaque ».
        Takes = "takes",
        /// Its object undergoes what its subject tells: « l'attaque vise le musée ».
        Strikes = "strikes",
        /// Its participle says what a noun is about: « une attaque visant le musée ».
        Concerns = "concerns",
        /// Its object is what it throws: « lance des grenades », « tire une roquette ».
        Throws = "throws",
        /// What an attack or a disaster does to its victims: « un incendie a détruit le péage ».
        Destroys = "destroys",
        /// Its subject has to bear what its object tells: « subir une attaque », not « obtenir une libération ».
        Suffers = "suffers",
        /// Its participle says whose act a noun tells: « une attaque attribuée à X ».
        Attributes = "attributes",
        /// Its participle says who tells or finds the act, who did not do it: « une intrusion détectée par X ».
        Notes = "notes",
    }
}

named! {
    /// Classes of nouns (`data/nouns.tsv`).
    pub enum Nouns {
        /// They tell themselves which way a figure went.
        Variation = "variation",
        /// Nouns that only relate one thing to another: « à l'occasion de ».
        Relates = "relates",
        /// Nouns of sums and measures, which are nobody.
        Measure = "measure",
        /// What « selon » names that is no source.
        NoContent = "no_content",
        /// Nouns of media.
        Media = "media",
        /// Heads of the names that many institutions bear: « Cour suprême », « Haute Autorité ».
        Generic = "generic",
        /// Heads of names, as written, that no firm has: « Forces armées », « Haute Autorité ».
        Institution = "institution",
        /// They act without being named: « la police », « le navire ».
        Actor = "actor",
        /// Weapons, and what is thrown: « une grenade », « un pavé ».
        Weapon = "weapon",
        /// What « faire » makes somebody of: « fait l'objet d'une enquête ».
        Made = "made",
        /// Nouns of who undergoes something: « la cible d'une attaque ».
        Target = "target",
        /// What one is « sous » when one undergoes something: « sous le coup d'une enquête ».
        Under = "under",
        /// Nouns of who or what seeks to do something: « candidat au rachat ».
        Seeks = "seeks",
    }
}

named! {
    /// Sets of small words (`data/words.tsv`).
    pub enum WordSet {
        /// Indefinite articles.
        A = "a",
        /// Words before a length that is no exact one, or quite one: « à peine un an ».
        About = "about",
        /// Adverbs of what is greater: « au-dessus du seuil de ».
        Above = "above",
        /// Prepositions of a source: « selon ».
        According = "according",
        /// Adjectives between a noun and its name that no ending shows: « le groupe automobile Kelvar ».
        AdjectiveBeforeName = "adjective_before_name",
        /// Adjectives that end as verbs of the plural do: « violent ».
        AdjectiveInEnt = "adjective_in_ent",
        /// Prepositions that go on with the figure before: « 2 % en mai et 3 % en juin ».
        Adjunct = "adjunct",
        /// Adverbs between « il y a » and its length.
        AdverbOfAgo = "adverb_of_ago",
        /// Adverbs between « avoir » and its participle.
        AdverbOfHaving = "adverb_of_having",
        /// Adverbs between « ils sont » and their number.
        AdverbOfNumber = "adverb_of_number",
        /// Words behind « dans la journée » that leave it a day of the story.
        AfterTheDay = "after_the_day",
        /// What stands before an age.
        AgeBefore = "age_before",
        /// What is an age and no length: « l'âge de la retraite ».
        AgeNoun = "age_noun",
        /// « âgé » in its forms.
        Aged = "aged",
        /// « âgé » in its forms, the double one too.
        AgedWritten = "aged_written",
        /// What stands before another name of the same: « alias », « de son vrai nom ».
        Alias = "alias",
        /// What joins a part to its whole.
        AndAmong = "and_among",
        /// What joins the parts of a list.
        AndComma = "and_comma",
        /// « et » and « ou ».
        AndOr = "and_or",
        /// What joins alternatives.
        AndOrComma = "and_or_comma",
        /// « et » and its sign inside a name.
        AndSign = "and_sign",
        /// What joins one step to the next.
        AndThen = "and_then",
        /// Animals that have an age: « un cheval de sept ans ».
        Animal = "animal",
        /// Words by which a phrase means another than the one named: « l'autre groupe », « le nouveau ministre ».
        Another = "another",
        /// What makes a noun any of its kind: « une rue de Limoges ».
        AnyOf = "any_of",
        /// Slots whose filler tells something of its own.
        ApartSlot = "apart_slot",
        /// Words that say that a time is not exact: « vers », « aux environs de ».
        Around = "around",
        /// Definite articles of a singular noun.
        Article = "article",
        /// Articles.
        ArticleAny = "article_any",
        /// Articles before a day.
        ArticleBeforeDay = "article_before_day",
        /// Articles between a comparator and its figure.
        ArticleBehindCue = "article_behind_cue",
        /// Articles with a capital.
        ArticleCapital = "article_capital",
        /// Articles, contracted ones too.
        ArticleContracted = "article_contracted",
        /// Definite articles before a consonant.
        ArticleFull = "article_full",
        /// Articles before two days: « les 3 et 4 mai ».
        ArticleOfDays = "article_of_days",
        /// Articles that belong to a fraction: « les trois quarts », « la moitié ».
        ArticleOfFraction = "article_of_fraction",
        /// Articles of towns, with a capital: « Le Havre ».
        ArticleOfTown = "article_of_town",
        /// Articles that « de » stands apart from: « chef de l'État ».
        ArticleUncontracted = "article_uncontracted",
        /// Definite articles as written.
        ArticleWritten = "article_written",
        /// Definite articles.
        Articles = "articles",
        /// Prepositions of a time of day.
        At = "at",
        /// Prepositions of a time of day, and « il est ».
        AtOrIs = "at_or_is",
        /// Auxiliaries of the present.
        Auxiliary = "auxiliary",
        /// What one « fait » without an article: « faire faillite ».
        BareObject = "bare_object",
        /// Hundredths of a percentage point, abbreviated.
        BasisPoint = "basis_point",
        /// What befalls a person, or says where one is from: « de 61 ans est décédé ».
        Befalls = "befalls",
        /// Words before a year that stands alone.
        BeforeBareYear = "before_bare_year",
        /// What stands before a capital that acts for its country: « selon Washington ».
        BeforeCapitalThatActs = "before_capital_that_acts",
        /// What may stand before the second of two centuries.
        BeforeCentury = "before_century",
        /// What may stand between a subject and « lui »: « elle ne lui répond », « elle le lui dit ».
        BeforeClitic = "before_clitic",
        /// Words before a time of day.
        BeforeClock = "before_clock",
        /// Determiners of a common noun.
        BeforeCommonNoun = "before_common_noun",
        /// Words before a date.
        BeforeDate = "before_date",
        /// What may stand between a clock time and its day: « 11 heures, ce jeudi ».
        BeforeDayOfClock = "before_day_of_clock",
        /// Prepositions of a delivery in trade: « pour livraison en mars ».
        BeforeDelivery = "before_delivery",
        /// What stands between the victim and the participle: « une personne a été grièvement blessée ».
        BeforeFate = "before_fate",
        /// What stands before a gerund: « en maintenant », « se maintenant ».
        BeforeGerund = "before_gerund",
        /// « ne » and « se » between « il » and an impersonal verb: « il ne faut ».
        BeforeImpersonal = "before_impersonal",
        /// What stands before « plus ».
        BeforeMore = "before_more",
        /// Determiners of the year that begins: « la nouvelle année ».
        BeforeNewYear = "before_new_year",
        /// Words before « quotidien » that make it a newspaper: « un grand quotidien ».
        BeforeNewspaper = "before_newspaper",
        /// What stands before « non », « pas » of a correction: « et non Kelvar ».
        BeforeNot = "before_not",
        /// Words before a noun, not a verb.
        BeforeNoun = "before_noun",
        /// Prepositions before a place.
        BeforePlace = "before_place",
        /// What may stand before a bare sum.
        BeforePrice = "before_price",
        /// Small words between a date and what governs it.
        BeforeScene = "before_scene",
        /// What stands before a season.
        BeforeSeason = "before_season",
        /// Prepositions before a span of time.
        BeforeSpan = "before_span",
        /// Prepositions of a unit that is told by its distance: « du mois dernier ».
        BeforeUnit = "before_unit",
        /// « ne », « y », « en » and « se » between a subject and its verb.
        BeforeVerb = "before_verb",
        /// What may stand between a subject pronoun and its verb: « il ne le veut ».
        BeforeVerbAny = "before_verb_any",
        /// What stands before the years of a war: « de 39-45 ».
        BeforeWarYears = "before_war_years",
        /// What stands before a week by its number: « en semaine 33 ».
        BeforeWeekNumber = "before_week_number",
        /// Words before a year.
        BeforeYear = "before_year",
        /// Verbs of the present that a day stands behind: « débute », « est ».
        Begins = "begins",
        /// What follows an age: « le boulanger de 45 ans, ».
        BehindAge = "behind_age",
        /// What follows a time of day.
        BehindClock = "behind_clock",
        /// Signs behind the place of a dateline: « Washington (AFP) ».
        BehindDateline = "behind_dateline",
        /// Words behind a day without month.
        BehindDay = "behind_day",
        /// What may follow a year of three figures: « prise en 732 par les Francs ».
        BehindEarlyYear = "behind_early_year",
        /// What « d'ici » may have before its length: « d'ici à trois mois ».
        BehindHence = "behind_hence",
        /// What stands behind hours that last: « lundi 24 heures durant ».
        BehindHours = "behind_hours",
        /// What may follow a length whose smallest unit is left out: « à deux minutes trente du vainqueur ».
        BehindLength = "behind_length",
        /// What follows « un jour » that is a length or a kind of day: « un jour de congé », « un jour férié ».
        BehindOneDay = "behind_one_day",
        /// What follows a relative time.
        BehindRelative = "behind_relative",
        /// What follows a « lui » that is no clitic: « lui aussi ».
        BehindStressed = "behind_stressed",
        /// What follows a term: « trois ans de prison ».
        BehindTerm = "behind_term",
        /// What follows a vague time.
        BehindVague = "behind_vague",
        /// Small words that a bare year may stand before: « en 2017 et », « 2017 fut ».
        BehindYear = "behind_year",
        /// Adverbs of what is smaller.
        Below = "below",
        /// What negates a verb beside « ne ».
        BesideNe = "beside_ne",
        /// Adverbs and signs inside an impersonal passive: « il est aussi prévu un ».
        BesidePassive = "beside_passive",
        /// Words between two days.
        BetweenDays = "between_days",
        /// Words between a verb and its date.
        BetweenVerbAndDate = "between_verb_and_date",
        /// Prepositions before a bare month that bounds something: « avant mars ».
        BoundsMonth = "bounds_month",
        /// What a phrase that holds a name does not reach across: « avec lui, Anne Roy ».
        BoundsPhrase = "bounds_phrase",
        /// Prepositions before a means: « riposte par des tirs », « avec un couteau ».
        ByMeansOf = "by_means_of",
        /// Participles that give somebody another name: « dit le Belge ».
        Called = "called",
        /// Relative pronouns that may follow a preposition.
        CasedRelative = "cased_relative",
        /// « ce » that presents: « c'est Kelvar ».
        Ce = "ce",
        /// The CFA franc.
        Cfa = "cfa",
        /// « J.-C. » in its spellings.
        Christ = "christ",
        /// The end of « J.-C. ».
        ChristEnd = "christ_end",
        /// The second letter of « J.-C. ».
        ChristInitial = "christ_initial",
        /// Marks between clauses.
        ClauseMark = "clause_mark",
        /// What stands between the word that a cleft sets out and its verb: « c'est Kelvar qui ».
        CleftLink = "cleft_link",
        /// Pronouns before a verb that fill no slot.
        Clitic = "clitic",
        /// Adjectives and prepositions of what is near a sum and beside people.
        CloseTo = "close_to",
        /// What closes a quoted word.
        ClosesQuoted = "closes_quoted",
        /// Adjectives that make a noun planned: « la prochaine fermeture ».
        Coming = "coming",
        /// Participles of what is set beside a day before: « comparé au 3 mars »; and what reaches back to one: « rétroactif au 1er mars ».
        Compared = "compared",
        /// Slots of what a speech act is about.
        ContentSlot = "content_slot",
        /// Words that a firm's name may lose: « Systems » of « Adobe Systems », « SA » of « Veltrane SA ».
        CorporateTail = "corporate_tail",
        /// Signs and words that begin another clause.
        CutsClause = "cuts_clause",
        /// Dashes.
        Dash = "dash",
        /// Nouns that a year of two figures tells apart: « les élections de 97 ».
        DatedByShortYear = "dated_by_short_year",
        /// Nouns that a year tells apart: « le traité de 1648 ».
        DatedByYear = "dated_by_year",
        /// « dater » in its forms.
        Dates = "dates",
        /// What a year follows with « de »: « date de 1210 », « à partir de 1882 ».
        DatesFrom = "dates_from",
        /// Nouns of a delivery or a term to come in trade: « livraison », « échéance ».
        Delivery = "delivery",
        /// Determiners that point to what was told: « cette attaque ».
        Demonstrative = "demonstrative",
        /// Negations behind a verb that bounds a figure: « ne dépasse pas ».
        DeniesVerb = "denies_verb",
        /// Determiners of a phrase that may stand for a name: « cette chanteuse ».
        Determiner = "determiner",
        /// Determiners of a day.
        DeterminerOfDay = "determiner_of_day",
        /// The dollar.
        Dollar = "dollar",
        /// What one « se fait » by oneself: « se faire exploser ».
        DoneByItself = "done_by_itself",
        /// Participles of the impersonal passive: « il est prévu un », « il a été demandé que »; not « devenu », « convaincu ».
        DoneByNobody = "done_by_nobody",
        /// WordSet beside an event that make it possible: « l'éventuel rachat ».
        Doubt = "doubt",
        /// Adjectives of what is delivered later: « livrable ».
        Due = "due",
        /// Prepositions of a length of time.
        During = "during",
        /// Elided reflexive pronouns.
        ElidedReflexive = "elided_reflexive",
        /// Pronouns that stand for nobody in particular.
        EmptyPronoun = "empty_pronoun",
        /// What follows an age.
        EndsAge = "ends_age",
        /// What follows a count without its noun.
        EndsBareCount = "ends_bare_count",
        /// What follows a sum without its unit.
        EndsBareSum = "ends_bare_sum",
        /// Marks between the parts of a sentence, a colon aside.
        EndsClause = "ends_clause",
        /// What ends a comparison.
        EndsComparison = "ends_comparison",
        /// What ends the complement of a noun before a name: « le ministre de la Défense est ».
        EndsComplement = "ends_complement",
        /// What may follow a count whose noun is left out.
        EndsCount = "ends_count",
        /// « tous » before a figure that counts nothing: « tous les deux jours ».
        Every = "every",
        /// « exactement ».
        Exactly = "exactly",
        /// Determiners of a feminine noun.
        Feminine = "feminine",
        /// Determiners of a few.
        Few = "few",
        /// What makes an infinitive behind it a fact: « la première ville à légaliser ».
        First = "first",
        /// « premières » before a unit of time.
        FirstOnes = "first_ones",
        /// The two sides of a vote: « 116 voix pour et 4 contre ».
        ForOrAgainst = "for_or_against",
        /// What a level is set against.
        FromOrAgainst = "from_or_against",
        /// The Games.
        Games = "games",
        /// Determiners of what is known: « l'attaque », « sa détention ».
        Given = "given",
        /// What may follow the number of « ils sont huit ».
        GoesOnBehindNumber = "goes_on_behind_number",
        /// Prepositions of a name that acts on nobody, beside those of a complement: « selon Anne Roy ».
        GovernsName = "governs_name",
        /// Adverbs of what one often does.
        Habit = "habit",
        /// « avoir » before an age that was: « il avait déjà 60 ans ».
        Had = "had",
        /// Forms of « avoir » with an age: « a aujourd'hui 79 ans ».
        HadNow = "had_now",
        /// What stands before an age that is told.
        HadOrOf = "had_or_of",
        /// « demi » in its forms.
        Half = "half",
        /// Verbs by which a subject has an infinitive done to itself: « se fait racheter », « se voit retirer ».
        HasDone = "has_done",
        /// Verbs of the present before « aujourd'hui ».
        HasNow = "has_now",
        /// Forms of « avoir », which « été » follows as a participle.
        HavingBeen = "having_been",
        /// « son » and « sa ».
        His = "his",
        /// Words for hours.
        Hour = "hour",
        /// « cent » behind « pour ».
        Hundred = "hundred",
        /// Words behind « il » that make it nobody: « il faut ».
        Impersonal = "impersonal",
        /// What « il est » says of nobody: « il est possible ».
        ImpersonalAttribute = "impersonal_attribute",
        /// « être » behind an « il » that may be nobody: « il est possible ».
        ImpersonalBe = "impersonal_be",
        /// Impersonal verbs behind « ne » and « se »: « il s'agit ».
        ImpersonalBehindParticle = "impersonal_behind_particle",
        /// Words between the names of a list.
        InList = "in_list",
        /// Signs inside a number that is no date.
        InNumber = "in_number",
        /// Prepositions of place and time.
        InOrAt = "in_or_at",
        /// What opens a purpose: « afin de vendre ».
        InOrderTo = "in_order_to",
        /// Signs inside a score, a fraction or a time: « 3-2 », « 5/10 », « 1'43 ».
        InScore = "in_score",
        /// Determiners before a noun of inhabitants.
        Indefinite = "indefinite",
        /// Who is told by weeks and months: « un bébé de trois mois ».
        Infant = "infant",
        /// Words that ask for something that is taken for granted: « pourquoi a-t-il ».
        Interrogative = "interrogative",
        /// Adjectives before the noun that introduces a name: « X, ancien ministre ».
        IntroducesName = "introduces_name",
        /// Small words that join.
        Joins = "joins",
        /// What joins a figure to the amount whose scale it takes: « 8 millions d'exportations et 2,5 d'importations ».
        JoinsBorrowed = "joins_borrowed",
        /// What joins two centuries: « XIVe et XVe siècles ».
        JoinsCenturies = "joins_centuries",
        /// What joins two clock times of one day: « de 9 h à 17 h ».
        JoinsClocks = "joins_clocks",
        /// Words between dates that may share their year.
        JoinsDates = "joins_dates",
        /// What stands before two weekdays of one span: « de lundi à mercredi ».
        JoinsDays = "joins_days",
        /// « jusque » in its forms.
        Jusque = "jusque",
        /// First parts of words that have a hyphen of their own: « peut-être ».
        KeepsHyphen = "keeps_hyphen",
        /// What a minute is kept for, which is then no length of time: « une minute de silence ».
        KeptForMinute = "kept_for_minute",
        /// « dernière » of « pour la dernière fois ».
        LastOne = "last_one",
        /// « derniers » in its forms.
        LastOnes = "last_ones",
        /// What stands before how long something takes: « en 3h45 », « a duré 2 heures 56 ».
        Lasting = "lasting",
        /// What lasts so many years: a penalty, a lease.
        Lasts = "lasts",
        /// Prepositions before the place where something happens.
        LeadsPlace = "leads_place",
        /// Prepositions that make « lui » a complement of their own: « pour lui ».
        LeadsToComplement = "leads_to_complement",
        /// What « au » makes a lower bound: « au moins un mort ».
        Least = "least",
        /// Determiners of a masculine noun.
        Masculine = "masculine",
        /// « plus précisément ».
        MoreExactly = "more_exactly",
        /// « plus » and « moins ».
        MoreOrLess = "more_or_less",
        /// Participles of what gets another date: « reportée du 3 au 5 mai ».
        Moved = "moved",
        /// Particles of surnames and first words of such names.
        NameParticle = "name_particle",
        /// « ne ».
        Ne = "ne",
        /// Prepositions near a time of day.
        NearClock = "near_clock",
        /// Verbs whose object is how long something takes: « il faut 3 h 10 pour ».
        NeedsTime = "needs_time",
        /// Verbs that « ne » negates without « pas »: « n'ose ».
        NegatedByNe = "negated_by_ne",
        /// What negates the phrase or participle behind it: « pas sur le point de », « non prévue ».
        NegatesPhrase = "negates_phrase",
        /// Prepositions before which nobody acts: « devant la préfecture manifestaient ».
        NeverActs = "never_acts",
        /// The night, and several.
        Nights = "nights",
        /// Words behind a figure that are not what is counted.
        NoCountedNoun = "no_counted_noun",
        /// Small words that lend an acronym no letter: « Fédération [de la] santé ».
        NoInitial = "no_initial",
        /// Words that do not end a length of time.
        NoMeasure = "no_measure",
        /// First words that alone are no short form of a name: « banque », « new ».
        NoNameAlone = "no_name_alone",
        /// Words on -ait that are no imperfect.
        NoPastAit = "no_past_ait",
        /// Words on -i, -u and -s that are no participle.
        NoPastI = "no_past_i",
        /// Nouns on -trait.
        NoPastTrait = "no_past_trait",
        /// Forms in -ent that are no plural: « il ment ».
        NoPluralVerb = "no_plural_verb",
        /// Words that look like a day whose figures a scanner took for letters: « il mars ».
        NoScannedDay = "no_scanned_day",
        /// Words before a number that is no year.
        NoYear = "no_year",
        /// Pronouns that negate their verb: « personne ne vend ».
        NobodyOrNothing = "nobody_or_nothing",
        /// Determiners that negate: « aucun accord ».
        None = "none",
        /// What rules out what is behind it: « et non Kelvar ».
        Not = "not",
        /// What makes a negation one that adds: « pas seulement ».
        NotOnly = "not_only",
        /// Acts that are numbered by their year, and pages.
        NumberedAct = "numbered_act",
        /// Nouns that a pair of years belongs to: « la saison 2022/23 »; numbers of laws.
        NumberedByYear = "numbered_by_year",
        /// Relative pronouns that are neither subject nor object.
        ObliqueRelative = "oblique_relative",
        /// « de » before its noun.
        Of = "of",
        /// « de » with any article.
        OfAny = "of_any",
        /// « de » that holds an article.
        OfArticle = "of_article",
        /// « d' » and « des ».
        OfElided = "of_elided",
        /// « de » with or without a masculine article.
        OfMasculine = "of_masculine",
        /// « de » and « du ».
        OfOrFrom = "of_or_from",
        /// Prepositions of « de plus », « en moins ».
        OfOrIn = "of_or_in",
        /// The prepositions of complements, in full: « de » of « du ».
        OfOrTo = "of_or_to",
        /// « de » or a percent sign.
        OfPercent = "of_percent",
        /// Words between a part and its whole.
        OfPeriod = "of_period",
        /// Nouns of war and of who was in it: « les poilus de 14-18 ».
        OfWar = "of_war",
        /// « de » that is written out.
        OfWritten = "of_written",
        /// Words before the name of a site or application.
        OnSite = "on_site",
        /// What would have been enough: « un mois de plus, et l'usine fermait ».
        OneMore = "one_more",
        /// What stands for one of several persons: « l'une de 34 ans ».
        OneOfThem = "one_of_them",
        /// « seuls ».
        Only = "only",
        /// Words of what is open or closed as a rule: « ouvert », « accueille », « permanence ».
        OpeningHours = "opening_hours",
        /// What stands last before a clause that a conjunction opens: « pour que ».
        OpensAnyClause = "opens_any_clause",
        /// What leads from a name to a noun that tells it: « Anne Roy, ministre », « Anne Roy est ministre ».
        OpensApposition = "opens_apposition",
        /// What opens an aside: « la tour, aujourd'hui ruinée », « Perrigny (1779) ».
        OpensAside = "opens_aside",
        /// What opens a clause.
        OpensClause = "opens_clause",
        /// What sets an amount against the one before: « contre 10 % », « dont 3 % ».
        OpensComparison = "opens_comparison",
        /// What may stand before a count without noun.
        OpensCount = "opens_count",
        /// What stands before a figure that begins anew.
        OpensFigure = "opens_figure",
        /// What opens an interval.
        OpensInterval = "opens_interval",
        /// What names the second thing of two that moved: « le prix passe de 4 à 5 euros, celui du gaz de 6 à 7 ».
        OpensLevel = "opens_level",
        /// Words too frequent to look up by.
        OpensNoTimex = "opens_no_timex",
        /// Words that no name begins or ends with.
        OpensNothing = "opens_nothing",
        /// What opens a part of what was counted.
        OpensPart = "opens_part",
        /// Marks between a figure and a noun in quotes or brackets: « deux « réserves » ».
        OpensQuoted = "opens_quoted",
        /// What opens a relative clause that tells of the background.
        OpensRelative = "opens_relative",
        /// What « un jour » may follow as some day: « qu'un jour, il partira ».
        OpensSomeDay = "opens_some_day",
        /// What a part is taken out of: « sur les 4 000 ».
        OpensWhole = "opens_whole",
        /// Ordinals that stand for a person: « le premier a été arrêté ».
        Ordinal = "ordinal",
        /// Endings of figures that make them ordinals: « 1er ».
        OrdinalEnding = "ordinal_ending",
        /// What stands for the noun of the count before: « trois policiers et deux autres ».
        Other = "other",
        /// Adjectives of a year that is none of the calendar.
        OtherYear = "other_year",
        /// Forms of « devoir » that foresee.
        Ought = "ought",
        /// Parts of a span of time.
        Part = "part",
        /// Parts of the day that « au » makes a time: « au matin ».
        PartWithAu = "part_with_au",
        /// What parts a name from the noun before it: « le groupe, Kelvar ».
        PartsApposition = "parts_apposition",
        /// Words that part two names.
        PartsName = "parts_name",
        /// Forms of « être » with a participle.
        PassiveHelper = "passive_helper",
        /// « avoir » before « été » in a passive.
        PassivePerfect = "passive_perfect",
        /// « être » in a passive.
        PassiveSimple = "passive_simple",
        /// Auxiliaries that tell what is over.
        PastHelper = "past_helper",
        /// Pronouns that may stand for people.
        PersonPronoun = "person_pronoun",
        /// Prepositions that place an event before the name of a place.
        Places = "places",
        /// Articles of a plural.
        PluralArticle = "plural_article",
        /// Determiners of a plural.
        PluralDeterminer = "plural_determiner",
        /// « les » and « ces ».
        PluralNear = "plural_near",
        /// « les » and « des ».
        PluralOpen = "plural_open",
        /// « ces », « les » and « des ».
        PluralTold = "plural_told",
        /// Points of an index or of percentages: « 3,6 points ».
        Point = "point",
        /// Adjectives of portfolios: « affaires étrangères ».
        PortfolioAdjective = "portfolio_adjective",
        /// Possessive determiners.
        Possessive = "possessive",
        /// The pound, and the book.
        Pound = "pound",
        /// Figures of quarters of an hour.
        QuarterFigure = "quarter_figure",
        /// « que ».
        Que = "que",
        /// « que » and « où ».
        QueOu = "que_ou",
        /// What may stand behind the last mark of a sentence.
        QuotationEnd = "quotation_end",
        /// Opening and closing marks that belong together: « “ … ” ».
        QuotationMarks = "quotation_marks",
        /// Marks that open a quotation.
        QuotationStart = "quotation_start",
        /// The reflexive pronoun.
        Reflexive = "reflexive",
        /// Lemmas of the reflexive pronoun.
        ReflexiveLemma = "reflexive_lemma",
        /// Relative pronouns.
        Relative = "relative",
        /// Wholes that a ratio is told by: « une personne sur dix ».
        RoundWhole = "round_whole",
        /// Forms of « chercher », as in « chercher midi à quatorze heures ».
        Seek = "seek",
        /// What sets a figure against another: « contre 7 % ».
        SetAgainst = "set_against",
        /// What a length follows with « à »: « limitée à cinq ans ».
        SetTo = "set_to",
        /// Titles before a surname.
        ShortTitle = "short_title",
        /// « si » in its forms.
        Si = "si",
        /// Siblings.
        Sibling = "sibling",
        /// Prepositions of a beginning.
        Since = "since",
        /// Adjectives between a number and its unit of time: « une bonne heure ».
        SizeOfUnit = "size_of_unit",
        /// Signs between the parts of a number.
        Slash = "slash",
        /// What stands between who seeks and what is sought: « candidat à », « intérêt pour ».
        SoughtBy = "sought_by",
        /// Prepositions before a span of years to come: « sur 8 à 9 ans ».
        Spanning = "spanning",
        /// Words before « une nuit » that make it a length of time.
        SpansNight = "spans_night",
        /// Words of sport, beside which a season is one of games.
        Sport = "sport",
        /// Verbs that « à … de » makes a beginning: « à compter du 3 mai ».
        StartsAt = "starts_at",
        /// « État » as written, with and without its accent.
        StateWritten = "state_written",
        /// Verbs before « toujours ».
        Stays = "stays",
        /// Stems of verbs in -rer, and of nouns, that look like those of futures: « tirons » is a present, « environs » no verb.
        StemInR = "stem_in_r",
        /// Streets that are called by a date.
        Street = "street",
        /// Pronouns that are a subject.
        SubjectPronoun = "subject_pronoun",
        /// Futures that « un jour » is the length of: « durera un jour ».
        TakesTime = "takes_time",
        /// Nouns of time that « un » or « une » may open behind a participle: « il est admis une fois ».
        TellsWhen = "tells_when",
        /// Pronouns of those counted.
        Them = "them",
        /// Pronouns of the third person in the plural.
        They = "they",
        /// Pronouns that stand for no person.
        ThingPronoun = "thing_pronoun",
        /// What points to a season.
        ThisSeason = "this_season",
        /// Time zones behind a clock.
        TimeZone = "time_zone",
        /// What « de » follows before a time: « lors de », « à partir de ».
        Timing = "timing",
        /// Forms of « être » in the singular.
        ToBe = "to_be",
        /// Words behind a unit that make it one to come: « les jours à venir ».
        ToCome = "to_come",
        /// What leads from a part of a day to the last day of a span: « du lundi matin au 14 ».
        ToDay = "to_day",
        /// Prepositions of the end of a move: « de 9 % à 10 % ».
        ToLevel = "to_level",
        /// What joins the bounds of a length: « deux à trois mois ».
        ToOrOr = "to_or_or",
        /// Prepositions of place.
        TowardPlace = "toward_place",
        /// Parts of the day whose names mean other things as well.
        Twilight = "twilight",
        /// What stands before « coup », « viseur » where one undergoes something: « sous le coup d'une enquête ».
        UnderWhich = "under_which",
        /// Signs of a unit behind a number.
        UnitSign = "unit_sign",
        /// What stands before an end.
        Until = "until",
        /// What stands before who vouches for something: « selon », « d'après ».
        VouchedBy = "vouched_by",
        /// The two figures that a war is called by: « la guerre de 14 », « les combattants de 39-45 ».
        WarYears = "war_years",
        /// Nouns of streets, which are named with them: « la rue Vignon ».
        Way = "way",
        /// Nouns of a whole.
        Whole = "whole",
        /// What opens a plan: « doit présenter », « compte fermer ».
        WillDo = "will_do",
        /// Prepositions of what something happens in.
        Within = "within",
        /// What denies the verb behind it: « sans dépasser ».
        Without = "without",
        /// Prepositions of the tables with the forms that a text may give them: « de » is « du ».
        WrittenAs = "written_as",
        /// The year and its other name: « chaque an ».
        Year = "year",
        /// Words that a year in words begins with: « deux mille vingt », « mil neuf cent ».
        YearInWords = "year_in_words",
        /// Nouns of a year: « l'exercice 2021 ».
        YearNames = "year_names",
    }
}

/// Folded word to the sets that it belongs to.
type Members<T> = HashMap<&'static str, Vec<T>>;

/// Reads a table of a word and its sets, or tells which row is at fault.
fn by_word<T: Copy + PartialEq>(table: &'static str, of_name: fn(&str) -> Option<T>) -> Result<Members<T>, String> {
    let mut out: Members<T> = HashMap::default();
    for row in super::rows(table) {
        let [word, names] = row[..] else {
            return Err(format!("\"{}\" is no word with its sets", row.join(" ")));
        };
        let mut sets = Vec::new();
        for name in names.split(' ') {
            let set = of_name(name).ok_or_else(|| format!("\"{word}\": \"{name}\" is no set"))?;
            if sets.contains(&set) {
                return Err(format!("\"{word}\" stands in \"{name}\" twice"));
            }
            sets.push(set);
        }
        if out.insert(word, sets).is_some() {
            return Err(format!("\"{word}\" has two rows"));
        }
    }
    Ok(out)
}

/// Reads a table of a set and its words, those of several words with `_` between them, or tells which row is at fault.
fn by_set(table: &'static str) -> Result<Vec<HashSet<String>>, String> {
    let mut out: Vec<HashSet<String>> = vec![HashSet::default(); WordSet::ALL.len()];
    for row in super::rows(table) {
        let [name, words] = row[..] else {
            return Err(format!("\"{}\" is no set with its words", row.join(" ")));
        };
        let set = WordSet::from_name(name).ok_or_else(|| format!("\"{name}\" is no set"))?;
        let members = &mut out[set as usize];
        if !members.is_empty() {
            return Err(format!("\"{name}\" has two rows"));
        }
        for word in words.split(' ') {
            if !members.insert(word.replace('_', " ")) {
                return Err(format!("\"{name}\" has \"{word}\" twice"));
            }
        }
    }
    Ok(out)
}

static VERBS: LazyLock<Members<Verbs>> =
    LazyLock::new(|| by_word(include_str!("data/verbs.tsv"), Verbs::from_name).expect("the test below reads the table"));
static NOUNS: LazyLock<Members<Nouns>> =
    LazyLock::new(|| by_word(include_str!("data/nouns.tsv"), Nouns::from_name).expect("the test below reads the table"));

/// The words of a set. Rules ask for hundreds of words of which few are in it, so the outline comes first.
struct Known {
    outline: Outline,
    words: HashSet<String>,
}

static WORDS: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let sets = by_set(include_str!("data/words.tsv")).expect("the test below reads the table");
    let known = |words: HashSet<String>| Known {
        outline: Outline::of(words.iter().map(String::as_str)),
        words,
    };
    sets.into_iter().map(known).collect()
});

impl Verbs {
    /// Whether the verb of that folded lemma is one of them.
    ///
    /// ```
    /// use depeche_core::lexicon::words::Verbs;
    /// assert!(Verbs::Takes.has("subir") && !Verbs::Gives.has("subir"));
    /// ```
    pub fn has(self, lemma: &str) -> bool {
        VERBS.get(lemma).is_some_and(|sets| sets.contains(&self))
    }

    /// All of them, in no order.
    pub fn members(self) -> impl Iterator<Item = &'static str> {
        VERBS
            .iter()
            .filter(move |(_, sets)| sets.contains(&self))
            .map(|(verb, _)| *verb)
    }
}

impl Nouns {
    /// Whether the noun of that folded lemma is one of them.
    pub fn has(self, lemma: &str) -> bool {
        NOUNS.get(lemma).is_some_and(|sets| sets.contains(&self))
    }
}

impl WordSet {
    /// Whether the folded word is one of them.
    pub fn has(self, word: &str) -> bool {
        let set = &WORDS[self as usize];
        set.outline.may_hold(word) && set.words.contains(word)
    }

    /// Whether two folded words that follow one another are one of them.
    ///
    /// ```
    /// use depeche_core::lexicon::words::WordSet;
    /// assert!(WordSet::ToCome.has_pair("a", "venir") && !WordSet::ToCome.has_pair("a", "partir"));
    /// ```
    pub fn has_pair(self, first: &str, second: &str) -> bool {
        let pair = |word: &String| word.split_once(' ') == Some((first, second));
        WORDS[self as usize].words.iter().any(pair)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_load_and_every_set_has_words() {
        let verbs = by_word(include_str!("data/verbs.tsv"), Verbs::from_name).expect("verbs");
        let nouns = by_word(include_str!("data/nouns.tsv"), Nouns::from_name).expect("nouns");
        let words = by_set(include_str!("data/words.tsv")).expect("words");
        for set in Verbs::ALL {
            assert!(verbs.values().any(|s| s.contains(&set)), "no verb of {set}");
        }
        for set in Nouns::ALL {
            assert!(nouns.values().any(|s| s.contains(&set)), "no noun of {set}");
        }
        for set in WordSet::ALL {
            assert!(!words[set as usize].is_empty(), "no word of {set}");
        }
    }

    #[test]
    fn a_fault_in_a_table_is_told() {
        let verbs = |table| by_word(table, Verbs::from_name).expect_err(table);
        assert_eq!(verbs("aller\tmoves\naller\tgives"), "\"aller\" has two rows");
        assert_eq!(verbs("aller\tmoves moves"), "\"aller\" stands in \"moves\" twice");
        assert_eq!(verbs("aller\tmove"), "\"aller\": \"move\" is no set");
        let words = |table| by_set(table).expect_err(table);
        assert_eq!(words("none\taucun nul aucun"), "\"none\" has \"aucun\" twice");
        assert_eq!(words("none\taucun\nnone\tnul"), "\"none\" has two rows");
    }

    #[test]
    fn no_two_sets_are_the_same() {
        for (i, a) in WordSet::ALL.into_iter().enumerate() {
            for b in WordSet::ALL.into_iter().skip(i + 1) {
                assert!(WORDS[a as usize].words != WORDS[b as usize].words, "{a} and {b} are one set");
            }
        }
    }
}
