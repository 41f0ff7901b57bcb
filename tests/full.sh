#!/usr/bin/env bash
# The long sweeps, which continuous integration runs a part of: every call of a build, every web server, a portal under load. On a Debian
# machine with Rust, as root; takes about an hour. Ends with what was counted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

step() { printf '\n== %s\n' "$*"; }

packages='strace nginx-light apache2 lighttpd caddy busybox-static wrk disorderfs faketime'
installed() { dpkg-query --show --showformat='${Status}\n' "$1" 2>/dev/null | grep -q '^install ok installed$'; }
for package in $packages; do
  installed "$package" || { apt-get update && apt-get install --yes --no-install-recommends $packages; break; }
done
export GONGKAI_FULL=1 GONGKAI_REQUIRE_STRACE=1 GONGKAI_REQUIRE_SERVERS=1

step 'publishing: every call killed and refused, builds at once, a thousand changes'
cargo test --locked --test publishing -- --nocapture --test-threads=2

step 'servers: every link, every server'
cargo test --locked --test servers -- --nocapture --test-threads=1

cargo build --release --locked
program=$PWD/target/release/gongkai
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"; test -z "${server:-}" || kill "$server"' EXIT
chmod 755 "$scratch"
cp -r examples/county "$scratch/site"
rm -rf "$scratch/site/public"
page=content/yunlan/qihe/2023/annual-report.md
build() { "$program" build "$scratch/site" --destination "$scratch/www/public" --as-of 2026-06-01 --lang en "$@" >"$scratch/told" 2>&1; }
sum() { (cd "$scratch/www/public" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum); }

# Twice the same site in two states, whose portals are known.
cp "$scratch/site/$page" "$scratch/first.md"
sed '$a\\n改动的一段。' "$scratch/first.md" >"$scratch/second.md"
build; first=$(sum)
cp "$scratch/second.md" "$scratch/site/$page"; build; second=$(sum)
test "$first" != "$second"

step 'random kills of a parallel build'
kills=${KILLS:-300} bad=0 killed=0
# Anywhere in a build, and somewhat later.
start=$(date +%s%N); build; span=$((($(date +%s%N) - start) / 1000000 * 12 / 10))
for n in $(seq "$kills"); do
  if ((n % 2)); then state=first; else state=second; fi
  cp "$scratch/$state.md" "$scratch/site/$page"
  "$program" build "$scratch/site" --destination "$scratch/www/public" --as-of 2026-06-01 >/dev/null 2>&1 &
  process=$!
  delay=$((RANDOM % span))
  sleep "$((delay / 1000)).$(printf '%03d' $((delay % 1000)))"
  kill -9 "$process" 2>/dev/null && killed=$((killed + 1))
  wait "$process" 2>/dev/null || true
  now=$(sum)
  [[ $now == "$first" || $now == "$second" ]] || { bad=$((bad + 1)); echo "mixed after kill $n"; }
done
build
echo "$killed of $kills builds were killed: $bad bad; beside the portal: $(find "$scratch/www" -mindepth 1 -maxdepth 1 -name '.*' | wc -l)"
test "$bad" = 0

step 'the same bytes: folders read in another order, a clock that is a year ahead'
manifest() { sed -n 's/.*manifest //p' "$scratch/told"; }
build; wanted=$(manifest)
mkdir "$scratch/shuffled"
disorderfs --quiet --shuffle-dirents=yes "$scratch/site" "$scratch/shuffled"
for n in 1 2 3; do
  "$program" build "$scratch/shuffled" --destination "$scratch/other" --as-of 2026-06-01 --lang en >"$scratch/told" 2>&1
  test "$(manifest)" = "$wanted"
done
fusermount -u "$scratch/shuffled"
faketime -f +1y "$program" build "$scratch/site" --destination "$scratch/later" --as-of 2026-06-01 --lang en >"$scratch/told" 2>&1
test "$(manifest)" = "$wanted"
echo "one manifest: $wanted"

step 'mounts, also those of a container'
way() { build; sed -n 's/.*public · \(.*\) · manifest .*/\1/p' "$scratch/told"; }
mkdir "$scratch/mounted"
test "$(way)" = 'exchanged in one step'
mount --bind "$scratch/www/public" "$scratch/mounted"
test "$(way)" = 'in place, file by file'
umount "$scratch/mounted"
test "$(way)" = 'exchanged in one step'
unshare --mount sh -c "mount --make-rprivate / && mount --bind '$scratch/www/public' '$scratch/mounted' && exec sleep 600" & container=$!
sleep 1
test "$(way)" = 'in place, file by file'
kill "$container"; wait "$container" || true
test "$(way)" = 'exchanged in one step'
echo 'a bind mount and a container that was given the folder: in place; without them: exchanged'

step 'a disk that is too small'
small=$scratch/small
mkdir "$small"
# One portal and little more.
room=$(($(du -sm "$scratch/www/public" | cut -f1) + 4))m
mount -t tmpfs -o size="$room",mode=755 tmpfs "$small"
"$program" build "$scratch/site" --destination "$small/public" --as-of 2026-06-01 >"$scratch/told" 2>&1
before=$(cd "$small/public" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
head -c "$room" /dev/zero >"$small/filler" 2>/dev/null || true
cp "$scratch/first.md" "$scratch/site/$page"; echo '2' >>"$scratch/site/$page"
code=0; "$program" build "$scratch/site" --destination "$small/public" --as-of 2026-06-01 --lang en >"$scratch/told" 2>&1 || code=$?
tail -n 1 "$scratch/told"
after=$(cd "$small/public" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
left=$(find "$small" -maxdepth 1 -name '.*' -mindepth 1 | wc -l)
umount "$small"
echo "exit code $code, old portal $([[ $before == "$after" ]] && echo as it was || echo changed), $left left over"
test "$code" = 2 && test "$before" = "$after" && test "$left" = 0

step 'a thousand publishes while nginx is read from'
port=18180
cat >"$scratch/nginx.conf" <<NGINX
pid $scratch/pid; error_log $scratch/log; worker_processes 2; events { }
http { access_log off; include /etc/nginx/mime.types; client_body_temp_path $scratch/a; proxy_temp_path $scratch/b;
  fastcgi_temp_path $scratch/c; uwsgi_temp_path $scratch/d; scgi_temp_path $scratch/e;
  server { listen 127.0.0.1:$port; root $scratch/www/public; index index.html; } }
NGINX
nginx -e /dev/null -c "$scratch/nginx.conf" -g 'daemon off;' & server=$!
sleep 1
# Every page that is asked for, and the style sheet that it names; anything but 200 and the length that was promised is counted.
cat >"$scratch/paths.lua" <<'LUA'
local paths = { "/", "/years/2025/index.html", "/agencies/index.html", "/yunlan/qihe/2023/annual-report/index.html", "/assets/gongkai.css", "/feed.xml" }
local n = 0
request = function() n = n + 1; return wrk.format("GET", paths[n % #paths + 1]) end
LUA
publishes=${PUBLISHES:-1000}
load() {
  wrk --threads 1 --connections 8 --duration 3600s --script "$scratch/paths.lua" "http://127.0.0.1:$port" >"$scratch/wrk" & reader=$!
  "$@"
  kill -INT "$reader"; wait "$reader" || true
  grep -E 'requests in|Non-2xx|Socket errors' "$scratch/wrk"
}
publish() {
  for n in $(seq "$publishes"); do
    if ((n % 2)); then state=first; else state=second; fi
    cp "$scratch/$state.md" "$scratch/site/$page"; build
  done
}
load publish
if grep -qE 'Non-2xx|Socket errors' "$scratch/wrk"; then echo 'a request failed'; exit 1; fi
echo "$publishes publishes: no request failed"

step 'the same load on a publisher that deletes first'
wrong() { for n in $(seq 20); do rm -r "$scratch/www/public"; sleep 0.01; cp -r "$scratch/copy" "$scratch/www/public"; done; }
cp -r "$scratch/www/public" "$scratch/copy"
load wrong
grep -q 'Non-2xx' "$scratch/wrk" && echo 'caught'
