//! Amounts: for each rule a phrase it reads and a near one it refuses, and the laws that hold for any text.

use depeche::amount::{self, Amount, Quantity};
use depeche::text::{PartialDate, Text};
use proptest::prelude::*;

/// « text = value unit cmp direction », one a line for each amount found.
fn shown(phrase: &str, year: i16) -> String {
    let text = Text::new(phrase);
    let line = |a: &Amount| {
        let value = match a.quantity {
            Quantity::Exact(v) => v.to_string(),
            Quantity::Between(low, high) => format!("{low}..{high}"),
        };
        let direction = a.direction.map_or(String::new(), |d| format!(" {}", d.name()));
        format!(
            "{} = {value} {} {}{direction}",
            a.span.of(phrase),
            a.unit,
            a.comparator.name()
        )
    };
    let found: Vec<String> = amount::find(&text, PartialDate::year(year), &[]).iter().map(line).collect();
    found.join("; ")
}

/// Each rule: what it must read, and a near miss with what is read there instead.
const RULES: [(&str, &str, &str, &str, &str); 64] = [
    (
        "no label before a scale",
        "Il injectera à la place 180 millions d'euros.",
        "180 millions d'euros = 180000000 EUR eq",
        "Il occupe la place 18.",
        "",
    ),
    (
        "points of a share",
        "Elle gagne un point de part de marché.",
        "un point = 1 percentage_point eq up",
        "Elle gagne un point de vue.",
        "",
    ),
    (
        "ratio of one",
        "Un arrondissement sur deux.",
        "Un arrondissement sur deux = 50 percent eq",
        "Un moratoire sur trois mesures.",
        "trois mesures = 3 mesure eq",
    ),
    (
        "people named for what they wear",
        "Trois Casques bleus blessés.",
        "Trois Casques bleus = 3 casque bleu eq",
        "Trois casques neufs.",
        "Trois casques = 3 casque eq",
    ),
    (
        "percent",
        "Le taux atteint vingt pour cent.",
        "vingt pour cent = 20 percent eq",
        "Ils étaient vingt pour quatre.",
        "",
    ),
    (
        "percent",
        "Une part de 4 p. 100.",
        "4 p. 100 = 4 percent eq",
        "Voir la p. 100.",
        "",
    ),
    (
        "percent sign",
        "La croissance (- 4,4 %).",
        "- 4,4 % = -4.4 percent eq down",
        "Un taux de 10 - 15 %.",
        "10 - 15 % = 10..15 percent range",
    ),
    (
        "point",
        "Il perd 12 points de pourcentage.",
        "12 points de pourcentage = 12 percentage_point eq down",
        "L'équipe compte 12 points au classement.",
        "",
    ),
    (
        "basis point",
        "La banque relève son taux de 25 points de base.",
        "25 points de base = 0.25 percentage_point eq up",
        "Il voit deux points de contrôle.",
        "deux points = 2 point eq",
    ),
    (
        "fraction",
        "Deux tiers des électeurs.",
        "Deux tiers = 66.66666666666666666666666667 percent eq",
        "Un quart d'heure plus tard.",
        "",
    ),
    (
        "fraction of finals",
        "Un quart des ventes.",
        "Un quart = 25 percent eq",
        "En quart de finale.",
        "",
    ),
    (
        "ratio",
        "Trois Français sur quatre approuvent.",
        "Trois Français sur quatre = 75 percent eq",
        "Les 60 employés sur les 420.",
        "60 employés = 60 employé eq; 420 = 420 employé eq",
    ),
    (
        "money name",
        "À 721 millions de dollars.",
        "721 millions de dollars = 721000000 USD eq",
        "Avec 10 millions de vues.",
        "10 millions de vues = 10000000 vue eq",
    ),
    (
        "money sign",
        "Il investit 10 M€.",
        "10 M€ = 10000000 EUR eq",
        "Il court 10 km.",
        "",
    ),
    (
        "money code",
        "Un budget de 50 MUSD.",
        "50 MUSD = 50000000 USD eq",
        "La COP21 à Paris.",
        "",
    ),
    (
        "money before",
        "Pour US$ 5 m et $75 millions.",
        "US$ 5 m = 5000000 USD eq; $75 millions = 75000000 USD eq",
        "Le signe $ suffit.",
        "",
    ),
    (
        "money glued",
        "USD1,23 par titre.",
        "USD1,23 = 1.23 USD eq",
        "Le modèle ABC123.",
        "",
    ),
    (
        "cents",
        "Le pain vaut deux euros et cinq centimes.",
        "deux euros et cinq centimes = 2.05 EUR eq",
        "Il a 15 dollars et 50 cartes.",
        "15 dollars = 15 USD eq; 50 cartes = 50 carte eq",
    ),
    (
        "minor",
        "Le titre vaut 64,2 cents.",
        "64,2 cents = 0.642 USD eq",
        "Il a lu deux cents pages.",
        "deux cents pages = 200 page eq",
    ),
    (
        "thousandths",
        "Le litre coûte 950 millimes.",
        "950 millimes = 0.95 TND eq",
        "Le tirage compte 950 millésimes.",
        "950 millésimes = 950 millésime eq",
    ),
    (
        "thousandths behind whole ones",
        "Le kilo vaut 12 dinars tunisiens et 500 millimes.",
        "12 dinars tunisiens et 500 millimes = 12.5 TND eq",
        "Le kilo vaut 12 euros et 500 centimes.",
        "12 euros = 12 EUR eq; 500 centimes = 5 EUR eq",
    ),
    (
        "thousandths in a row",
        "Le litre coûte 800, 900 et 950 millimes.",
        "800 = 0.8 TND eq; 900 = 0.9 TND eq; 950 millimes = 0.95 TND eq",
        "Il a eu deux fils koweïtiens.",
        "deux fils = 2 fils eq",
    ),
    (
        "pounds",
        "À 361 millions de livres.",
        "361 millions de livres = 361000000 GBP eq",
        "Il a écrit deux livres.",
        "deux livres = 2 livre eq",
    ),
    (
        "range",
        "Entre 10 et 20 millions d’euros.",
        "10 et 20 millions d’euros = 10000000..20000000 EUR range",
        "Une victoire 3 à 2.",
        "",
    ),
    (
        "range of thousands",
        "De 60 à 80 000 militants.",
        "60 à 80 000 militants = 60000..80000 militant range",
        "De 500 à 2 000 militants.",
        "500 à 2 000 militants = 500..2000 militant range",
    ),
    (
        "levels",
        "Il passe de 22,5 à 21,6 milliards d'euros.",
        "22,5 = 22500000000 EUR eq; 21,6 milliards d'euros = 21600000000 EUR eq",
        "L'amende va de 12 euros à 15 euros.",
        "12 euros à 15 euros = 12..15 EUR range",
    ),
    (
        "alternative",
        "Deux ou trois policiers.",
        "Deux ou trois policiers = 2..3 policier range",
        "Un ou plusieurs pays.",
        "",
    ),
    (
        "borrowed",
        "De 3 milliards d'euros à Paris, puis 2 milliards ailleurs.",
        "3 milliards d'euros = 3000000000 EUR eq; 2 milliards = 2000000000 EUR eq",
        "Puis 2 milliards ailleurs.",
        "",
    ),
    (
        "borrowed scale",
        "Ils font 8 millions de dollars d'exportations et 2,5 d'importations.",
        "8 millions de dollars = 8000000 USD eq; 2,5 = 2500000 USD eq",
        "Ils font 8 millions de dollars et 2 pas.",
        "8 millions de dollars = 8000000 USD eq",
    ),
    (
        "count",
        "Il supprime 1 200 emplois.",
        "1 200 emplois = 1200 emploi eq",
        "Il court 1 200 mètres.",
        "",
    ),
    (
        "count label",
        "Ils citent 49 articles.",
        "49 articles = 49 article eq",
        "L'article 49 divise.",
        "",
    ),
    (
        "count collective",
        "Une quinzaine de pays participent.",
        "Une quinzaine de pays = 15 pays approx",
        "Plusieurs pays participent.",
        "",
    ),
    (
        "count one",
        "Bilan : un mort.",
        "un mort = 1 mort eq",
        "Un homme a parlé.",
        "",
    ),
    (
        "count among",
        "Il a perdu 35 de nos compatriotes.",
        "35 de nos compatriotes = 35 compatriote eq",
        "Ils en veulent 35 de plus.",
        "",
    ),
    (
        "count part",
        "On compte 27 blessés dont 4 en urgence.",
        "27 blessés = 27 blessé eq; 4 = 4 blessé eq",
        "Il vient, dont 4 en urgence.",
        "",
    ),
    (
        "comparator",
        "Moins de 50 salariés, au moins 68 morts.",
        "50 salariés = 50 salarié lt; 68 morts = 68 mort gt",
        "En plus des 120 salariés.",
        "120 salariés = 120 salarié eq",
    ),
    (
        "direction",
        "Il a baissé de 4 %.",
        "4 % = 4 percent eq down",
        "Il a baissé à 721 euros.",
        "721 euros = 721 EUR eq",
    ),
    (
        "ordinal",
        "Les deux sommets.",
        "deux sommets = 2 sommet eq",
        "Le deuxième sommet, sous Louis XIV.",
        "",
    ),
    (
        "fall by a part",
        "Les ventes ont baissé d'un tiers.",
        "un tiers = 33.33333333333333333333333333 percent eq down",
        "Il a vendu le tiers.",
        "",
    ),
    (
        "series",
        "Les ventes reculent de 2,4 et 2,7 %.",
        "2,4 = 2.4 percent eq down; 2,7 % = 2.7 percent eq",
        "Un calibre 7,65 et 104 000 euros.",
        "104 000 euros = 104000 EUR eq",
    ),
    (
        "series against",
        "Ils sont nombreux (38 contre 19 %).",
        "38 = 38 percent eq; 19 % = 19 percent eq",
        "Entre 2 et 3 %.",
        "2 et 3 % = 2..3 percent range",
    ),
    (
        "percent bare",
        "Le taux est de 12,3 % contre 11,8 il y a un an.",
        "12,3 % = 12.3 percent eq; 11,8 = 11.8 percent eq",
        "Le taux est de 12 % contre 11 de plus.",
        "12 % = 12 percent eq",
    ),
    (
        "difference bare",
        "Le taux est de 44,4 % (+0,6).",
        "44,4 % = 44.4 percent eq; +0,6 = 0.6 percentage_point eq up",
        "Il a reçu 44 voix (+0,6).",
        "44 voix = 44 voix eq",
    ),
    (
        "money of a headline",
        "Belmont racheté pour 3 milliards. Le prix de 3 milliards d'euros surprend.",
        "3 milliards = 3000000000 EUR eq; 3 milliards d'euros = 3000000000 EUR eq",
        "Belmont racheté pour 3 milliards.",
        "",
    ),
    (
        "what is owed",
        "Il perd 2 millions d'euros, avec 3 milliards de dettes.",
        "2 millions d'euros = 2000000 EUR eq down; 3 milliards = 3000000000 EUR eq",
        "Il a reçu 3 millions de lettres.",
        "3 millions de lettres = 3000000 lettre eq",
    ),
    (
        "range of words",
        "Deux à trois mille personnes.",
        "Deux à trois mille personnes = 2000..3000 personne range",
        "Cinq cents à mille personnes.",
        "Cinq cents à mille personnes = 500..1000 personne range",
    ),
    (
        "range in one token",
        "Une part de 10-15 %.",
        "10-15 % = 10..15 percent range",
        "Un score de 2-1 %.",
        "",
    ),
    (
        "score",
        "Battus par 2 buts à 1.",
        "",
        "Il marque 2 buts à Lyon.",
        "2 buts = 2 but eq",
    ),
    (
        "count of a whole",
        "Seuls 312 des 1 950 candidats.",
        "312 = 312 candidat eq; 1 950 candidats = 1950 candidat eq",
        "Le numéro 2 des ventes.",
        "",
    ),
    (
        "count before a verb",
        "Il y a 12 morts et 44 ont fui.",
        "12 morts = 12 mort eq; 44 = 44 mort eq",
        "Il y a 12 morts. France 2 ont tort.",
        "12 morts = 12 mort eq",
    ),
    (
        "count in groups",
        "On dénombre 80 salariés, une hausse de 12 700 en mai.",
        "80 salariés = 80 salarié eq; 12 700 = 12700 salarié eq",
        "On dénombre 80 salariés sur 12 700 km.",
        "80 salariés = 80 salarié eq",
    ),
    (
        "count of years is none",
        "Il y a 80 tombes de 40 000 ans.",
        "80 tombes = 80 tombe eq",
        "Il y a 80 tombes de 40 000 soldats.",
        "80 tombes = 80 tombe eq; 40 000 soldats = 40000 soldat eq",
    ),
    (
        "count cited",
        "On attend 900 élus (450 selon la mairie).",
        "900 élus = 900 élu eq; 450 = 450 élu eq",
        "On attend 900 élus (450).",
        "900 élus = 900 élu eq",
    ),
    (
        "count behind en",
        "Ses 30 navires, il en a vendu douze.",
        "30 navires = 30 navire eq; douze = 12 navire eq",
        "Ses 30 navires, il va en Iran 12.",
        "30 navires = 30 navire eq",
    ),
    (
        "count of more",
        "Les élus sont 5 400 de plus.",
        "5 400 = 5400 élu eq",
        "Il en veut 35 de plus.",
        "",
    ),
    (
        "number of",
        "Une baisse de 12 700 du nombre de chômeurs.",
        "12 700 = 12700 chômeur eq",
        "Une baisse de 12 du nombre.",
        "",
    ),
    (
        "group",
        "Un groupe de trois se détache.",
        "trois = 3 personne eq",
        "Un groupe de trois pays.",
        "trois pays = 3 pays eq",
    ),
    (
        "only",
        "Sur 42 pays, seuls 26 sont qualifiés.",
        "42 pays = 42 pays eq; 26 = 26 pays eq",
        "Sur 42 pays, Paris 26 est seul.",
        "42 pays = 42 pays eq",
    ),
    (
        "makes",
        "Ils achètent 114 Airbus.",
        "114 Airbus = 114 Airbus eq",
        "Un JAS 39 Gripen.",
        "",
    ),
    (
        "capital nouns",
        "Les 27 États de l'Union.",
        "27 États = 27 état eq",
        "Les 27 Dupont de l'annuaire.",
        "",
    ),
    (
        "acronyms",
        "Plus de 300 CRS sont là.",
        "300 CRS = 300 CRS gt",
        "Le débit est de 300 GW.",
        "",
    ),
    (
        "peoples",
        "Deux Russes et un Ouzbek.",
        "Deux Russes = 2 russe eq; un Ouzbek = 1 ouzbek eq",
        "Un Ouzbek a parlé.",
        "",
    ),
    (
        "units of the metric system",
        "Une énergie de 750 gigaélectronvolts.",
        "",
        "Une foule de 750 gigantesques.",
        "750 gigantesques = 750 gigantesque eq",
    ),
    (
        "francs of a union",
        "À Douala, 5 millions de FCFA.",
        "5 millions de FCFA = 5000000 XAF eq",
        "À Dakar, 5 millions de FCFA.",
        "5 millions de FCFA = 5000000 XOF eq",
    ),
];

#[test]
fn each_rule_reads_its_example_and_refuses_its_near_miss() {
    let wrong: Vec<String> = RULES
        .iter()
        .flat_map(|&(rule, example, reading, near, instead)| [(rule, example, reading), (rule, near, instead)])
        .filter(|(_, phrase, want)| shown(phrase, 2024) != *want)
        .map(|(rule, phrase, want)| format!("{rule}: {phrase}\n  want {want:?}\n  got  {:?}", shown(phrase, 2024)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn francs_are_french_before_2002_and_swiss_where_the_text_is() {
    assert_eq!(shown("Il a payé 500 francs.", 1999), "500 francs = 500 FRF eq");
    assert_eq!(shown("À Genève, il a payé 500 francs.", 2019), "500 francs = 500 CHF eq");
    assert_eq!(shown("À Lugano, il a payé 500 francs.", 1985), "500 francs = 500 CHF eq");
    assert_eq!(shown("À Paris, il a payé 500 francs.", 1985), "500 francs = 500 FRF eq");
    assert_eq!(
        shown("De 1 900 francs burundais puis 2 000 francs.", 2017),
        "1 900 francs burundais = 1900 BIF eq; 2 000 francs = 2000 BIF eq"
    );
}

#[test]
fn a_dollar_is_that_of_the_country_of_the_article() {
    assert_eq!(shown("Le Québec paie 50 $.", 2017), "50 $ = 50 CAD eq");
    assert_eq!(shown("Le Québec paie 50 dollars.", 2017), "50 dollars = 50 CAD eq");
    assert_eq!(shown("Le groupe paie 50 dollars.", 2017), "50 dollars = 50 USD eq");
    // A country named once in passing, past headline and dateline, is not the article's.
    let passing = format!(
        "{}Il a vécu au Canada. Le groupe paie 50 dollars.",
        "Il a vécu ici et ailleurs. ".repeat(8)
    );
    assert_eq!(shown(&passing, 2017), "50 dollars = 50 USD eq");
}

#[test]
fn crowns_of_nowhere_have_no_country() {
    assert_eq!(
        shown("Il vaut 10 millions de couronnes.", 2017),
        "10 millions de couronnes = 10000000 XXX eq"
    );
    assert_eq!(
        shown("En Suède, 10 millions de couronnes.", 2017),
        "10 millions de couronnes = 10000000 SEK eq"
    );
}

#[test]
fn what_no_exact_decimal_holds_is_no_amount() {
    assert_eq!(shown("Il vaut 99999999999999999999999999999999 euros.", 2017), "");
    assert_eq!(shown("Il vaut 79228162514264337593543950335 millions d'euros.", 2017), "");
}

#[test]
fn what_is_no_amount_is_left_alone() {
    for phrase in [
        "Le score final est de 2-1.",
        "Appelez le 06 12 34 56 78.",
        "Il a 72 ans et pèse 80 kilos.",
        "Il fait 24 degrés.",
        "Un Airbus A320 et une Peugeot 307.",
        "La Ve République, sous Louis XIV.",
        "C'est la 21e édition.",
        "C'est un logement neuf.",
        "Ils ont vu Windows 10 et le 49.3.",
        "Il habite 12 rue de Rivoli.",
    ] {
        assert_eq!(shown(phrase, 2024), "", "{phrase}");
    }
}

proptest! {
    #[test]
    fn spans_are_in_order_apart_and_on_character_borders(
        s in "(\\PC|[0-9 ,.%$€'-]|un |et |de |à |entre |millions |milliards |euros |dollars |francs |personnes |pour cent|points |dont |US\\$|M€|½|\n){0,40}"
    ) {
        let text = Text::new(&s);
        let mut end = 0;
        for a in amount::find(&text, PartialDate::year(1999), &[]) {
            prop_assert!(a.span.start() >= end, "{:?}", s);
            prop_assert!(s.is_char_boundary(a.span.start()) && s.is_char_boundary(a.span.end()));
            if let Quantity::Between(low, high) = a.quantity {
                prop_assert!(low < high);
            }
            end = a.span.end();
        }
    }

    #[test]
    fn figures_of_money_keep_every_digit(whole in 0u64..1_000_000_000_000, part in 0u32..100) {
        let phrase = format!("Un total de {whole},{part:02} €.");
        let text = Text::new(&phrase);
        let found = amount::find(&text, None, &[]);
        prop_assert_eq!(found.len(), 1);
        let want = rust_decimal::Decimal::new(whole as i64 * 100 + i64::from(part), 2).normalize();
        prop_assert_eq!(found[0].quantity, Quantity::Exact(want));
    }
}
