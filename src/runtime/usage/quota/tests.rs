use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// Noon of a day.
fn noon(text: &str) -> Timestamp {
    Timestamp::from_millis((i64::from(day(text).number()) * 24 + 12) * 3_600_000)
}

fn quota(limit: i32, period: Period) -> Quota {
    Quota { limit, period, counts: Arc::new(Counts::none()) }
}

fn taken(quota: &Quota, at: Timestamp, calls: usize) -> usize {
    (0..calls).filter(|_| quota.take(at)).count()
}

// SDK reference, QuotaSettings: "with a time period of WEEK, an offset of 0 starts on Sunday, and an offset of 1 starts on
// Monday". 2026-11-20 is a Friday.
#[test]
fn a_period_begins_on_the_day_of_its_offset() {
    for (period, of, first) in [
        (Period::Day, "2026-11-20", "2026-11-20"),
        (Period::Week { offset: 0 }, "2026-11-20", "2026-11-15"),
        (Period::Week { offset: 0 }, "2026-11-15", "2026-11-15"),
        (Period::Week { offset: 1 }, "2026-11-15", "2026-11-09"),
        (Period::Week { offset: 6 }, "2026-11-20", "2026-11-14"),
        (Period::Month { offset: 0 }, "2026-11-20", "2026-11-01"),
        (Period::Month { offset: 19 }, "2026-11-20", "2026-11-20"),
        (Period::Month { offset: 20 }, "2026-11-20", "2026-10-21"),
        (Period::Month { offset: 27 }, "2026-03-27", "2026-02-28"),
        (Period::Month { offset: 27 }, "2026-01-05", "2025-12-28"),
    ] {
        assert_eq!(period.first_day(day(of)), day(first), "{period:?} {of}");
    }
}

#[test]
fn a_quota_is_there_again_when_its_period_begins() {
    let quota = quota(3, Period::Week { offset: 1 });
    assert_eq!(taken(&quota, noon("2026-11-20"), 5), 3);
    assert_eq!(taken(&quota, noon("2026-11-22"), 5), 0);
    assert_eq!(taken(&quota, noon("2026-11-23"), 5), 3);
}

#[test]
fn a_period_begins_anew_when_the_clock_is_turned_back() {
    let quota = quota(3, Period::Day);
    assert_eq!(taken(&quota, noon("2026-11-21"), 5), 3);
    assert_eq!(taken(&quota, noon("2026-11-20"), 5), 3);
    assert_eq!(taken(&quota, noon("2026-11-21"), 5), 3);
}

// Calls on other cores may have read the clock a moment later and yet come first.
#[test]
fn a_clock_read_just_before_midnight_finds_the_day_that_has_begun() {
    let (quota, midnight) = (quota(3, Period::Day), Timestamp::from_millis(i64::from(day("2026-11-21").number()) * 86_400_000));
    assert_eq!(taken(&quota, midnight, 2), 2);
    assert_eq!(taken(&quota, midnight.minus(Duration::from_millis(1)), 2), 1);
    assert_eq!(taken(&quota, midnight, 2), 0);
}

#[test]
fn a_quota_of_nothing_allows_nothing() {
    assert_eq!(taken(&quota(0, Period::Day), noon("2026-11-20"), 2), 0);
}

// Developer guide, "Maintain a usage plan": used and remaining quotas of each day.
#[test]
fn a_day_keeps_what_was_left_at_its_end() {
    let quota = quota(10, Period::Month { offset: 0 });
    taken(&quota, noon("2026-11-19"), 3);
    taken(&quota, noon("2026-11-21"), 4);
    let first = DayCount { day: day("2026-11-19"), used: 3, remaining: 7 };
    let second = DayCount { day: day("2026-11-21"), used: 4, remaining: 3 };
    assert_eq!(quota.unsaved(), [first, second]);
    assert!(!quota.has_unsaved());
    assert_eq!(quota.unsaved(), []);
}

#[test]
fn what_is_set_as_remaining_holds_until_the_period_ends() {
    let quota = quota(2, Period::Week { offset: 0 });
    taken(&quota, noon("2026-11-19"), 5);
    quota.set_remaining(4, noon("2026-11-20"));
    let before = DayCount { day: day("2026-11-19"), used: 2, remaining: 0 };
    let now = DayCount { day: day("2026-11-20"), used: 0, remaining: 4 };
    assert_eq!(quota.unsaved(), [before, now]);
    assert_eq!(taken(&quota, noon("2026-11-20"), 9), 4);
    assert_eq!(taken(&quota, noon("2026-11-22"), 9), 2);
}

#[test]
fn counting_goes_on_where_it_was_kept() {
    let last = DayCount { day: day("2026-11-20"), used: 2, remaining: 1 };
    let period = Period::Day;
    let quota = Quota { limit: 3, period, counts: Arc::new(Counts::resumed(last, 3, period)) };
    assert_eq!(taken(&quota, noon("2026-11-20"), 5), 1);
    assert_eq!(quota.unsaved(), [DayCount { used: 3, remaining: 0, ..last }]);
}

#[test]
fn a_higher_limit_counts_what_was_used_before() {
    let small = quota(2, Period::Day);
    assert_eq!(taken(&small, noon("2026-11-20"), 5), 2);
    let large = Quota { limit: 5, period: Period::Day, counts: Arc::clone(&small.counts) };
    assert_eq!(taken(&large, noon("2026-11-20"), 9), 3);
}

#[test]
fn callers_at_once_get_no_more_than_the_quota() {
    let quota = quota(1000, Period::Day);
    let allowed: usize = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..4).map(|_| scope.spawn(|| taken(&quota, noon("2026-11-20"), 400))).collect();
        callers.into_iter().map(|caller| caller.join().expect("a count")).sum()
    });
    assert_eq!(allowed, 1000);
    assert_eq!(quota.unsaved(), [DayCount { day: day("2026-11-20"), used: 1000, remaining: 0 }]);
}

proptest! {
    #[test]
    fn a_period_begins_at_most_a_month_before_each_of_its_days(number in 0..60_000, offset in 0..28) {
        let day = Day::from_number(number);
        for period in [Period::Day, Period::Week { offset: offset % 7 }, Period::Month { offset }] {
            let first = period.first_day(day);
            prop_assert!(first <= day && day.number() - first.number() < 31);
            prop_assert_eq!(period.first_day(first), first);
        }
    }

    #[test]
    fn a_packed_number_is_what_it_was(day: i32, number: i32) {
        let dated = unpack(pack(Dated { day: Day::from_number(day), number }));
        prop_assert_eq!((dated.day.number(), dated.number), (day, number));
    }
}
