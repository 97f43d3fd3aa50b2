# Shared by the checks: a folder to work in, commands with their expected exit code, and a verdict at the end.
# Environment: ESTOVER_KEEP=1 keeps the folder.
set -euo pipefail
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
checks=$home/infra/checks
shared=$(cd "$home/.." && pwd)/shared
work=$(mktemp -d "${TMPDIR:-/tmp}/estover-check-XXXXXX")
failures=0
cleanup() { [ "${ESTOVER_KEEP:-0}" = 1 ] && echo "kept: $work" || rm -rf "$work"; }
trap cleanup EXIT

estover() { "$home/estover" "$@"; }

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# expect CODE COMMAND...: runs the command, keeps its output in $work/out and $work/err, checks its exit code.
expect() {
  local expected=$1 code=0
  shift
  printf '$ %s\n' "$*"
  "$@" > "$work/out" 2> "$work/err" || code=$?
  [ "$code" = "$expected" ] || { fail "exit code $code, expected $expected: $*"; cat "$work/out" "$work/err"; }
}

# Shows what the last command printed, without its progress.
shown() {
  cat "$work/out"
  tr '\r' '\n' < "$work/err" | grep -v '/s, [0-9.]* s\|^building Estover' || true
}

# has PATTERN [FILE]: the last command's output (or FILE) holds a line that matches.
has() {
  local in=("$work/out" "$work/err")
  [ $# -eq 1 ] || in=("$2")
  grep -qE -- "$1" "${in[@]}" || fail "nothing matches \"$1\" in ${2:-the output}"
}

# Every stage's report of a run balances and reads what the one before passed on.
balanced() { "$checks/balance" "$1" || fail "$1: a report does not balance"; }

# python_with MODULE...: sets python to a Python 3 that has the modules; ends the check where there is none.
python_with() {
  local candidate
  for candidate in /usr/bin/python3 python3; do
    "$candidate" -c "import $(IFS=,; echo "$*")" 2> /dev/null && { python=$candidate; return; }
  done
  echo "this check needs Python 3 with $*: apt-get install ${*/#/python3-}"
  exit 4
}

# text_release: sets release to the one that RELEASE names, else to one of the 240 MB of text of ../shared.
text_release() {
  release=${RELEASE:-}
  [ -z "$release" ] || return 0
  skip_without_shared
  say "The 240 MB of text"
  expect 0 estover run "$home/infra/bench/text.yaml" --run-dir "$work/run" --ledger "$work/ledger"
  release=$work/run/07-release
}

skip_without_shared() {
  [ -d "$shared/data" ] || { echo "skipped: the data of ../shared are not here"; exit 0; }
}

# needs TOOL...: ends the check where a program is missing; packages says which of Debian's packages hold them.
needs() {
  local tool missing=()
  for tool in "$@"; do command -v "$tool" > /dev/null || missing+=("$tool"); done
  [ ${#missing[@]} -eq 0 ] || { echo "this check needs ${missing[*]}: apt-get install $packages"; exit 4; }
}

# ledger_programs: lets ledger_test run a main of the ledger's tests, and sets verifier to Go's verifier of logs. The classes
# go into one archive, as processes are started by the hundred.
ledger_programs() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}
  [ -d "$shared/tools/tlogverify" ] || { echo "this check needs ../shared/tools/tlogverify"; exit 4; }
  (cd "$home" && "${ESTOVER_MVN:-mvn}" -B -ntp -q -pl ledger -am -Dspotless.check.skip=true -Dcyclonedx.skip=true \
    -DskipTests test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test)
  "${java}jar" --create --file "$work/ledger.jar" -C "$home/ledger/target/classes" . -C "$home/ledger/target/test-classes" .
  ledger_java=("${java}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -Dorg.slf4j.simpleLogger.defaultLogLevel=warn
    -Dorg.jboss.logging.provider=slf4j -cp "$work/ledger.jar:$(cat "$work/classpath")")
  "${ledger_java[@]}" -XX:ArchiveClassesAtExit="$work/classes.jsa" org.estover.ledger.CrashWriter "$work/warm" \
    < /dev/null > "$work/archive" 2>&1 || { cat "$work/archive"; exit 4; }
  ledger_java+=(-XX:SharedArchiveFile="$work/classes.jsa" -Dcrash.archive="$work/classes.jsa")
  verifier=$work/tlogverify
  (cd "$shared/tools/tlogverify" && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$work/go" go build -p 1 -o "$verifier" .)
}

ledger_test() { "${ledger_java[@]}" "org.estover.ledger.$1" "${@:2}"; }

verdict() {
  if [ "$failures" -gt 0 ]; then
    printf '\n%s: %d FAILED\n' "$(basename "$0")" "$failures"
    exit 1
  fi
  printf '\n%s: passed\n' "$(basename "$0")"
}
