//! Command lines, as lsof reads them.

use super::*;
use crate::applets::lsof::internet::tests::Names;
use crate::applets::lsof::internet::{IpVersions, OperandError};
use crate::applets::lsof::lists::{CommandError, DescriptorError, Side, StateError};
use names::IpVersion;

fn command_line(line: &str) -> CommandLine {
    let words = if line.is_empty() { Vec::new() } else { line.split(' ').map(OsString::from).collect() };
    read(words, &Names)
}

fn args(line: &str) -> Args {
    match command_line(line).task {
        Ok(Task::List(args)) => *args,
        other => panic!("{line}: {other:?}"),
    }
}

fn error(line: &str) -> ArgsError {
    command_line(line).task.expect_err(line)
}

#[test]
fn the_network_options_people_type() {
    let args = args("-nPiTCP:ssh -sTCP:LISTEN -a -p 1,2,^3 -l +c0 -Tqs");
    assert!(args.details.numeric_hosts && args.details.numeric_ports && args.details.numeric_users);
    assert!(args.criteria.all_must_hold);
    assert_eq!(args.criteria.addresses[0].text, b"TCP:ssh");
    assert_eq!(args.criteria.tcp_states.included(), [model::State::Listen]);
    assert_eq!(args.criteria.processes.included(), [ProcessId(1), ProcessId(2)]);
    assert_eq!(args.criteria.processes.side_of(ProcessId(3)), Some(Side::Out));
    assert_eq!(args.details.command_width, 0);
    assert_eq!(args.details.tcp_info, TcpInfo { states: true, queues: true, options: false });
    assert!(args.asking.warnings);
}

#[test]
fn versions_behind_i_add_up_and_bare_i_takes_both() {
    let internet = |line: &str| args(line).criteria.internet;
    assert_eq!(internet("-i"), Some(IpVersions::Both));
    assert_eq!(internet("-i4"), Some(IpVersions::Only(IpVersion::V4)));
    assert_eq!(internet("-i 4 -i6"), Some(IpVersions::Both));
    assert_eq!(internet("-i -i4"), Some(IpVersions::Only(IpVersion::V4)));
    assert_eq!(internet("-i4 -i -n"), Some(IpVersions::Both));
    assert_eq!(internet("-i:22"), None);
    assert_eq!(args("-i4 -i:22").criteria.addresses[0].version, Some(IpVersion::V4));
    assert_eq!(args("-i:22 -i4").criteria.addresses[0].version, None);
    assert_eq!(args("-i:22 -i:22 -i:22-22").criteria.addresses.len(), 2);
}

#[test]
fn numbers_and_users_are_lists() {
    let criteria = args("-g 5 -g7,^6 -u root,^1 -p ,4294967297").criteria;
    assert_eq!(criteria.groups.included(), [ProcessId(5), ProcessId(7)]);
    assert_eq!(criteria.users.included(), [UserId(0)]);
    assert_eq!(criteria.processes.included(), [ProcessId(0), ProcessId(1)]);
    assert!(args("-g -n").details.group);
}

#[test]
fn what_may_be_left_out_is_not_taken_from_the_next_option() {
    let given = args("-F -o -r -s8888".trim_end_matches("-s8888"));
    assert!(matches!(given.form, Form::Fields(letters) if letters.has(b'n') && !letters.end_with_nul));
    assert_eq!(given.details.size_column, SizeColumn::Offset);
    assert_eq!(given.repeat.map(|repeat| (repeat.seconds, repeat.until_empty)), Some((15, false)));
    let given = args("-o8n +L5R -Fpc0 +r 2m==");
    assert_eq!(given.details.offset_digits, 8);
    assert!(given.details.numeric_hosts && given.details.parent && given.details.links);
    assert_eq!(given.criteria.fewer_links_than, Some(5));
    assert!(matches!(given.form, Form::Fields(letters) if letters.has(b'c') && letters.end_with_nul));
    let repeat = given.repeat.unwrap();
    assert_eq!((repeat.seconds, repeat.until_empty, repeat.marker), (2, true, Some(b"==".to_vec())));
    assert_eq!(args("-r 0").repeat, None);
    assert_eq!(args("-r1c2").criteria.commands.prefixes[0].text, b"2");
}

#[test]
fn names_follow_the_options() {
    let criteria = args("+f -a -- -x /dev").criteria;
    assert_eq!(criteria.names, ["-x", "/dev"]);
    assert_eq!(criteria.names_are, NamesAre::FileSystems);
    assert_eq!(args("/a -p 1").criteria.names, ["/a", "-p", "1"]);
    assert_eq!(args("+d /a +D /b -xl").criteria.directories.len(), 2);
}

#[test]
fn help_versions_and_the_mount_table_come_before_listing() {
    for (line, task) in [
        ("-h", Task::Help),
        ("-? /nowhere", Task::Help),
        ("-v -h -a", Task::Help),
        ("-v -F?", Task::Version),
        ("-v -a", Task::Version),
        ("-F? -a", Task::FieldHelp),
        ("+m", Task::MountTable),
        ("+m -p 1", Task::MountTable),
    ] {
        assert_eq!(command_line(line).task, Ok(task), "{line}");
    }
    let refused = command_line("-p x -h");
    assert!(refused.task.is_err() && refused.wants_help);
    assert!(!command_line("-p x").wants_help);
}

#[test]
fn what_is_wrong_is_named() {
    let value = |option, given: &str| ArgsError::Value { option, given: given.into() };
    let number = |option, given: &str| ArgsError::Number { option, given: given.into() };
    for (line, expected) in [
        ("-y", ArgsError::Unknown("-y".into())),
        ("+y", ArgsError::Unknown("+y".into())),
        ("--help", ArgsError::Unknown("--".into())),
        ("-i-n", ArgsError::Unknown("--".into())),
        ("-g -1", ArgsError::Unknown("-1".into())),
        ("-on8", ArgsError::Unknown("-8".into())),
        ("-p", ArgsError::MissingValue("-p")),
        ("-u", ArgsError::MissingValue("-u")),
        ("-d", ArgsError::MissingValue("-d")),
        ("-c -i", ArgsError::MissingValue("-c")),
        ("+d -i", ArgsError::MissingValue("+d")),
        ("+c x", ArgsError::MissingValue("+c")),
        ("+c 16", ArgsError::Width(16)),
        ("-p -1", number("-p", "-1")),
        ("-p 1,1x", number("-p", "1x")),
        ("-g x", number("-g", "x")),
        ("-g 1,^1", ArgsError::InAndOut { option: "-g", given: "1".into() }),
        ("-u root,^0", ArgsError::InAndOut { option: "-u", given: "0".into() }),
        ("-u nosuch", ArgsError::UnknownUser("nosuch".into())),
        ("-iFOO", ArgsError::Address("FOO".into(), OperandError::Protocol("FOO".into()))),
        ("-sh", ArgsError::States(StateError::Protocol("h".into()))),
        ("-c sh -c ^sh", ArgsError::Command(CommandError::InAndOut("sh".into()))),
        ("-d ^0,1", ArgsError::Descriptors(DescriptorError::Mixed)),
        ("-Kx", value("-K", "x")),
        ("-xz +d /", value("-x", "z")),
        ("+fx", value("-f", "x")),
        ("-Fp?", value("-F", "?")),
        ("-Tw", value("-T", "w")),
        ("-L1", ArgsError::UnexpectedNumber("-L")),
        ("-o -s", ArgsError::Together("-o", "-s")),
        ("-t -F", ArgsError::Together("-F", "-t")),
        ("-i -X", ArgsError::Together("-X", "-i")),
        ("-x", ArgsError::CrossingNothing),
        ("-a -p ^1", ArgsError::NothingToJoin),
        ("-r1m", ArgsError::EmptyMarker),
        ("+r1m%n -Fp", ArgsError::BrokenMarker),
    ] {
        assert_eq!(error(line), expected, "{line}");
    }
    for option in ["-D x", "-m x", "-Z"] {
        assert!(matches!(error(option), ArgsError::Unsupported(..)), "{option}");
    }
}
