//! How words are cut into pieces, what is said of those that make no sense, and the names in the tables.

use super::super::{FIELDS, WORDS, parse};
use crate::fixtures::Host;

fn refusal(words: &[&str]) -> String {
    parse(words, &Host).unwrap_err().to_string()
}

#[test]
fn a_word_of_the_command_line_is_a_whole_text() {
    let part = |words: &[&str]| parse(words, &Host).unwrap().filter.unwrap().to_string();
    assert_eq!(part(&["command", "~", "a b"]), r#"command ~ "a b""#);
    assert_eq!(part(&["command ~ 'a b' tcp"]), r#"( command ~ "a b" ( tcp ) )"#.replace("\" (", "\" and ("));
    assert_eq!(part(&["(", "command", "~", "a b)"]), r#"command ~ "a b""#);
    assert_eq!(part(&["process=(sd-pam)"]), r#"process = "(sd-pam)""#);
    assert_eq!(part(&["(process=(sd-pam))"]), r#"process = "(sd-pam)""#);
    assert_eq!(part(&["process", "=", "unix"]), r#"process = "unix""#);
    assert_eq!(part(&["process = [kworker]"]), r#"process = "\\[kworker]""#);
    assert_eq!(part(&["process = \"and\""]), r#"process = "and""#);
}

#[test]
fn mistakes_are_told_in_one_line() {
    let cases: [(&[&str], &str); 22] = [
        (&["recvq", ">", "5"], r#"filter: "recvq" (word 1) is not known: did you mean recv-q?"#),
        (&["tcp", "listning"], r#"filter: "listning" (word 2) is not known: did you mean listening?"#),
        (&["tcp and prot 5"], r#"filter: "prot" (word 1 from its octet 9) is not known: did you mean port?"#),
        (&["xyzzy"], r#"filter: "xyzzy" (word 1) is not known: take a field"#),
        (&["10.0.0.1"], r#"filter: "10.0.0.1" (word 1) is not known: take a field"#),
        (&["port"], "filter: a port, a range such as 8000-8100, a service such as https, or several"),
        (&["port", "and", "tcp"], r#"filter: "and" (word 2) cannot stand here: port needs a port"#),
        (&["(", "port", ")"], r#"filter: ")" (word 3) cannot stand here: port needs a port"#),
        (&["port", "80800"], r#"filter: "80800" (word 2) is nothing for port: take a port"#),
        (&["port", "nosuch"], r#"filter: "nosuch" (word 2) is nothing for port: take a port"#),
        (&["port", "100-5"], r#"filter: "100-5" (word 2) is nothing for port: take a port"#),
        (&["port", "shell"], r#"filter: "shell" (word 2) has different ports over TCP and UDP"#),
        (&["port", "<", "5,6"], r#"filter: "5,6" (word 3) is nothing for port: take a port"#),
        (&["host", "nosuch"], r#"filter: "nosuch" (word 2) is nothing for host: take an address"#),
        (&["process", "<", "5"], r#"filter: "<" (word 2) cannot stand after process: take one of = != ~ !~"#),
        (&["rtt", "~", "5"], r#"filter: "~" (word 2) cannot stand after rtt: take one of = != < <= > >="#),
        (&["rtt", ">", "fast"], r#"filter: "fast" (word 3) is nothing for rtt: take a time such as 20ms"#),
        (&["user", "nosuch"], r#"filter: "nosuch" (word 2) is no user of this host"#),
        (&["dev", "nosuch"], r#"filter: "nosuch" (word 2) is no interface"#),
        (&["state", "establishd"], r#"filter: "establishd" (word 2) is not known: did you mean established?"#),
        (&["tcp", "udp"], "filter: no socket can meet it, because conditions side by side must all hold"),
        (&["process = 'a"], r#"filter: "'a" (word 1 from its octet 11) has a quote that nothing closes"#),
    ];
    for (words, expected) in cases {
        let line = refusal(words);
        assert!(line.starts_with(expected), "{words:?}: {line}");
        assert!(!line.contains('\n'));
    }
    assert_eq!(refusal(&["( tcp"]), "filter: a closing parenthesis is missing at its end");
    assert_eq!(refusal(&["tcp", "or"]), "filter: a condition is missing at its end");
    assert!(refusal(&["tcp )"]).starts_with(r#"filter: ")" (word 1 from its octet 5) cannot stand here"#));
    assert!(refusal(&["not ".repeat(5000).as_str()]).contains("nested too deeply"));
    assert!(refusal(&["( ".repeat(5000).as_str()]).contains("nested too deeply"));
}

#[test]
fn every_name_stands_in_the_tables_once() {
    let names: Vec<_> =
        FIELDS.iter().flat_map(|field| field.names()).chain(WORDS.iter().flat_map(|w| w.names())).collect();
    for (index, name) in names.iter().enumerate() {
        assert!(!names[..index].contains(name), "{name} twice");
        assert_eq!(**name, name.to_ascii_lowercase().replace('_', "-"), "{name} could never be found");
        assert!(!matches!(*name, "and" | "or" | "not" | "none" | "all" | "eq" | "lt" | "gt" | "le" | "ge"), "{name}");
    }
    for word in WORDS {
        assert!(word.names().all(|name| parse(&[name], &Host).is_ok()), "{}", word.name);
    }
}
