# shellcheck shell=sh disable=SC2154 # $project, $cache, $suite and $hash are those of `dev` and root.sh
# Sourced by `dev` after root.sh: the same Debian in a container, for machines that have podman and no mmdebstrap.

image=vitrail:$hash

need_image() {
    podman image exists "$image" && return 0
    say "making the container image $image, once: some 700 packages, 2 GB, minutes"
    packages=$(sed 's/#.*//' "$project/.ci/packages" | xargs)
    # podman keeps an image only when its build has ended well.
    podman build --tag "$image" - >&2 <<CONTAINER || die "podman could not make the image"
FROM debian:$suite
RUN (apt-get update || apt-get -o Acquire::Check-Valid-Until=false update) \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages \
 && rm -rf /var/lib/apt/lists/* \
 && dpkg-query -W >/etc/vitrail-root
CONTAINER
    podman run --rm "$image" cat /etc/vitrail-root >"$cache/image-$hash.manifest"
}

# Become CMD in a container. Rootless podman makes the caller root in it, so that files made there are the caller's.
enter_container() {
    need_image
    case $PWD/ in "$project"/*) folder=$PWD ;; *) folder=$project ;; esac
    set -- "$image" "$@"
    for name in $(kept_names); do set -- --env "$name" "$@"; done
    for shared in /tmp "${XDG_RUNTIME_DIR:-}" "${XAUTHORITY:-}" /run/udev /run/seatd.sock; do
        [ ! -e "$shared" ] || set -- --volume "$shared:$shared" "$@"
    done
    [ ! -d /dev/dri ] || set -- --device /dev/dri "$@"
    [ ! -t 0 ] || set -- --tty "$@"
    exec podman run --rm --interactive --network host --ipc host --security-opt label=disable \
        --volume "$project:$project" --volume "$cache:$cache" --workdir "$folder" \
        --env HOME=/root --env LANG=C.UTF-8 --env VITRAIL_INSIDE="image-$hash" --env VITRAIL_CACHE="$cache" "$@"
}
