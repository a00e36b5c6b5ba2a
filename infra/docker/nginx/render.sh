#!/bin/sh
# Writes nginx's configuration into a folder: render.sh FOLDER. The variables are in docs/settings.md; two have no
# default. The same files serve the image and the tests, which only set other values.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=$1

: "${AZIONELAB_SERVER_NAME:?the host names of the site, separated by spaces}"
: "${AZIONELAB_TLS_FOLDER:=/etc/azionelab/tls}"
: "${AZIONELAB_HTTP_PORT:=8080}"
: "${AZIONELAB_HTTPS_PORT:=8443}"
: "${AZIONELAB_PUBLIC_PORT:=}"
: "${AZIONELAB_RUN:=/run/azionelab}"
: "${AZIONELAB_UPSTREAMS:=unix:$AZIONELAB_RUN/current.sock max_fails=0, unix:$AZIONELAB_RUN/backend.sock backup max_fails=0}"
: "${AZIONELAB_STATIC:=/srv/azionelab/static}"
: "${AZIONELAB_STATIC_OWN:=/usr/share/azionelab/static}"
: "${AZIONELAB_MEDIA:=/srv/azionelab/media}"
: "${AZIONELAB_MEDIA_ORIGIN:=}"
: "${AZIONELAB_TRUSTED_PROXIES:=}"
: "${AZIONELAB_ACME:=/srv/azionelab/acme}"
: "${AZIONELAB_NGINX_RUN:=/run/nginx}"
: "${AZIONELAB_NGINX_TEMP:=$AZIONELAB_NGINX_RUN}"
: "${AZIONELAB_ACCESS_LOG:=/dev/stdout}"
: "${AZIONELAB_ERROR_LOG:=/dev/stderr}"
: "${AZIONELAB_UNLIMITED:=}"
: "${HSTS_SECONDS:=31536000}"

# A list of nginx: each item of a list with commas, between a word before and a word after it.
each() {
    printf '%s' "$1" | tr ',' '\n' | sed -e 's/^ *//' -e 's/ *$//' -e '/^$/d' -e "s|^|        $2|" -e "s|\$|$3;|"
}
AZIONELAB_UPSTREAM_SERVERS=$(each "$AZIONELAB_UPSTREAMS" "server " "")
AZIONELAB_UNLIMITED_NETWORKS=$(each "$AZIONELAB_UNLIMITED" "" " 1")
AZIONELAB_TRUSTED_NETWORKS=$(each "$AZIONELAB_TRUSTED_PROXIES" "set_real_ip_from " "")
test -n "$AZIONELAB_MEDIA_ORIGIN" && AZIONELAB_PICTURES=bucket || AZIONELAB_PICTURES=folder
AZIONELAB_CONF=$target
AZIONELAB_PAGES=$here/pages

# Only these are filled in: everything else with a dollar is nginx's own.
# shellcheck disable=SC2016
variables='$AZIONELAB_SERVER_NAME $AZIONELAB_TLS_FOLDER $AZIONELAB_HTTP_PORT $AZIONELAB_HTTPS_PORT
    $AZIONELAB_PUBLIC_PORT $AZIONELAB_RUN $AZIONELAB_UPSTREAM_SERVERS $AZIONELAB_STATIC $AZIONELAB_STATIC_OWN
    $AZIONELAB_MEDIA $AZIONELAB_ACME $AZIONELAB_NGINX_RUN $AZIONELAB_NGINX_TEMP $AZIONELAB_ACCESS_LOG
    $AZIONELAB_ERROR_LOG $AZIONELAB_UNLIMITED_NETWORKS $AZIONELAB_CONF $AZIONELAB_PAGES
    $AZIONELAB_MEDIA_ORIGIN $AZIONELAB_PICTURES $AZIONELAB_TRUSTED_NETWORKS
    $HSTS_SECONDS'
export AZIONELAB_SERVER_NAME AZIONELAB_TLS_FOLDER AZIONELAB_HTTP_PORT AZIONELAB_HTTPS_PORT AZIONELAB_PUBLIC_PORT \
    AZIONELAB_RUN AZIONELAB_UPSTREAM_SERVERS AZIONELAB_STATIC AZIONELAB_STATIC_OWN AZIONELAB_MEDIA AZIONELAB_ACME \
    AZIONELAB_NGINX_RUN AZIONELAB_NGINX_TEMP AZIONELAB_ACCESS_LOG AZIONELAB_ERROR_LOG AZIONELAB_UNLIMITED_NETWORKS \
    AZIONELAB_CONF AZIONELAB_PAGES AZIONELAB_MEDIA_ORIGIN AZIONELAB_PICTURES AZIONELAB_TRUSTED_NETWORKS HSTS_SECONDS

mkdir -p "$target/parts"
envsubst "$variables" <"$here/nginx.conf.template" >"$target/nginx.conf"
for part in "$here"/parts/*.conf; do
    envsubst "$variables" <"$part" >"$target/parts/${part##*/}"
done
