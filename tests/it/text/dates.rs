//! Dates of many forms and languages, and the days that they mean.

use samestory::detect::text::analyse;

use super::{article, dates, read};

/// Phrase, publication date, expected days separated by blanks.
const DATES: &[(&str, &str, &str)] = &[
    // Stated in full.
    ("On September 20, 2023, the council met.", "", "2023-09-20"),
    ("On 20 September 2023 the council met.", "", "2023-09-20"),
    (
        "On the 25th September 2023 the council met.",
        "",
        "2023-09-25",
    ),
    (
        "On the 25th of September, 2023, the council met.",
        "",
        "2023-09-25",
    ),
    ("It met on Sept. 20, 2023.", "", "2023-09-20"),
    ("It met on Sep 20 2023 in town.", "", "2023-09-20"),
    ("It met on 2023-09-20 in town.", "", "2023-09-20"),
    ("It met on 2023/09/20 in town.", "", "2023-09-20"),
    ("It met on 09/20/2023 in town.", "", "2023-09-20"),
    ("It met on 20/09/2023 in town.", "", "2023-09-20"),
    ("It met on 20.09.2023 in town.", "", "2023-09-20"),
    ("The page says May-25-2023 somewhere.", "", "2023-05-25"),
    (
        "Wednesday, September 20, 2023, was a day of talks.",
        "",
        "2023-09-20",
    ),
    (
        "It met from September 22 to 23, 2023, in town.",
        "",
        "2023-09-22..2023-09-23",
    ),
    (
        "It met on 22nd to 23rd September 2023 in town.",
        "",
        "2023-09-22..2023-09-23",
    ),
    (
        "It met on 20-23 September 2023 in town.",
        "",
        "2023-09-20..2023-09-23",
    ),
    (
        "It met from 28 August to 3 September 2023 in town.",
        "",
        "2023-08-28..2023-09-03",
    ),
    (
        "It met from August 28 to September 3, 2023, in town.",
        "",
        "2023-08-28..2023-09-03",
    ),
    // The year is filled in.
    (
        "It met on September 20 in town.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "It met from Sept 5 to 8 in town.",
        "2023-09-21",
        "2023-09-05..2023-09-08",
    ),
    ("It met on December 21 in town.", "2023-05-25", "2022-12-21"),
    ("It met on December 30 in town.", "2024-01-02", "2023-12-30"),
    (
        "It will meet on January 5 in town.",
        "2023-12-28",
        "2024-01-05",
    ),
    (
        "It met on September 20, as in 2019.",
        "",
        "2019-09-20 2019-01-01..2019-12-31",
    ),
    (
        "It met on Wednesday, September 20.",
        "2024-08-01",
        "2023-09-20",
    ),
    ("It met on September 20 in town.", "", ""),
    // Weekdays: backwards, unless the words look ahead.
    ("It met on Wednesday in town.", "2023-09-21", "2023-09-20"),
    ("It met on Wednesday in town.", "2023-09-20", "2023-09-20"),
    (
        "It met on Wednesday night in town.",
        "2023-09-22",
        "2023-09-20",
    ),
    ("It met last Wednesday in town.", "2023-09-20", "2023-09-13"),
    (
        "It meets next Wednesday in town.",
        "2023-09-20",
        "2023-09-27",
    ),
    (
        "The council will meet on Friday in town.",
        "2023-09-20",
        "2023-09-22",
    ),
    (
        "The mayor said on Monday he will resign.",
        "2023-09-20",
        "2023-09-18",
    ),
    (
        "Hearings are scheduled for Monday in town.",
        "2023-09-20",
        "2023-09-25",
    ),
    ("It met on Wednesday in town.", "", ""),
    // Relative.
    ("It met yesterday in town.", "2023-09-21", "2023-09-20"),
    ("It met today in town.", "2023-09-21", "2023-09-21"),
    ("It met last night in town.", "2023-09-21", "2023-09-20"),
    ("It meets tomorrow in town.", "2023-09-21", "2023-09-22"),
    (
        "It met last week in town.",
        "2023-09-21",
        "2023-09-11..2023-09-17",
    ),
    (
        "It met earlier this month in town.",
        "2023-09-21",
        "2023-09-01..2023-09-30",
    ),
    (
        "It met last month in town.",
        "2023-01-21",
        "2022-12-01..2022-12-31",
    ),
    (
        "It met last year in town.",
        "2023-09-21",
        "2022-01-01..2022-12-31",
    ),
    ("It met three days ago in town.", "2023-09-21", "2023-09-18"),
    ("It met 3 days ago in town.", "2023-09-21", "2023-09-18"),
    (
        "It met over the weekend in town.",
        "2023-09-21",
        "2023-09-16..2023-09-17",
    ),
    ("It met yesterday in town.", "", ""),
    // Months, quarters, years.
    (
        "It met in December in town.",
        "2023-05-25",
        "2022-12-01..2022-12-31",
    ),
    (
        "It met in May in town.",
        "2023-05-25",
        "2023-05-01..2023-05-31",
    ),
    (
        "It met in March 2021 in town.",
        "2023-05-25",
        "2021-03-01..2021-03-31",
    ),
    (
        "Growth in the fourth quarter of 2022 was slow.",
        "",
        "2022-10-01..2022-12-31",
    ),
    ("Growth in Q2 2022 was slow.", "", "2022-04-01..2022-06-30"),
    (
        "In the first eight months of 2023 it grew.",
        "",
        "2023-01-01..2023-08-31",
    ),
    ("It opened in 2019 in town.", "", "2019-01-01..2019-12-31"),
    (
        "Since the 2008 financial crisis it grew.",
        "",
        "2008-01-01..2008-12-31",
    ),
    // Not dates.
    ("It may rain, and 20 people may come.", "2023-09-21", ""),
    ("Prime minister Theresa May said so.", "2023-09-21", ""),
    ("Theresa May 3 times said so.", "2023-09-21", ""),
    (
        "Officers march on, and the march went well.",
        "2023-09-21",
        "",
    ),
    ("The March for Life went well.", "2023-09-21", ""),
    ("The Sun reported that it met.", "2023-09-21", ""),
    ("The Sunday Times reported that it met.", "2023-09-21", ""),
    ("Shoppers waited for Black Friday deals.", "2023-09-21", ""),
    ("USA Today reported that it met.", "2023-09-21", ""),
    ("It was the second of the talks.", "2023-09-21", ""),
    ("It was one of the best.", "2023-09-21", ""),
    ("It cost 2019 dollars and 2,019 euros.", "2023-09-21", ""),
    ("There were 2000 people in the hall.", "2023-09-21", ""),
    ("The score was 21-14 at half-time.", "2023-09-21", ""),
    ("It met on 05/06/2023 in town.", "2023-09-21", ""),
    ("The rate is 3.5.2 in version terms.", "2023-09-21", ""),
    ("February 30 is no day.", "2023-09-21", ""),
    ("Call 419-255-1111 now.", "2023-09-21", ""),
];

#[test]
fn english_dates_are_read_and_resolved() {
    let mut wrong = Vec::new();
    for (phrase, published, expected) in DATES {
        let found = dates(&read(phrase, published, "en")).join(" ");
        if found != *expected {
            wrong.push(format!(
                "{phrase} ({published}): {found:?}, not {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Language, phrase, publication date, expected days.
const OTHER_LANGUAGES: &[(&str, &str, &str, &str)] = &[
    (
        "de",
        "Der Rat traf sich am 20. September 2023 in Berlin.",
        "",
        "2023-09-20",
    ),
    (
        "de",
        "Der Rat traf sich am Mittwoch in Berlin.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "de",
        "Der Rat traf sich gestern in Berlin.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "de",
        "Der Rat traf sich am 20.09.2023 in Berlin.",
        "",
        "2023-09-20",
    ),
    (
        "fr",
        "Le conseil s'est réuni le 20 septembre 2023 à Paris.",
        "",
        "2023-09-20",
    ),
    (
        "fr",
        "Le conseil s'est réuni mercredi à Paris.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "fr",
        "Le conseil s'est réuni le 1er octobre 2023 à Paris.",
        "",
        "2023-10-01",
    ),
    (
        "es",
        "El consejo se reunió el 20 de septiembre de 2023.",
        "",
        "2023-09-20",
    ),
    (
        "es",
        "El consejo se reunió el miércoles en Madrid.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "pt",
        "O conselho reuniu-se em 20 de setembro de 2023.",
        "",
        "2023-09-20",
    ),
    (
        "it",
        "Il consiglio si è riunito il 20 settembre 2023.",
        "",
        "2023-09-20",
    ),
    (
        "it",
        "Il consiglio si è riunito mercoledì a Roma.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "nl",
        "De raad kwam op 20 september 2023 bijeen.",
        "",
        "2023-09-20",
    ),
    (
        "nl",
        "De raad kwam woensdag bijeen.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "ru",
        "Совет собрался 20 сентября 2023 года в Москве.",
        "",
        "2023-09-20",
    ),
    (
        "ru",
        "Совет собрался в пятницу в Москве.",
        "2023-09-23",
        "2023-09-22",
    ),
    ("zh", "会议于2023年9月20日在北京举行。", "", "2023-09-20"),
    (
        "zh",
        "会议于9月20日在北京举行。",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "zh",
        "会议于9月22日至23日在北京举行。",
        "2023-09-25",
        "2023-09-22..2023-09-23",
    ),
    ("zh", "会议周三在北京举行。", "2023-09-21", "2023-09-20"),
    (
        "ar",
        "اجتمع المجلس في 20 سبتمبر 2023 في القاهرة.",
        "",
        "2023-09-20",
    ),
];

#[test]
fn dates_of_other_languages_are_read_and_resolved() {
    for (lang, phrase, published, expected) in OTHER_LANGUAGES {
        let text = analyse(article("", phrase, published, lang).as_ref());
        assert_eq!(dates(&text).join(" "), *expected, "{phrase} ({published})");
    }
}
