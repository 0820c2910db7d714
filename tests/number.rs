//! Numerals: what the reader must read, what it must refuse, and the law that what is written reads back.

use depeche::number::{self, Numeral, NumeralKind};
use depeche::text::Text;
use proptest::prelude::*;
use rust_decimal::Decimal;
use written::{Spelling, written};

mod written;

fn reads_back(n: u64) {
    for spelling in [Spelling::Classic, Spelling::Reformed] {
        let phrase = written(n, spelling);
        let text = Text::new(&phrase);
        let got = number::read(&text, 0).unwrap_or_else(|| panic!("{n}: {phrase:?} is not read"));
        assert_eq!((got.value, got.tokens), (Decimal::from(n), text.tokens().len()), "{phrase:?}");
    }
}

#[test]
fn what_is_written_in_words_reads_back() {
    for n in (0..2_000).chain((2_000..1_000_001).step_by(97)) {
        reads_back(n);
    }
}

#[test]
#[ignore = "two million phrases: run with --release -- --ignored"]
fn every_integer_to_a_million_reads_back() {
    for n in 0..=1_000_000 {
        reads_back(n);
    }
}

proptest! {
    #[test]
    fn great_numbers_in_words_read_back(n in 0u64..=1_000_000_000_000_000) {
        reads_back(n);
    }

    #[test]
    fn figures_in_groups_read_back(n in 0u64..=1_000_000_000_000, cents in 0u32..100) {
        let digits = n.to_string();
        for mark in ["\u{a0}", "\u{202f}", " ", "\u{2009}", "."] {
            let mut grouped = String::new();
            for (i, d) in digits.chars().enumerate() {
                if i > 0 && (digits.len() - i) % 3 == 0 {
                    grouped.push_str(mark);
                }
                grouped.push(d);
            }
            let phrase = format!("{grouped},{cents:02}");
            let text = Text::new(&phrase);
            let got = number::read(&text, 0).expect("a figure");
            prop_assert_eq!(got.value, Decimal::new(n as i64 * 100 + i64::from(cents), 2).normalize(), "{}", phrase);
            prop_assert_eq!(got.tokens, text.tokens().len());
        }
    }

    #[test]
    fn no_string_makes_it_panic(s in "(\\PC|[0-9 ,.'-]|un |et |demi|mille|cent|-|million|de |quatre|vingt|ième|½|XIV){0,40}") {
        let text = Text::new(&s);
        for i in 0..text.tokens().len() {
            if let Some(n) = number::read(&text, i) {
                prop_assert!(n.tokens >= 1 && i + n.tokens <= text.tokens().len());
            }
        }
    }
}

fn read(phrase: &str) -> Option<Numeral> {
    number::read(&Text::new(phrase), 0)
}

#[test]
fn numerals_have_their_value_and_length() {
    for (phrase, value, tokens, kind) in [
        ("1 234 567,89 €", "1234567.89", 3, NumeralKind::Cardinal),
        ("1.234.567 euros", "1234567", 1, NumeralKind::Cardinal),
        ("1.000 euros", "1000", 1, NumeralKind::Cardinal),
        ("2.5 millions", "2500000", 2, NumeralKind::Cardinal),
        ("1'200.20", "1200.2", 1, NumeralKind::Cardinal),
        ("3\u{2009} 000 personnes", "3000", 2, NumeralKind::Cardinal),
        ("15 000 milliards de dollars", "15000000000000", 3, NumeralKind::Cardinal),
        ("un million deux cent mille euros", "1200000", 5, NumeralKind::Cardinal),
        ("trois milliards et demi d'euros", "3500000000", 4, NumeralKind::Cardinal),
        ("1 million et demi d'euros", "1500000", 4, NumeralKind::Cardinal),
        ("1 milliard 200 millions d'euros", "1200000000", 4, NumeralKind::Cardinal),
        ("demi-million d'euros", "500000", 1, NumeralKind::Cardinal),
        ("un demi-million d'euros", "500000", 2, NumeralKind::Cardinal),
        ("septante-huit élus", "78", 1, NumeralKind::Cardinal),
        ("quatre-vingt-dix-neuf tours", "99", 1, NumeralKind::Cardinal),
        ("quatre vingt dix neuf tours", "99", 4, NumeralKind::Cardinal),
        ("nonante et un euros", "91", 3, NumeralKind::Cardinal),
        ("mil neuf cent quatorze", "1914", 4, NumeralKind::Cardinal),
        ("cinquante cents", "50", 1, NumeralKind::Cardinal),
        ("huit cents dollars", "800", 2, NumeralKind::Cardinal),
        ("2 ou 3", "2", 1, NumeralKind::Cardinal),
        ("deux policiers", "2", 1, NumeralKind::Cardinal),
        ("20 2016", "20", 1, NumeralKind::Cardinal),
        ("une centaine de milliers de", "100000", 4, NumeralKind::Collective),
        ("des centaines de milliers", "100000", 4, NumeralKind::Collective),
        ("plusieurs centaines de milliers", "200000", 4, NumeralKind::Collective),
        ("onze cents ouvriers", "1100", 2, NumeralKind::Cardinal),
        ("quinze cents par minute", "15", 1, NumeralKind::Cardinal),
        ("4 1/2 %", "4.5", 4, NumeralKind::Cardinal),
        ("4 1/2023", "4", 1, NumeralKind::Cardinal),
        ("trois quarts de million", "750000", 4, NumeralKind::Cardinal),
        ("plusieurs dizaines de", "20", 2, NumeralKind::Collective),
        ("une demi-douzaine de", "6", 2, NumeralKind::Collective),
        ("une bonne centaine", "100", 3, NumeralKind::Collective),
        ("un quart", "0.25", 2, NumeralKind::Fraction),
        ("trois cinquièmes", "0.6", 2, NumeralKind::Fraction),
        ("la moitié", "", 0, NumeralKind::Fraction),
        ("moitié", "0.5", 1, NumeralKind::Fraction),
        ("deuxième sommet", "2", 1, NumeralKind::Ordinal),
        ("vingt et unième", "21", 3, NumeralKind::Ordinal),
        ("21e édition", "21", 1, NumeralKind::Ordinal),
        ("XXIe siècle", "21", 1, NumeralKind::Roman),
        ("XIV", "14", 1, NumeralKind::Roman),
        ("deux-roues", "", 0, NumeralKind::Cardinal),
        ("des policiers", "", 0, NumeralKind::Cardinal),
        ("12.05.2018", "", 0, NumeralKind::Cardinal),
        ("2016-2018", "", 0, NumeralKind::Cardinal),
        ("IIII", "", 0, NumeralKind::Roman),
        ("99999999999999999999999999999999", "", 0, NumeralKind::Cardinal),
        ("79228162514264337593543950335 milliards", "", 0, NumeralKind::Cardinal),
    ] {
        let got = read(phrase);
        let want = (tokens > 0).then(|| (value.parse::<Decimal>().expect("a decimal"), tokens, kind));
        assert_eq!(got.map(|n| (n.value, n.tokens, n.kind)), want, "{phrase:?}");
    }
}

#[test]
fn a_plural_without_a_figure_is_a_lower_bound() {
    let n = read("des dizaines de morts").expect("a numeral");
    assert_eq!((n.value, n.plural, n.approximate), (20.into(), true, false));
    let n = read("une dizaine de morts").expect("a numeral");
    assert_eq!((n.value, n.plural, n.approximate), (10.into(), false, true));
    let n = read("2,5 millions d'euros").expect("a numeral");
    assert_eq!((n.scale, n.digits), (1_000_000.into(), true));
}
