//! Dates that count from another day: `2 months ago`, `vor 3 Wochen`, `вчера`.

use jiff::Span;
use jiff::civil::Date;

use super::Precision;

/// How long before some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ago {
    number: u16,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Ago {
    /// Counts back from `day`.
    pub(super) fn before(self, day: Date) -> Option<(Date, Precision)> {
        let number = i64::from(self.number);
        let (span, precision) = match self.unit {
            Unit::Minute => (Span::new().days(number / (24 * 60)), Precision::Day),
            Unit::Hour => (Span::new().days(number / 24), Precision::Day),
            Unit::Day => (Span::new().days(number), Precision::Day),
            Unit::Week => (Span::new().weeks(number), Precision::Day),
            Unit::Month => (Span::new().months(number), Precision::Month),
            Unit::Year => (Span::new().years(number), Precision::Year),
        };
        let date = day.checked_sub(span).ok().filter(|date| date.year() >= 1900)?;
        Some((date, precision))
    }
}

/// Reads a text that is folded already.
pub(super) fn ago(text: &str) -> Option<Ago> {
    if let Some((number, _)) = (0_u16..).zip(DAYS).find(|(_, days)| has(days, text)) {
        return Some(Ago { number, unit: Unit::Day });
    }
    let phrase = text.strip_prefix("il y a ");
    let mut is_ago = phrase.is_some();
    let mut number = None;
    let mut unit = None;
    for word in phrase.unwrap_or(text).split(' ') {
        if has(AGO, word) {
            is_ago = true;
        } else if number.is_none() && unit.is_none() && has(ONE, word) {
            number = Some(1);
        } else if number.is_none() && word.bytes().all(|byte| byte.is_ascii_digit()) {
            number = Some(word.parse().ok().filter(|number| *number < 10_000)?);
        } else if unit.is_none() {
            unit = Some(UNITS.iter().find(|(words, _)| has(words, word))?.1);
        } else {
            return None;
        }
    }
    Some(Ago { number: number.unwrap_or(1), unit: unit.filter(|_| is_ago)? })
}

/// Whether a list has a phrase.
fn has(list: &str, phrase: &str) -> bool {
    list.split(", ").any(|known| known == phrase)
}

/// Words for today, yesterday and the day before.
const DAYS: [&str; 3] = [
    "today, just now, now, heute, gerade eben, aujourd'hui, hoy, hoje, oggi, vandaag, dzisiaj, \
     dziś, сегодня, только что, сьогодні, idag, i dag, tänään, dnes, bugün",
    "yesterday, gestern, hier, ayer, ontem, ieri, gisteren, wczoraj, вчера, вчора, igår, i går, \
     eilen, včera, dün",
    "the day before yesterday, vorgestern, avant-hier, anteayer, anteontem, l'altro ieri, \
     eergisteren, przedwczoraj, позавчера, позавчора, i förrgår, i forgårs, toissapäivänä, \
     předevčírem, evvelsi gün",
];

/// Words that say that something is past.
const AGO: &str = "ago, vor, hace, há, ha, atrás, fa, geleden, temu, назад, тому, för, for, \
     sedan, siden, sitten, před, önce";

/// Words for one.
const ONE: &str = "a, an, one, ein, eine, einem, einer, einen, un, une, uno, una, um, uma, \
     een, één, en, ett, et, én, jeden, jedną, один, одну, одна, yksi, jedním, jednou, bir";

const UNITS: [(&str, Unit); 6] = [
    (
        "minute, minutes, min, mins, minuten, minuto, minutos, minuti, minuut, minuty, minut, \
         minutę, минуту, минуты, минут, хвилину, хвилини, хвилин, minuter, minutter, minutt, \
         minuutti, minuuttia, minutou, minutami, dakika",
        Unit::Minute,
    ),
    (
        "hour, hours, hr, hrs, stunde, stunden, heure, heures, hora, horas, ora, ore, uur, uren, \
         godzinę, godziny, godzin, час, часа, часов, годину, години, годин, timme, timmar, time, \
         timer, tunti, tuntia, hodinou, hodinu, hodinami, saat",
        Unit::Hour,
    ),
    (
        "day, days, tag, tage, tagen, jour, jours, día, días, dia, dias, giorno, giorni, dag, \
         dagen, dzień, dni, день, дня, дней, дні, днів, dagar, dage, dager, päivä, päivää, den, \
         dny, dnem, gün",
        Unit::Day,
    ),
    (
        "week, weeks, woche, wochen, semaine, semaines, semana, semanas, settimana, settimane, \
         weken, tydzień, tygodnie, tygodni, неделю, недели, недель, тиждень, тижні, тижнів, \
         vecka, veckor, uge, uger, uke, uker, viikko, viikkoa, týden, týdny, týdnem, hafta",
        Unit::Week,
    ),
    (
        "month, months, monat, monate, monaten, mois, mes, meses, mês, mese, mesi, maand, \
         maanden, miesiąc, miesiące, miesięcy, месяц, месяца, месяцев, місяць, місяці, місяців, \
         månad, månader, måned, måneder, kuukausi, kuukautta, měsíc, měsíce, měsícem, měsíci, ay",
        Unit::Month,
    ),
    (
        "year, years, jahr, jahre, jahren, an, ans, année, années, año, años, ano, anos, anno, \
         anni, jaar, jaren, rok, lata, lat, год, года, лет, рік, роки, років, år, vuosi, vuotta, \
         rokem, roky, lety, yıl",
        Unit::Year,
    ),
];
