//! The kernel's half against what ss sends, against a model of the kernel, and against userspace.

mod kernel;
mod own;
mod random;

use super::{Capabilities, Exactness, KernelSupport, Lowering};
use crate::ast::{Expression, Filter, HostPattern, Predicate};
use crate::fixtures::{Host, tcp_of};
use crate::ss::{ScopeBuilder, read_query};
use kernel::KernelSocket;
use proptest::prelude::*;

const ADMIN: Capabilities = Capabilities { net_admin: true };
const NOBODY: Capabilities = Capabilities { net_admin: false };

fn filter(words: &str) -> Filter {
    read_query(ScopeBuilder::default(), &[words], &Host).unwrap().filter.unwrap()
}

fn lower(words: &str, caller: Capabilities) -> Lowering {
    filter(words).lower(KernelSupport::default(), caller)
}

#[test]
fn how_far_the_kernel_answers() {
    use Exactness::{Exact, Recheck, UserspaceOnly};
    let cases = [
        ("sport = 22", ADMIN, Exact),
        ("sport = 22 or dport > 1023", NOBODY, Exact),
        ("not sport = 22", NOBODY, Exact),
        ("src 127/8", NOBODY, Exact),
        ("dst localhost and sport = 22", NOBODY, Exact),
        // Userspace finds the bits of 127/8 in IPv6 addresses too: not to match it is more.
        ("not src 127/8", NOBODY, Recheck),
        ("autobound", NOBODY, Recheck),
        ("sport < 99999", NOBODY, Recheck),
        ("fwmark = 1", ADMIN, Exact),
        ("fwmark = 1", NOBODY, UserspaceOnly),
        ("fwmark = 1 and sport = 22", NOBODY, Recheck),
        ("fwmark = 1 or sport = 22", NOBODY, UserspaceOnly),
        ("not ( fwmark = 1 or sport = 22 )", NOBODY, Recheck),
        ("not ( fwmark = 1 and sport = 22 )", NOBODY, UserspaceOnly),
        ("dev = lo", NOBODY, Exact),
        ("dev = lo sport = 22", NOBODY, Exact),
        ("dev = lo autobound", NOBODY, Exact),
        ("dev = lo src 127/8", NOBODY, Recheck),
        ("dev = lo or src 127/8", NOBODY, UserspaceOnly),
        ("dev = lo or src 127.0.0.1:80", NOBODY, Recheck),
        ("cgroup = /sys/fs/cgroup/unified", NOBODY, Exact),
        ("src unix:x", ADMIN, UserspaceOnly),
        ("src link:ip", ADMIN, UserspaceOnly),
    ];
    for (words, caller, exactness) in cases {
        let lowering = lower(words, caller);
        assert_eq!(lowering.exactness, exactness, "{words}");
        assert_eq!(lowering.bytecode.is_none(), exactness == UserspaceOnly, "{words}");
    }
}

#[test]
fn an_older_kernel_is_asked_what_it_knows() {
    let old = KernelSupport { device: false, mark: false, port_equality: false, cgroup: false };
    let exactness = |words| filter(words).lower(old, ADMIN).exactness;
    assert_eq!(exactness("dev = lo"), Exactness::UserspaceOnly);
    assert_eq!(exactness("fwmark = 1"), Exactness::UserspaceOnly);
    assert_eq!(exactness("cgroup = /sys/fs/cgroup/unified"), Exactness::UserspaceOnly);
    assert_eq!(exactness("sport = 22"), Exactness::Exact);
    const S_COND: u8 = 7;
    assert_eq!(filter("sport = 22").lower(old, ADMIN).bytecode.unwrap()[0], S_COND);
}

#[test]
fn bytecode_is_laid_out_as_the_kernel_reads_it() {
    let header = |code: u8, yes: u8, no: u16| [vec![code, yes], no.to_ne_bytes().to_vec()].concat();
    let port = |code, no, port: u16| [header(code, 8, no), vec![0, 0], port.to_ne_bytes().to_vec()].concat();
    assert_eq!(lower("sport = 22", NOBODY).bytecode.unwrap(), port(11, 12, 22));
    assert_eq!(lower("dport >= 22", NOBODY).bytecode.unwrap(), port(4, 12, 22));
    assert_eq!(
        lower("sport = 22 or sport = 80", NOBODY).bytecode.unwrap(),
        [port(11, 12, 22), header(1, 4, 12), port(11, 12, 80)].concat()
    );
    assert_eq!(lower("not sport = 22", NOBODY).bytecode.unwrap(), [port(11, 12, 22), header(1, 4, 8)].concat());
    assert_eq!(
        lower("src 10.0.0.0/8:22", NOBODY).bytecode.unwrap(),
        [header(7, 16, 20), vec![2, 8, 0, 0], 22_i32.to_ne_bytes().to_vec(), vec![10, 0, 0, 0]].concat()
    );
    assert_eq!(
        lower("fwmark = 1/3", ADMIN).bytecode.unwrap(),
        [header(10, 12, 16), 1_u32.to_ne_bytes().to_vec(), 3_u32.to_ne_bytes().to_vec()].concat()
    );
}

#[test]
fn what_is_too_long_for_the_kernel_stays_here() {
    let long = "sport = 1 or ".repeat(6000) + "sport = 2";
    assert_eq!(lower(&long, ADMIN).exactness, Exactness::UserspaceOnly);
}

/// What the kernel must answer, read off the tree alone.
fn kernel_answer(expression: &Expression, socket: &KernelSocket) -> bool {
    match expression {
        Expression::All(parts) => parts.iter().all(|part| kernel_answer(part, socket)),
        Expression::Any(parts) => parts.iter().any(|part| kernel_answer(part, socket)),
        Expression::Not(inner) => !kernel_answer(inner, socket),
        Expression::Is(predicate) => socket.fits(predicate),
    }
}

fn asks(expression: &Expression, predicate: &dyn Fn(&Predicate) -> bool) -> bool {
    match expression {
        Expression::All(parts) | Expression::Any(parts) => parts.iter().any(|part| asks(part, predicate)),
        Expression::Not(inner) => asks(inner, predicate),
        Expression::Is(asked) => predicate(asked),
    }
}

/// Whether this is asked by ss alone, and means something else to the kernel than to userspace: ss shows what fits both.
fn is_of_ss(asked: &Predicate) -> bool {
    match asked {
        Predicate::Autobound(_) => true,
        Predicate::Port { port, .. } => u16::try_from(*port).is_err(),
        Predicate::Host { pattern: HostPattern::Address { prefixes, .. }, .. } => !prefixes.is_empty(),
        _ => false,
    }
}

/// Whether nothing is asked that the two halves understand differently.
fn is_plain(expression: &Expression, socket: &KernelSocket) -> bool {
    !asks(expression, &|asked| match asked {
        Predicate::Autobound(_) => true,
        Predicate::Port { port, .. } => u16::try_from(*port).is_err(),
        Predicate::Host { pattern: HostPattern::Address { prefixes, .. }, .. } => {
            prefixes.len() > 1 || prefixes.iter().any(|prefix| prefix.family != socket.facts.family())
        }
        _ => false,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_kernel_takes_the_bytecode_and_drops_nothing_wrongly(
        expression in random::expression(),
        sockets in prop::collection::vec(random::socket(), 8),
        net_admin in any::<bool>(),
        port_equality in any::<bool>(),
        device in any::<bool>(),
    ) {
        let filter = Filter { expression };
        let support = KernelSupport { port_equality, device, ..KernelSupport::default() };
        let lowering = filter.lower(support, Capabilities { net_admin });
        let Some(bytecode) = &lowering.bytecode else {
            prop_assert_eq!(lowering.exactness, Exactness::UserspaceOnly);
            return Ok(());
        };
        prop_assert_eq!(kernel::audit(bytecode, net_admin), Ok(()));
        let sends_what_ss_sends = !asks(&filter.expression, &|asked| match asked {
            Predicate::Device(_) => true,
            Predicate::Mark { .. } => !net_admin,
            _ => false,
        });
        for socket in &sockets {
            let kernel = kernel::run(bytecode, socket);
            let userspace = filter.matches(&tcp_of(socket.facts.clone()));
            if sends_what_ss_sends {
                prop_assert_eq!(kernel, kernel_answer(&filter.expression, socket));
            } else {
                prop_assert!(kernel || !userspace, "dropped a socket that ss shows");
            }
            if sends_what_ss_sends && is_plain(&filter.expression, socket) {
                prop_assert_eq!(kernel, userspace);
            }
            if lowering.exactness == Exactness::Exact {
                prop_assert!(userspace || !kernel, "sent a socket that ss does not show");
            }
        }
    }
}
