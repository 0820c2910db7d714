//! French numerals in words, written by the rules of grammar books and not by those of the reader.

/// How compounds are written.
#[derive(Debug, Clone, Copy)]
pub enum Spelling {
    /// Hyphens below a hundred only, « vingt et un » open.
    Classic,
    /// Hyphens between all words, as allowed since 1990.
    Reformed,
}

const LOW: [&str; 17] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
    "quinze", "seize",
];
const TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];

fn below_hundred(n: u64, last: bool) -> String {
    let low = |n: u64| match n {
        0..=16 => LOW[n as usize].to_owned(),
        _ => format!("dix-{}", LOW[n as usize - 10]),
    };
    match n {
        0..=19 => low(n),
        80 if last => "quatre-vingts".to_owned(),
        80 => "quatre-vingt".to_owned(),
        81..=99 => format!("quatre-vingt-{}", low(n - 80)),
        20..=69 => match n % 10 {
            0 => TENS[n as usize / 10].to_owned(),
            1 => format!("{} et un", TENS[n as usize / 10]),
            rest => format!("{}-{}", TENS[n as usize / 10], LOW[rest as usize]),
        },
        71 => "soixante et onze".to_owned(),
        _ => format!("soixante-{}", low(n - 60)),
    }
}

fn below_thousand(n: u64, last: bool) -> String {
    let (h, r) = (n / 100, n % 100);
    let head = match h {
        0 => return below_hundred(r, last),
        1 => "cent".to_owned(),
        _ if r == 0 && last => format!("{} cents", LOW[h as usize]),
        _ => format!("{} cent", LOW[h as usize]),
    };
    if r == 0 {
        head
    } else {
        format!("{head} {}", below_hundred(r, last))
    }
}

fn below_million(n: u64, last: bool) -> String {
    match (n / 1000, n % 1000) {
        (0, r) => below_thousand(r, last),
        (1, 0) => "mille".to_owned(),
        (1, r) => format!("mille {}", below_thousand(r, last)),
        (t, 0) => format!("{} mille", below_thousand(t, false)),
        (t, r) => format!("{} mille {}", below_thousand(t, false), below_thousand(r, last)),
    }
}

/// The numeral in words, up to a billiard.
pub fn written(mut n: u64, spelling: Spelling) -> String {
    if n == 0 {
        return "zéro".to_owned();
    }
    let mut parts = Vec::new();
    for (by, name) in [
        (1_000_000_000_000_000, "billiard"),
        (1_000_000_000, "milliard"),
        (1_000_000, "million"),
    ] {
        let k = n / by;
        if k > 0 {
            parts.push(format!("{} {name}{}", below_million(k, true), if k > 1 { "s" } else { "" }));
        }
        n %= by;
    }
    if n > 0 {
        parts.push(below_million(n, true));
    }
    let text = parts.join(" ");
    match spelling {
        Spelling::Classic => text,
        Spelling::Reformed => text.replace(' ', "-"),
    }
}
