# fish completion of vitrail(1) and vitrail-session.

for program in vitrail vitrail-session
    complete -c $program -l kiosk -d 'One application, fullscreen, for ever'
    complete -c $program -x -l backend -a 'auto kms wayland x11 headless' -d 'Where to show'
    complete -c $program -x -l headless-displays -d 'How many displays headless begins with'
    complete -c $program -r -l drm-device -a '(string match "/dev/dri/card*" /dev/dri/*)' -d 'The card to use'
    complete -c $program -r -l config -d 'The configuration file'
    complete -c $program -l check-config -d 'Say what is wrong with the configuration, and end'
    complete -c $program -x -l planes -a 'all primary none' -d 'Planes for buffers of clients'
    complete -c $program -x -l log-level -a 'error warning info debug' -d 'What to say on standard error'
    complete -c $program -l help -d 'Print what there is, and end'
    complete -c $program -l version -d 'Print the version, and end'
end
