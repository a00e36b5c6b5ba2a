#!/bin/bash
# Whether nginx answers, as Compose asks: it sends the first of its names from HTTP to HTTPS.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/${AZIONELAB_HTTP_PORT:-8080}"
printf 'GET / HTTP/1.0\r\nHost: %s\r\n\r\n' "${AZIONELAB_SERVER_NAME%% *}" >&3
read -r -t 4 _ status _ <&3
test "$status" = 301
