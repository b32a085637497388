//! What is said beside the output: lines on standard error.

use std::fmt::Display;
use std::io::Write;

/// Says one line, in the name of the command that says it. Names that strangers have chosen stand in such lines, so control
/// characters are escaped, line ends too. Where standard error takes nothing there is nobody to tell, and the command goes on.
pub(crate) fn say(command: &str, message: &dyn Display) {
    let text = message.to_string();
    let mut line = format!("{command}: ").into_bytes();
    line.extend_from_slice(&render::escape::escape(text.as_bytes()));
    line.push(b'\n');
    // One write: lines of several programs do not mix.
    let _ = std::io::stderr().write_all(&line);
}
