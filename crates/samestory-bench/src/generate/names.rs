//! Made-up names: people, places, organisations, streets. Each number gives one name, always the same.

const FIRST: &str = "Adele Alban Alma Amos Anders Anika Arlo Astrid Aurel Basil Beatrix Benno Birgit Bram Brisa Bruno Calla Caspar \
Celia Cem Clara Conrad Corin Dagny Dara Darius Delia Denholm Dorian Edda Edric Eleni Elias Elin Emeric Enid Erland Esme Ezra \
Fabian Farid Fenna Fergus Fiora Flora Gareth Gerda Gideon Greta Gustav Hadley Hana Harald Hedda Hester Hilda Hugo Ida Ilse Imre \
Ines Ingmar Ione Isaac Isolde Ivo Jana Jarvis Jelena Joachim Jonas Jorun Judith Jules Kaia Karim Kasper Katrin Kjell Lars Leda \
Leif Lena Leopold Lior Livia Lorcan Lotte Lucian Ludo Magda Malin Marek Maren Marius Mathilde Mila Milos Mina Morgan Nadia Nell \
Nestor Nils Nora Odette Olaf Olive Omar Orla Oskar Otis Paloma Pascal Petra Philippa Pia Quentin Ralf Ramona Raul Renata Rhea \
Rolf Romy Rosa Rufus Runa Sabine Samir Sander Selma Signe Silas Simone Stellan Sunniva Sven Tamsin Tariq Tessa Thea Tibor Tilda \
Tomas Tove Ulrich Una Ursula Valdemar Vera Vidal Viola Wanda Wilmer Xenia Yara Yusuf Zelda Zeno Zora";
const ONSET: &str = "B Br C Ch Cl Cr D Dr F Fl Fr G Gl Gr H J K Kl Kr L M N P Pl Pr Qu R S Sc Sh Sk Sl Sn St Str T Th Tr V W Y Z";
const VOWEL: &str = "a e i o u ai au ea ei ie oa ou y";
const MIDDLE: &str = "b bb ck d dd dr ff g gg l ld ll lm ln lt m mb mm mp n nd ng nn nt p pp r rb rd rg rl rm rn rr rt rv s sk ss st t th tt v x z";
const LAST_END: &str = "a an ane ard as by den ek el ella en er ery es eska et ett ev ey ham ick ides ig ik in ing is itz kin land ler ley \
lin lo low man mark mer mont na nell ner nik o off on or os ova ow quist rand ren rick ro ros sen ser shaw smith son stad stein \
stone ström te ten ton tor uk ulin um us vale ver vik wald ward well wick win wood worth ya zek zen";
const PLACE_END: &str = "ford burg stad ville mouth haven ton field bridge holm minster wick by dale gate moor stead wold wood port \
bury cester chester combe den don fell grad grove ham hurst ing kirk lake land ley low mere mont ness polis pool ridge rock shaw \
side stow thorpe vale vik water well worth";
const ORGANISATION: &str = "Group|Holdings|Industries|Partners|Energy|Logistics|Foods|Motors|Steel|Chemicals|Pharma|Systems|Networks|\
Airways|Shipping|Rail|Bank|Insurance|Textiles|Mining|Foundation|Institute|University|Federation|Council|Alliance|Society|Union|\
Laboratories|Instruments|Media|Studios|Timber|Paper|Glass|Ceramics|Robotics|Software|Water|Power|Gas|Retail|Hotels|Brewery|Dairy";
const STREET: &str = "Street|Road|Avenue|Lane|Square|Quay|Hill|Terrace|Gardens|Row";

/// How many places there are; low numbers are the well-known ones.
pub(super) const PLACES: usize = 6_000;
/// How many people are known to every reader; low numbers are the best known.
pub(super) const PUBLIC_FIGURES: usize = 800;
/// How many organisations there are; low numbers are the largest.
pub(super) const ORGANISATIONS: usize = 30_000;

/// The word tables, split once.
#[derive(Debug)]
pub(super) struct Names {
    first: Vec<&'static str>,
    onset: Vec<&'static str>,
    vowel: Vec<&'static str>,
    middle: Vec<&'static str>,
    last_end: Vec<&'static str>,
    place_end: Vec<&'static str>,
    organisation: Vec<&'static str>,
    street: Vec<&'static str>,
}

impl Names {
    /// Splits the tables.
    pub(super) fn new() -> Self {
        let words = |text: &'static str| text.split_ascii_whitespace().collect::<Vec<_>>();
        let bars = |text: &'static str| text.split('|').collect::<Vec<_>>();
        Self {
            first: words(FIRST),
            onset: words(ONSET),
            vowel: words(VOWEL),
            middle: words(MIDDLE),
            last_end: words(LAST_END),
            place_end: words(PLACE_END),
            organisation: bars(ORGANISATION),
            street: bars(STREET),
        }
    }

    /// A first name.
    pub(super) fn first(&self, number: u64) -> &'static str {
        at(&self.first, number)
    }

    /// A family name: some hundred thousand different ones.
    pub(super) fn last(&self, number: u64) -> String {
        let mut number = scramble(number, 11);
        let mut name = self.stem(&mut number);
        name.push_str(take(&self.last_end, &mut number));
        name
    }

    /// A town.
    pub(super) fn place(&self, number: u64) -> String {
        let mut number = scramble(number, 23);
        let mut name = self.stem(&mut number);
        name.push_str(take(&self.place_end, &mut number));
        match number % 40 {
            0 => format!("Port {name}"),
            1 => format!("New {name}"),
            2 => format!("Upper {name}"),
            3 => format!("{name} Bay"),
            _ => name,
        }
    }

    /// A province or county, some sixty of them.
    pub(super) fn region(&self, number: u64) -> String {
        let mut stem = scramble(number % 60, 37);
        let mut name = self.stem(&mut stem);
        name.push_str(match number % 4 {
            0 => "ia",
            1 => "mark",
            2 => "shire",
            _ => "land",
        });
        name
    }

    /// A company, association or institute.
    pub(super) fn organisation(&self, number: u64) -> String {
        let kind = at(&self.organisation, scramble(number, 41));
        format!("{} {kind}", self.last(number.wrapping_add(5_000_000)))
    }

    /// A street.
    pub(super) fn street(&self, number: u64) -> String {
        let kind = at(&self.street, scramble(number, 43));
        format!("{} {kind}", self.last(number.wrapping_add(9_000_000)))
    }

    /// A product, ship or club: a bare invented word.
    pub(super) fn product(&self, number: u64) -> String {
        let mut stem = scramble(number, 53);
        let mut name = self.stem(&mut stem);
        name.push_str(take(&self.vowel, &mut stem));
        name
    }

    fn stem(&self, number: &mut u64) -> String {
        let mut name = String::from(take(&self.onset, number));
        name.push_str(take(&self.vowel, number));
        name.push_str(take(&self.middle, number));
        name
    }
}

fn at<'a>(items: &[&'a str], number: u64) -> &'a str {
    items[usize::try_from(number % items.len() as u64).unwrap_or(0)]
}

fn take<'a>(items: &[&'a str], number: &mut u64) -> &'a str {
    let item = at(items, *number);
    *number /= items.len() as u64;
    item
}

fn scramble(number: u64, table: u64) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(&number.to_le_bytes(), table)
}
