
# One word of a set, or the operand of the field before it.
function __sockeye_words
    set -l words (commandline -opc)
    set -l before $words[-1]
    string match -qr '^[=<>~!]' -- $before; and set before $words[-2]
    __sockeye_operand $argv[1] $before; or __sockeye_set $argv[1]
end

complete -c sockeye -f
complete -c sockeye -n __sockeye_has_none -s h -l help -d 'show what there is'
complete -c sockeye -n __sockeye_has_none -s V -l version -d 'show the version'
complete -c sockeye -n __sockeye_has_none -a '(__sockeye_set commands)'
