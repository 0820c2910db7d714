//! What the date rules read, and laws that hold for any text.

use depeche::text::{PartialDate, Text};
use depeche::timex::{Modifier, find, is_value, rules};
use proptest::prelude::*;

fn values(raw: &str, date: Option<&str>) -> Vec<String> {
    let published = date.map(|d| d.parse::<PartialDate>().expect("the test's date is a date"));
    find(&Text::new(raw), published).into_iter().map(|t| t.value).collect()
}

#[test]
fn every_rule_reads_its_example_and_leaves_its_near_miss() {
    let date = "2024-07-18".parse::<PartialDate>().expect("a date");
    for rule in rules() {
        let read = |raw: &str| find(&Text::new(raw), Some(date));
        let found = read(rule.reads);
        assert!(
            found.iter().any(|t| t.rule == rule.name && t.value == rule.value),
            "{}: « {} » gives {found:?}",
            rule.name,
            rule.reads
        );
        let found = read(rule.leaves);
        assert!(
            found.iter().all(|t| t.rule != rule.name),
            "{}: « {} » gives {found:?}",
            rule.name,
            rule.leaves
        );
    }
}

#[test]
fn values_out_of_range_are_no_timex3() {
    for value in [
        "1999-00",
        "1999-12-32",
        "2024-Q5",
        "2024-H3",
        "2024-W54",
        "2024-W29-8",
        "2024-7",
        "2024-07-18T7:00",
    ] {
        assert!(!is_value(value), "{value}");
    }
    for value in [
        "PX",
        "P3",
        "PT",
        "P1DT",
        "3D",
        "XX-07",
        "BC190",
        "2024-07-18/",
        "PAST",
        "P-3D",
        "2024-07-18 ",
    ] {
        assert!(!is_value(value), "{value}");
    }
    for value in [
        "2024-W53-WE",
        "XXXX-XX-XXTMO",
        "PT30.4S",
        "PXD",
        "196",
        "18",
        "XX",
        "BC0190",
        "XXXX-07/2024-08-31",
    ] {
        assert!(is_value(value), "{value}");
    }
}

#[test]
fn no_two_rules_share_a_name() {
    let mut names: Vec<_> = rules().map(|r| r.name).collect();
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn calendar_dates_are_read_day_first() {
    for (raw, want) in [
        ("Le texte entre en vigueur le 1er mai 2024.", "2024-05-01"),
        ("Accident survenu le 15/02/2013 à Metz.", "2013-02-15"),
        ("Version publiée le 2024-07-15.", "2024-07-15"),
    ] {
        assert_eq!(values(raw, None), [want], "{raw}");
    }
}

#[test]
fn the_tense_turns_a_bare_weekday() {
    assert_eq!(
        values("Il a été reçu lundi par le ministre.", Some("2024-07-18")),
        ["2024-07-15"]
    );
    assert_eq!(
        values("Le match aura lieu samedi à Nancy.", Some("2024-07-18")),
        ["2024-07-20"]
    );
}

/// A noun that ends as participles do is the object of the verb, whose tense it leaves alone.
#[test]
fn a_noun_in_e_acute_is_no_participle() {
    let verbs = [
        ("licenciera", "2024-09"),
        ("recevra", "2024-09"),
        ("a licencié", "2023-09"),
        ("recevait", "2023-09"),
    ];
    let nouns = [
        "58 salariés",
        "trois employés",
        "les réfugiés",
        "ses délégués",
        "quelque 40 accusés",
        "l'assemblée",
    ];
    for (verb, month) in verbs {
        for noun in nouns {
            let raw = format!("Chimorex {verb} {noun} en septembre.");
            assert_eq!(values(&raw, Some("2024-07-18")), [month], "{raw}");
        }
    }
    // The number of a train counts nothing, and who refuses today may receive tomorrow.
    assert_eq!(
        values("Le train 8471 bloqué vendredi par des manifestants.", Some("2024-07-16")),
        ["2024-07-12"]
    );
    for verb in ["refuse lundi de", "accepte lundi de", "demande lundi à", "exige lundi de"] {
        let raw = format!("Le ministre {verb} recevoir les syndicats.");
        assert_eq!(values(&raw, Some("2024-07-16")), ["2024-07-15"], "{raw}");
    }
    // A participle that leans on a noun still tells what is over.
    assert_eq!(
        values("Le groupe racheté en septembre va bien.", Some("2024-07-18")),
        ["2023-09"]
    );
}

#[test]
fn hier_needs_an_anchor() {
    assert_eq!(values("Il a signé hier le décret.", None), ["XXXX-XX-XX"]);
}

#[test]
fn false_friends_are_no_dates() {
    for raw in [
        "Il a mobilisé 2000 soldats.",
        "La société vend Office 365.",
        "La sonde s'est posée sur Mars.",
        "Des postes ont été supprimés.",
        "Appelez le 06 12 34 56 78.",
        "Le score final est de 2-1.",
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), Vec::<String>::new(), "{raw}");
    }
}

#[test]
fn a_sign_of_four_bytes_after_an_initial_is_no_panic() {
    assert_eq!(values("A.🠀", None), Vec::<String>::new());
}

/// What the rules read with the document dated 2024-07-18, each beside a near miss.
#[test]
fn values_of_sentences_that_rules_share_are_read_beside_their_near_misses() {
    for (raw, want) in [
        // The nearest year stands against a past tense, the weekday chooses among years.
        ("Il a annoncé une grève pour le 30 août.", &["2024-08-30"][..]),
        ("Il est mort le 30 janvier.", &["2024-01-30"]),
        ("Le concert du samedi 27 juillet a été annulé.", &["2024-07-27"]),
        ("Le salon ouvrira du 13 au 15 juillet.", &["2024-07-13/2024-07-15"]),
        // A month without a year.
        ("Les ventes ont baissé en novembre.", &["2023-11"]),
        ("Les ventes baisseront en novembre.", &["2024-11"]),
        // Decades, centuries.
        ("Un tube des années 60 revient.", &["196"]),
        ("Elle a duré des années.", &["PXY"]),
        ("L'usine fut bâtie au XIXe siècle.", &["18"]),
        ("Au 330e siècle, on verra.", &[]),
        ("Louis XIV y dormit.", &[]),
        ("Ce port date de 190 av. J.-C. environ.", &["BC0190"]),
        ("Ce port date de 190 av. J. C. environ.", &["BC0190"]),
        // Parts of units.
        ("Le conflit dure depuis un demi-siècle.", &["P50Y"]),
        ("Il parla pendant un quart d'heure.", &["PT15M"]),
        ("Il obtint un quart des voix.", &[]),
        // Distances.
        ("Le tribunal tranchera d'ici trois mois.", &["2024-07-18/2024-10-18"]),
        ("L'enquête a commencé trois jours après le 12 janvier.", &["2024-01-15"]),
        (
            "La loi fut votée le 3 mai. Trois jours après, il signa.",
            &["2024-05-03", "2024-05-06"],
        ),
        ("Trois jours après, il signa.", &["XXXX-XX-XX"]),
        ("Trois jours après.", &["2024-07-21"]),
        ("La ville reçoit le lendemain du 31 août.", &["2024-09-01"]),
        ("Il viendra la semaine du 14 octobre.", &["2024-W42"]),
        // Vague ones.
        ("Ces derniers jours, la tension est montée.", &["PAST_REF"]),
        ("Ces dernières années, la tension est montée.", &["PAST_REF"]),
        ("Ils pourraient réagir dans les jours à venir.", &["FUTURE_REF"]),
        ("Aujourd'hui, rares sont ceux qui s'en souviennent.", &["PRESENT_REF"]),
        ("Aujourd'hui, le ministre a signé le décret.", &["2024-07-18"]),
        // Ages.
        ("Un homme de 37 ans a été blessé.", &[]),
        ("Un bail de 37 ans a été signé.", &["P37Y"]),
        ("Il écope de 15 ans de prison.", &["P15Y"]),
        // Sets.
        ("Il gagne dix euros par jour.", &["P1D"]),
        // Day forms.
        ("Je reviendrai le 23/Sep/2020.", &["2020-09-23"]),
        ("Il arrive mai vingt-neuf.", &["2024-05-29"]),
        ("En mai 20 personnes sont venues.", &["2024-05"]),
        ("Il est venu le 15juin 2016.", &["2016-06-15"]),
        ("Il sera reçu mardi 16 par le ministre.", &["2024-07-16"]),
        // Months and moments as figures.
        ("Le contrat court depuis 11/2016.", &["2016-11"]),
        ("Relevé : 2016 - 11.", &["2016-11"]),
        ("La loi 2016-11 reste en vigueur.", &[]),
        ("Relevé du 2016-12-16T12:23:59Z.", &["2016-12-16T12:23:59"]),
        ("La cote est de 11:33330.", &[]),
        ("Départ à 8h10m00 précises.", &["2024-07-18T08:10:00"]),
        // Figures that touch their unit.
        ("La trêve a duré 3jours.", &["P3D"]),
        ("Il écope de 3,5ans de prison.", &["P3.5Y"]),
        ("Une pause de 30-minutes suivit.", &["PT30M"]),
        ("Il mit 3/4 d'heure.", &["PT45M"]),
        ("Il mit deux trois minutes.", &[]),
        // Units that stand with « dernier », « suivant », without their own article.
        ("Les ventes du mois dernier ont baissé.", &["2024-06"]),
        ("Une année passée en prison l'a changé.", &["P1Y"]),
        ("Il sera jugé au prochain trimestre.", &["2024-Q4"]),
        ("La semaine du dimanche 6 octobre 2024 sera calme.", &["2024-W41"]),
        // Parts of days.
        ("La soirée de samedi fut calme.", &["2024-07-13TEV"]),
        ("Dans la nuit du 16 au 17 octobre 2016, il a neigé.", &["2016-10-16TNI"]),
        (
            "Dans la nuit de samedi 6 à dimanche 7 juillet, il a neigé.",
            &["2024-07-06TNI"],
        ),
        (
            "Le soir du mardi 9 juillet, vers 19 heures, il a neigé.",
            &["2024-07-09T19:00"],
        ),
        ("La nuit du théâtre fut belle.", &["2024-07-18TNI"]),
        ("La dernière semaine fut rude.", &[]),
        ("Il viendra demain en fin de journée.", &["2024-07-19TEV"]),
        ("Il a plu en fin de matinée.", &["2024-07-18TMO"]),
        // What recurs.
        ("Le bal a lieu tous les 14 juillet.", &["XXXX-07-14"]),
        ("Le bal a lieu chaque été.", &["XXXX-SU"]),
        ("Il court tous les matins.", &["XXXX-XX-XXTMO"]),
        ("Ils viennent tous les deux.", &[]),
        // Seasons from the document.
        ("L'été dernier, il a vendu sa maison.", &["2023-SU"]),
        ("Elle a été élue au printemps dernier.", &["2024-SP"]),
        ("Il a gelé l'hiver dernier.", &["2023-WI"]),
        (
            "Elle a fermé le 3 mai 2019. L'hiver suivant, elle a rouvert.",
            &["2019-05-03", "2019-WI"],
        ),
        ("Il reviendra l'été prochain.", &["2025-SU"]),
        // Days of one month, days of the month before or after.
        ("Le salon aura lieu les 19-20 novembre 2024.", &["2024-11-19/2024-11-20"]),
        ("Il a 19-20 ans.", &[]),
        ("Il sera jugé le 15 du mois prochain.", &["2024-08-15"]),
        ("Il sera absent du 4 au 23 du mois prochain.", &["2024-08-04/2024-08-23"]),
        // Clocks between prepositions.
        (
            "Le bar ferme de 21 heures à 6 heures.",
            &["2024-07-18T21:00", "2024-07-18T06:00"],
        ),
        ("Il a dormi près de 21 heures.", &["PT21H"]),
        ("Le bar ouvre à partir de 20 heures.", &["2024-07-18T20:00"]),
        ("Une grève de 24 heures à la SNCF est annoncée.", &["PT24H"]),
        (
            "Entre 14 heures et 16 heures, on fermera.",
            &["2024-07-18T14:00", "2024-07-18T16:00"],
        ),
        ("Il a plu la nuit dernière.", &["2024-07-17TNI"]),
        ("Il signa le 3 mai et partit le soir même.", &["2024-05-03", "2024-05-03TEV"]),
        // Years before a verb, not before what they count.
        ("Les élections de 2027 approchent.", &["2027"]),
        ("La vente de 2027 voitures approche.", &[]),
        ("La planète 2014 UZ224 est naine.", &[]),
        ("La vente de 2000 kilos de riz approche.", &[]),
        // Runs of long units, a unit that is over.
        ("Ces deux dernières décennies, il a plu.", &["P20Y"]),
        ("Le mois écoulé fut calme.", &["2024-06"]),
        // Years in a list, of a season.
        ("Les comptes de 2022 et 2023 sont connus.", &["2022", "2023"]),
        ("Ils étaient 2000 à défiler.", &[]),
        ("L'exercice 2023/2024 fut bon.", &["2023", "2024"]),
        // Centuries.
        ("Au milieu du XIXe siècle, tout changea.", &["18"]),
        ("Rome grandit au IIIe siècle avant notre ère.", &[]),
        ("Elle est partie il y a près de dix ans.", &["2014"]),
        (
            "Il a plu le 3 mai 2019 ; cette année-là, il a peu plu.",
            &["2019-05-03", "2019"],
        ),
        // Feasts of several words.
        ("Elle est née à la fête des mères 2023.", &["2023-06-04"]),
        ("Le lundi de Pâques 2024 fut calme.", &["2024-04-01"]),
        ("Le jeudi de l'Ascension 2024 fut calme.", &["2024-05-09"]),
        ("La fête des voisins fut belle.", &[]),
        ("Le défilé du mardi gras 2025 sera long.", &["2025-03-04"]),
        ("Le défilé du mardi grandiose fut long.", &["2024-07-16"]),
        ("Le premier week-end de septembre sera festif.", &["2024-W36-WE"]),
        ("Il répondra dès que possible.", &["FUTURE_REF"]),
        // Pieces of a year.
        ("Le transfert s'achèvera mi-2021.", &["2021"]),
        ("Elle court le mi-1500 mètres.", &[]),
        ("La commission fut instituée avant mars.", &["2024-03"]),
        ("La sonde est passée avant Mars.", &[]),
        (
            "Les ventes ont reculé sur les huit premiers mois de l'année.",
            &["2024-01/2024-08"],
        ),
        ("Les 8 premiers mois de prison furent rudes.", &["P8M"]),
        ("Les ventes ont reculé aux cinq derniers mois de 2020.", &["2020-08/2020-12"]),
        (
            "Les ventes ont reculé aux trois derniers mois de l'exercice 2021.",
            &["2021-Q4"],
        ),
        (
            "Il a plu lors des dix premiers jours de mai 2023.",
            &["2023-05-01/2023-05-10"],
        ),
        ("Les premiers mois de 2022 furent froids.", &["2022"]),
        ("Les premiers mois de la crise furent durs.", &[]),
        // Parts of the day by their preposition.
        ("Ils ont été relâchés au petit matin.", &["2024-07-18TMO"]),
        ("Ils ont été relâchés au matin.", &["2024-07-18TMO"]),
        ("La sirène a sonné à l'aube.", &["2024-07-18TMO"]),
        ("Nous sommes à l'aube d'une ère.", &[]),
        ("Il habite dans l'Aube.", &[]),
        ("Elle sera publiée mercredi, dans la journée.", &["2024-07-24"]),
        ("Le feu a pris en pleine nuit.", &["2024-07-18TNI"]),
        ("Au soir de sa vie, il peint.", &[]),
        ("Le feu a tout détruit en une nuit.", &["P1D"]),
        ("Une nuit étoilée inspire.", &[]),
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), want, "{raw}");
    }
}

/// What is no date, and dates that the same words make elsewhere, in a document of 18 July 2024.
#[test]
fn words_that_look_alike_are_told_apart() {
    for (raw, want) in [
        // An address, and a clock before a street.
        ("Vers 9h12, rue de la Gare, une remise a brûlé.", &["2024-07-18T09:12"][..]),
        ("La mairie vend le 45, rue de la Gare.", &[]),
        // Participles.
        ("L'année record avait été 2003.", &["2003"]),
        ("L'été 2003 fut chaud.", &["2003-SU"]),
        ("Elle progresse tout en maintenant ses prix.", &[]),
        ("Maintenant le cap, elle arrive au port.", &[]),
        ("Maintenant le préfet veut partir.", &["PRESENT_REF"]),
        // « il y a »
        ("Le port a fermé il y a plusieurs mois.", &["PAST_REF"]),
        ("Il y a peu de chances que le port rouvre.", &[]),
        ("Il y a peu, le port rouvrait.", &["PAST_REF"]),
        // Two whole dates are two, two days of a month one.
        ("Nés le 3 mai 1981 et le 10 juin 1985.", &["1981-05-03", "1985-06-10"]),
        ("Entre le 3 mai 1981 et le 10 juin 1985.", &["1981-05-03/1985-06-10"]),
        ("Entre le 1er et le 30 juin 2018, il a plu.", &["2018-06-01/2018-06-30"]),
        // Lengths.
        ("Elle boucle le parcours en 4 h 12 min 37 s.", &["PT4H12M37S"]),
        ("L'obscurité durera 3 mn 20.", &["PT3M20S"]),
        ("Il joue 2 mn, 30 fans chantent.", &["PT2M"]),
        ("La visite prendra entre 5 et 10 minutes.", &["PT5M/PT10M"]),
        ("Elle risque de trois à cinq ans de prison.", &["P3Y/P5Y"]),
        ("Les jeunes ont entre 16 et 25 ans.", &[]),
        ("Le voyage prit une bonne heure et demie.", &["PT1H30M"]),
        ("Ils ont attendu pendant de nombreuses années.", &["PXY"]),
        ("La traversée a duré 3h45.", &["PT3H45M"]),
        ("La grève débutera dimanche 22 heures.", &["2024-07-21T22:00"]),
        // Some day.
        ("Le maire espère qu'un jour, le port rouvrira.", &["FUTURE_REF"]),
        ("La visite a duré un jour.", &["P1D"]),
        ("Un jour de congé sera accordé.", &["P1D"]),
        // Ages and terms.
        ("Une nageuse de 22 ans a gagné.", &[]),
        ("Un potier de 45 ans est décédé.", &[]),
        ("Le mandat est limité à quatre ans.", &["P4Y"]),
        ("L'âge de la retraite est porté à 64 ans.", &[]),
        ("À 26 ans, il devient préfet.", &[]),
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), want, "{raw}");
    }
}

/// Old years, centuries, seasons and what recurs, in a document of 18 July 2024.
#[test]
fn years_and_what_recurs_need_their_place() {
    for (raw, want) in [
        ("L'église date de 1210.", &["1210"][..]),
        ("La révolte des tisserands de 1705 fut longue.", &["1705"]),
        ("Le congrès de Vienne de 1815 traça des frontières.", &["1815"]),
        ("Il est né en 1412 ou 1413.", &["1412", "1413"]),
        ("Le rouge et le noir (Stendhal, 1830).", &["1830"]),
        ("Un lot de 1863 pièces est vendu.", &[]),
        ("L'article (1382) du code.", &[]),
        ("La ville est prise en 732 par les Francs.", &["0732"]),
        ("Le guide est publié en 320 pages.", &[]),
        ("Il gagne en 500 mètres.", &[]),
        ("Le bilan compte 9000 coureurs, dont 1900 à Metz.", &[]),
        ("Les années 1930 puis 1940 furent dures.", &["193", "194"]),
        ("La décennie de 1960 fut calme.", &["196"]),
        ("La saison 1998-99 fut belle.", &["1998/1999"]),
        ("Du XVIe au XVIIIe siècle, le port vivait.", &["15/17"]),
        ("À la fin du siècle dernier, le port vivait.", &["19"]),
        ("L'hiver de 1954-1955 fut rude.", &["1954-WI"]),
        ("Le salon de juin-juillet 2021 fut beau.", &["2021-06/2021-07"]),
        ("Le buteur a marqué dix fois cette saison en championnat.", &["2024/2025"]),
        ("Les cours ont lieu les mardis et jeudis.", &["XXXX-WXX-2", "XXXX-WXX-4"]),
        ("En été, la rivière est basse.", &["XXXX-SU"]),
        ("Les métiers d'hier et d'aujourd'hui.", &["PAST_REF", "PRESENT_REF"]),
        ("La tour, aujourd'hui ruinée, est belle.", &["PRESENT_REF"]),
        ("L'hôpital Saint-Jean est fermé.", &[]),
        ("Les feux de la Saint-Jean ont brûlé.", &["2024-06-24"]),
        ("Le port prospère jusqu'à l'époque moderne.", &[]),
        ("Elle fête son troisième samedi de victoire.", &[]),
        // What only looks like an old year, a habit or a season of games.
        ("Le forfait démarre à partir de 1200 € par personne.", &[]),
        ("Ils étaient entre 100 et 150 par jour.", &["P1D"]),
        ("Ils sont inscrits en 120 par classe.", &[]),
        ("La CGT appelle aujourd'hui à manifester.", &["2024-07-18"]),
        ("En automne, le gouvernement doit présenter sa réforme.", &[]),
        ("Le ministre passera un jour à Marseille.", &["P1D"]),
        ("Il a pris deux à trois ans et demi de prison.", &["P2Y/P3Y6M"]),
        ("Les hôteliers embauchent cette saison, avec une équipe réduite.", &[]),
        ("La décennie des 30 glorieuses fut belle.", &[]),
        ("Le taux de chômage à Roubaix (1500) est haut.", &[]),
        ("1200 : c'est le nombre d'emplois supprimés.", &[]),
        ("Le creux a duré deux à trois décennies.", &["P20Y/P30Y"]),
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), want, "{raw}");
    }
}

/// The scene on which bare times of day stand, in a document of 18 July 2024.
#[test]
fn a_time_of_day_stands_on_the_scene() {
    for (raw, want) in [
        // Background moves no clock.
        (
            "La crue a frappé mardi. Les pompiers ont soigné les gens blessés samedi. À 14h20, la préfète a levé l'alerte.",
            &["2024-07-16", "2024-07-13", "2024-07-16T14:20"][..],
        ),
        (
            "La tempête a frappé samedi. À 14h20, la préfète a levé l'alerte.",
            &["2024-07-13", "2024-07-13T14:20"],
        ),
        (
            "L'« appel du 2 juillet » a été lu. Vers 11h30, la mairie a fermé.",
            &["2024-07-02", "2024-07-18T11:30"],
        ),
        // The small hours.
        (
            "Une rixe a éclaté samedi à 22 h 50. La seconde est survenue à 1 h 10.",
            &["2024-07-13T22:50", "2024-07-14T01:10"],
        ),
        (
            "Le match s'est achevé samedi à 23 h. Il avait débuté à 21 h.",
            &["2024-07-13T23:00", "2024-07-13T21:00"],
        ),
        // What the text does not tell stays open.
        ("La même année, le port a fermé.", &["XXXX"]),
        ("Le port a fermé en 2011. La même année, il a rouvert.", &["2011", "2011"]),
        ("Fondé en 1962, il ferme en juin de la même année.", &["1962", "1962-06"]),
        // Called off, and told.
        ("La réunion de vendredi est annulée.", &["2024-07-19"]),
        ("La réunion de vendredi a été houleuse.", &["2024-07-12"]),
        ("La carte est valable du 20 juin au 20 août.", &["2024-06-20/2024-08-20"]),
        ("Les loyers ont baissé pour le mois d'août.", &["2023-08"]),
        (
            "Le lendemain de l'attaque, le 17 juin, il est parti.",
            &["2024-06-17", "2024-06-17"],
        ),
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), want, "{raw}");
    }
}

/// The story's clock, tenses, ages, names: each phrase beside a near miss, in a document of 18 July 2024.
#[test]
fn the_story_and_the_tense_decide() {
    for (raw, want) in [
        // What is so far away leans on what was told last, however coarse.
        (
            "La mairie a vendu le port en 2011. Elle l'a racheté trois ans plus tard.",
            &["2011", "2014"][..],
        ),
        (
            "Elle a signé en mars 2019 et démissionné le mois suivant.",
            &["2019-03", "2019-04"],
        ),
        ("Il a plu le 3 mai 2019. La même année, il a neigé.", &["2019-05-03", "2019"]),
        // A chronicle stays in its year; the news do not.
        (
            "Le port a brûlé le 3 mai 2012. Le 9 juin, il a rouvert.",
            &["2012-05-03", "2012-06-09"],
        ),
        (
            "En 2012, la tour a brûlé en mars puis en mai.",
            &["2012", "2012-03", "2012-05"],
        ),
        (
            "La firme, fondée le 3 mai 2012, a fermé le 9 juin.",
            &["2012-05-03", "2024-06-09"],
        ),
        (
            "Le port a ouvert le 3 mai 2012. Le 16 juillet, il a brûlé.",
            &["2012-05-03", "2024-07-16"],
        ),
        // Participles and « depuis » are over, what is put off is to come.
        ("La piscine, rasée le 30 août, coûtait trop cher.", &["2023-08-30"]),
        ("Le vote du 30 août est prêt.", &["2024-08-30"]),
        ("L'incendie du 30 août est élucidé.", &["2023-08-30"]),
        ("Le siège dure depuis samedi.", &["2024-07-13"]),
        ("Le siège durera jusqu'à samedi.", &["2024-07-20"]),
        ("Le scrutin est reporté à septembre.", &["2024-09"]),
        ("Ils sont appelés à défiler samedi.", &["2024-07-20"]),
        ("Le suspect doit être entendu lundi.", &["2024-07-22"]),
        // An article of figures means the month that it reports.
        (
            "Les ventes ont baissé en mai. Elles sont stables ce mois.",
            &["2024-05", "2024-05"],
        ),
        ("Les ventes sont stables ce mois.", &["2024-07"]),
        // Ages are no lengths.
        ("La doyenne avait 103 ans.", &[]),
        ("La doyenne avait 30 ans de métier.", &["P30Y"]),
        ("Les plus de 75 ans voteront.", &[]),
        ("Il a fallu plus de 75 ans.", &["P75Y"]),
        // Names are no times.
        ("Selon Midi Libre, il a plu.", &[]),
        ("Il a plu à midi.", &["2024-07-18T12:00"]),
        ("Elle habite rue du 8 mai 1945.", &[]),
        ("La guerre s'arrête le 8 mai 1945.", &["1945-05-08"]),
        ("La CAN 2017 commence.", &["2017"]),
        ("La firme vend Office 2016.", &[]),
        // Lists share what they say last.
        ("Les 3, 4 et 5 mai 2019, il a plu.", &["2019-05-03/2019-05-05"]),
        ("Il a plu en janvier et mars 2019.", &["2019-01", "2019-03"]),
        ("En 2003, 2007 et 2011, il a plu.", &["2003", "2007", "2011"]),
        // Times in words, lengths of several units.
        ("Il sortit à huit heures moins dix.", &["2024-07-18T07:50"]),
        ("Elle court en 3 heures, 21 minutes et 28 secondes.", &["PT3H21M28S"]),
        ("On observe une minute de silence.", &[]),
        ("On observe une minute d'arrêt.", &["PT1M"]),
        ("Une seconde victoire suivit.", &[]),
        // To the day, or of the ages.
        ("Il y a dix ans jour pour jour, il signait.", &["2014-07-18"]),
        ("Cette espèce vivait il y a 30 millions d'années.", &["PAST_REF"]),
        ("Il y a une quinzaine, il signait.", &["2024-07-03"]),
        // What a scanner made of figures.
        ("La loi du l2 mars 1919 est votée.", &["1919-03-12"]),
        ("La loi du lundi 10 mars 1919 est votée.", &["1919-03-10"]),
        ("Le 12 germinal an III, il fut pris.", &["1795-04-01"]),
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), want, "{raw}");
    }
}

/// What is open or closed as a rule recurs; weekdays that end what begins on another follow it. In a document of 18 July 2024.
#[test]
fn opening_hours_recur() {
    for (raw, want) in [
        (
            "La bibliothèque ouvre ses portes du mardi au samedi, de 9 heures à 17 heures.",
            &["XXXX-WXX-2/XXXX-WXX-6", "XXXX-XX-XXT09:00", "XXXX-XX-XXT17:00"][..],
        ),
        ("Elle travaille du lundi au jeudi.", &["XXXX-WXX-1/XXXX-WXX-4"]),
        ("Le magasin est fermé le dimanche.", &["XXXX-WXX-7"]),
        ("Le magasin est fermé dimanche.", &["2024-07-14"]),
        ("Le magasin a été fermé le dimanche 7 juillet.", &["2024-07-07"]),
        (
            "La pharmacie est ouverte le lundi et le samedi matin.",
            &["XXXX-WXX-1", "XXXX-WXX-6TMO"],
        ),
        (
            "Le parc ferme ses grilles les week-ends, sauf en mai.",
            &["XXXX-WXX-WE", "2024-05"],
        ),
        ("Les week-ends de mai sont longs.", &["2024-05"]),
        ("Chaque week-end, la plage est pleine.", &["XXXX-WXX-WE"]),
        (
            "Le salon du lundi 22 au jeudi 25 juillet est annulé.",
            &["2024-07-22/2024-07-25"],
        ),
        (
            "Le pont sera bloqué de lundi à jeudi, de 6 h à 11 h.",
            &["2024-07-22", "2024-07-25T06:00", "2024-07-25T11:00"],
        ),
        ("Il est resté de lundi à mercredi à Metz.", &["2024-07-15", "2024-07-17"]),
        (
            "La foire aura lieu les samedis et dimanches 27 et 28 juillet.",
            &["2024-07-27/2024-07-28"],
        ),
        ("Elle paie sa cotisation le 3 avril de chaque année.", &["XXXX-04-03"]),
        (
            "Elle a payé sa cotisation le 3 avril de cette année.",
            &["2024-04-03", "2024"],
        ),
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), want, "{raw}");
    }
}

/// Quarters and halves without their year, and what counts from them.
#[test]
fn parts_of_a_year_take_the_year_that_fits() {
    for (date, raw, want) in [
        (
            "2022-02-20",
            "La croissance avait ralenti au quatrième trimestre.",
            &["2021-Q4"][..],
        ),
        (
            "2022-02-20",
            "La croissance devrait ralentir au quatrième trimestre.",
            &["2022-Q4"],
        ),
        ("2022-02-20", "Les loyers ont baissé au premier trimestre.", &["2022-Q1"]),
        ("2022-11-20", "Les loyers baisseront au premier trimestre.", &["2023-Q1"]),
        (
            "2022-02-20",
            "Le port a vu passer 80 bateaux au troisième trimestre 2019, et 60 au deuxième trimestre.",
            &["2019-Q3", "2019-Q2"],
        ),
        (
            "2022-02-20",
            "Le port a vu passer 80 bateaux au premier trimestre 2019, contre 60 au quatrième trimestre.",
            &["2019-Q1", "2018-Q4"],
        ),
        (
            "2022-02-20",
            "Les ventes ont doublé au premier semestre de l'année 2018.",
            &["2018-H1"],
        ),
        (
            "2022-02-20",
            "Les ventes ont doublé au deuxième trimestre de l'an dernier.",
            &["2021-Q2"],
        ),
        (
            "2022-02-20",
            "Les notes au premier trimestre de l'année scolaire sont connues.",
            &["2022-Q1"],
        ),
        (
            "2022-07-20",
            "Sur les trois premiers mois, Corvan a ouvert dix magasins.",
            &["2022-Q1"],
        ),
        (
            "2022-07-20",
            "Sur les trois premiers mois de travaux, Corvan a perdu dix clients.",
            &["P3M"],
        ),
        (
            "2022-07-20",
            "Il a plu 40 fois au premier trimestre et 30 fois un an plus tôt.",
            &["2022-Q1", "2021"],
        ),
        (
            "2022-07-20",
            "De janvier à mai 2022, il a plu 40 jours, contre 30 un an auparavant.",
            &["2022-01/2022-05", "P40D", "2021"],
        ),
        ("2022-07-20", "Un an auparavant, il avait plu.", &["XXXX"]),
        ("2023-01-10", "Les cas ont baissé en semaine 51.", &["2022-W51"]),
        (
            "2023-01-10",
            "Les cas ont baissé durant la semaine 20 de 2021.",
            &["2021-W20"],
        ),
        ("2023-01-10", "Il est blessé lors de la semaine 4 du tournoi.", &[]),
        ("2023-01-10", "En semaine 12 cars passent.", &[]),
    ] {
        assert_eq!(values(raw, Some(date)), want, "{raw}");
    }
}

/// A verb of the present has its date for itself, trade looks ahead, a comparison back; in a document of 16 July 2024, a Tuesday.
#[test]
fn what_only_describes_a_noun_dates_nothing() {
    for (raw, want) in [
        (
            "Les travaux voulus et demandés par la mairie débutent mercredi.",
            &["2024-07-17"][..],
        ),
        ("Le texte signé par la ministre s'applique jeudi.", &["2024-07-18"]),
        ("Les voisins évacués par la police jeudi sont rentrés.", &["2024-07-11"]),
        (
            "Les voisins blessés par un incendie violent jeudi sont rentrés.",
            &["2024-07-11"],
        ),
        (
            "Jeudi, le jury se penche sur les films sélectionnés par la ville.",
            &["2024-07-18"],
        ),
        ("Le cacao pour livraison en mars a pris 2 %.", &["2025-03"]),
        ("Le cacao à échéance décembre a pris 2 %.", &["2024-12"]),
        ("Une livraison en mars avait pris du retard.", &["2024-03"]),
        ("Le billet prendra 2 euros par rapport au 5 novembre.", &["2023-11-05"]),
        ("Le billet prendra 2 euros le 5 novembre.", &["2024-11-05"]),
        ("Le cuivre est loin du pic de vendredi.", &["2024-07-12"]),
        ("Avant la finale de vendredi, le club se repose.", &["2024-07-19"]),
    ] {
        assert_eq!(values(raw, Some("2024-07-16")), want, "{raw}");
    }
}

/// The day of a clock time may stand behind it, a part of the day before it; in a document of 18 July 2024.
#[test]
fn a_clock_time_finds_its_day() {
    for (raw, want) in [
        (
            "Fermée depuis le 6 mai 2011, la gare a rouvert vers 10H10.",
            &["2011-05-06", "2024-07-18T10:10"][..],
        ),
        (
            "Partie une dernière fois le 4 mai 2011, elle est rentrée à 8 heures.",
            &["2011-05-04", "2024-07-18T08:00"],
        ),
        (
            "Le 4 mai 2011, elle est rentrée à 8 heures.",
            &["2011-05-04", "2011-05-04T08:00"],
        ),
        ("Elle a couru à 7h20, le 5 mai dernier, sans casque.", &["2024-05-05T07:20"]),
        ("Vers 21 heures, ce lundi 8 juillet, le feu a pris.", &["2024-07-08T21:00"]),
        ("Elle est partie à 8 heures, ce que dit la radio.", &["2024-07-18T08:00"]),
        (
            "Le feu a pris entre 1 h 15 et 3 h dimanche.",
            &["2024-07-14T01:15", "2024-07-14T03:00"],
        ),
        ("Le feu a pris à 3 heures du matin dimanche.", &["2024-07-14T03:00"]),
        ("La grève débutera samedi soir 20h.", &["2024-07-20T20:00"]),
        ("La grève débutera samedi matin à 7 h 30.", &["2024-07-20T07:30"]),
        ("La grève a duré hier soir deux heures.", &["2024-07-17TEV", "PT2H"]),
        ("La grève débutera samedi après midi.", &["2024-07-20TAF"]),
        ("Elle passera vers 8 ou 9 heures.", &["2024-07-18T09:00"]),
        ("Elle y passera 8 ou 9 heures.", &["PT8H/PT9H"]),
        (
            "Il a vendu son port le mardi 7 mai 2019. Ce mardi-là, il pleuvait.",
            &["2019-05-07", "2019-05-07"],
        ),
        (
            "Il a vendu son port le 7 mai 2019. Ce lundi soir-là, il pleuvait.",
            &["2019-05-07", "2019-05-06TEV"],
        ),
        ("Ce mardi-là, il pleuvait.", &["XXXX-WXX-2"]),
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), want, "{raw}");
    }
}

/// Ages are no lengths, lengths are no ages; in a document of 18 July 2024.
#[test]
fn ages_and_lengths_are_told_apart() {
    for (raw, want) in [
        ("Le sculpteur de 38 ans coûte 2 millions.", &[][..]),
        ("La patineuse de 24 ans bat sa rivale.", &[]),
        ("La valeur de 20 ans est perdue.", &["P20Y"]),
        ("Un secteur de 20 ans est perdu.", &["P20Y"]),
        ("Trois touristes, l'un de 34 ans, l'autre de 36 ans, sont perdus.", &[]),
        (
            "Deux contrats, l'un de 2 ans et l'autre de 3 ans, sont prêts.",
            &["P2Y", "P3Y"],
        ),
        ("La carte est offerte aux 80 ans et plus.", &[]),
        ("Il est mort à 82 ans d'une mauvaise grippe.", &[]),
        ("Il est condamné à deux ans d'exil.", &["P2Y"]),
        ("À deux ans à peine du vote, elle renonce.", &["P2Y"]),
        ("À deux ans, elle lisait.", &[]),
        ("Le chantier de trois ans est achevé.", &["P3Y"]),
        ("L'emprunt court sur 8 à 9 ans.", &["P8Y/P9Y"]),
        ("Il a requis des peines de 2 à 4 ans.", &["P2Y/P4Y"]),
        ("Elle garde les enfants de 2 à 4 ans.", &[]),
        ("La mine fermera dans huit ou neuf ans.", &["P8Y/P9Y"]),
        ("La mine a fermé il y a huit ou neuf ans.", &["P8Y/P9Y"]),
        ("Il redoute une peine supérieure à 20 ans.", &["P20Y"]),
        ("Il faut un âge supérieur à 20 ans.", &[]),
        ("La base passe à 35H, à compter de 10H10.", &["PT35H", "2024-07-18T10:10"]),
    ] {
        assert_eq!(values(raw, Some("2024-07-18")), want, "{raw}");
    }
}

#[test]
fn a_date_of_two_readings_says_so() {
    let date = "2024-07-18".parse().expect("a date");
    for (raw, value, other) in [
        ("Elle partira samedi prochain.", "2024-07-20", Some("2024-07-27")),
        ("Elle partira mardi prochain.", "2024-07-23", None),
        ("Elle est partie il y a deux semaines.", "2024-W27", Some("2024-07-04")),
    ] {
        let found = find(&Text::new(raw), Some(date));
        assert_eq!(
            (found[0].value.as_str(), found[0].ambiguous.as_deref()),
            (value, other),
            "{raw}"
        );
    }
}

#[test]
fn bounds_cover_the_whole_of_a_coarse_value() {
    let date = "2024-07-18".parse().expect("a date");
    for (raw, first, last) in [
        ("Elle est partie il y a deux semaines.", "2024-07-01", "2024-07-07"),
        ("Elle est partie il y a deux mois.", "2024-05-01", "2024-05-31"),
        (
            "Elle est partie dans la seconde quinzaine de mai.",
            "2024-05-16",
            "2024-05-31",
        ),
    ] {
        let found = find(&Text::new(raw), Some(date));
        let bounds = (found[0].earliest, found[0].latest);
        assert_eq!(bounds, (first.parse().ok(), last.parse().ok()), "{raw}");
    }
    let open = find(&Text::new("Elle sera là les 27 et 28 juillet."), None);
    assert_eq!(open[0].value, "XXXX-07-27/XXXX-07-28");
}

#[test]
fn prepositions_become_modifiers() {
    for (raw, want) in [
        ("Le site sera démoli avant 2030.", Some(Modifier::Before)),
        ("Il restera en poste jusqu'en 2027.", Some(Modifier::OnOrBefore)),
        ("Logiciels bannis à partir de 2017.", Some(Modifier::OnOrAfter)),
        ("Elle opérait depuis près de 20 ans.", Some(Modifier::Approx)),
        ("Il a duré moins de 20 ans.", Some(Modifier::LessThan)),
        ("Il a duré au moins 20 ans.", Some(Modifier::EqualOrMore)),
        ("Il a pris pas moins de 20 ans.", Some(Modifier::EqualOrMore)),
        ("Le site sera démoli en 2030.", None),
        ("Le site sera démoli d'ici à 2030.", Some(Modifier::OnOrBefore)),
        ("Le site sera loué à compter de 2030.", Some(Modifier::OnOrAfter)),
        ("Les prix montent dès 2030.", Some(Modifier::OnOrAfter)),
        ("Elle aime le cinéma des années 1950.", None),
        ("Le conseil a voté mardi vers 21 heures.", Some(Modifier::Approx)),
        ("Le conseil a voté hier en fin de matinée.", Some(Modifier::End)),
        ("Le conseil a voté hier à 21 heures.", None),
        ("Le conseil a voté aux environs de 21 heures.", Some(Modifier::Approx)),
        ("Il y a plus de vingt ans, le port fermait.", Some(Modifier::Before)),
        ("Le port fermera dans moins de deux ans.", Some(Modifier::Before)),
        ("Le chantier a pris une vingtaine d'années.", Some(Modifier::Approx)),
    ] {
        let date = "2024-07-18".parse().expect("a date");
        assert_eq!(find(&Text::new(raw), Some(date))[0].modifier, want, "{raw}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_bounds_are_in_order(
        raw in "(\\PC{0,12}|le |lundi |14 |31 |mai |février |2024 |de |à |au |du |il y a |9999 |ans |entre |dernier |Pâques |fin ){0,14}",
        month in proptest::bool::ANY,
    ) {
        let date = if month { "2024-07" } else { "2024-07-18" };
        let text = Text::new(&raw);
        for t in find(&text, Some(date.parse().expect("a date"))) {
            prop_assert!(!t.span.of(&raw).is_empty());
            prop_assert!(t.earliest <= t.latest);
            prop_assert!(is_value(&t.value), "{}", t.value);
            prop_assert!(t.ambiguous.as_deref().is_none_or(is_value), "{t:?}");
        }
    }
}
