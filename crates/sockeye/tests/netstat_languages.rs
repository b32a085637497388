//! `netstat` in other languages: what people pipe it into counts the same as in English.

use std::io::Write;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::process::{Command, Stdio};

/// What people type behind `netstat -nat |`.
const PIPELINES: &[&str] = &[
    "awk '{print $6}' | sort | uniq -c | sort -n",
    "awk '{print $5}' | cut -d: -f1 | sort | uniq -c | sort -n",
    "awk '{print $5}' | cut -d: -f1 | grep '^127.0.0.1$' | sort | uniq -c",
    "grep ESTABLISHED | awk '{print $5}' | cut -d: -f1 | sort | uniq -c | sort -n",
    "awk '{print $5}' | sed 's/::ffff://' | cut -d: -f1 | sort | uniq -c | sort -n",
    "awk '{print $5}' | cut -d: -f1 | sort -u | wc -l",
    "grep -c LISTEN",
];

fn netstat(locale: &str, options: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sockeye"))
        .args(["netstat", options])
        .env("LC_ALL", locale)
        .env_remove("LANGUAGE")
        .output()
        .expect("run netstat");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is text")
}

/// The output in English and in French of the same sockets: others come and go while both are listed.
fn at_rest(options: &str) -> (String, String) {
    for _ in 0..50 {
        let (before, french, after) = (netstat("C", options), netstat("fr_FR.UTF-8", options), netstat("C", options));
        if before == after {
            return (before, french);
        }
    }
    panic!("the sockets of this host do not stand still");
}

fn piped(text: &str, pipeline: &str) -> String {
    let mut shell = Command::new("sh")
        .args(["-c", pipeline])
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("run the shell");
    shell.stdin.take().expect("its input").write_all(text.as_bytes()).expect("write to the shell");
    String::from_utf8(shell.wait_with_output().expect("wait for the shell").stdout).expect("its output is text")
}

/// What a pipeline makes of both without the words of the headings, which it counts as if they were values.
fn counted(text: &str, pipeline: &str, headings: &str) -> Vec<String> {
    let words: Vec<_> = headings.split_whitespace().map(|word| word.split(':').next().unwrap_or_default()).collect();
    let lines = piped(text, pipeline);
    let is_value = |line: &&str| line.split_whitespace().last().is_none_or(|value| !words.contains(&value));
    lines.lines().filter(is_value).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn pipelines_count_the_same_in_french() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("listen");
    let address = listener.local_addr().expect("its address");
    let _clients: Vec<_> = (0..5).map(|_| TcpStream::connect(address).expect("connect")).collect();
    let (english, french) = at_rest("-nat");
    for pipeline in PIPELINES {
        let headings = |text: &str| text.lines().take(2).collect::<Vec<_>>().join(" ");
        let (here, there) =
            (counted(&english, pipeline, &headings(&english)), counted(&french, pipeline, &headings(&french)));
        assert_eq!(here, there, "{pipeline}");
    }
}

#[test]
fn only_headings_are_translated() {
    let _socket = UdpSocket::bind("127.0.0.1:0").expect("bind");
    let (english, french) = at_rest("-natupe");
    let mut rows = french.lines();
    assert_eq!(rows.next(), Some("Connexions Internet actives (serveurs et établies)"));
    let names = rows.next().expect("names of columns");
    assert!(names.starts_with("Proto Recv-Q Send-Q Adresse locale          Adresse distante        Etat "), "{names}");
    assert_eq!(rows.collect::<Vec<_>>(), english.lines().skip(2).collect::<Vec<_>>());
}

#[test]
fn titles_are_those_that_users_expect() {
    for (locale, options, title) in [
        ("fr_CA.UTF-8", "-i", "Table d'interfaces noyau"),
        ("fr", "-tan", "Connexions Internet actives (serveurs et établies)"),
        ("fr_FR.ISO-8859-1", "-tan", "Connexions Internet actives (serveurs et etablies)"),
        ("C.UTF-8", "-tan", "Active Internet connections (servers and established)"),
        ("POSIX", "-tan", "Active Internet connections (servers and established)"),
        ("tlh_XX.UTF-8", "-i", "Kernel Interface table"),
    ] {
        assert_eq!(netstat(locale, options).lines().next(), Some(title), "{locale} {options}");
    }
}
