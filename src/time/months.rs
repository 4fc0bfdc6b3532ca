//! Names of the months, as dates of feeds have them.

/// Names and abbreviations of each month in English, German, French, Spanish, Italian, Portuguese,
/// Dutch, Swedish, Danish, Polish, Russian and Ukrainian, in the form that stands in dates.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari stycznia sty января янв січня січ",
    "february feb februar feber février fevrier févr fevr fév febrero febbraio fevereiro fev februari lutego lut февраля фев февр лютого лют",
    "march mar märz maerz mär mrz mars marzo março marco maart mrt marts marca марта мар березня бер",
    "april apr avril avr abril abr aprile kwietnia kwi апреля апр квітня квіт",
    "may mai mayo maggio mag maio mei maj maja мая травня трав",
    "june jun juni juin junio giugno giu junho czerwca cze июня июн червня черв",
    "july jul juli juillet juil julio luglio lug julho lipca lip июля июл липня лип",
    "august aug août aout agosto ago augustus augusti sierpnia sie августа авг серпня серп",
    "september sep sept septembre septiembre setiembre settembre set setembro września wrz сентября сен сент вересня вер",
    "october oct oktober okt octobre octubre ottobre ott outubro out października paź октября окт жовтня жовт",
    "november nov novembre noviembre novembro listopada lis ноября ноя нояб листопада лист",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia gru декабря дек грудня груд",
];

/// The month, 1 to 12, of a name in small letters.
pub(super) fn number(name: &str) -> Option<i8> {
    let at = MONTHS
        .iter()
        .position(|names| names.split(' ').any(|known| known == name))?;
    i8::try_from(at + 1).ok()
}
