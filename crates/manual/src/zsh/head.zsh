#compdef sockeye
# Completion of sockeye for zsh. Made by cargo xtask man; do not edit.
