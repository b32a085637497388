//! Families other than IP: what is answered where the kernel does not route them, or the original does not know how.

use super::{NOT_CONFIGURED, not_configured};
use crate::applets::netstat::families::Family;
use crate::applets::netstat::setting::{Ended, Listed, Setting};
use crate::failure::Failure;
use crate::texts::Phrase;
use model::Gap;
use std::io::Write;

const NO_ROUTING: Phrase = Phrase::new("routes-no-routing", "there are no routes in the address family \"{family}\"");
const NO_IPX: Phrase = Phrase::new("routes-no-ipx", "IPX routing not in file {first} or {second} found.");

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[&NO_ROUTING, &NO_IPX];

/// Exit status where a family has no routes at all.
const NO_ROUTING_STATUS: u8 = 3;
/// Where a kernel with X.25 has its routes.
const X25: &str = "net/x25/route";
/// Where kernels before 4.18 had IPX routes.
const IPX: [&str; 2] = ["net/ipx/route", "net/ipx_route"];

/// Answers for a family that is not listed. That is always an error.
pub(super) fn answer(family: Family, setting: &Setting, out: &mut impl Write) -> Listed {
    match family {
        Family::Ax25 => lacks("AX.25", "net/ax25_route", setting, out),
        // That is all that there is to say.
        Family::X25 if !setting.files.path(X25).exists() => {
            writeln!(out, "{}", setting.texts.format(&NOT_CONFIGURED, &[("family", &"X.25")]))?;
            Err(Ended::Told(1))
        }
        Family::X25 => lacks("X.25", X25, setting, out),
        Family::Netrom => lacks("NET/ROM", "net/nr_nodes", setting, out),
        Family::Ipx => {
            setting.say(out, &missing("IPX", IPX[0], setting))?;
            let [first, second] = IPX.map(|file| setting.files.path(file).display().to_string());
            writeln!(out, "{}", setting.texts.format(&NO_IPX, &[("first", &first), ("second", &second)]))?;
            Err(Ended::Told(1))
        }
        Family::Ddp => Err(Failure::new(1, missing("DDP (AppleTalk)", "net/atalk_route", setting).to_string()).into()),
        Family::Rose => Err(Failure::new(1, missing("ROSE", "net/rose_nodes", setting).to_string()).into()),
        _ => {
            let family = family.name();
            let reason = setting.texts.format(&NO_ROUTING, &[("family", &family)]);
            Err(Failure::new(NO_ROUTING_STATUS, reason).into())
        }
    }
}

/// Says that the kernel has no routes of a family, where the original says it: among the output.
fn lacks(name: &str, file: &str, setting: &Setting, out: &mut impl Write) -> Listed {
    not_configured(name, &missing(name, file, setting), setting, out)?;
    Err(Ended::Told(1))
}

/// Why routes of this family, which the kernel would have in this file, are not listed.
fn missing(name: &str, file: &str, setting: &Setting) -> Gap {
    let path = setting.files.path(file);
    let reason = if path.exists() {
        format!("its routes stand in {}, which is not read", path.display())
    } else {
        format!("the kernel has no {}", path.display())
    };
    Gap::new(format!("listing {name} routes"), reason)
}
