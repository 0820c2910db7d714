//! The files that researchers hold: feeds, archives, exports of press databases, pages, office files; good and broken.

use super::program::{assert_code, depeche, extract, lines, values};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

struct Ran {
    dir: TempDir,
    documents: Vec<Value>,
    errors: Vec<Value>,
}

impl Ran {
    fn all(&self, key: &str) -> Vec<String> {
        let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        self.documents.iter().map(|d| text(&d[key])).collect()
    }

    fn codes(&self) -> Vec<&str> {
        self.errors.iter().filter_map(|e| e["code"].as_str()).collect()
    }

    fn page(&self) -> Value {
        serde_json::from_str(&fs::read_to_string(self.dir.path().join("out/run.json")).expect("a page")).expect("JSON")
    }
}

/// Runs over one file; `code` is the exit code that it must give.
fn run(name: &str, bytes: &[u8], code: i32) -> Ran {
    run_with(name, bytes, code, &[])
}

fn run_with(name: &str, bytes: &[u8], code: i32, more: &[&str]) -> Ran {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join(name);
    fs::create_dir_all(input.parent().expect("a folder")).expect("a folder");
    fs::write(&input, bytes).expect("an input");
    ran(dir, &input, code, more)
}

fn ran(dir: TempDir, input: &Path, code: i32, more: &[&str]) -> Ran {
    let out = dir.path().join("out");
    assert_code(&extract(input, &out, &[&["--quiet"], more].concat()), code);
    Ran {
        documents: lines(&out.join("documents.jsonl")),
        errors: lines(&out.join("errors.jsonl")),
        dir,
    }
}

/// A zip archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// A tar archive of these files.
fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, *bytes).expect("memory");
    }
    builder.into_inner().expect("memory")
}

#[test]
fn feeds_of_three_kinds_give_an_article_an_item() {
    let rss = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>La Gazette</title>\
        <item><title>Le port &amp;amp; la gare</title><link>https://a.fr/1</link><pubDate>mer., 17 juil. 2024 08:00:00 +0200</pubDate>\
        <description><![CDATA[<p>Le port a ferm&eacute; hier.</p><p>Il rouvrira.</p>]]></description></item>\
        <item><title>Vide</title><link>https://a.fr/2</link></item></channel></rss>";
    let found = run("flux.xml", rss.as_bytes(), 1);
    assert_eq!(found.all("doc_id"), ["https://a.fr/1"]);
    assert_eq!(found.all("doc_date"), ["2024-07-17"]);
    assert_eq!(found.all("publication"), ["La Gazette"]);
    assert_eq!(found.all("title"), ["Le port & la gare"]);
    assert_eq!(
        found.all("chars"),
        [format!("{}", "Le port a fermé hier.\nIl rouvrira.".chars().count())]
    );
    assert_eq!(found.codes(), ["read.no_text"]);

    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Actu</title><entry><id>tag:a,1</id><title>Le port</title>\
        <link href=\"https://a.fr/1\"/><published>2024-07-16T08:00:00Z</published><updated>2024-07-18T08:00:00Z</updated>\
        <content type=\"xhtml\"><div><p>Le port a <b>fermé</b>.</p></div></content></entry>\
        <entry><id>tag:a,2</id><updated>2024-07-18T08:00:00Z</updated><summary>Le pont a rouvert.</summary></entry></feed>";
    let found = run("flux.atom", atom.as_bytes(), 0);
    assert_eq!(found.all("doc_date"), ["2024-07-16", "2024-07-18"]);
    assert_eq!(found.documents[1]["status"], "warnings");
    let rdf = "<rdf:RDF xmlns:rdf=\"r\" xmlns:dc=\"d\"><channel><title>Actu</title></channel>\
        <item rdf:about=\"https://a.fr/1\"><title>T</title><dc:date>2024-07-16</dc:date><description>Le port a fermé.</description></item></rdf:RDF>";
    assert_eq!(run("flux.rdf", rdf.as_bytes(), 0).all("doc_date"), ["2024-07-16"]);
}

#[test]
fn broken_xml_costs_what_follows_and_says_so() {
    let item = "<item><guid>1</guid><description>Le port a fermé.</description></item>";
    let found = run(
        "a.rss",
        format!("<rss><channel>{item}<item><description>Le pont").as_bytes(),
        1,
    );
    assert_eq!(
        (found.all("doc_id"), found.codes()),
        (vec!["1".to_owned()], vec!["read.damaged"])
    );
    let deep = format!("<rss><channel><item>{}", "<a>".repeat(5000));
    assert_eq!(run("b.rss", deep.as_bytes(), 1).codes(), ["read.too_deep"]);
    assert_eq!(run("c.xml", b"<catalog><cd/></catalog>", 1).codes(), ["read.format"]);
    assert_eq!(run("d.rss", b"<rss><channel></channel></rss>", 1).codes(), ["read.empty"]);
    let long = format!("<rss><channel><item><description>{}", "mot ".repeat(50_000));
    assert_eq!(
        run_with("e.rss", long.as_bytes(), 1, &["--max-document", "1000"]).codes(),
        ["read.too_large"]
    );
}

#[test]
fn xml_of_editors_and_agencies_is_read() {
    let tei = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>Le port</title></titleStmt>\
        <publicationStmt><publisher>La Gazette</publisher><date when=\"2024-07-16\"/></publicationStmt></fileDesc>\
        <profileDesc><creation><date type=\"download\">2024-09-01</date></creation></profileDesc></teiHeader>\
        <text><body><head>Fin</head><p>Le <hi>port</hi> a fermé.</p><p>Il rouvrira.</p></body></text></TEI>";
    let found = run("a.tei", tei.as_bytes(), 0);
    assert_eq!(found.all("doc_date"), ["2024-07-16"]);
    assert_eq!(found.all("publication"), ["La Gazette"]);
    assert_eq!(
        found.all("chars"),
        ["Fin\nLe port a fermé.\nIl rouvrira.".chars().count().to_string()]
    );
    let own = "<doc sitename=\"La Gazette\" title=\"T\" date=\"2024-07-16\" source=\"https://a.fr/1\"><main><p>Le port a ferm&#233;.</p>\
        <quote>Bien</quote></main><comments><p>Bravo le 3 mai 2024.</p></comments></doc>";
    let found = run("b.xml", own.as_bytes(), 0);
    assert_eq!(found.all("chars"), ["Le port a fermé.\nBien".chars().count().to_string()]);
    let newsml = "<newsMessage><itemSet><newsItem guid=\"urn:1\"><itemMeta><provider literal=\"AFX\"/></itemMeta><contentMeta>\
        <contentCreated>2024-07-16T08:00:00Z</contentCreated><headline>T</headline></contentMeta><contentSet><inlineXML><nitf><body>\
        <body.content><p>Le port a fermé.</p></body.content></body></nitf></inlineXML></contentSet></newsItem></itemSet></newsMessage>";
    let found = run("c.xml", newsml.as_bytes(), 0);
    assert_eq!(
        (found.all("doc_id"), found.all("doc_date")),
        (vec!["urn:1".to_owned()], vec!["2024-07-16".to_owned()])
    );
    let nitf = "<nitf><head><docdata><doc-id id-string=\"n1\"/><date.issue norm=\"20240716\"/></docdata><pubdata name=\"La Gazette\"/></head>\
        <body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content><block><p>Le port a fermé.</p></block></body.content></body></nitf>";
    let found = run("d.nitf", nitf.as_bytes(), 0);
    assert_eq!(
        (found.all("doc_id"), found.all("doc_date")),
        (vec!["n1".to_owned()], vec!["2024-07-16".to_owned()])
    );
}

/// A record of a WARC file.
fn record(kind: &str, uri: &str, content: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

#[test]
fn pages_of_a_warc_are_articles_and_the_rest_is_counted() {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>T</title>\
        <meta property=\"article:published_time\" content=\"2024-07-16T08:00:00+02:00\"></head><body><nav>Accueil Abonnez-vous</nav>\
        <article><h1>T</h1><p>Le port de Morvaux a fermé hier, a dit le maire de la commune.</p></article><footer>Mentions légales</footer></body></html>";
    let bytes = [
        record("warcinfo", "", "application/warc-fields", b"software: x"),
        record(
            "response",
            "https://a.fr/1",
            "application/http; msgtype=response",
            page.as_bytes(),
        ),
        record(
            "response",
            "https://a.fr/2",
            "application/http",
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>",
        ),
        record("conversion", "https://a.fr/3", "text/plain", "Le pont a rouvert.".as_bytes()),
    ]
    .concat();
    let found = run("a.warc", &bytes, 0);
    assert_eq!(found.all("doc_id"), ["https://a.fr/1", "https://a.fr/3"]);
    assert_eq!(found.all("doc_date")[0], "2024-07-16");
    assert_eq!(found.page()["left_out"]["records of a WARC that hold no page"], 2);
    let torn = run("b.warc", &bytes[..bytes.len() - 20], 1);
    assert_eq!((torn.documents.len(), torn.codes()), (1, vec!["read.damaged"]));
}

#[test]
fn archives_are_read_like_folders() {
    let files: [(&str, &[u8]); 4] = [
        ("presse/2024-07-16/a.txt", "Le port a fermé hier.".as_bytes()),
        (
            "presse/b.jsonl",
            b"{\"id\": \"b\", \"text\": \"Le port ferme.\"}\n{\"text\": 1}\n",
        ),
        ("presse/photo.jpg", b"\xff\xd8\xff"),
        ("__MACOSX/presse/._a.txt", b"x"),
    ];
    for (name, bytes) in [("a.zip", zip(&files)), ("a.tar", tar(&files))] {
        let found = run(name, &bytes, 1);
        assert_eq!(
            found.all("doc_id"),
            [format!("{name}/presse/2024-07-16/a.txt"), "b".to_owned()]
        );
        assert_eq!(found.all("doc_date"), ["2024-07-16", "null"]);
        assert_eq!(found.codes(), ["read.type"]);
        assert_eq!(found.page()["left_out"]["pictures, sounds and films"], 1);
    }
    let inner = zip(&[("a.txt", "Le port a fermé.".as_bytes())]);
    assert_eq!(
        run("n.zip", &zip(&[("i.zip", &inner)]), 0).all("doc_id"),
        ["n.zip/i.zip/a.txt"]
    );
    let mut torn = zip(&files);
    torn.truncate(torn.len() - 30);
    assert_eq!(run("torn.zip", &torn, 1).codes(), ["read.damaged"]);
    let bomb = zip(&[("a.txt", &vec![b' '; 64 << 20])]);
    assert_eq!(run("bomb.zip", &bomb, 1).codes(), ["read.too_large"]);
    let mut nested = inner;
    for _ in 0..4 {
        nested = zip(&[("i.zip", &nested)]);
    }
    assert_eq!(run("deep.zip", &nested, 1).codes(), ["read.too_deep"]);
}

#[test]
fn exports_of_press_databases_are_cut_into_articles() {
    let factiva = "HD\nLe port ferme\n\nWC\n20 mots\n\nPD\n16 juillet 2024\n\nSN\nLa Gazette\n\nLA\nFrançais\n\nLP\nLe port a fermé hier.\n\nTD\nIl rouvrira.\n\nAN\nDocument GAZET00020240716ek7g00001\n\n";
    let found = run(
        "a.txt",
        format!("{factiva}{}", factiva.replace("00001", "00002")).as_bytes(),
        0,
    );
    assert_eq!(
        found.all("doc_id"),
        ["GAZET00020240716ek7g00001", "GAZET00020240716ek7g00002"]
    );
    assert_eq!(found.all("chars"), ["35", "35"]);
    assert_eq!(found.all("publication")[0], "La Gazette");
    let html = factiva
        .split("\n\n")
        .filter_map(|f| f.split_once('\n'))
        .map(|(code, value)| format!("<tr><td><b>{code}</b></td><td>{value}</td></tr>"))
        .collect::<String>();
    let html = format!("<html><body><div class=\"article frFRArticle\"><table>{html}</table></div></body></html>");
    assert_eq!(run("a.html", html.as_bytes(), 0).all("title"), ["Le port ferme"]);
    let nexis = "Le port ferme\nLa Gazette\n16 juillet 2024 mardi\n\nCopyright 2024 La Gazette\n\nSection: ÉCO; Pg. 4\nLength: 20 words\n\nBody\n\n\nLe port a fermé hier.\n\nLoad-Date: July 17, 2024\n\n\nEnd of Document\n\n";
    let found = run("b.txt", nexis.repeat(2).as_bytes(), 0);
    assert_eq!(found.all("title"), ["Le port ferme", "Le port ferme"]);
    assert_eq!(found.all("doc_date"), ["2024-07-16", "2024-07-16"]);
    assert_eq!(found.all("publication")[0], "La Gazette");
    assert_eq!(found.all("chars")[0], "21");
    let rtf = nexis.replace('\n', "\\par ").replace('É', "\\'c9").replace('é', "\\'e9");
    assert_eq!(
        run("b.rtf", format!("{{\\rtf1\\ansi {rtf}}}").as_bytes(), 0).all("chars"),
        ["21"]
    );
    let iramuteq =
        "**** *doc_a1 *annee_2024 *mois_202407 *journal_gazette\nLe port a fermé.\n\n**** *doc_a2 *date_2024-07-16\nIl rouvre.\n";
    let found = run("c.txt", iramuteq.as_bytes(), 0);
    assert_eq!(found.all("doc_id"), ["a1", "a2"]);
    assert_eq!(found.all("doc_date"), ["2024-07", "2024-07-16"]);
    // A text that only looks a little like an export is one text.
    let near = "IN MEMORIAM\n\nHD est le sigle de haute définition.\nLe port a fermé en 12 mots.\n";
    assert_eq!(run("d.txt", near.as_bytes(), 0).all("doc_id"), ["d.txt"]);
}

#[test]
fn office_files_and_pages_are_read() {
    let word = "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
        <w:p><w:r><w:t>Le port a ferm&#233;</w:t></w:r><w:r><w:t xml:space=\"preserve\"> hier.</w:t></w:r></w:p><w:p><w:r><w:t>Il rouvre.</w:t></w:r></w:p></w:body></w:document>";
    let docx = zip(&[("word/document.xml", word.as_bytes())]);
    assert_eq!(run("2024-07-16.docx", &docx, 0).all("doc_date"), ["2024-07-16"]);
    assert_eq!(
        run("a.docx", &docx, 0).all("chars"),
        ["Le port a fermé hier.\nIl rouvre.".chars().count().to_string()]
    );
    assert_eq!(run("b.docx", b"PK\x03\x04 and no more", 1).codes(), ["read.damaged"]);
    let page = "<!DOCTYPE html><html><head><meta property=\"og:site_name\" content=\"La Gazette\"><script type=\"application/ld+json\">\
        {\"@type\": \"NewsArticle\", \"datePublished\": \"2024-07-16T06:00:00Z\"}</script></head><body><nav>Accueil</nav><main><h1>T</h1>\
        <p>Le port de Morvaux a fermé hier, a dit le maire de la commune.</p></main><footer>Mentions</footer></body></html>";
    let found = run("p.html", page.as_bytes(), 0);
    assert_eq!(
        (found.all("doc_date"), found.all("publication")),
        (vec!["2024-07-16".to_owned()], vec!["La Gazette".to_owned()])
    );
}

/// A workbook of LibreOffice with these rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
         <table:table table:name=\"a\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"m\"/>"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn tables_of_libreoffice_are_read_and_do_not_grow_without_end() {
    let cell = |text: &str, more: &str| {
        format!("<table:table-cell office:value-type=\"string\"{more}><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: &[&str], more: &str| {
        let cells: String = cells.iter().map(|c| cell(c, "")).collect();
        format!("<table:table-row{more}>{cells}<table:table-cell table:number-columns-repeated=\"16381\"/></table:table-row>")
    };
    let good = format!(
        "{}{}",
        row(&["id", "texte", "date"], ""),
        row(&["7", "Le port a fermé.", "16/07/2024"], "")
    );
    let end = "<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let found = run("t.ods", &ods(&format!("{good}{end}")), 0);
    assert_eq!(
        (found.all("doc_id"), found.all("doc_date")),
        (vec!["7".to_owned()], vec!["2024-07-16".to_owned()])
    );
    let wide = cell("x", " table:number-columns-repeated=\"16384\"");
    let bomb = format!("{good}<table:table-row table:number-rows-repeated=\"5000\">{wide}</table:table-row>");
    assert_eq!(run("b.ods", &ods(&bomb), 1).codes(), ["read.too_large"]);
    assert_eq!(run("old.xls", b"\xd0\xcf\x11\xe0 and no more", 1).codes(), ["read.format"]);
}

#[test]
fn what_is_not_read_names_the_remedy() {
    let found = run("a.pdf", b"%PDF-1.7", 1);
    assert_eq!(found.codes(), ["read.pdf"]);
    let message = found.errors[0]["message"].as_str().expect("a message");
    assert!(message.contains("PDF is not read: pdftotext FILE"), "{message}");
    // Whatever its name says.
    assert_eq!(run("a.txt", b"%PDF-1.7", 1).codes(), ["read.pdf"]);
    assert_eq!(run("a.png", b"\x89PNG\r\n", 1).codes(), ["read.media"]);
}

#[test]
fn tables_of_excel_and_dates_of_every_kind() {
    let table = "\u{feff}sep=;\r\n\"id\";\"date\";\"texte\"\r\n\"007\";\"mar. 16 juil. 2024\";\"Le port ; la gare\nferment.\"\r\n\"008\";\"16/07/24\";\"<p>Le port a ferm&eacute;.</p>\"\r\n\"009\";\"45490\";\"Bon.\"\r\n\"010\";\"01/01/0001\";\"Bon.\"\r\n\r\n";
    let found = run("t.csv", table.as_bytes(), 0);
    assert_eq!(found.all("doc_id"), ["007", "008", "009", "010"]);
    assert_eq!(found.all("doc_date"), ["2024-07-16", "2024-07-16", "2024-07-17", "null"]);
    let page = found.page();
    assert_eq!(
        (
            &page["odd"]["stripped_html"],
            &page["odd"]["odd_date"],
            &page["odd"]["without_date"]
        ),
        (&1.into(), &1.into(), &1.into())
    );
}

#[test]
fn an_id_is_given_once() {
    let rows = "{\"id\": \"a\", \"text\": \"Le port ferme.\"}\n{\"id\": \"a\", \"text\": \"Le pont rouvre.\"}\n";
    let found = run("r.jsonl", rows.as_bytes(), 0);
    assert_eq!(found.all("doc_id"), ["a", "a@r.jsonl#2"]);
    assert_eq!(found.page()["odd"]["duplicate_id"], 1);
    let mixed = "{\"id\": \"a\", \"text\": \"Bon.\"}\n"
        .bytes()
        .chain(*b"{\"id\": \"a\", \"text\": \"L'\xe9t\xe9.\"}\n");
    let found = run("m.jsonl", &mixed.collect::<Vec<u8>>(), 0);
    assert_eq!(found.all("doc_id"), ["a", "a@m.jsonl#2"]);
}

#[test]
fn a_text_that_is_not_french_is_told() {
    let english = "The company said on Monday that it would close the plant and cut three hundred jobs in the region by the end of the year.";
    let found = run("a.txt", english.as_bytes(), 0);
    assert_eq!(
        (found.all("status"), found.all("language")),
        (vec!["not_french".to_owned()], vec!["en".to_owned()])
    );
    let french = "Le groupe a annoncé lundi la fermeture de son usine et la suppression de trois cents postes dans la région.";
    assert_eq!(run("b.txt", french.as_bytes(), 0).all("language"), ["fr"]);
    assert_eq!(run("c.txt", "Le port a fermé.".as_bytes(), 0).all("status"), ["ok"]);
}

#[test]
fn a_format_can_be_forced() {
    let rows = b"{\"text\": \"Le port ferme.\"}\n";
    assert_eq!(run_with("a.dat", rows, 0, &["--format", "text"]).all("doc_id"), ["a.dat"]);
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("a.txt");
    fs::write(&input, "Le port.").expect("a text");
    assert_code(&extract(&input, &dir.path().join("out"), &["--format", "pfd"]), 2);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_does_not_hang_the_run() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in");
    fs::create_dir(&input).expect("a folder");
    fs::write(input.join("a.txt"), "Le port a fermé.").expect("a text");
    let made = std::process::Command::new("mkfifo").arg(input.join("b.txt")).status();
    if !made.is_ok_and(|s| s.success()) {
        return;
    }
    let found = ran(dir, &input, 0, &[]);
    assert_eq!(found.all("doc_id"), ["a.txt"]);
    assert_eq!(found.page()["left_out"]["pipes, sockets and devices"], 1);
}

#[test]
fn finished_runs_and_foreign_files_are_not_written_over() {
    let dir = TempDir::new().expect("a folder");
    let (one, two) = (dir.path().join("one.txt"), dir.path().join("two.txt"));
    fs::write(&one, "Le port a fermé.").expect("a text");
    fs::write(&two, "Le pont a rouvert.").expect("a text");
    let out = dir.path().join("out");
    assert_code(&extract(&one, &out, &[]), 0);
    assert_code(&extract(&one, &out, &[]), 0);
    assert_code(&extract(&two, &out, &[]), 2);
    assert_eq!(values(&out.join("documents.jsonl"), "doc_id"), ["one.txt"]);
    assert_code(&extract(&two, &out, &["--restart"]), 0);
    let foreign = dir.path().join("mine.jsonl");
    fs::write(&foreign, "{\"id\": 1}\n").expect("a file");
    assert_code(&extract(&one, &foreign, &["--restart"]), 2);
    assert_eq!(fs::read_to_string(&foreign).expect("it is there"), "{\"id\": 1}\n");
    let run = extract(&one, &dir.path().join("x.csv"), &[]);
    assert_code(&run, 2);
    let message = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(message.contains("depeche export DIR --to csv"), "{message}");
    let help = depeche(&["extract", "--help"]).output().expect("the program is built");
    assert!(String::from_utf8_lossy(&help.stdout).contains("--any-language"));
}
