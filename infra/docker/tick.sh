#!/bin/sh
# `manage.py tick` every minute: tick.sh FILE. One that fails is told in the log and followed by the next; whoever asks how
# the timer is looks at the time of FILE.
set -eu
ticked=$1

trap 'exit 0' TERM INT

while :; do
    if python manage.py tick; then
        touch "$ticked"
    fi
    # In the background, so that a stop need not wait for the minute to end.
    sleep 60 &
    wait "$!"
done
