//! What is found for what is typed, and how it stands on the page.

use super::*;

fn explained(line: &str) -> (String, Vec<String>) {
    let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
    let mut sheet = Sheet::plain(80);
    let unknown = explain(&groups(), &words, &mut sheet);
    (sheet.text().to_owned(), unknown)
}

/// The lines of the page that are not indented: the names of each entry.
fn titles(line: &str) -> Vec<String> {
    let (page, unknown) = explained(line);
    assert!(unknown.is_empty(), "{unknown:?}");
    page.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).map(str::to_owned).collect()
}

#[test]
fn every_spelling_of_a_state_finds_it() {
    for (title, spellings) in [
        ("CLOSE-WAIT", "CLOSE_WAIT close-wait CloseWait closewait (CLOSE_WAIT)"),
        ("ESTABLISHED", "ESTAB established Established"),
        ("FIN-WAIT-1", "FIN_WAIT1 FIN-WAIT-1 fin_wait_1 finwait1"),
        ("FIN-WAIT-2", "FIN_WAIT2 fin-wait-2"),
        ("SYN-RECV", "SYN_RECV SYN_RECEIVED syn-recv"),
        ("SYN-SENT", "SYN_SENT"),
        ("TIME-WAIT", "TIME_WAIT time-wait"),
        ("LAST-ACK", "LAST_ACK"),
        ("LISTEN", "listen (LISTEN)"),
        ("LISTENING", "LISTENING"),
        ("UNCONN", "unconn"),
        ("BOUND", "bound bound-inactive"),
        ("CLOSING", "closing"),
    ] {
        for spelling in spellings.split(' ') {
            let titles = titles(spelling);
            assert!(titles[0].starts_with(title), "{spelling}: {titles:?}");
        }
    }
}

#[test]
fn words_may_be_pasted_as_they_are_printed() {
    for (pasted, title) in [
        ("cwnd:10", "cwnd"),
        ("rtt:0.03/0.01", "rtt"),
        ("timer:(keepalive,119min,0)", "timer"),
        ("users:((\"sshd\",pid=1,fd=3))", "users"),
        ("skmem:(r0,rb131072)", "skmem"),
        ("3u", "r, w, u"),
        ("st=07", "st"),
        ("12 times the listen queue of a socket overflowed", "ListenOverflows"),
        ("PID/Program name", "PID/Program name"),
        ("Local Address:Port", "Local Address:Port"),
        ("[::]", "*"),
    ] {
        let titles = titles(pasted);
        assert!(titles.iter().any(|found| found.starts_with(title)), "{pasted}: {titles:?}");
    }
}

#[test]
fn letters_keep_their_case_where_it_tells_things_apart() {
    assert_ne!(titles("D"), titles("d"));
    assert!(titles("r").iter().any(|title| title == "r"), "{:?}", titles("r"));
    assert_eq!(titles("T"), titles("t"), "a letter that is only known in the other case");
}

#[test]
fn a_word_of_several_tools_is_explained_for_each() {
    let (page, _) = explained("Recv-Q");
    assert!(page.contains("column of a listener") && page.contains("column of any other socket"), "{page}");
}

#[test]
fn an_unknown_word_names_what_comes_near() {
    let (page, unknown) = explained("CLOSE_WIAT");
    assert_eq!(page, "");
    assert!(unknown[0].contains("did you mean CLOSE-WAIT"), "{unknown:?}");
    let (_, unknown) = explained("xyzzy-plugh-nothing");
    assert_eq!(unknown, ["no tool prints \"xyzzy-plugh-nothing\" (sockeye explain lists what can be explained)"]);
    let (page, unknown) = explained("rtt nosuchthingatall");
    assert!(page.starts_with("rtt\n") && unknown.len() == 1);
}

#[test]
fn pages_fit_the_screen() {
    let groups = groups();
    for columns in [40, 80] {
        for entry in groups.iter().flat_map(|group| &group.entries) {
            let mut sheet = Sheet::plain(columns);
            layout::push_entry(&mut sheet, entry);
            let page = sheet.text();
            let widest = page.lines().map(str::len).max().unwrap_or_default();
            let has_long_word = page.split_whitespace().any(|word| word.len() + 10 > columns);
            assert!(widest <= columns || has_long_word, "{widest} columns of {columns}: {page}");
            assert!(columns < 80 || page.lines().count() <= 24, "more than a screen: {page}");
        }
        let mut sheet = Sheet::plain(columns);
        layout::push_index(&mut sheet, &groups);
        assert!(sheet.text().lines().all(|line| line.len() <= columns.max(60)));
    }
}

#[test]
fn an_entry_stands_on_the_page_as_it_is_meant_to() {
    let (page, _) = explained("CLOSING");
    assert_eq!(
        page,
        "CLOSING\n\
         \x20  (state of a TCP socket in ss, netstat and lsof)\n\
         \x20  Both ends closed at the same time: each has sent its FIN before it saw the\n\
         \x20  other's. Rare.\n\
         \x20  in     a FIN arrives in FIN-WAIT-1 that does not acknowledge ours.\n\
         \x20  out    TIME-WAIT when the acknowledgement comes.\n\
         \x20  see    RFC 9293, FIN-WAIT-1\n"
    );
}

#[test]
fn no_word_is_too_long_or_too_strange() {
    for word in ["", " ", "\u{1b}[31m", "::::", "((((", "\u{fffd}", &"a".repeat(100_000), "999999"] {
        let mut sheet = Sheet::plain(20);
        let unknown = explain(&groups(), &[word.to_owned()], &mut sheet);
        assert!(sheet.text().is_empty() != unknown.is_empty(), "{word:.20}");
    }
}
