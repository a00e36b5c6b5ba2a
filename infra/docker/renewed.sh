#!/bin/sh
# certbot's deploy hook: gives nginx the new certificate. The key belongs to root alone in certbot's folder, and nginx
# does not run as root, so both are copied to the folder that nginx reads.
set -eu

folder=${HOST_TLS_FOLDER:-/etc/azionelab/tls}

for name in fullchain privkey; do
    install --owner 10002 --group 10001 --mode 400 "$RENEWED_LINEAGE/$name.pem" "$folder/.$name.new"
    mv "$folder/.$name.new" "$folder/$name.pem"
done
docker compose --file "$(dirname "$0")/compose.yml" kill --signal HUP nginx
