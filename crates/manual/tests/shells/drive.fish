# Completes lines by the script that is named first. What fish says of an offer stands behind a tab.
source $argv[1]
for typed in $argv[2..]
    echo "> $typed"
    complete -C "$typed" | string replace -r '\t.*' '' | string replace -r '/$' '' | string replace -r '^--[a-z]+=' ''
end
exit 0
