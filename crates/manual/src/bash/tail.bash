
# Offers what begins with the current word: _sockeye_offer KIND WORD PREVIOUS
_sockeye_offer() {
    local before= set_words=() found=()
    case $1 in
    file)
        compopt -o filenames
        mapfile -t found < <(compgen -f -- "$2")
        ;;
    directory)
        compopt -o filenames
        mapfile -t found < <(compgen -d -- "$2")
        ;;
    user) mapfile -t found < <(compgen -u -- "$2") ;;
    namespace) mapfile -t found < <(cd /run/netns 2>/dev/null && compgen -f -- "$2") ;;
    interface) mapfile -t found < <(cd /sys/class/net && compgen -f -- "$2") ;;
    word:*)
        _sockeye_set "${1#word:}"
        mapfile -t found < <(compgen -W '"${set_words[@]}"' -- "$2")
        ;;
    list:*)
        # Words after a comma are of the same set, and another may follow.
        [[ $2 == *,* ]] && before=${2%,*},
        # A sign may stand before each.
        [[ ${2#"$before"} == [-+]* ]] && before+=${2:${#before}:1}
        compopt -o nospace
        _sockeye_set "${1#list:}"
        mapfile -t found < <(compgen -P "$before" -W '"${set_words[@]}"' -- "${2#"$before"}")
        ;;
    esac
    COMPREPLY+=("${found[@]}")
}

_sockeye() {
    local current=$2 previous=$3 command=${COMP_WORDS[1]} at=$((COMP_CWORD - 1)) kind
    local options=() kinds=()
    COMPREPLY=()
    # To bash, an equals sign is a word of its own.
    [[ $current == = ]] && current=
    if [[ $previous == [=\<\>~!]* && $at -gt 1 ]]; then
        ((at--))
        previous=${COMP_WORDS[at]}
    fi
    if ((COMP_CWORD == 1)); then
        if [[ $current == -* ]]; then
            COMPREPLY=($(compgen -W '--help --version' -- "$current"))
        else
            _sockeye_offer word:commands "$current"
        fi
        return
    fi
    _sockeye_command "$command"
    if ((at > 1)) && _sockeye_value "$command" "$previous"; then
        :
    elif [[ $current == [-+]* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '"${options[@]}"' -- "$current")
        return
    elif ((at > 1)); then
        # The operand of a filter's field.
        for kind in "${kinds[@]}"; do
            _sockeye_operand "${kind#word:}" "$previous" && break
        done
    fi
    for kind in "${kinds[@]}"; do
        _sockeye_offer "$kind" "$current"
    done
}

complete -F _sockeye sockeye
