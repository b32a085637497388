# Completion of sockeye for fish. Made by cargo xtask man; do not edit.

# Whether this command is being written.
function __sockeye_is
    set -l words (commandline -opc)
    test "$words[2]" = $argv[1]
end

# Whether no command is written yet.
function __sockeye_has_none
    test (count (commandline -opc)) -eq 1
end
