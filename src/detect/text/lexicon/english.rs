//! English word classes.

use super::{Lexicon, Sense};

pub(super) fn lexicon() -> Lexicon {
    names(calendar_and_numbers())
        .class(Sense::FUNCTION, FUNCTION)
        .class(Sense::NOT_A_NAME, NOT_A_NAME)
        .class(Sense::ARTICLE, "a an the")
        .class(
            Sense::NEGATION,
            "no not never nor neither none nobody nothing without cannot aren't can't couldn't \
             didn't doesn't don't hadn't hasn't haven't isn't shouldn't wasn't weren't won't wouldn't",
        )
        .class(
            Sense::ABBREVIATION,
            "mr mrs ms dr prof sen rep gov gen col lt sgt capt maj cmdr adm hon rev st jr sr no vs \
             jan feb mar apr aug sept sep oct nov dec inc corp co ltd fig etc messrs supt det",
        )
}

fn calendar_and_numbers() -> Lexicon {
    Lexicon::default()
        .months(
            "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|\
             september sept sep|october oct|november nov|december dec",
        )
        .weekdays(
            "monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|\
             saturday sat|sunday sun",
        )
        .class(Sense::DOUBTFUL, "may march mar sun sat wed mon jun fri jan")
        .cardinals(
            0,
            1,
            "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\
             thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty",
        )
        .cardinals(30, 10, "thirty|forty|fifty|sixty|seventy|eighty|ninety")
        .cardinals(
            1,
            1,
            "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\
             eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth",
        )
        .cardinals(12, 1, "dozen")
        .class(
            Sense::ORDINAL,
            "first second third fourth fifth sixth seventh eighth ninth tenth \
             eleventh twelfth thirteenth fourteenth fifteenth sixteenth",
        )
        .class(Sense::DETERMINER, "the a an this last next past q")
        .class(Sense::YESTERDAY, "yesterday")
        .class(Sense::TODAY, "today tonight")
        .class(Sense::TOMORROW, "tomorrow")
        .power(2, "hundred hundreds")
        .power(3, "thousand thousands k")
        .power(5, "lakh lakhs")
        .power(6, "million millions mn mln m")
        .power(7, "crore crores")
        .power(9, "billion billions bn bln b")
        .power(12, "trillion trillions tn trn")
}

fn names(lexicon: Lexicon) -> Lexicon {
    lexicon
        .class(
            Sense::ADDRESS,
            "mr mrs ms miss dr sir lord lady dame prof professor madam mister \
             messrs hon rev st",
        )
        .class(
            Sense::ROLE,
            "president premier chancellor minister secretary governor gov senator \
             sen congressman congresswoman representative rep mayor king queen prince princess \
             pope cardinal archbishop bishop emir sultan judge justice sheriff chief captain capt \
             lieutenant lt sergeant sgt detective det officer director chairman chairwoman \
             chairperson ceo cfo coo coach manager spokesman spokeswoman spokesperson ambassador \
             commissioner general gen colonel col major admiral commander constable \
             superintendent inspector prosecutor attorney treasurer speaker leader lawmaker \
             councillor councilman councilwoman deputy trooper pastor reverend imam ayatollah \
             engineer analyst economist",
        )
        .class(
            Sense::ROLE_PART,
            "vice deputy prime foreign finance defence defense interior home \
             justice health education trade acting former interim assistant senior executive \
             general chief police fire state attorney secretary lieutenant district supreme \
             managing head crown opposition party house majority minority press white national \
             security staff sergeant",
        )
        .class(
            Sense::PARTICLE,
            "de del della der den des di da do dos du la le van von bin bint \
             ibn al el ul ter ten y zu",
        )
        .class(
            Sense::INSTITUTION,
            "ministry bank university department bureau institute house \
             republic court council church board commission association academy federation union \
             committee office chamber college school city state isle gulf strait bay cape duke \
             kingdom league port county town district society house \
             lords commons museum administration agency centre center league army hall guardians \
             game lord line order battle states",
        )
        .class(
            Sense::PEOPLE,
            "people person persons others men women man woman children child \
             civilians civilian soldiers soldier troops officers officer police policemen \
             passengers passenger workers worker students student boys girls migrants refugees \
             pilgrims villagers residents victims protesters tourists militants fighters gunmen \
             patients miners firefighters more citizens adults teenagers crew suspects suspect",
        )
        .class(
            Sense::DEAD,
            "dead killed died deaths death fatalities fatality killing kills kill \
             dies dying casualties slain murdered perished fatally bodies",
        )
        .class(
            Sense::INJURED,
            "injured wounded hurt injuries injuring wounding wounds injures \
             hospitalised hospitalized",
        )
        .class(Sense::MISSING, "missing unaccounted trapped")
        .class(
            Sense::ARRESTED,
            "arrested detained arrests arresting detaining jailed charged",
        )
        .class(
            Sense::SERIES,
            "week day round game series season episode part phase stage lap \
             matchday match chapter volume quarter act vol flight session lot heat leg week stage \
             test set group division",
        )
        .class(
            Sense::PLACE_PREPOSITION,
            "in near outside across throughout around",
        )
}

const FUNCTION: &str = "a about above after again against ago all almost along already also although \
    always am among an and another any anyone anything are around as at away back be became because \
    become been before being below between both but by can cannot could did do does doing done \
    don't down during each either else enough even ever every everyone few for from further get \
    gets getting go goes going got had has have having he he's hence her here hers herself him \
    himself his how however i i'm i've if in indeed instead into is isn't it it's its itself just \
    least less let like many may me meanwhile might mine more moreover most much must my myself \
    near neither never nevertheless no nobody none nor not nothing now of off often on once one \
    only onto or other others otherwise our ours ourselves out over own per perhaps quite rather \
    really s same seem seemed shall she should since so some somebody someone something still \
    such t than that that's the their theirs them themselves then there therefore these they \
    they're this those though through throughout thus to together too toward towards under \
    until unto up upon us very via was wasn't we we're well were what whatever when where whereas \
    whether which while who who's whom whose why will with within without won't would yet you \
    you're your yours yourself said says say didn't doesn't aren't weren't couldn't wouldn't \
    hasn't haven't hadn't i'd he'd she'd they'd we'd you'd i'll he'll she'll it'll they'll we'll \
    you'll we've they've you've there's here's let's what's can't re ve ll d m";

/// Words that start sentences or stand in capitals often, and name nothing by themselves.
const NOT_A_NAME: &str = "i mr mrs ms yes no oh well okay ok today yesterday tomorrow tonight \
    according although despite following earlier later last next first second third two three \
    four five six seven eight nine ten new old several many most more another photo photos video \
    image images picture pictures live breaking update exclusive watch read share story news \
    monday tuesday wednesday thursday friday saturday sunday january february april june july \
    august september october november december jan feb apr jun jul aug sept sep oct nov dec \
    additionally furthermore finally police officials authorities people both such every each \
    once ever never please thanks thank hello sorry while since until am pm a.m p.m here how why \
    what when where who one and or but the this that these those it he she we they you in on at \
    by for from with without to of as if is are was were be been being has have had do does did \
    can could will would shall should may might must not only just also even still yet so then \
    than there their his her its our your my me him them us";
