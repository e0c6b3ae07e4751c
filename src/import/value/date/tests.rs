use jiff::civil::date;
use proptest::prelude::*;

use super::*;

/// Reads a cell of a column in which nothing else stands.
fn alone(text: &str) -> Option<Day> {
    let mut evidence = Evidence::default();
    evidence.see(text, 2);
    let asked = Asked { format: None, as_of: Some(date(2024, 5, 31)) };
    evidence.decide(&asked).ok()?.read(text)
}

fn day(text: &str) -> Option<Date> {
    alone(text).filter(|day| day.precision == Precision::Day).map(|day| day.date)
}

#[test]
fn dates_of_programs_are_read() {
    for text in [
        "2018-07-31",
        " 2018-07-31 ",
        "2018-7-31",
        "2018/07/31",
        "2018.07.31",
        "20180731",
        "2018-07-31T10:00",
        "2018-07-31t10:00:00z",
        "2018-07-31T23:59:60Z",
        "2018-07-31T10:00:00-07:00",
        "2018-07-31T13:28:03+0000",
        "2018-07-31T10:00:00.5Z",
        "2018-07-31T10:00:00.123456789+02:00",
        "2018-07-31 10:00:00 UTC",
        "2018-07-31 10:00:00",
        "2018-07-31 10:00:00.000000",
        "2018/07/31 1:22:10 PM GMT+2",
        "7/31/2018 13:22:10",
        "7/31/2018 6:29",
        "07/31/18, 03:38 PM",
        "07/31/18",
        "31/07/2018",
        "31-07-2018",
        "31.07.2018",
        "31.7.18",
        "31. 7. 2018",
        "07 31, 2018",
        "1533031200",
        "1533031200000",
        "1533031200.25",
        "Tue, 31 Jul 2018 13:00:00 +0000",
        "Tue, 31 Jul 2018 13:00:00 GMT",
        "Tue Jul 31 12:00:00 +0000 2018",
        "Tue Jul 31 2018 13:00:00 GMT+0000 (Coordinated Universal Time)",
        "2018-07-31T10:00:00+02:00[Europe/Berlin]",
        "٣١/٠٧/٢٠١٨",
        "2018年7月31日",
        "2018년 7월 31일",
    ] {
        assert_eq!(day(text), Some(date(2018, 7, 31)), "{text}");
    }
}

#[test]
fn dates_of_people_are_read() {
    for (text, wanted) in [
        ("31-Jul-18", date(2018, 7, 31)),
        ("Jul 31, 2018", date(2018, 7, 31)),
        ("18th April 2023", date(2023, 4, 18)),
        ("April 1st, 2023", date(2023, 4, 1)),
        ("31 October, 2018", date(2018, 10, 31)),
        ("the 3rd of May 2020", date(2020, 5, 3)),
        ("Friday, May 3, 2024", date(2024, 5, 3)),
        ("May 3, 2024 at 10:15 AM", date(2024, 5, 3)),
        ("13. november 2023", date(2023, 11, 13)),
        ("3. März 2021", date(2021, 3, 3)),
        ("3. März 2021 um 14:05 Uhr", date(2021, 3, 3)),
        ("Mi., 3. März 2021", date(2021, 3, 3)),
        ("1er août 2022", date(2022, 8, 1)),
        ("mar. 5 avril 2022", date(2022, 4, 5)),
        ("5 de mayo de 2021", date(2021, 5, 5)),
        ("12 de março de 2021", date(2021, 3, 12)),
        ("7 settembre 2020", date(2020, 9, 7)),
        ("9 mei 2020", date(2020, 5, 9)),
        ("14 października 2019", date(2019, 10, 14)),
        ("2 января 2020 г.", date(2020, 1, 2)),
        ("2 січня 2020 р.", date(2020, 1, 2)),
        ("4 maj 2019", date(2019, 5, 4)),
        ("4. desember 2019", date(2019, 12, 4)),
        ("4. tammikuuta 2019", date(2019, 1, 4)),
        ("5. července 2019", date(2019, 7, 5)),
        ("6 Ağustos 2019", date(2019, 8, 6)),
        ("2019 Aug 6", date(2019, 8, 6)),
        ("Date published: 2021-03-03", date(2021, 3, 3)),
        ("Reviewed in the United States on March 3, 2021", date(2021, 3, 3)),
        ("Reviewed in the United States 🇺🇸 on March 3, 2021", date(2021, 3, 3)),
        ("Rezension aus Deutschland vom 3. März 2021", date(2021, 3, 3)),
        ("Dined on May 1, 2023", date(2023, 5, 1)),
        ("Written 4 May 2023", date(2023, 5, 4)),
        ("Date of experience: 04 May 2023", date(2023, 5, 4)),
    ] {
        assert_eq!(day(text), Some(wanted), "{text}");
    }
}

#[test]
fn months_and_years_are_told_apart_from_days() {
    for (text, precision) in [
        ("2018-07", Precision::Month),
        ("07/2018", Precision::Month),
        ("July 2018", Precision::Month),
        ("juillet 2018", Precision::Month),
    ] {
        let wanted = Day { date: date(2018, 7, 1), precision, counted: false };
        assert_eq!(alone(text), Some(wanted), "{text}");
    }
    let year = Day { date: date(2018, 1, 1), precision: Precision::Year, counted: false };
    assert_eq!(alone("2018"), Some(year));
}

#[test]
fn relative_dates_count_back() {
    for (text, wanted, precision) in [
        ("2 months ago", date(2024, 3, 31), Precision::Month),
        ("3 months ago", date(2024, 2, 29), Precision::Month),
        ("a year ago", date(2023, 5, 31), Precision::Year),
        ("Edited a week ago", date(2024, 5, 24), Precision::Day),
        ("Dined 3 days ago", date(2024, 5, 28), Precision::Day),
        ("5 hours ago", date(2024, 5, 31), Precision::Day),
        ("vor 3 Wochen", date(2024, 5, 10), Precision::Day),
        ("vor einem Jahr", date(2023, 5, 31), Precision::Year),
        ("il y a 2 mois", date(2024, 3, 31), Precision::Month),
        ("il y a un an", date(2023, 5, 31), Precision::Year),
        ("hace un año", date(2023, 5, 31), Precision::Year),
        ("há 2 anos", date(2022, 5, 31), Precision::Year),
        ("2 settimane fa", date(2024, 5, 17), Precision::Day),
        ("een maand geleden", date(2024, 4, 30), Precision::Month),
        ("2 lata temu", date(2022, 5, 31), Precision::Year),
        ("3 месяца назад", date(2024, 2, 29), Precision::Month),
        ("месяц назад", date(2024, 4, 30), Precision::Month),
        ("2 роки тому", date(2022, 5, 31), Precision::Year),
        ("för 2 veckor sedan", date(2024, 5, 17), Precision::Day),
        ("for et år siden", date(2023, 5, 31), Precision::Year),
        ("2 viikkoa sitten", date(2024, 5, 17), Precision::Day),
        ("před 3 dny", date(2024, 5, 28), Precision::Day),
        ("2 hafta önce", date(2024, 5, 17), Precision::Day),
        ("yesterday", date(2024, 5, 30), Precision::Day),
        ("Yesterday, 10:30", date(2024, 5, 30), Precision::Day),
        ("сегодня", date(2024, 5, 31), Precision::Day),
    ] {
        let wanted = Day { date: wanted, precision, counted: true };
        assert_eq!(alone(text), Some(wanted), "{text}");
    }
    let mut evidence = Evidence::default();
    evidence.see("2024-01-01", 2);
    evidence.see("2 months ago", 3);
    let example = Example { text: "2 months ago".to_owned(), line: 3 };
    assert_eq!(evidence.decide(&Asked::default()), Err(Undecided::Relative(example)));
}

#[test]
fn what_is_no_date_is_not_guessed() {
    for text in [
        "",
        "-",
        "soon",
        "2024-13-01",
        "2024-02-30",
        "31.13.2020",
        "32/33/2020",
        "99",
        "123456",
        "12345678",
        "2024-01-02-03",
        "May 5",
        "5 May",
        "May",
        "Smarch 5, 2020",
        "5 of 2020",
        "2024-01-01 25:00",
        "2024-01-01 10:99",
        "2024-01-01 soon",
        "1/2",
        "1/2/3",
        "1/2/345",
        "2 moons ago",
        "a few days ago",
        "months",
        "2 months",
        "99999999999 years ago",
        "1500-01-01",
        "9999-01-01",
        "45123.5",
        "1:2:3:4",
        "5 May June 2020",
        "½",
        "2024-W01-1",
        "13:45 PM 2020-01-01",
        "١",
        "0000-00-00 00:00:00",
        "0000-00-00",
    ] {
        assert_eq!(alone(text), None, "{text}");
    }
    assert!(Evidence::is_understood("2024-01-01") && !Evidence::is_understood("soon"));
    for nothing in ["", " ", "-", "N/A", "NULL", "0000-00-00 00:00:00"] {
        assert!(is_nothing(nothing), "{nothing}");
    }
}

fn column(cells: &[&str], asked: &Asked) -> Result<Vec<Option<Date>>, Undecided> {
    let mut evidence = Evidence::default();
    for (cell, line) in cells.iter().zip(2..) {
        evidence.see(cell, line);
    }
    let reader = evidence.decide(asked)?;
    Ok(cells.iter().map(|cell| reader.read(cell).map(|day| day.date)).collect())
}

#[test]
fn a_column_decides_the_order() {
    let free = Asked::default();
    let (third, april) = (Some(date(2024, 4, 3)), Some(date(2024, 3, 4)));
    let last = Some(date(2024, 3, 31));
    assert_eq!(column(&["03/04/2024", "31/03/2024"], &free), Ok(vec![third, last]));
    assert_eq!(column(&["03/04/2024", "03/31/2024"], &free), Ok(vec![april, last]));
    let same = Some(date(2024, 3, 3));
    assert_eq!(column(&["03/03/2024", "", "2024-03-31"], &free), Ok(vec![same, None, last]));

    let example = |text: &str, line| Example { text: text.to_owned(), line };
    let undecided = Undecided::Order(example("03/04/2024", 3));
    assert_eq!(column(&["03/03/2024", "03/04/2024", "05/06/2024"], &free), Err(undecided));
    let contradiction = Undecided::Contradiction {
        day_first: example("31/03/2024", 2),
        month_first: example("03/31/2024", 4),
    };
    let cells = ["31/03/2024", "03/04/2024", "03/31/2024"];
    assert_eq!(column(&cells, &free), Err(contradiction));

    let asked = |name: &str| Asked { format: Some(Format::named(name).unwrap()), as_of: None };
    assert_eq!(column(&cells, &asked("dmy")), Ok(vec![last, third, None]));
    assert_eq!(column(&cells, &asked("mdy")), Ok(vec![None, april, last]));
    assert_eq!(column(&["24-03-04", "2024-03-31"], &asked("ymd")), Ok(vec![april, last]));
    assert_eq!(column(&["4 / 3 // 24", "x"], &asked("%d / %m // %y")), Ok(vec![april, None]));
    assert!(Format::named("euro").unwrap_err().contains("`dmy`"));
}

#[test]
fn numbers_of_spreadsheets_are_days() {
    assert_eq!(excel_day(45_123.75), Some(date(2023, 7, 16)));
    assert_eq!(excel_day(61.0), Some(date(1900, 3, 1)));
    for wrong in [0.0, 60.0, -1.0, f64::NAN, f64::INFINITY, 1e9] {
        assert_eq!(excel_day(wrong), None);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_not(
        text in "[0-9/.:, +tzT-]{0,24}|([0-9]{1,4}|may|ago|am|mar| |, |vor|on|-){0,7}|.*",
        pattern in "[%YmdHMSbyz. -]{0,8}",
    ) {
        let mut evidence = Evidence::default();
        evidence.see(&text, 1);
        for format in [Format::DayFirst, Format::MonthFirst, Format::YearFirst, Format::Pattern(pattern)] {
            let asked = Asked { format: Some(format), as_of: Some(date(2024, 1, 1)) };
            let _ = evidence.decide(&asked).map(|reader| reader.read(&text));
        }
    }

    #[test]
    fn a_day_is_the_same_in_every_form(days in 0_i32..40_000) {
        let wanted = date(1990, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        for pattern in [
            "%Y-%m-%d", "%Y-%m-%dT10:00:00Z", "%d.%m.%Y", "%-d %B %Y", "%b %-d, %Y",
            "%a, %d %b %Y 13:00:00 +0000", "%a %b %d 12:00:00 +0000 %Y", "%Y%m%d", "%Y/%-m/%-d",
        ] {
            let text = wanted.strftime(pattern).to_string();
            prop_assert_eq!(day(&text), Some(wanted), "{}", text);
        }
    }
}
