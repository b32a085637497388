# Completes lines by the function file that is named first, in an interactive zsh on a terminal of its own: elsewhere there is no
# completion.
zmodload zsh/zpty
folder=${1:h}
inner=${0:A:h}/inner.zsh
shift
zpty inner TERM=dumb zsh -f -i
zpty -w inner "folder=${(q)folder}; source ${(q)inner}"
for typed; do
    print -r -- "> $typed"
    zpty -w -n inner "$typed"$'\t'
    for wait in {1..200}; do
        # Its screen must be read, or it waits.
        while zpty -r -t inner ignored; do :; done
        [[ $(tail -n 1 $folder/offers 2>/dev/null) == done ]] && break
        sleep 0.05
    done
    sed -nE 's/^offer:(--[a-z]+=)?//p' $folder/offers
    : >$folder/offers
done
zpty -d inner
