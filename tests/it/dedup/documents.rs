//! Documents around the records: feeds, and objects that hold the list.

use super::{copy, open};

#[test]
fn a_document_stays_one_without_the_left_out_items() {
    let all = ["a", "b", "c"];
    let cases: [&[&str]; 7] = [&[], &["a"], &["b"], &["c"], &["a", "b"], &["b", "c"], &all];
    for left_out in cases {
        let stay: Vec<_> = (all.into_iter())
            .filter(|id| !left_out.contains(id))
            .collect();
        for (name, whole, expected) in [
            ("f.rss", rss(&all), rss(&stay)),
            ("f.json", json(&all), json(&stay)),
        ] {
            for memory_bytes in [0, 1 << 20] {
                let feed = open(&[(name, whole.as_bytes())], memory_bytes);
                assert_eq!(feed.rejected().first(), [], "{name}");
                let (left, _) = copy(&feed, left_out, true).unwrap();
                assert_eq!(left, expected, "{name} without {left_out:?}");
            }
        }
    }
}

#[test]
fn two_documents_are_not_joined_into_something_wrong() {
    let (one, two) = (rss(&["a"]), rss(&["b"]));
    let feed = open(
        &[("a.rss", one.as_bytes()), ("b.rss", two.as_bytes())],
        1 << 20,
    );
    let error = copy(&feed, &[], false).unwrap_err().to_string();
    assert!(error.contains("cannot be joined"), "{error}");
    assert!(error.contains("run once for each"), "{error}");
}

fn rss(ids: &[&str]) -> String {
    let item = |id: &&str| {
        format!("\n  <item><guid>{id}</guid><title>x &amp; <![CDATA[</item>y]]></title></item>")
    };
    let items: String = ids.iter().map(item).collect();
    format!(
        "<?xml version=\"1.0\"?>\n<rss>\n <channel>\n  <title>T</title>{items}\n </channel>\n</rss>\n"
    )
}

fn json(ids: &[&str]) -> String {
    let object = |id: &&str| format!("\n  {{\"id\": \"{id}\",  \"title\": \"[x, {{y\"}}");
    let objects: Vec<_> = ids.iter().map(object).collect();
    let list = objects.join(",");
    format!("{{\"n\": 3, \"articles\": [{list}\n ], \"next\": \"]}}\"}}\n")
}
