# Completes lines by the script that is named first, as bash would do it for the Tab key.
source "$1"
shift
# Outside of a completion this is an error, and it only changes how an offer is inserted.
compopt() { :; }
for typed; do
    printf '> %s\n' "$typed"
    # Words as bash takes them apart: an equals sign is one.
    IFS=' ' read -ra COMP_WORDS <<<"${typed//=/ = }"
    [[ $typed == *[\ =] ]] && COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    COMPREPLY=()
    _sockeye sockeye "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf '%s\n' "${COMPREPLY[@]}"
done
