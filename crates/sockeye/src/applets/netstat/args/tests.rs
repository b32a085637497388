//! Command lines and what they come down to.

use super::*;

fn read_line(line: &str) -> CommandLine {
    read(line.split(' ').filter(|word| !word.is_empty()).map(Into::into))
}

fn shown(line: &str) -> Args {
    match read_line(line).task {
        Ok(Task::Show(args)) => args,
        other => panic!("{line}: {other:?}"),
    }
}

#[track_caller]
fn refused(line: &str) {
    assert!(read_line(line).task.is_err(), "{line}");
}

fn tables(line: &str) -> Vec<Table> {
    const ALL: [Table; 13] = [
        Table::Tcp,
        Table::Sctp,
        Table::Udp,
        Table::UdpLite,
        Table::Raw,
        Table::Groups,
        Table::Unix,
        Table::Ipx,
        Table::Ax25,
        Table::X25,
        Table::Netrom,
        Table::Rose,
        Table::Bluetooth,
    ];
    let args = shown(line);
    ALL.into_iter().filter(|table| args.shows(*table)).collect()
}

#[test]
fn everything_but_groups_and_bluetooth_is_shown_where_nothing_is_asked_for() {
    assert_eq!(tables("").len(), 11);
    assert!(!shown("-A ddp").names_tables());
    assert_eq!(tables("-A ddp").len(), 11);
}

#[test]
fn ip_versions_choose_protocols_and_protocols_versions() {
    const USUAL: [Table; 5] = Table::INTERNET;
    assert_eq!(tables("-4"), USUAL);
    assert_eq!(shown("-4").versions, Versions { ipv4: true, ipv6: false });
    assert_eq!(tables("-6t"), [Table::Tcp]);
    assert_eq!(shown("-6t").versions, Versions { ipv4: false, ipv6: true });
    assert_eq!(shown("-t").versions, Versions::default());
    assert_eq!(tables("-xt"), [Table::Tcp, Table::Unix]);
    assert_eq!(tables("-g4"), [&USUAL[..], &[Table::Groups]].concat());
    assert_eq!(tables("-s4"), USUAL);
    assert!(shown("-4").implies_protocols && shown("-s").implies_protocols);
    assert!(!shown("-4t").implies_protocols && !shown("-x").implies_protocols);
    assert_eq!(tables("-s -S"), [Table::Sctp]);
}

#[test]
fn families_keep_their_order_and_repetitions() {
    use Family::{Ddp, Inet, Inet6, Unix};
    assert_eq!(shown("-r464").families, [Inet, Inet6, Inet]);
    assert_eq!(shown("-rA ip,appletalk --protocol=inet6 --unix").families, [Inet, Ddp, Inet6, Unix]);
    assert_eq!(tables("-A unix,rose --x25"), [Table::Unix, Table::X25, Table::Rose]);
}

#[test]
fn all_states_outdo_listening_ones() {
    assert_eq!(shown("").states, States::Connected);
    assert_eq!(shown("-l").states, States::Listening);
    assert_eq!(shown("-al").states, States::All);
    assert_eq!(shown("-la").states, States::All);
}

#[test]
fn numbers_and_routes() {
    assert_eq!(shown("-n").numeric, Numeric { hosts: true, ports: true, users: true });
    assert_eq!(shown("--numeric-p").numeric, Numeric { ports: true, ..Numeric::default() });
    assert_eq!(shown("-r").routes, RouteSources { table: true, cache: false });
    assert_eq!(shown("-rC").routes, RouteSources { table: false, cache: true });
    assert_eq!(shown("-rCF").routes, RouteSources { table: true, cache: true });
    assert_eq!(shown("-eee").extended, 3);
}

#[test]
fn abbreviations_are_those_of_the_original() {
    assert_eq!(shown("--ine").families, [Family::Inet]);
    assert_eq!(shown("--ap --x").families, [Family::Ddp, Family::X25]);
    assert_eq!(shown("--unix").families, [Family::Unix]);
    assert!(shown("--prog --e --w --sy").programs);
    assert_eq!(shown("--int").view, View::Interfaces);
    for line in ["--in", "--un", "--u", "--n", "--num", "--numeric-", "--pr", "--ro", "--co", "--s", "--a"] {
        refused(line);
    }
}

#[test]
fn one_view_at_a_time_and_once() {
    for line in ["-r -i", "-rr", "-ss", "-sM", "-ii", "-gri"] {
        refused(line);
    }
    assert_eq!(shown("-g -r").view, View::Routes);
}

#[test]
fn what_comes_first_decides() {
    assert_eq!(read_line("-V -y").task, Ok(Task::Version));
    assert_eq!(read_line("-h -A nothing").task, Ok(Task::Help));
    assert_eq!(read_line("-A nothing -V").task, Err(ArgsError::Family("nothing".into())));
    assert!(read_line("-Z -y").needs_selinux);
    assert!(!read_line("-y -Z").needs_selinux);
}

#[test]
fn what_cannot_be_understood_is_refused() {
    for line in ["-y", "-T", "-I", "--nothing", "--tcp=1", "-A", "--protocol", "-?", "-x25", "--version=1"] {
        refused(line);
    }
    for line in ["-A inet,", "-A ,", "-A tcp", "--protocol=", "-rA irda"] {
        refused(line);
    }
}

#[test]
fn words_are_ignored() {
    assert_eq!(shown("foo -t bar -- -u"), shown("-t"));
    assert!(read_line("--tcpi").has_idle_tcpip);
    assert_eq!(shown("--tcpip"), Args { routes: RouteSources { table: true, cache: false }, ..Args::default() });
}
