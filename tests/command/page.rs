//! The HTML page: whole in one file, the same bytes for the same question, and alive in a browser.

use std::{fs, path::Path, sync::OnceLock};

use serde_json::Value;

use crate::{
    browser::Browser,
    support::{BALANCED, CONSERVATIVE, ask, balanced_with, list, number, text},
};

const RUNS: &str = "100";

/// The page of the balanced scenario.
fn balanced() -> &'static str {
    static PAGE: OnceLock<String> = OnceLock::new();
    PAGE.get_or_init(|| page(BALANCED, &[]))
}

fn page(scenario: &str, more: &[&str]) -> String {
    let asked = ["report", scenario, "--runs", RUNS, "--out", "-"];
    let answer = ask(&[&asked, more].concat());
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    assert_eq!(answer.stderr, "");
    answer.stdout
}

/// The page without the scripts that run.
fn written(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<script>") {
        out.push_str(before);
        rest = after.split_once("</script>").unwrap().1;
    }
    out + rest
}

#[test]
fn a_page_is_whole_and_small() {
    let page = balanced();
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    assert!(page.ends_with("</html>"));
    let sections = [
        "parameters",
        "attacks",
        "map",
        "sensitivity",
        "equilibria",
        "simulation",
        "claims",
        "assumptions",
        "findings",
        "replay",
    ];
    let mut at = 0;
    for id in sections {
        let found = page.find(&format!("<section id=\"{id}\"")).unwrap();
        assert!(found > at, "{id} stands in its place");
        at = found;
        assert!(page.contains(&format!("href=\"#{id}\"")), "{id} is linked");
    }
}

#[test]
fn a_page_asks_for_nothing_else() {
    let page = balanced();
    assert!(page.contains("default-src 'none'"));
    let written = written(page);
    for asks in [
        "<link",
        "<img",
        "<iframe",
        "@import",
        "url(http",
        "src=",
        "href=\"http",
        "href=\"/",
    ] {
        assert!(!written.contains(asks), "{asks}");
    }
}

#[test]
fn the_same_question_gives_the_same_page_on_any_number_of_threads() {
    for threads in ["1", "3"] {
        assert!(
            page(BALANCED, &["--threads", threads]) == *balanced(),
            "{threads} threads"
        );
    }
    assert!(page(BALANCED, &["--seed", "2"]) != *balanced());
}

#[test]
fn what_a_scenario_says_is_text_and_never_markup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("odd.toml");
    let nasty = "</title></script><script>alert(1)</script>";
    let odd = balanced_with(
        "title = \"Chronos, balanced\"",
        &format!("title = \"{nasty}\""),
    );
    let odd = odd.replace(
        "Claim a history that never was",
        &format!("{nasty} & <b>\\\"history\\\""),
    );
    fs::write(&path, odd).unwrap();
    let page = page(path.to_str().unwrap(), &[]);
    assert!(!page.contains("<script>alert"));
    assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn a_changed_value_is_named_and_can_be_asked_again() {
    let page = page(BALANCED, &["--set", "user_stake=0.5"]);
    assert!(page.contains(
        "assay report scenarios/chronos/balanced.toml --set user_stake=0.5 --runs 100 --seed 1"
    ));
    assert!(page.contains("<code>user_stake=0.5</code>"));
}

#[test]
fn a_page_is_written_to_the_file_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/page.html");
    let answer = ask(&[
        "report",
        BALANCED,
        "--runs",
        RUNS,
        "--out",
        path.to_str().unwrap(),
    ]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    assert!(
        answer.stdout.contains("vulnerable, 15 of 19 attacks pay"),
        "{}",
        answer.stdout
    );
    assert!(fs::read_to_string(&path).unwrap() == *balanced());
    let names: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(names.len(), 1, "nothing is left beside it");
}

#[test]
fn the_claims_beside_a_scenario_are_judged_on_its_page_and_on_no_other() {
    assert!(balanced().contains("What does not hold, the most damaging first"));
    let other = page(CONSERVATIVE, &[]);
    assert!(other.contains("assay report … --claims FILE"));
}

#[test]
fn in_a_browser_the_page_draws_sorts_and_answers_the_pointer() {
    let Some(mut browser) = Browser::open() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.html");
    fs::write(&path, balanced()).unwrap();
    browser.resize(1280, 900);
    browser.visit(&path);
    it_is_quiet(&browser, &path);
    every_chart_has_marks(&mut browser);
    the_table_sorts(&mut browser);
    the_map_tells_its_values(&mut browser);
    it_fits_a_telephone(&mut browser);
    it_is_quiet(&browser, &path);
}

/// No error, no warning, and no request but for the file itself.
fn it_is_quiet(browser: &Browser, path: &Path) {
    let thrown: Vec<&Value> = browser.events("Runtime.exceptionThrown").collect();
    assert!(thrown.is_empty(), "{thrown:?}");
    let logged = browser.events("Log.entryAdded").map(|it| &it["entry"]);
    let said = browser.events("Runtime.consoleAPICalled");
    let loud: Vec<&Value> = logged
        .filter(|it| it["level"] == "error" || it["level"] == "warning")
        .chain(said.filter(|it| it["type"] == "error" || it["type"] == "warning"))
        .collect();
    assert!(loud.is_empty(), "{loud:?}");
    for request in browser.events("Network.requestWillBeSent") {
        let url = text(&request["request"]["url"]);
        assert!(url == format!("file://{}", path.display()), "{url}");
    }
}

fn every_chart_has_marks(browser: &mut Browser) {
    let marks = browser.value(
        "[...document.querySelectorAll('.chart')].map(chart =>
            [chart.dataset.drawn, chart.querySelectorAll('svg .role-mark > :is(path, line)').length])",
    );
    assert!(list(&marks).len() >= 8, "{marks}");
    for chart in list(&marks) {
        assert!(number(&chart[1]) >= 3.0, "{chart}");
    }
    assert_eq!(
        browser.value(
            "document.querySelectorAll('.chart:not([aria-label]), .chart[aria-label=\"\"]').length"
        ),
        0
    );
}

fn the_table_sorts(browser: &mut Browser) {
    const KEYS: &str = "[...document.querySelectorAll('#ranking tbody tr')].map(row => Number(row.cells[3].dataset.key))";
    const HEADING: &str = "document.querySelectorAll('#ranking thead th')[3]";
    let keys = |browser: &mut Browser| -> Vec<f64> {
        list(&browser.value(KEYS)).iter().map(number).collect()
    };
    let before = keys(browser);
    assert!(
        !before.is_sorted(),
        "the formulas are not in order at first"
    );
    let mut expected = before;
    for (direction, order) in [("ascending", 1.0), ("descending", -1.0)] {
        browser.value(&format!("{HEADING}.querySelector('button').click()"));
        assert_eq!(
            browser.value(&format!("{HEADING}.getAttribute('aria-sort')")),
            direction
        );
        expected.sort_by(|a, b| (order * a).total_cmp(&(order * b)));
        assert_eq!(keys(browser), expected, "{direction}");
    }
}

fn the_map_tells_its_values(browser: &mut Browser) {
    let place = browser.value(
        "(() => {
            const map = document.querySelector('#flip-map .chart');
            map.scrollIntoView({ block: 'center' });
            const box = map.querySelector('svg g.mark-rect path').getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        })()",
    );
    browser.hover(number(&place[0]), number(&place[1]));
    browser.wait("document.querySelector('#vg-tooltip-element.visible') !== null");
    let tooltip = browser.value("document.querySelector('#vg-tooltip-element').innerText");
    let tooltip = text(&tooltip);
    assert!(
        tooltip.contains("This cell") && tooltip.contains(" to "),
        "{tooltip}"
    );
    assert!(tooltip.contains("detection_rate"), "{tooltip}");
}

fn it_fits_a_telephone(browser: &mut Browser) {
    browser.resize(360, 740);
    browser.wait("innerWidth === 360 && [...document.querySelectorAll('.chart svg')].every(svg => svg.getBoundingClientRect().width <= 360)");
    let widths = browser.value("[document.documentElement.scrollWidth, innerWidth]");
    assert!(number(&widths[0]) <= number(&widths[1]), "{widths}");
}
