use proptest::prelude::*;

use super::*;
use crate::evaluate::{Labels, Level};

/// case | gold | found | pairwise P R F1, B-cubed P R F1, ARI, V-measure.
///
/// Golden numbers, made with a separate implementation in Python (`collections.Counter` and the
/// textbook formulas), which shares no code with this project.
const GOLDEN: &str = "
a few of each | a x,b x,c x,d y,e y,f z,g z,h w | a 1,b 1,c 2,d 2,e 2,f 3,g 4,h 4 | 0.4 0.4 0.4000000000000001 0.7083333333333334 0.7083333333333333 0.7083333333333334 0.2695652173913044 0.6881041381073282
one large, many small | a0 x,a1 x,a2 x,a3 x,a4 x,a5 x,a6 x,a7 x,a8 x,a9 x,a10 x,a11 x,b y,c y,d z,e w | a0 0,a1 0,a2 0,a3 0,a4 0,a5 1,a6 1,a7 1,a8 1,a9 1,a10 2,a11 2,b 9,c 9,d 9,e 8 | 0.9166666666666666 0.3283582089552239 0.4835164835164836 0.9166666666666667 0.53125 0.6726618705035972 0.26791277258566976 0.6122128177145872
found all single | a x,b x,c y,d y,e y | a 1,b 2,c 3,d 4,e 5 | 1.0 0.0 0.0 1.0 0.39999999999999997 0.5714285714285714 0.0 0.5897275217561567
found one cluster | a x,b x,c y,d y,e y | a 1,b 1,c 1,d 1,e 1 | 0.4 1.0 0.5714285714285715 0.52 1.0 0.6842105263157895 0.0 0.0
the same | a x,b x,c y | a 1,b 1,c 2 | 1.0 1.0 1.0 1.0 1.0 1.0 1.0 1.0
crossed | a x,b x,c y,d y | a 1,b 2,c 1,d 2 | 0.0 0.0 0.0 0.5 0.5 0.5 -0.49999999999999994 0.0
missing on either side | a x,b x,c y,d y,gone y | a 1,b 1,c 1,d 2,new 2 | 0.3333333333333333 0.5 0.4 0.6666666666666666 0.75 0.7058823529411765 0.0 0.3437110184854507
";

fn labels(text: &str) -> Labels {
    let tsv = text.replace(' ', "\t").replace(',', "\n");
    Labels::parse(&tsv, Level::Event)
}

fn measured(gold: &Labels, found: &Labels) -> [f64; 8] {
    let a = Agreement::of(&Contingency::of(gold, found)).expect("shared articles");
    [
        a.pairwise.precision,
        a.pairwise.recall,
        a.pairwise.f1,
        a.b_cubed.precision,
        a.b_cubed.recall,
        a.b_cubed.f1,
        a.adjusted_rand,
        a.v_measure,
    ]
}

#[test]
fn every_measure_equals_the_outside_implementation() {
    for line in GOLDEN.trim().lines() {
        let columns: Vec<&str> = line.split(" | ").collect();
        let measured = measured(&labels(columns[1]), &labels(columns[2]));
        let expected: Vec<f64> = columns[3].split(' ').map(|n| n.parse().unwrap()).collect();
        assert_eq!(expected.len(), measured.len());
        for (m, e) in measured.iter().zip(&expected) {
            assert!(
                (m - e).abs() < 1e-12,
                "{}: {measured:?} for {expected:?}",
                columns[0]
            );
        }
    }
}

#[test]
fn articles_of_one_side_are_counted_and_left_out() {
    let table = Contingency::of(&labels("a x,b x,lost y"), &labels("a 1,b 1,new 1,other 2"));
    let agreement = Agreement::of(&table).expect("shared articles");
    assert_eq!(
        (
            agreement.articles,
            agreement.only_gold,
            agreement.only_found
        ),
        (2, 1, 2)
    );
    assert_eq!((agreement.gold_clusters, agreement.found_clusters), (1, 1));
    assert_eq!(agreement.b_cubed.f1.to_bits(), 1.0_f64.to_bits());
}

#[test]
fn nothing_shared_has_no_measure_and_one_article_agrees() {
    let none = Labels::default();
    assert!(Agreement::of(&Contingency::of(&none, &none)).is_none());
    assert!(Agreement::of(&Contingency::of(&labels("a x"), &labels("b x"))).is_none());
    let one = measured(&labels("a x"), &labels("a 1"));
    assert!(
        one.iter().all(|m| m.to_bits() == 1.0_f64.to_bits()),
        "{one:?}"
    );
}

/// The same measures by looking at every pair of articles.
fn by_enumeration(gold: &[u8], found: &[u8]) -> [f64; 8] {
    let n = gold.len();
    let (mut both, mut only_gold, mut only_found, mut neither) = (0.0, 0.0, 0.0, 0.0);
    let (mut precision, mut recall) = (0.0, 0.0);
    for i in 0..n {
        let (mut shared, mut in_found, mut in_gold) = (0.0, 0.0, 0.0);
        for j in 0..n {
            let (g, f) = (gold[i] == gold[j], found[i] == found[j]);
            shared += f64::from(u8::from(g && f));
            in_found += f64::from(u8::from(f));
            in_gold += f64::from(u8::from(g));
            if i < j {
                match (g, f) {
                    (true, true) => both += 1.0,
                    (true, false) => only_gold += 1.0,
                    (false, true) => only_found += 1.0,
                    (false, false) => neither += 1.0,
                }
            }
        }
        precision += shared / in_found / real(n as u64);
        recall += shared / in_gold / real(n as u64);
    }
    let pairwise = Prf::new(
        share(both, both + only_found),
        share(both, both + only_gold),
    );
    let b_cubed = Prf::new(precision, recall);
    // Hubert and Arabie's index in its pair-count form.
    let rand = share(
        2.0 * (both * neither - only_gold * only_found),
        (both + only_gold) * (only_gold + neither) + (both + only_found) * (only_found + neither),
    );
    [
        pairwise.precision,
        pairwise.recall,
        pairwise.f1,
        b_cubed.precision,
        b_cubed.recall,
        b_cubed.f1,
        rand,
        v_measure_by_items(gold, found),
    ]
}

/// V-measure from conditional entropies, one article at a time.
fn v_measure_by_items(gold: &[u8], found: &[u8]) -> f64 {
    let n = real(gold.len() as u64);
    let count =
        |test: &dyn Fn(usize) -> bool| real((0..gold.len()).filter(|&j| test(j)).count() as u64);
    let (mut of_gold, mut of_found, mut gold_given, mut found_given) = (0.0, 0.0, 0.0, 0.0);
    for i in 0..gold.len() {
        let g = count(&|j| gold[j] == gold[i]);
        let f = count(&|j| found[j] == found[i]);
        let both = count(&|j| gold[j] == gold[i] && found[j] == found[i]);
        of_gold -= (g / n).ln() / n;
        of_found -= (f / n).ln() / n;
        gold_given -= (both / f).ln() / n;
        found_given -= (both / g).ln() / n;
    }
    let part = |given: f64, own: f64| if own < 1e-12 { 1.0 } else { 1.0 - given / own };
    let (h, c) = (part(gold_given, of_gold), part(found_given, of_found));
    if h + c < 1e-12 {
        0.0
    } else {
        2.0 * h * c / (h + c)
    }
}

fn named(clusters: &[u8]) -> Labels {
    (0..)
        .zip(clusters)
        .map(|(i, c): (usize, &u8)| (format!("{i}"), format!("{c}")))
        .collect()
}

proptest! {
    #[test]
    fn every_measure_equals_pair_enumeration(
        pairs in proptest::collection::vec((0_u8..6, 0_u8..6), 1..40),
    ) {
        let (gold, found): (Vec<u8>, Vec<u8>) = pairs.into_iter().unzip();
        let measured = measured(&named(&gold), &named(&found));
        let expected = by_enumeration(&gold, &found);
        for (m, e) in measured.iter().zip(expected) {
            prop_assert!((m - e).abs() < 1e-9, "{measured:?} for {expected:?}");
        }
    }

    #[test]
    fn swapping_gold_and_found_swaps_precision_and_recall(
        pairs in proptest::collection::vec((0_u8..6, 0_u8..6), 1..40),
    ) {
        let (gold, found): (Vec<u8>, Vec<u8>) = pairs.into_iter().unzip();
        let one = measured(&named(&gold), &named(&found));
        let other = measured(&named(&found), &named(&gold));
        for (i, j) in [(0, 1), (1, 0), (3, 4), (4, 3), (6, 6), (7, 7)] {
            prop_assert!((one[i] - other[j]).abs() < 1e-9);
        }
    }
}
