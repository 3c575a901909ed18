# shellcheck shell=sh disable=SC2154 # $project and $cache are those of `dev`
# Sourced by `dev`: the Debian root file system that Vitrail is built and run in where the machine has no wlroots 0.20.
#
# A root lies at $cache/root-HASH, HASH being that of the package list and of this recipe's version. It is made under
# another name and renamed when it is whole, so what has that name is whole. What an interrupted call left is removed
# by the next one, before it makes its own.

suite=forky
recipe=1 # raise it when the way a root is made changes

hash=$({ echo "$suite $recipe"; cat "$project/.ci/packages"; } | sha256sum | cut -c1-12)
root=$cache/root-$hash

# What runs a command where it may mount: in a mount namespace of its own and, for an ordinary user, as root of a user
# namespace, in which that user's files belong to root.
if [ "$(id -u)" = 0 ]; then
    into='unshare --mount --propagation private'
else
    into='unshare --user --map-auto --map-root-user --mount --propagation private'
fi

in_namespace() {
    # shellcheck disable=SC2086 # several words
    $into -- "$@"
}

# What keeps this machine from making and entering a root, as a sentence; nothing where all is well.
root_obstacle() {
    missing=
    have mmdebstrap || missing="$missing mmdebstrap"
    ls /usr/share/keyrings/debian-archive-keyring.* >/dev/null 2>&1 || missing="$missing debian-archive-keyring"
    if [ "$(id -u)" != 0 ]; then
        have newuidmap || missing="$missing uidmap"
    fi
    if [ -n "$missing" ]; then
        echo "not installed here:$missing. As root: apt-get install$missing"
    elif [ "$(id -u)" != 0 ]; then
        namespace_obstacle
    fi
}

namespace_obstacle() {
    user=$(id -un)
    if ! unshare --help 2>&1 | grep -q -e --map-auto; then
        echo "unshare of util-linux 2.38 or newer is needed here, or root"
    elif ! grep -q "^\($user\|$(id -u)\):" /etc/subuid || ! grep -q "^\($user\|$(id -u)\):" /etc/subgid; then
        echo "$user has no subordinate ids. As root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $user"
    elif ! in_namespace true 2>/dev/null; then
        echo "$user may not make a user namespace (sysctl kernel.unprivileged_userns_clone," \
            "user.max_user_namespaces or kernel.apparmor_restrict_unprivileged_userns)"
    fi
}

# As root on a Debian-like machine, install what is missing to make a root.
install_tools() {
    [ "$(id -u)" = 0 ] && have apt-get && [ -n "$(root_obstacle)" ] || return 0
    say "installing mmdebstrap"
    dpkg --configure -a >/dev/null 2>&1 || true # an interrupted installation stops every later one
    set -- apt-get -o DPkg::Lock::Timeout=300 install -qy --no-install-recommends mmdebstrap debian-archive-keyring
    export DEBIAN_FRONTEND=noninteractive
    "$@" >"$cache/install.log" 2>&1 && return 0
    # Lists too old or missing: fetch them, and where the mirror's release file has expired, without the date check.
    { apt-get update -q || apt-get -o Acquire::Check-Valid-Until=false update -q; } >>"$cache/install.log" 2>&1 || true
    "$@" >>"$cache/install.log" 2>&1 || { tail -n 5 "$cache/install.log" >&2; die "cannot install mmdebstrap"; }
}

# Make sure that $root is there and whole.
need_root() {
    [ -d "$root" ] && return 0
    exec 9>>"$cache/lock"
    if ! flock --nonblock 9; then
        say "another call is making the root file system; waiting for it"
        flock 9
    fi
    [ -d "$root" ] || make_root
    exec 9>&-
}

make_root() {
    free=$(($(df -Pk "$cache" | awk 'NR == 2 { print $4 }') / 1024))
    [ "$free" -ge 4000 ] || die "4 GB are needed in $cache, $free MB are free"
    remove_unfinished
    part=$root.unfinished
    log=$cache/root-$hash.log
    trap 'interrupted 130' INT
    trap 'interrupted 143' TERM HUP
    say "making the Debian $suite root file system, once: some 700 packages, 2 GB, minutes (log: $log)"
    fill "$part" || { remove_unfinished; tail -n 15 "$log" >&2; die "the root file system could not be made, see $log"; }
    sync -f "$part" # whole on the disk, too, before it has the name
    cp "$part/etc/vitrail-root" "$root.manifest"
    mv -T "$part" "$root"
    trap - INT TERM HUP
    say "made $root: $(in_namespace du -shx "$root" | cut -f1)"
    old_roots | while read -r old; do say "no longer used here: $old (remove it by: ./dev clean)"; done
}

# Try the machine's own mirror, then mmdebstrap's; each again without the date check when its release file has expired.
fill() {
    mirror=$(machine_mirror)
    bootstrap "$1" "$mirror" && return 0
    if expired; then
        say "warning: the mirror's release file has expired; again without the date check (signatures are checked)"
        bootstrap "$1" "$mirror" --aptopt='Acquire::Check-Valid-Until "false"' && return 0
    fi
    [ -n "$mirror" ] || return 1
    say "warning: $mirror does not serve; again from the default mirror"
    bootstrap "$1" "" && return 0
    expired && bootstrap "$1" "" --aptopt='Acquire::Check-Valid-Until "false"'
}

expired() { grep -q 'Release file .* is expired\|Release file .* expired since' "$log"; }

# bootstrap FOLDER MIRROR OPTION…: one try from nothing; MIRROR may be empty.
bootstrap() {
    folder=$1 mirror=$2
    shift 2
    remove_unfinished
    # shellcheck disable=SC2046 # one option a proxy, without spaces
    set -- "$@" $(machine_proxies)
    set -- "$@" --variant=apt --mode=root --verbose --include="$(sed 's/#.*//' "$project/.ci/packages" | xargs)"
    set -- "$@" --aptopt='APT::Install-Recommends "false"' --aptopt='APT::Sandbox::User "root"' \
        --aptopt='Acquire::Retries "3"' --dpkgopt=force-unsafe-io
    for unused in doc man info locale; do set -- "$@" --dpkgopt="path-exclude=/usr/share/$unused/*"; done
    # shellcheck disable=SC2016 # mmdebstrap's own shell expands $1
    set -- "$@" --customize-hook='chroot "$1" dpkg-query -W >"$1/etc/vitrail-root"' "$suite" "$folder" ${mirror:+"$mirror"}
    # A process namespace that dies with this script, even a killed one: no half of mmdebstrap works on unseen. In the
    # background, because a trap does not run before a foreground command has ended.
    : >"$log"
    # shellcheck disable=SC2086 # several words
    $into -- setpriv --pdeathsig KILL unshare --pid --fork --kill-child --mount-proc -- mmdebstrap "$@" \
        >"$log" 2>&1 </dev/null &
    making=$!
    tail -n +1 -f -s 0.2 --pid="$making" "$log" | progress &
    following=$!
    status=0
    wait "$making" || status=$?
    wait "$following" || true
    return "$status"
}

# The Debian mirror that this machine's apt uses, if it is a Debian machine.
machine_mirror() {
    [ "$(os_release ID)" = debian ] && have apt-get || return 0
    # shellcheck disable=SC2016 # apt's own names
    apt-get indextargets --format '$(REPO_URI) $(COMPONENT) $(RELEASE) $(LABEL)' 'Created-By: Packages' 2>/dev/null |
        awk -v suite="$(os_release VERSION_CODENAME)" '
            $1 ~ /^https?:/ && $2 == "main" && $1 ~ /debian\/?$/ && ($3 == suite || $4 == "Debian") { print $1; exit }'
}

machine_proxies() {
    have apt-config || return 0
    apt-config dump 2>/dev/null | sed -n 's/^\(Acquire::https\{0,1\}::Proxy\) "\([^" ]\{1,\}\)";$/--aptopt=\1="\2"/p'
}

# mmdebstrap's long output, as a line now and then.
progress() {
    fetched=0 unpacked=0 ready=0 start=$(date +%s)
    while IFS= read -r line; do
        case $line in
            *' newly installed, '*) total=${line#*upgraded, } total=${total%% newly*} fetched=0 unpacked=0 ready=0 ;;
            'Get:'*) fetched=$((fetched + 1)) && tell_progress "$fetched" fetched ;;
            'Unpacking '*) unpacked=$((unpacked + 1)) && tell_progress "$unpacked" unpacked ;;
            'Setting up '*) ready=$((ready + 1)) && tell_progress "$ready" 'set up' ;;
        esac
    done
}

tell_progress() {
    [ $(($1 % 100)) != 0 ] || say "$(printf '%4d s  %s %s of %s packages' $(($(date +%s) - start)) "$2" "$1" "${total:-?}")"
}

# A part may hold files of subordinate ids and, of a killed call, a mount in another namespace: only a namespace's root
# can remove the first, and the second is not seen from here.
remove_unfinished() {
    for part in "$cache"/root-*.unfinished; do
        [ ! -e "$part" ] || in_namespace rm -rf --one-file-system "$part"
    done
}

interrupted() {
    trap - INT TERM HUP
    say "interrupted; removing the unfinished root (interrupted again, it is left to the next call)"
    [ -z "${making:-}" ] || kill -KILL "$making" 2>/dev/null || true
    wait
    remove_unfinished
    exit "$1"
}

old_roots() {
    for old in "$cache"/root-*; do
        case $old in
            *.manifest | *.log | *.unfinished | "$root") ;;
            *) if [ -d "$old/etc" ]; then echo "$old"; fi ;;
        esac
    done
}

# Become CMD inside the root.
enter_root() {
    need_root
    for name in $(kept_names); do
        eval "value=\${$name-}"
        [ -z "$value" ] || set -- "$name=$value" "$@"
    done
    set -- env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        VITRAIL_INSIDE="root-$hash" VITRAIL_CACHE="$cache" "$@"
    case $PWD/ in "$project"/*) folder=$PWD ;; *) folder=$project ;; esac
    set -- "$project/.ci/enter" "$root" "$project" "$cache" "$folder" "$@"
    # Not a child: signals must reach CMD itself.
    # shellcheck disable=SC2086 # several words
    exec $into -- "$@"
}
