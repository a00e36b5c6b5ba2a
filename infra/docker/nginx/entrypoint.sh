#!/bin/sh
# Starts nginx in its container: writes the configuration from the environment, checks it, and becomes nginx.
set -eu

: "${AZIONELAB_NGINX_RUN:=/run/nginx}"
export AZIONELAB_NGINX_RUN
umask 007
mkdir -p "$AZIONELAB_NGINX_RUN/conf"
"$(dirname "$0")/render.sh" "$AZIONELAB_NGINX_RUN/conf"
nginx -t -q -c "$AZIONELAB_NGINX_RUN/conf/nginx.conf"
exec nginx -c "$AZIONELAB_NGINX_RUN/conf/nginx.conf" -g "daemon off;"
