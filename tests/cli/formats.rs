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
pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
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
    let message = found.errors[0]["message"].as_str().expect("a message");
    assert!(message.contains("save the page of its link as .html"), "{message}");

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
pub(super) fn record(kind: &str, uri: &str, content: &str, body: &[u8]) -> Vec<u8> {
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
    let numbered = iramuteq.replacen("****", "0001", 1).replacen("****", "0002", 1);
    assert_eq!(run("n.txt", numbered.as_bytes(), 0).all("doc_id"), ["a1", "a2"]);
    assert_eq!(
        run("m.txt", "2024 * Le port a fermé.\n**** Fin\n".as_bytes(), 0).all("doc_id"),
        ["m.txt"]
    );
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
    assert!(message.contains("pdftotext report.pdf report.txt"), "{message}");
    for name in ["a.doc", "a", "a.txt", "a.docx"] {
        let found = run(name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", 1);
        assert_eq!(found.codes(), ["read.format"], "{name}");
        let message = found.errors[0]["message"].as_str().expect("a message");
        assert!(message.contains("old Word file: save it as .docx"), "{name}: {message}");
    }
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
            &page["odd"]["unread_date"],
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

/// A workbook of Excel with these rows; the second column of a row is a day.
fn xlsx(rows: &[[&str; 3]]) -> Vec<u8> {
    let words = |at: String, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |(i, [id, day, text]): (usize, &[&str; 3])| {
        let n = i + 1;
        let day = match day.parse::<u32>() {
            Ok(day) => format!("<c r=\"B{n}\" s=\"1\"><v>{day}</v></c>"),
            Err(_) => words(format!("B{n}"), day),
        };
        let (id, text) = (words(format!("A{n}"), id), words(format!("C{n}"), text));
        format!("<row r=\"{n}\">{id}{day}{text}</row>")
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{relations}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    );
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    let root = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    zip(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn workbooks_of_excel_are_read_and_damaged_ones_refused() {
    let rows = [
        ["id", "date", "texte"],
        ["7", "45489", "Le port a fermé."],
        ["8", "mardi", "Le pont rouvre."],
    ];
    let found = run("t.xlsx", &xlsx(&rows), 0);
    assert_eq!(found.all("doc_id"), ["7", "8"]);
    assert_eq!(found.all("doc_date"), ["2024-07-16", "null"]);
    let bare = run_with("t.xlsx", &xlsx(&rows[1..]), 0, &["--columns", "id,date,text"]);
    assert_eq!(bare.all("doc_id"), ["7", "8"]);
    let mut torn = xlsx(&rows);
    torn.truncate(torn.len() / 2);
    assert_eq!(run("torn.xlsx", &torn, 1).codes(), ["read.damaged"]);
    let broken = zip(&[("xl/workbook.xml", b"<workbook><sheets>")]);
    assert_eq!(run("broken.xlsx", &broken, 1).codes(), ["read.damaged"]);
}

#[test]
fn a_table_without_a_header_has_the_columns_that_are_named() {
    let rows = "a;1721120000;Le port a fermé.\nb;1721120000000;Le pont ; rouvre.\nc;0204-07-16;Bon.\nd;99999999999999999;Bon.\n";
    let found = run_with("t.csv", rows.as_bytes(), 1, &["--columns", "id,date,texte"]);
    assert_eq!(found.all("doc_id"), ["a", "c", "d"]);
    // Years that no article can be of are left out, and counted.
    assert_eq!(found.all("doc_date"), ["2024-07-16", "null", "null"]);
    assert_eq!(found.page()["odd"]["unread_date"], 2);
    assert_eq!(found.codes(), ["read.row"]);
    let message = found.errors[0]["message"].as_str().expect("a message");
    assert!(message.contains("--columns names 3"), "{message}");
    // Not asked for, the first row is a header, and the message names the option.
    let found = run("t.csv", b"a,1721120000,Le port.\nb,1721120000,Le pont.\n", 1);
    let message = found.errors[0]["message"].as_str().expect("a message");
    assert!(message.contains("--columns"), "{message}");
    // A table that Excel has marked still has no header.
    let found = run_with(
        "t.csv",
        b"sep=|\nid1|16.07.2024|Le port ; la gare\n",
        0,
        &["--columns", "id, date, text"],
    );
    assert_eq!(
        (found.all("doc_id"), found.all("doc_date")),
        (vec!["id1".to_owned()], vec!["2024-07-16".to_owned()])
    );
}

#[test]
fn newsml_of_the_first_kind_is_read() {
    let item = |id: &str, body: &str| {
        format!(
            "<NewsItem><Identification><NewsIdentifier><ProviderId>agence.fr</ProviderId><DateId>20240716</DateId><NewsItemId>{id}</NewsItemId>\
             </NewsIdentifier></Identification><NewsManagement><FirstCreated>20240716T080000Z</FirstCreated></NewsManagement><NewsComponent>\
             <NewsLines><HeadLine>Le port ferme</HeadLine></NewsLines><ContentItem><DataContent>{body}</DataContent></ContentItem></NewsComponent></NewsItem>"
        )
    };
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE NewsML SYSTEM \"NewsML_1.2.dtd\"><NewsML><NewsEnvelope>\
        <DateAndTime>20240717T080000Z</DateAndTime></NewsEnvelope>";
    let good = item("n1", "<p>Le port a fermé hier.</p><p>Il rouvrira.</p>");
    let found = run("a.xml", format!("{head}{good}{}</NewsML>", item("n2", "")).as_bytes(), 1);
    assert_eq!(
        (found.all("doc_id"), found.all("doc_date"), found.all("title")),
        (
            vec!["n1".to_owned()],
            vec!["2024-07-16".to_owned()],
            vec!["Le port ferme".to_owned()]
        )
    );
    assert_eq!(
        found.all("chars"),
        ["Le port a fermé hier.\nIl rouvrira.".chars().count().to_string()]
    );
    assert_eq!(found.codes(), ["read.no_text"]);
    let torn = run(
        "b.xml",
        format!("{head}{good}<NewsItem><NewsComponent><NewsLines>").as_bytes(),
        1,
    );
    assert_eq!(
        (torn.all("doc_id"), torn.codes()),
        (vec!["n1".to_owned()], vec!["read.damaged"])
    );
}

#[test]
fn newsml_of_the_second_kind_is_read_as_far_as_it_goes() {
    let item = |id: &str| {
        format!(
            "<newsItem guid=\"{id}\"><contentMeta><contentCreated>2024-07-16T08:00:00+02:00</contentCreated><headline>Le port</headline></contentMeta>\
             <contentSet><inlineXML contenttype=\"application/xhtml+xml\"><html><body><p>Le port a fermé.</p></body></html></inlineXML></contentSet></newsItem>"
        )
    };
    let message = |end: &str| format!("<newsMessage><itemSet>{}{}{end}", item("urn:1"), item("urn:2"));
    let found = run("a.xml", message("</itemSet></newsMessage>").as_bytes(), 0);
    assert_eq!(
        (found.all("doc_id"), found.all("chars")),
        (vec!["urn:1".to_owned(), "urn:2".to_owned()], vec!["16".to_owned(); 2])
    );
    let torn = run("b.xml", message("<newsItem guid=\"urn:3\"><contentSet>").as_bytes(), 1);
    assert_eq!((torn.documents.len(), torn.codes()), (2, vec!["read.damaged"]));
    // XHTML is a page, whatever stands before its root.
    let page = "<?xml version=\"1.0\"?><!DOCTYPE html><!-- a > b --><html><head><title>T</title></head><body><article>\
        <p>Le port de Morvaux a fermé hier, a dit le maire de la commune.</p></article></body></html>";
    assert_eq!(run("p.xml", page.as_bytes(), 0).all("doc_id"), ["p.xml"]);
}

#[test]
fn a_page_of_nexis_and_a_print_of_factiva_are_cut_into_articles() {
    let block = |words: &str| format!("<DIV CLASS=\"c3\"><P CLASS=\"c1\"><SPAN CLASS=\"c2\">{words}</SPAN></P></DIV>");
    let article = |n: u8, title: &str, body: &str| {
        let number = format!("{n} of 2 DOCUMENTS");
        let day = format!("mardi {} juillet 2024", 15 + n);
        [
            number.as_str(),
            "La Gazette",
            &day,
            title,
            "LENGTH: 20 mots",
            body,
            "LOAD-DATE: July 17, 2024",
        ]
        .map(block)
        .concat()
    };
    let good =
        article(1, "Le port ferme", "Le port a fermé hier.") + &article(2, "Le pont rouvre", "Le pont a rouvert ce matin.");
    let found = run(
        "a.html",
        format!("<HTML><HEAD><TITLE>Export</TITLE></HEAD><BODY>{good}</BODY></HTML>").as_bytes(),
        0,
    );
    assert_eq!(found.all("title"), ["Le port ferme", "Le pont rouvre"]);
    assert_eq!(found.all("doc_date"), ["2024-07-16", "2024-07-17"]);
    assert_eq!(found.all("chars"), ["21", "27"]);
    let empty = article(1, "Le port ferme", "Le port a fermé hier.") + &article(2, "Le pont rouvre", "");
    assert_eq!(run("b.html", empty.as_bytes(), 1).codes(), ["read.no_text"]);

    let print = "Le port ferme\n\n20 mots\n16 juillet 2024\n08:15\nLa Gazette\nGAZET\n4\nFrançais\nCopyright 2024 La Gazette\n\n\
        Le port a fermé hier.\n\nIl rouvrira.\n\nDocument GAZET00020240716ek7g00001\n\n";
    let found = run("c.txt", print.repeat(2).replacen("00001", "00002", 1).as_bytes(), 0);
    assert_eq!(
        found.all("doc_id"),
        ["GAZET00020240716ek7g00002", "GAZET00020240716ek7g00001"]
    );
    assert_eq!(found.all("publication")[0], "La Gazette");
    assert_eq!(
        found.all("chars")[0],
        "Le port a fermé hier.\n\nIl rouvrira.".chars().count().to_string()
    );
    let stray = format!("{print}{}\n\nDocument GAZET00020240716ek7g00003\n", "mot ".repeat(30));
    assert_eq!(run("d.txt", stray.as_bytes(), 1).codes(), ["read.format"]);
}

#[test]
fn texts_of_libreoffice_are_read_and_damaged_ones_refused() {
    let content = "<office:document-content xmlns:office=\"o\" xmlns:text=\"x\"><office:body><office:text><text:h>Le port</text:h>\
        <text:p>Le port a fermé<text:s/>hier.</text:p><text:p>Il rouvre.</text:p></office:text></office:body></office:document-content>";
    let file = |content: &str| {
        zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", content.as_bytes()),
        ])
    };
    let found = run("2024-07-16.odt", &file(content), 0);
    assert_eq!(
        (found.all("chars"), found.all("doc_date")),
        (vec!["40".to_owned()], vec!["2024-07-16".to_owned()])
    );
    assert_eq!(run("torn.odt", &file(&content[..150]), 1).codes(), ["read.damaged"]);
    assert_eq!(run("none.odt", &zip(&[("a", b"")]), 1).errors.len(), 1);
}

#[test]
fn names_of_folders_date_what_lies_in_them() {
    let dir = TempDir::new().expect("a folder");
    let press = dir.path().join("press");
    for (place, text) in [
        ("2024/2024-07-16/a.txt", "Le port a fermé."),
        ("2024/07/17/b.txt", "Le pont a rouvert."),
        ("2023/c.txt", "La gare a fermé."),
        ("lot-2024/d.txt", "Bon."),
        ("2024/2024-07-16/2024-07-15_e.txt", "Bon."),
    ] {
        let path = press.join(place);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a text");
    }
    let found = ran(dir, &press, 0, &[]);
    let dates: Vec<(String, String)> = found.all("doc_id").into_iter().zip(found.all("doc_date")).collect();
    let date_of = |name: &str| dates.iter().find(|(id, _)| id.ends_with(name)).map(|(_, date)| date.as_str());
    assert_eq!(date_of("a.txt"), Some("2024-07-16"));
    assert_eq!(date_of("b.txt"), Some("2024-07-17"));
    assert_eq!(date_of("c.txt"), Some("2023"));
    assert_eq!(date_of("d.txt"), Some("null"));
    assert_eq!(date_of("e.txt"), Some("2024-07-15"));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_left_out_of_a_folder_and_told() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in");
    fs::create_dir(&input).expect("a folder");
    fs::write(input.join("a.txt"), "Le port a fermé.").expect("a text");
    let _socket = std::os::unix::net::UnixListener::bind(input.join("s.txt")).expect("a socket");
    std::os::unix::fs::symlink("/dev/zero", input.join("z.txt")).expect("a link to a device");
    std::os::unix::fs::symlink("/nowhere/at/all", input.join("gone.txt")).expect("a link to nothing");
    let out = dir.path().join("out");
    let run = extract(&input, &out, &[]);
    assert_code(&run, 1);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(told.contains("2 pipes, sockets and devices left out"), "{told}");
    assert_eq!(values(&out.join("documents.jsonl"), "doc_id"), ["a.txt"]);
    let error = lines(&out.join("errors.jsonl"));
    assert!(
        error[0]["message"].as_str().is_some_and(|m| m.contains("gone.txt")),
        "{error:?}"
    );
}

#[test]
fn a_finished_run_of_other_settings_is_refused_and_says_what_differs() {
    let dir = TempDir::new().expect("a folder");
    let (input, out) = (dir.path().join("a.txt"), dir.path().join("out"));
    fs::write(&input, "Le port a fermé hier.").expect("a text");
    assert_code(&extract(&input, &out, &["--quiet"]), 0);
    let before = fs::read(out.join("documents.jsonl")).expect("documents");
    let refused = |more: &[&str], why: &str| {
        let run = extract(&input, &out, more);
        assert_code(&run, 2);
        let message = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(
            message.contains(why) && message.contains("--restart") && message.contains("choose another output"),
            "{message}"
        );
        assert!(
            fs::read(out.join("documents.jsonl")).is_ok_and(|now| now == before),
            "the run was touched"
        );
    };
    refused(&["--date", "2024-07-16"], "--date was not given, now 2024-07-16");
    refused(&["--columns", "id,text"], "--columns was not given, now id,text");
    fs::write(&input, "Le port a fermé ce matin.").expect("a text");
    refused(&[], "has changed since");
    // Asked for, it begins anew; a folder with files of others is never written to.
    assert_code(&extract(&input, &out, &["--quiet", "--restart"]), 0);
    assert!(fs::read(out.join("documents.jsonl")).is_ok_and(|now| now != before));
    let others = dir.path().join("others");
    fs::create_dir(&others).expect("a folder");
    fs::write(others.join("events.jsonl"), "{\"mine\": 1}\n").expect("a file");
    assert_code(&extract(&input, &others, &["--restart"]), 2);
    assert_eq!(
        fs::read_to_string(others.join("events.jsonl")).expect("it is there"),
        "{\"mine\": 1}\n"
    );
}

#[test]
fn an_event_out_of_its_time_carries_a_warning_and_is_counted() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("rows.jsonl");
    let row = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"date\": \"2024-07-02\", \"text\": \"{text}\"}}\n");
    let rows = row("ahead", "Le groupe Kelvar a licencié 40 salariés le 3 septembre 2024.")
        + &row("past", "Le groupe Kelvar va licencier 40 salariés le 3 mai 2024.")
        + &row(
            "right",
            "Le groupe Kelvar a licencié 40 salariés le 3 mai 2024. Il va licencier 20 salariés le 3 septembre 2024.",
        );
    fs::write(&input, rows).expect("rows");
    let out = dir.path().join("out");
    let run = depeche(&["extract"])
        .arg(&input)
        .arg("-o")
        .arg(&out)
        .output()
        .expect("the program is built");
    assert_code(&run, 0);
    let warned: Vec<(String, String)> = lines(&out.join("events.jsonl"))
        .iter()
        .flat_map(|e| {
            e["warnings"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|w| (e["doc_id"].clone(), w.clone()))
                .collect::<Vec<_>>()
        })
        .map(|(id, w)| (id.as_str().expect("an id").to_owned(), w.as_str().expect("words").to_owned()))
        .collect();
    let of = |id: &str, words: &str| warned.iter().any(|(doc, warning)| doc == id && warning == words);
    assert!(
        of(
            "ahead",
            "dated after its article: asserted for 2024-09-03, told on 2024-07-02"
        ),
        "{warned:?}"
    );
    assert!(
        of("past", "dated before its article: planned for 2024-05-03, told on 2024-07-02"),
        "{warned:?}"
    );
    assert!(warned.iter().all(|(doc, _)| doc != "right"), "{warned:?}");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        told.contains("dated after its article") && told.contains("dated before its article"),
        "{told}"
    );
    let page: Value = serde_json::from_str(&fs::read_to_string(out.join("run.json")).expect("a page")).expect("JSON");
    assert!(page["odd_events"]["asserted_after_article"].as_u64() >= Some(1), "{page}");
}

#[test]
fn what_depeche_wrote_is_no_article() {
    let dir = TempDir::new().expect("a folder");
    let press = dir.path().join("press");
    fs::create_dir(&press).expect("a folder");
    fs::write(press.join("a.txt"), "Le port a fermé le 3 mars 2024 pour 5 M€.").expect("a text");
    assert_code(&extract(&press, &press.join("run"), &["--quiet"]), 0);
    let run = press.join("run");
    let made = |arguments: &[&str], out: &str| {
        let mut command = depeche(arguments);
        command.arg(&run).arg("-o").arg(press.join(out)).arg("--quiet");
        assert_code(&command.output().expect("the program is built"), 0);
    };
    made(&["export", "--to", "tables", "--as", "csv"], "csv");
    made(&["export", "--to", "tables", "--as", "csv", "--excel"], "excel");
    made(&["export", "--to", "tables"], "parquet");
    made(&["export", "--to", "csv"], "events.csv");
    made(&["view"], "report.html");
    fs::write(
        press.join("packed.zip"),
        zip(&[("events.jsonl", b"{\"schema\":\"depeche.event/1\"}\n")]),
    )
    .expect("a file");
    // Rows of others that look a little like it are read.
    fs::write(
        press.join("b.jsonl"),
        "{\"doc_id\": \"b\", \"schema\": \"mine\", \"text\": \"Le pont rouvre.\"}\n",
    )
    .expect("a file");
    fs::write(press.join("c.csv"), "doc_id,source,text\nc,La Gazette,Le pont rouvre.\n").expect("a file");
    made(&["export", "--to", "csv", "--excel=fr"], "french.csv");
    made(&["export", "--to", "tables", "--as", "csv", "--excel=fr"], "french");
    made(&["export", "--to", "spacy"], "spacy.jsonl");
    let found = ran(dir, &press, 0, &[]);
    assert_eq!(found.all("doc_id"), ["a.txt", "b", "c"]);
    // 4 files of the run, 7 tables three times, the events' table, the page, a member; 7 tables, the events' table and the lines for spaCy.
    assert_eq!(
        found.page()["left_out"]["files that depeche wrote"],
        4 + 3 * 7 + 1 + 1 + 1 + 7 + 1 + 1
    );
    for name in [
        "run/documents.jsonl",
        "run/run.json",
        "csv/arguments.csv",
        "parquet/amounts.parquet",
        "french/documents.csv",
        "french.csv",
        "spacy.jsonl",
        "report.html",
    ] {
        let dir = TempDir::new().expect("a folder");
        let refused = ran(dir, &press.join(name), 1, &[]);
        assert_eq!(refused.codes(), ["read.own_output"], "{name}");
    }
}

#[test]
fn texts_exported_to_other_tools_are_left_out_and_those_of_others_are_read() {
    let dir = TempDir::new().expect("a folder");
    let press = dir.path().join("press");
    fs::create_dir(&press).expect("a folder");
    fs::write(press.join("a.txt"), "Kelvar a licencié 134 salariés mardi.\n").expect("a text");
    let run = press.join("run");
    let mut command = depeche(&["extract", "--quiet"]);
    command.arg(&press).arg("-o").arg(&run);
    assert_code(&command.output().expect("the program is built"), 0);
    for (to, out) in [("brat", "brat"), ("iramuteq", "corpus.txt")] {
        let mut command = depeche(&["export", "--to", to, "--quiet"]);
        command.arg(&run).arg("-o").arg(press.join(out));
        assert_code(&command.output().expect("the program is built"), 0);
    }
    // Somebody's own articles: beside the exported ones, and in a folder of brat that depeche has not written.
    fs::write(press.join("brat/mine.txt"), "Le pont rouvre.\n").expect("a text");
    fs::create_dir(press.join("mine")).expect("a folder");
    for (name, content) in [
        ("b.txt", "Le port ferme.\n"),
        ("b.ann", "T1\tORG 0 2\tLe\n"),
        (
            "annotation.conf",
            "[entities]\nORG\n[attributes]\nFactuality\tArg:<EVENT>, Value:yes|no\n",
        ),
        ("corpus.txt", "**** *doc_1 *annee_2024\nLe pont ferme.\n"),
    ] {
        fs::write(press.join("mine").join(name), content).expect("a file");
    }
    let out = dir.path().join("out");
    let told = extract(&press, &out, &[]);
    assert_code(&told, 0);
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    let ids = values(&out.join("documents.jsonl"), "doc_id");
    assert_eq!(ids, ["a.txt", "brat/mine.txt", "mine/b.txt", "1"]);
    for part in [
        "brat: texts that depeche exported to brat are left out",
        "1 text that depeche exported to brat left out",
    ] {
        assert!(told.contains(part), "{told}");
    }
    // By name, or with a format, they are read.
    let out = dir.path().join("named");
    assert_code(&extract(&press.join("brat/a.txt.txt"), &out, &["--quiet"]), 0);
    let out = dir.path().join("forced");
    extract(&press.join("brat"), &out, &["--quiet", "--format", "text"]);
    let ids = values(&out.join("documents.jsonl"), "doc_id");
    assert_eq!(ids, ["a.txt.txt", "mine.txt"]);
}

#[test]
fn a_text_decoded_wrong_is_mended_and_counted() {
    let right = "L’usine d’Orléans a été fermée mardi : 5 M€ perdus.";
    let wrong = encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(right.as_bytes())
        .0
        .into_owned();
    let found = run("a.txt", wrong.as_bytes(), 0);
    assert_eq!(found.all("chars"), [right.chars().count().to_string()]);
    assert_eq!(found.documents[0]["amounts"][0]["unit"], "EUR");
    assert_eq!(found.page()["odd"]["mended_mojibake"], 1);
    let lost = right.replace('é', "\u{fffd}");
    assert_eq!(run("b.txt", lost.as_bytes(), 0).page()["odd"]["lost_letters"], 1);
    assert_eq!(run("c.txt", right.as_bytes(), 0).all("warnings"), ["[]"]);
}

#[test]
fn a_file_without_an_article_is_told() {
    for (name, bytes) in [
        ("a.csv", &b"id,date,text\n"[..]),
        ("a.jsonl", b"\n \n"),
        ("a.json", b"[]"),
        ("a.zip", &zip(&[])),
        ("a.warc", b""),
    ] {
        let found = run(name, bytes, 1);
        assert_eq!((found.documents.len(), found.errors.len()), (0, 0), "{name}");
        assert_eq!(found.page()["left_out"]["files without an article"], 1, "{name}");
    }
    let said = extract(Path::new("/dev/null"), Path::new("-"), &[]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("read.empty"), "{said:?}");
    let dir = TempDir::new().expect("a folder");
    let said = extract(dir.path(), &dir.path().join("out"), &[]);
    // The files are there, empty, for what reads them next.
    assert_code(&said, 1);
    assert!(dir.path().join("out/events.jsonl").is_file() && dir.path().join("out/run.json").is_file());
    assert!(
        String::from_utf8_lossy(&said.stderr).contains("no articles in the input"),
        "{said:?}"
    );
    // The run holds nothing, so the same command takes the articles that came since.
    fs::write(dir.path().join("a.txt"), "Le groupe a levé 5 millions d'euros.").expect("it is written");
    let said = extract(dir.path(), &dir.path().join("out"), &[]);
    assert_code(&said, 0);
    assert!(String::from_utf8_lossy(&said.stderr).contains("1 document,"), "{said:?}");
}

#[test]
fn a_broken_file_of_each_kind_is_an_error_with_its_code() {
    let wrong = b"garbage \x01\xff\xfe\x00 of no kind";
    for (code, names) in [
        (
            "read.encoding",
            &["a.txt", "a.csv", "a.tsv", "a.jsonl", "a.json", "a.html"][..],
        ),
        (
            "read.damaged",
            &["a.xml", "a.rss", "a.atom", "a.tei", "a.newsml", "a.warc", "a.wet"],
        ),
        ("read.damaged", &["a.zip", "a.tar", "a.tgz", "a.parquet", "a.docx", "a.odt"]),
        ("read.format", &["a.rtf", "a.xlsx", "a.ods"]),
        ("read.pdf", &["a.pdf"]),
        ("read.media", &["a.png"]),
    ] {
        for name in names {
            assert_eq!(run(name, wrong, 1).codes(), [code], "{name}");
        }
    }
}

#[test]
fn a_format_that_is_forced_and_wrong_is_never_silence() {
    for format in [
        "factiva",
        "factiva-html",
        "nexis",
        "nexis-html",
        "europresse",
        "europresse-text",
        "iramuteq",
        "rss",
        "warc",
    ] {
        let dir = TempDir::new().expect("a folder");
        let (input, out) = (dir.path().join("a.dat"), dir.path().join("out"));
        fs::write(&input, "<html><p>Le port ferme.</p></html>\n").expect("an input");
        extract(&input, &out, &["--quiet", "--format", format]);
        let page: Value = serde_json::from_slice(&fs::read(out.join("run.json")).expect("a page")).expect("JSON");
        let count = |path: &str| page.pointer(path).and_then(Value::as_u64).unwrap_or(0);
        let told = count("/counts/documents") + count("/counts/errors") + count("/left_out/files without an article");
        assert_eq!(told, 1, "{format}: {page}");
    }
}

#[test]
fn json_over_several_lines_is_read_whatever_its_name_says() {
    assert_eq!(
        run(
            "a.jsonl",
            b"{\n  \"id\": \"a\",\n  \"text\": \"Bon.\"\n}\n{\n \"text\": \"Non.\"\n}\n",
            0
        )
        .documents
        .len(),
        2
    );
    assert_eq!(
        run("b.jsonl", b"[{\"text\": \"Bon.\"},\n {\"text\": \"Non.\"}]\n", 0)
            .documents
            .len(),
        2
    );
    // A torn row stays one: the rows after it are read.
    let found = run("c.jsonl", b"{\"text\": \"Bo\n{\"text\": \"Non.\"}\n", 1);
    assert_eq!((found.documents.len(), found.codes()), (1, vec!["read.json"]));
}

#[test]
fn of_two_columns_of_one_name_the_first_is_read() {
    let found = run(
        "a.csv",
        "id,text,text\n1,Le port ferme.,Le pont.\n2,Le port rouvre.,\n".as_bytes(),
        0,
    );
    assert_eq!(found.all("chars"), ["14", "15"]);
    assert_eq!(found.page()["odd"]["left_out_key"], 1);
}
