//! Numbers as printf writes them.

use super::*;
use crate::applets::ss::layout::number::{push_general, push_hex, push_millis, push_whole, push_with_one_decimal};
use model::Micros;

static ONE: [render::table::Column; 1] =
    [render::table::Column { header: "", align: render::table::Align::Left, delimiter: "" }];

fn written(write: impl FnOnce(&mut Cell)) -> String {
    let mut table = Table::new(&ONE, Width::Unlimited, Vec::new());
    write(table.text());
    String::from_utf8(table.finish().unwrap()).unwrap().trim_end_matches('\n').to_owned()
}

#[test]
fn times_are_milliseconds_with_six_digits() {
    let cases: [(u64, &str); 14] = [
        (0, "0"),
        (1, "0.001"),
        (10, "0.01"),
        (1500, "1.5"),
        (65_534, "65.534"),
        (100_000, "100"),
        (999_999, "999.999"),
        (1_234_567, "1234.57"),
        (2_999_999, "3000"),
        (2_999_500, "2999.5"),
        (9_999_995, "10000"),
        (12_345_678, "12345.7"),
        (123_456_789, "123457"),
        (4_294_967_295, "4.29497e+06"),
    ];
    for (micros, expected) in cases {
        assert_eq!(written(|cell| push_millis(cell, Micros(micros))), expected);
    }
}

#[test]
fn significant_digits_round_the_exact_value() {
    let cases: [(f64, usize, &str); 13] = [
        (0.0, 6, "0"),
        (0.343_75, 6, "0.34375"),
        (0.00390625, 6, "0.00390625"),
        (0.000_012_345, 6, "1.2345e-05"),
        (2.886_718_75, 6, "2.88672"),
        (0.16, 6, "0.16"),
        (999.5, 3, "1e+03"),
        (999.499, 3, "999"),
        // 1.125 is a tie and goes to the even digit; 1.005 lies below its middle.
        (1.125, 3, "1.12"),
        (1.375, 3, "1.38"),
        (1.005, 3, "1"),
        (100.0, 3, "100"),
        (1e22, 3, "1e+22"),
    ];
    for (value, digits, expected) in cases {
        assert_eq!(written(|cell| push_general(cell, value, digits)), expected, "{value}");
    }
}

#[test]
fn fixed_decimals_round_to_even_at_ties() {
    let cases = [(0.25, "0.2"), (0.35, "0.3"), (0.75, "0.8"), (99.96, "100.0"), (33.3333, "33.3")];
    for (value, expected) in cases {
        assert_eq!(written(|cell| push_with_one_decimal(cell, value)), expected);
    }
    for (value, expected) in [(0.5, "0"), (1.5, "2"), (2.5, "2"), (0.16, "0"), (1e15, "1000000000000000")] {
        assert_eq!(written(|cell| push_whole(cell, value)), expected);
    }
}

#[test]
fn hexadecimal_has_no_leading_zeros() {
    for number in [0, 9, 10, 0xabc_ffff_ffff, u64::MAX] {
        assert_eq!(written(|cell| push_hex(cell, number)), format!("{number:x}"));
    }
}

#[test]
fn every_short_time_is_its_exact_value() {
    for micros in 0_u64..1_000_000 {
        if micros % 997 < 3 || micros < 2000 {
            let exact = format!("{}.{:03}", micros / 1000, micros % 1000);
            let short = written(|cell| push_millis(cell, Micros(micros)));
            assert_eq!(short, exact.trim_end_matches('0').trim_end_matches('.'));
        }
    }
}

#[test]
fn values_of_every_size_read_back() {
    for exponent in -30..=30 {
        for factor in [1.0, 1.000_005, 1.234_565, 2.5, 9.999_994_9, 9.999_995, 9.999_999_9] {
            let value = factor * 10_f64.powi(exponent);
            let text = written(|cell| push_general(cell, value, 6));
            let read: f64 = text.parse().unwrap();
            assert!((read - value).abs() <= value * 5.1e-6, "{text} for {value}");
        }
    }
}
