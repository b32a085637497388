# Completion of sockeye for bash. Made by cargo xtask man; do not edit.
