//! Months, weekdays, numbers and function words of the other big languages of news.

use super::{Lexicon, Sense};

pub(super) fn lexicon(lang: &str) -> Lexicon {
    match lang {
        "de" => german(),
        "fr" => french(),
        "es" => spanish(),
        "pt" => portuguese(),
        "it" => italian(),
        "nl" => dutch(),
        "ru" => russian(),
        "zh" => chinese(),
        "ar" => arabic(),
        _ => Lexicon::default(),
    }
}

fn german() -> Lexicon {
    Lexicon::default()
        .class(
            Sense::ARTICLE,
            "der die das den dem des ein eine einen einem einer eines",
        )
        .class(
            Sense::NEGATION,
            "nicht nichts kein keine keinen keinem keiner nie niemals niemand ohne weder",
        )
        .class(Sense::YESTERDAY, "gestern")
        .class(Sense::TODAY, "heute")
        .months(
            "januar jänner jan|februar feb|märz mär|april apr|mai|juni jun|juli jul|august aug|\
             september sept sep|oktober okt|november nov|dezember dez",
        )
        .weekdays(
            "montag montagmorgen montagvormittag montagmittag montagnachmittag montagabend \
             montagnacht|dienstag dienstagmorgen dienstagvormittag dienstagmittag \
             dienstagnachmittag dienstagabend dienstagnacht|mittwoch mittwochmorgen \
             mittwochvormittag mittwochmittag mittwochnachmittag mittwochabend \
             mittwochnacht|donnerstag donnerstagmorgen donnerstagvormittag donnerstagmittag \
             donnerstagnachmittag donnerstagabend donnerstagnacht|freitag freitagmorgen \
             freitagvormittag freitagmittag freitagnachmittag freitagabend freitagnacht|samstag \
             sonnabend samstagmorgen samstagvormittag samstagmittag samstagnachmittag \
             samstagabend samstagnacht|sonntag sonntagmorgen sonntagvormittag sonntagmittag \
             sonntagnachmittag sonntagabend sonntagnacht",
        )
        .cardinals(
            2,
            1,
            "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|\
             vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig",
        )
        .cardinals(
            30,
            10,
            "dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig",
        )
        .power(2, "hundert")
        .power(3, "tausend")
        .power(6, "million millionen mio")
        .power(9, "milliarde milliarden mrd")
        .power(12, "billion billionen")
        .class(
            Sense::FUNCTION,
            "aber alle allem allen aller alles als also am an andere anderen \
             auch auf aus bei beim bereits bis da dabei dadurch dafür damit dann das dass dem den \
             denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort durch \
             ein eine einem einen einer eines einige er es etwa für gegen habe haben hat hatte \
             hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede \
             jeder jedoch jetzt kann kein keine keinen können könnte man mehr mit muss müssen nach \
             nicht nichts noch nun nur ob oder ohne schon sei sein seine seinem seinen seiner seit \
             sich sie sind so soll sollen sollte sondern sowie über um und uns unter vom von vor \
             war waren was weil weiter wenn werden wer wie wieder will wir wird wo wurde wurden \
             während zu zum zur zwar zwischen sagte ab",
        )
        .class(
            Sense::ABBREVIATION,
            "dr prof st jan feb apr aug sept sep okt nov dez z b ca mio mrd",
        )
        .class(Sense::DEAD, "tote toten getötet tot todesopfer gestorben")
        .class(Sense::INJURED, "verletzte verletzten verletzt")
        .class(Sense::PEOPLE, "menschen personen männer frauen kinder")
        .class(
            Sense::ROLE,
            "präsident präsidentin bundeskanzler bundeskanzlerin kanzler kanzlerin \
             minister ministerin ministerpräsident ministerpräsidentin außenminister \
             außenministerin innenminister innenministerin finanzminister bürgermeister \
             oberbürgermeister bundespräsident verteidigungsminister verteidigungsministerin \
             premierminister papst könig",
        )
        .class(Sense::PARTICLE, "von van zu der de la")
        .class(
            Sense::SERIES,
            "spieltag runde etappe folge staffel teil tag",
        )
}

fn french() -> Lexicon {
    Lexicon::default()
        .class(Sense::ARTICLE, "le la les l un une des")
        .class(
            Sense::NEGATION,
            "ne n pas non jamais sans aucun aucune ni rien personne",
        )
        .class(Sense::YESTERDAY, "hier")
        .class(Sense::TODAY, "aujourd'hui")
        .class(Sense::TOMORROW, "demain")
        .months(
            "janvier janv|février févr|mars|avril avr|mai|juin|juillet juil|août|\
             septembre sept|octobre oct|novembre nov|décembre déc",
        )
        .weekdays("lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche")
        .cardinals(
            2,
            1,
            "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|\
             quatorze|quinze|seize",
        )
        .cardinals(20, 10, "vingt|trente|quarante|cinquante|soixante")
        .power(2, "cent cents")
        .power(3, "mille")
        .power(6, "million millions")
        .power(9, "milliard milliards")
        .class(
            Sense::FUNCTION,
            "à ai ainsi alors après au aucun aussi autre autres aux avait avant \
             avec avoir c car ce cela celle celui ces cet cette ceux chez comme contre d dans de \
             depuis des deux donc dont du elle elles en encore entre est et été être eu eux faire \
             fait il ils j je jusqu l la le les leur leurs lors lui m mais me même moins n ne ni \
             non nos notre nous on ont ou où par parce pas peu peut plus pour qu quand que quel \
             quelle qui s sa sans se selon ses si son sont sous sur t tous tout toute toutes très \
             un une vers vos votre vous y étaient était a",
        )
        .class(Sense::DEAD, "morts mort tués tué tuées décès")
        .class(Sense::INJURED, "blessés blessé blessées")
        .class(Sense::PEOPLE, "personnes hommes femmes enfants")
        .class(
            Sense::ROLE,
            "président présidente ministre chancelier maire roi pape",
        )
        .class(Sense::ROLE_PART, "premier première")
        .class(Sense::PARTICLE, "de du des la le van")
        .class(Sense::SERIES, "journée étape manche épisode saison")
        .class(Sense::PLACE_PREPOSITION, "à")
}

fn spanish() -> Lexicon {
    Lexicon::default()
        .class(Sense::ARTICLE, "el la los las un una unos unas")
        .class(
            Sense::NEGATION,
            "no nunca jamás sin ni ningún ninguna nadie nada",
        )
        .class(Sense::YESTERDAY, "ayer anoche")
        .class(Sense::TODAY, "hoy")
        .months(
            "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|\
             septiembre setiembre sept sep|octubre oct|noviembre nov|diciembre dic",
        )
        .weekdays("lunes|martes|miércoles|jueves|viernes|sábado|domingo")
        .cardinals(
            2,
            1,
            "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|\
             catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte",
        )
        .cardinals(
            30,
            10,
            "treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa",
        )
        .power(2, "cien ciento")
        .power(3, "mil")
        .power(6, "millón millones")
        .power(12, "billón billones")
        .class(
            Sense::FUNCTION,
            "a al algo algunas algunos ante antes aunque bajo bien cada como con \
             contra cual cuando de del desde después donde dos durante e el él ella ellas ellos en \
             entre era eran es esa ese eso esta está están estas este esto estos fue fueron ha \
             había han hasta hay la las le les lo los más me mi mientras muy nada ni no nos o otra \
             otras otro otros para pero por porque que qué quien se sea según ser si sí sido sin \
             sobre son su sus también tan tanto te tiene tienen todo todos tras tu un una uno unos \
             y ya yo",
        )
        .class(Sense::DEAD, "muertos muerto muertas fallecidos fallecido")
        .class(Sense::INJURED, "heridos herido heridas")
        .class(Sense::PEOPLE, "personas hombres mujeres niños")
        .class(
            Sense::ROLE,
            "presidente presidenta ministro ministra canciller alcalde alcaldesa \
             rey papa gobernador gobernadora",
        )
        .class(Sense::ROLE_PART, "primer primera")
        .class(Sense::PARTICLE, "de del la los las y")
        .class(Sense::SERIES, "jornada etapa ronda temporada episodio")
        .class(Sense::PLACE_PREPOSITION, "en")
}

fn portuguese() -> Lexicon {
    Lexicon::default()
        .class(Sense::ARTICLE, "o a os as um uma uns umas")
        .class(
            Sense::NEGATION,
            "não nunca jamais sem nem nenhum nenhuma ninguém nada",
        )
        .class(Sense::YESTERDAY, "ontem")
        .class(Sense::TODAY, "hoje")
        .class(Sense::TOMORROW, "amanhã")
        // What is left of `março`; also a name.
        .class(Sense::DOUBTFUL, "marco")
        .months(
            "janeiro jan|fevereiro fev|março mar|abril abr|maio|junho jun|julho jul|agosto ago|\
             setembro set|outubro out|novembro nov|dezembro dez",
        )
        .weekdays(
            "segunda-feira segunda|terça-feira terça|quarta-feira quarta|quinta-feira quinta|\
             sexta-feira sexta|sábado|domingo",
        )
        .class(Sense::DOUBTFUL, "mar set segunda terça quarta quinta sexta")
        .cardinals(
            2,
            1,
            "dois|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|catorze|\
             quinze|dezesseis|dezessete|dezoito|dezenove|vinte",
        )
        .cardinals(
            30,
            10,
            "trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa",
        )
        .power(2, "cem cento")
        .power(3, "mil")
        .power(6, "milhão milhões")
        .power(9, "bilhão bilhões")
        .class(
            Sense::FUNCTION,
            "a à ao aos as às até com como contra da das de dela dele deles \
             depois do dos e é ela elas ele eles em entre era essa esse esta está este eu foi \
             foram há isso isto já lhe mais mas me mesmo muito na não nas nem no nos nós o os ou \
             para pela pelas pelo pelos por porque quando que quem se seja sem ser seu seus são só \
             sobre sua suas também tem têm ter um uma umas uns vai você após segundo",
        )
        .class(Sense::DEAD, "mortos morto mortas mortes")
        .class(Sense::INJURED, "feridos ferido feridas")
        .class(Sense::PEOPLE, "pessoas homens mulheres crianças")
        .class(
            Sense::ROLE,
            "presidente ministro ministra chanceler prefeito rei papa governador",
        )
        .class(Sense::ROLE_PART, "primeiro primeira")
        .class(Sense::PARTICLE, "de da do dos das e")
        .class(Sense::SERIES, "rodada etapa temporada episódio")
        .class(Sense::PLACE_PREPOSITION, "em")
}

fn italian() -> Lexicon {
    Lexicon::default()
        .class(Sense::ARTICLE, "il lo la i gli le l un uno una")
        .class(
            Sense::NEGATION,
            "non mai senza né nessun nessuno nessuna niente",
        )
        .class(Sense::YESTERDAY, "ieri")
        .class(Sense::TODAY, "oggi")
        .class(Sense::TOMORROW, "domani")
        .months(
            "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|\
             agosto ago|settembre set|ottobre ott|novembre nov|dicembre dic",
        )
        .weekdays("lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica")
        .class(Sense::DOUBTFUL, "mar set")
        .cardinals(
            2,
            1,
            "due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|\
             quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti",
        )
        .cardinals(
            30,
            10,
            "trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta",
        )
        .power(2, "cento")
        .power(3, "mille mila")
        .power(6, "milione milioni")
        .power(9, "miliardo miliardi")
        .class(
            Sense::FUNCTION,
            "a ad agli ai al alla alle allo anche c che chi ci come con contro \
             cui d da dagli dai dal dalla dalle dallo degli dei del dell della delle dello di dopo \
             dove e è ed era erano essere fra già gli ha hanno i il in io l la le lei lo loro lui \
             ma mentre mi ne negli nei nel nell nella nelle nello noi non o ogni per perché più \
             poi prima qual quale quando quanto quella quelle quelli quello questa queste questi \
             questo se secondo sempre senza si sia sono sta stata stati stato su sua sue sugli sui \
             sul sull sulla sulle suo suoi tra tutti tutto un una uno",
        )
        .class(Sense::DEAD, "morti morto morte vittime")
        .class(Sense::INJURED, "feriti ferito ferite")
        .class(Sense::PEOPLE, "persone uomini donne bambini")
        .class(
            Sense::ROLE,
            "presidente ministro ministra cancelliere sindaco re papa premier",
        )
        .class(Sense::ROLE_PART, "primo prima")
        .class(Sense::PARTICLE, "de di da della del")
        .class(Sense::SERIES, "giornata tappa stagione puntata")
        .class(Sense::PLACE_PREPOSITION, "a")
}

fn dutch() -> Lexicon {
    Lexicon::default()
        .class(Sense::ARTICLE, "de het een")
        .class(Sense::NEGATION, "niet niets geen nooit niemand zonder")
        .class(Sense::YESTERDAY, "gisteren gisteravond")
        .class(Sense::TODAY, "vandaag")
        .months(
            "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|\
             september sept sep|oktober okt|november nov|december dec",
        )
        .weekdays(
            "maandag maandagavond|dinsdag dinsdagavond|woensdag woensdagavond|\
             donderdag donderdagavond|vrijdag vrijdagavond|zaterdag zaterdagavond|\
             zondag zondagavond",
        )
        .cardinals(2, 1, "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|\
             veertien|vijftien|zestien|zeventien|achttien|negentien|twintig")
        .power(2, "honderd")
        .power(3, "duizend")
        .power(6, "miljoen")
        .power(9, "miljard")
        .class(Sense::FUNCTION, "aan al alle als bij dan dat de der deze die dit door dus een en er \
             ook echter geen had hebben heeft hem hen het hij hoe hun ik in is je kan kon maar meer \
             men met mijn na naar net niet nog nu of om omdat onder ons op over te tegen tijdens \
             toen tot tussen u uit van veel voor waar wat we wel werd werden wij wordt worden zal \
             ze zei zelf zich zij zijn zo zonder zou volgens")
        .class(Sense::DEAD, "doden dood gedood overleden")
        .class(Sense::INJURED, "gewonden gewond")
        .class(Sense::PEOPLE, "mensen personen mannen vrouwen kinderen")
        .class(Sense::ROLE, "president premier minister kanselier burgemeester koning paus")
        .class(Sense::PARTICLE, "van de der den ter ten")
        .class(Sense::SERIES, "ronde etappe speelronde aflevering seizoen")
}

fn russian() -> Lexicon {
    Lexicon::default()
        .class(Sense::NEGATION, "не ни нет без никогда никто")
        .class(Sense::YESTERDAY, "вчера")
        .class(Sense::TODAY, "сегодня")
        .class(Sense::TOMORROW, "завтра")
        .months(
            "января январь январе янв|февраля февраль феврале фев|марта март марте|\
             апреля апрель апреле апр|мая май мае|июня июнь июне|июля июль июле|\
             августа август августе авг|сентября сентябрь сентябре сен|\
             октября октябрь октябре окт|ноября ноябрь ноябре ноя|декабря декабрь декабре дек",
        )
        .weekdays(
            "понедельник понедельника|вторник вторника|среду среда среды|четверг четверга|\
             пятницу пятница пятницы|субботу суббота субботы|воскресенье воскресенья",
        )
        .class(Sense::DOUBTFUL, "среда среды среду")
        .cardinals(
            2,
            1,
            "два двух две|три трех трёх|четыре четырех|пять пяти|шесть шести|\
             семь семи|восемь восьми|девять девяти|десять десяти",
        )
        .power(3, "тысяча тысячи тысяч тыс")
        .power(6, "миллион миллиона миллионов млн")
        .power(9, "миллиард миллиарда миллиардов млрд")
        .class(
            Sense::FUNCTION,
            "а без более бы был была были было быть в вам вас весь во вот все \
             всего всех вы где да даже для до его ее её если есть еще ещё же за здесь и из или им \
             их к как когда которая которое которой которые который которых кто ли между мы на над \
             нас не него нет ни них но о об однако он она они оно от по под после при про с со \
             своей свои своих себя так также такой там то того тоже только том тот у уже чего чем \
             через что чтобы эта эти это этого этой этом этот я сообщил заявил",
        )
        .class(Sense::DEAD, "погибли погибших погиб погибло убиты убит")
        .class(
            Sense::INJURED,
            "ранены пострадали пострадавших раненых ранен",
        )
        .class(Sense::PEOPLE, "человек человека людей детей")
        .class(
            Sense::ROLE,
            "президент президента президенту президентом министр министра премьер \
             премьер-министр губернатор губернатора мэр мэра канцлер",
        )
        .class(Sense::SERIES, "тур этап раунд серия сезон")
        .class(Sense::PLACE_PREPOSITION, "в")
        .class(Sense::ABBREVIATION, "г гг тыс млн млрд ул им")
}

/// Chinese dates and weekdays are read by pattern; its words come as character n-grams.
fn chinese() -> Lexicon {
    Lexicon::default()
        .cardinals(1, 1, "一|二 两|三|四|五|六|七|八|九|十")
        .power(4, "万")
        .power(8, "亿")
        .class(
            Sense::FUNCTION,
            "的 了 在 是 和 与 及 也 就 都 而 等 或 被 把 对 为 从 到 于 以",
        )
}

fn arabic() -> Lexicon {
    Lexicon::default()
        .class(Sense::NEGATION, "لا لم لن ليس ليست غير بدون دون")
        .class(Sense::YESTERDAY, "أمس")
        .class(Sense::TODAY, "اليوم")
        .class(Sense::TOMORROW, "غدا")
        .months(
            "يناير|فبراير|مارس|أبريل إبريل|مايو|يونيو يونيه|يوليو يوليه|أغسطس|سبتمبر|أكتوبر|\
             نوفمبر|ديسمبر",
        )
        .weekdays("الاثنين الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد")
        .power(3, "ألف آلاف")
        .power(6, "مليون ملايين")
        .power(9, "مليار مليارات")
        .class(
            Sense::FUNCTION,
            "في من على إلى عن أن إن التي الذي هذا هذه ذلك كان كانت قد لا ما مع \
             بعد قبل بين كما حتى لم لن هو هي هم و أو ثم كل أي عند منذ خلال حيث غير إذا",
        )
        .class(Sense::DEAD, "قتلى قتيلا قتيل مقتل")
        .class(Sense::INJURED, "جرحى جريحا مصابين")
}
