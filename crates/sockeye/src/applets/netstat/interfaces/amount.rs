//! Amounts of data for people, in powers of 1024.

/// The smallest amounts of each unit are one octet more than these.
const UNITS: [(u32, &str); 5] = [(50, "PiB"), (40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")];

/// An amount as a number with one place, cut and not rounded, and its unit.
pub(super) fn in_units(bytes: u64) -> String {
    const EXBIBYTE: u64 = 1 << 60;
    let (tenths, unit) = if bytes > EXBIBYTE {
        // Ten times as much would not fit.
        (bytes / (EXBIBYTE / 10), "EiB")
    } else {
        let unit = UNITS.iter().find(|(power, _)| bytes > 1 << power);
        unit.map_or((bytes * 10, "B"), |(power, unit)| ((bytes * 10) >> power, unit))
    };
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the original shows these amounts.
    #[test]
    fn amounts_are_cut() {
        for (bytes, shown) in [
            (0, "0.0 B"),
            (1024, "1024.0 B"),
            (1025, "1.0 KiB"),
            (1126, "1.0 KiB"),
            (1587, "1.5 KiB"),
            (1_048_576, "1024.0 KiB"),
            (1_536_000, "1.4 MiB"),
            (1_099_511_627_775, "1023.9 GiB"),
            (922_337_203_685_477_580, "819.1 PiB"),
            (922_337_203_685_477_581, "819.2 PiB"),
            (1 << 60, "1024.0 PiB"),
            ((1 << 60) + 1, "1.0 EiB"),
            (1_729_382_256_910_270_463, "1.5 EiB"),
            (u64::MAX, "16.0 EiB"),
        ] {
            assert_eq!(in_units(bytes), shown);
        }
    }
}
