# Read by an interactive zsh: the Tab key writes down what is offered instead of showing it. All offers go through compadd.
fpath=($folder $fpath)
autoload -Uz compinit
compinit -u -D
compadd() {
    local hits=() hit
    # Those that only fill arrays offer nothing.
    if [[ " ${(j: :)@[1,(i)(-|--)]} " != *" -"[AOD]" "* ]]; then
        builtin compadd -O hits "$@"
        for hit in $hits; do print -r -- "offer:$IPREFIX$hit"; done >>$folder/offers
    fi
    builtin compadd "$@"
}
ask() {
    : >$folder/offers
    zle list-choices
    print -r -- done >>$folder/offers
    zle kill-whole-line
}
zle -N ask
bindkey '^I' ask
