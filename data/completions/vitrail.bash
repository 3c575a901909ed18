# bash completion of vitrail(1) and vitrail-session.

_vitrail() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} at
    COMPREPLY=()
    for ((at = 1; at < COMP_CWORD; ++at)); do
        if [[ ${COMP_WORDS[at]} == -- ]]; then # a command and its arguments
            if declare -F _command_offset >/dev/null; then
                _command_offset $((at + 1))
            elif ((at + 1 == COMP_CWORD)); then
                mapfile -t COMPREPLY < <(compgen -c -- "$word")
            else
                mapfile -t COMPREPLY < <(compgen -f -- "$word")
            fi
            return
        fi
    done
    case $before in
    --backend) mapfile -t COMPREPLY < <(compgen -W "auto kms wayland x11 headless" -- "$word") ;;
    --planes) mapfile -t COMPREPLY < <(compgen -W "all primary none" -- "$word") ;;
    --log-level) mapfile -t COMPREPLY < <(compgen -W "error warning info debug" -- "$word") ;;
    --drm-device) mapfile -t COMPREPLY < <(compgen -G "/dev/dri/card*" -- "$word") ;;
    --config) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    --headless-displays) ;;
    *)
        mapfile -t COMPREPLY < <(compgen -W "--kiosk --backend --headless-displays --drm-device --config --check-config
            --planes --log-level --help --version --" -- "$word")
        ;;
    esac
}
complete -o filenames -F _vitrail vitrail vitrail-session
