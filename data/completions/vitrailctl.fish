# fish completion of vitrailctl(1).

set -l requests why outputs inputs planes privacy reload version
complete -c vitrailctl -f
complete -c vitrailctl -r -F -l socket -d 'The socket of the Vitrail to ask'
complete -c vitrailctl -l help -d 'Print what there is, and end'
complete -c vitrailctl -l version -d 'Print the version, and end'
complete -c vitrailctl -n "not __fish_seen_subcommand_from $requests" -a why -d 'Which way each surface goes, and why'
complete -c vitrailctl -n "not __fish_seen_subcommand_from $requests" -a outputs -d 'What each output is and has done'
complete -c vitrailctl -n "not __fish_seen_subcommand_from $requests" -a inputs -d 'The input devices, and how they are set'
complete -c vitrailctl -n "not __fish_seen_subcommand_from $requests" -a planes -d 'Which planes may be used'
complete -c vitrailctl -n "not __fish_seen_subcommand_from $requests" -a privacy -d 'Which programs see or type beyond their windows'
complete -c vitrailctl -n "not __fish_seen_subcommand_from $requests" -a reload -d 'Read the configuration again'
complete -c vitrailctl -n "not __fish_seen_subcommand_from $requests" -a version -d 'The version of the Vitrail that runs'
complete -c vitrailctl -n "__fish_seen_subcommand_from $requests" -l json -d 'A line of JSON'
complete -c vitrailctl -n '__fish_seen_subcommand_from why' -l watch -d 'Again whenever it changes'
complete -c vitrailctl -n '__fish_seen_subcommand_from why' -d 'Output' \
    -a '(vitrailctl outputs 2>/dev/null | sed -n "2,\$s/^\([^ ]*\)  .*/\1/p")'
complete -c vitrailctl -n '__fish_seen_subcommand_from planes' -a 'all primary none'
