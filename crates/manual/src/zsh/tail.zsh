
# Offers one word of a set, or the operand of the field before it.
_sockeye_words() {
    local before=$words[CURRENT-1] candidates=()
    [[ $before == [=\<\>~!]* ]] && before=$words[CURRENT-2]
    _sockeye_operand $1 $before && return
    _sockeye_set $1
    _describe -V word candidates
}

# Offers words of a set, separated by commas.
_sockeye_list() {
    local candidates=()
    _sockeye_set $1
    compset -P '*,'
    # A sign may stand before each.
    compset -P '[-+]'
    _describe -V word candidates -q -S ,
}

_sockeye_interfaces() {
    local interfaces=(/sys/class/net/*(N:t))
    compadd -- $interfaces
}

_sockeye_namespaces() {
    local namespaces=(/run/netns/*(N:t))
    compadd -- $namespaces
}

_sockeye() {
    local context state state_descr line
    typeset -A opt_args
    _arguments -C \
        '(- *)'{-h,--help}'[show what there is]' \
        '(- *)'{-V,--version}'[show the version]' \
        '1:command: _sockeye_words commands' \
        '*::word:->words' && return
    [[ $state == words ]] && _sockeye_command $line[1]
}

_sockeye "$@"
