//! Words to trees, errors and exit statuses, as ss takes them.

use super::{FilterErrorKind as Kind, Position, Query, QueryError, ScopeBuilder, Table, read_query};
use crate::ast::{Comparison, Expression, HostPattern, Predicate, Prefix, Side};
use crate::fixtures::{Host, LOCAL_PORTS};
use model::{Family, InterfaceIndex};
use proptest::prelude::*;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

fn read(words: &[&str]) -> Result<Query, QueryError> {
    let mut builder = ScopeBuilder::default();
    builder.add_table(Table::Tcp);
    builder.add_table(Table::Udp);
    read_query(builder, words, &Host)
}

fn tree(words: &[&str]) -> Expression {
    read(words).unwrap().filter.unwrap().expression
}

fn port_is(side: Side, port: Option<i32>) -> Expression {
    Expression::Is(Predicate::Host { side, pattern: HostPattern::Address { prefixes: vec![], port } })
}

fn not(inner: Expression) -> Expression {
    Expression::Not(Box::new(inner))
}

#[test]
fn words_make_trees() {
    use Side::{Local, Peer};
    let (a, b, c) = (port_is(Local, Some(1)), port_is(Peer, Some(2)), port_is(Local, Some(3)));
    let compared = |comparison| Expression::Is(Predicate::Port { side: Local, comparison, port: 22 });
    let cases: Vec<(&[&str], Expression)> = vec![
        (&["sport = :ssh"], port_is(Local, Some(22))),
        (&["sport", "22"], port_is(Local, Some(22))),
        (&["src", "*"], port_is(Local, None)),
        (&["sport = 1 and dport = 2 and sport = 3"], Expression::All(vec![a.clone(), b.clone(), c.clone()])),
        (&["sport 1 dport 2 && sport 3"], Expression::All(vec![a.clone(), b.clone(), c.clone()])),
        (
            &["sport 1 or dport 2 sport 3"],
            Expression::All(vec![Expression::Any(vec![a.clone(), b.clone()]), c.clone()]),
        ),
        (&["sport 1 |", "( dport 2 sport 3 )"], Expression::Any(vec![a.clone(), Expression::All(vec![b.clone(), c])])),
        (&["! sport 1 dport 2"], Expression::All(vec![not(a), b])),
        (&["sport >= 22"], compared(Comparison::AtLeast)),
        (&["sport gt 22"], not(compared(Comparison::AtMost))),
        (&["sport lt 22"], not(compared(Comparison::AtLeast))),
        (&["sport neq 22"], not(port_is(Local, Some(22)))),
        (&["dev != lo"], not(Expression::Is(Predicate::Device(InterfaceIndex(1))))),
        (&["dev if7"], Expression::Is(Predicate::Device(InterfaceIndex(7)))),
        (&["fwmark 0x10/0xf0"], Expression::Is(Predicate::Mark { value: 0x10, mask: 0xF0 })),
        (&["fwmark 9223372036854775826"], Expression::Is(Predicate::Mark { value: u32::MAX, mask: u32::MAX })),
        (&["autobound"], Expression::Is(Predicate::Autobound(LOCAL_PORTS))),
        (
            &["dst localhost:domain"],
            Expression::Is(Predicate::Host {
                side: Peer,
                pattern: HostPattern::Address {
                    prefixes: vec![Prefix::host([127, 0, 0, 1].into()), Prefix::host("::1".parse().unwrap())],
                    port: Some(53),
                },
            }),
        ),
        (
            &[r"src unix:a\ b\\*"],
            Expression::Is(Predicate::Host { side: Local, pattern: HostPattern::UnixName(br"a b\*".to_vec()) }),
        ),
    ];
    for (words, expected) in cases {
        assert_eq!(tree(words), expected, "{words:?}");
    }
}

#[test]
fn no_words_are_no_filter() {
    for words in [&[][..], &[""], &[" \t", ""], &["state", "established"]] {
        assert_eq!(read(words).unwrap().filter, None, "{words:?}");
    }
}

#[test]
fn a_wrong_word_is_pointed_at() {
    let at = |word, offset| Position { word, offset };
    let cases: &[(&[&str], Kind, &str, Position)] = &[
        (&["state"], Kind::MissingState, "state", at(0, 0)),
        (&["state", "estab"], Kind::UnknownState, "estab", at(1, 0)),
        (&["exclude", "closed", "state", "listen"], Kind::UnknownState, "listen", at(3, 0)),
        (&["state", "closed", "sport", "=", "nope"], Kind::BadPort, "nope", at(4, 0)),
        (&["(dport = 1)"], Kind::BadAddress, "(dport", at(0, 0)),
        (&["( dport = 1)"], Kind::BadPort, "1)", at(0, 10)),
        (&["sport = 1", "and and"], Kind::Unexpected, "and", at(1, 4)),
        (&["sport = 1 )"], Kind::Unexpected, ")", at(0, 10)),
        (&["src != 1"], Kind::Unexpected, "!=", at(0, 4)),
        (&["( sport = 1"], Kind::Unfinished, "", at(1, 0)),
        (&["sport = 1 or"], Kind::Unfinished, "", at(1, 0)),
        (&["dev nope"], Kind::UnknownInterface, "nope", at(0, 4)),
        (&["fwmark x"], Kind::BadMark, "x", at(0, 7)),
        (&["cgroup x"], Kind::UnknownCgroup, "x", at(0, 7)),
        (&["sport = shell"], Kind::AmbiguousPort, "shell", at(0, 8)),
        (&["src [::1"], Kind::BadAddress, "[::1", at(0, 4)),
    ];
    for (words, kind, text, position) in cases {
        let Err(QueryError::Filter(error)) = read(words) else { panic!("{words:?} was understood") };
        assert_eq!((error.kind, error.text.as_str(), error.position), (*kind, *text, *position), "{words:?}");
        assert!(!error.to_string().contains('\n'));
    }
}

#[test]
fn an_error_shows_no_raw_control_characters() {
    let Err(error) = read(&["src \u{1b}[2J"]) else { panic!("understood") };
    assert!(!error.to_string().contains('\u{1b}'));
}

#[test]
fn the_service_is_looked_up_where_it_was_asked_for() {
    let mut builder = ScopeBuilder::default();
    builder.add_table(Table::Udp);
    let query = read_query(builder, &["sport = shell"], &Host).unwrap();
    assert_eq!(query.filter.unwrap().expression, port_is(Side::Local, Some(515)));
}

#[test]
fn an_operand_with_a_family_narrows_the_scope_and_the_operands_after_it() {
    let query = read(&["src unix:a or src b"]).unwrap();
    assert_eq!(query.scope.families, Family::Unix.into());
    let Expression::Any(parts) = query.filter.unwrap().expression else { panic!("no list") };
    let pattern = HostPattern::UnixName(b"b".to_vec());
    assert_eq!(parts[1], Expression::Is(Predicate::Host { side: Side::Local, pattern }));
}

#[test]
fn nesting_has_an_end() {
    for depth in [100, 100_000] {
        let words = format!("{} sport = 1 {}", "( ".repeat(depth), ") ".repeat(depth));
        assert_eq!(read(&[&words]).is_ok(), depth == 100);
        let words = format!("{} sport = 1", "not ".repeat(depth));
        assert_eq!(read(&[&words]).is_ok(), depth == 100);
        let words = format!("sport = 1 {}", "or sport = 1 and sport = 2 ".repeat(depth));
        assert_eq!(read(&[&words]).is_ok(), depth == 100);
        let words = format!("sport = 1 {}", "or sport = 1 ".repeat(depth));
        assert!(read(&[&words]).is_ok(), "a long list is not deep");
    }
}

fn word() -> impl Strategy<Value = String> {
    let tokens = "src|dst|sport|dport|dev|fwmark|cgroup|autobound|and|or|not|!|\\(|\\)|=|!=|>=|<|lo|0x12/3|\
                  127/8|\\[::1\\]:22|\\*:22|:ssh|22|localhost|10\\.0\\.0\\.1:80|::/64|state|all";
    prop_oneof![4 => tokens.prop_map(|token: String| token), 1 => ".{0,12}"]
}

proptest! {
    #[test]
    fn no_words_bring_it_down(words in prop::collection::vec(word(), 0..30)) {
        let _ = read(&words.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn no_octets_bring_it_down(octets in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = read_query(ScopeBuilder::default(), &[OsStr::from_bytes(&octets)], &Host);
    }

    #[test]
    fn what_was_understood_can_be_written_and_read_again(words in prop::collection::vec(word(), 1..30)) {
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != "localhost").collect();
        if let Ok(Query { filter: Some(filter), .. }) = read(&words) {
            prop_assert_eq!(tree(&[&filter.to_string()]), filter.expression);
        }
    }
}
