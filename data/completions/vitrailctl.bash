# bash completion of vitrailctl(1).

_vitrailctl() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} request="" each
    COMPREPLY=()
    if [[ $before == --socket ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
    fi
    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $each in why | outputs | inputs | planes | privacy | reload | version) request=$each ;; esac
    done
    case $request in
    "") mapfile -t COMPREPLY < <(compgen -W "why outputs inputs planes privacy reload version --socket --help --version" -- "$word") ;;
    why)
        # The displays that there are.
        mapfile -t COMPREPLY < <(compgen -W "--json --watch --help $(vitrailctl outputs 2>/dev/null |
            sed -n '2,$s/^\([^ ]*\)  .*/\1/p')" -- "$word")
        ;;
    planes) mapfile -t COMPREPLY < <(compgen -W "all primary none --json --help" -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "--json --help" -- "$word") ;;
    esac
}
complete -o filenames -F _vitrailctl vitrailctl
