# Installs one program from one npm package into ~/.cache/yemotai/tools: sourced by install-codex and install-claude.
#
# Only the package itself is fetched: no dependency is, and no script of it is run. What arrives is checked against a
# checksum before it is put in place, in one step, so that a broken-off installation leaves nothing that could be run.

set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
fail() { say "$0: $*"; exit 1; }

sha256_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$1" | cut -d' ' -f1
  else shasum -a 256 "$1" | cut -d' ' -f1; fi
}

# linux-x64, darwin-arm64, ... as npm's packages are named.
platform() {
  local system machine
  case "$(uname -s)" in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    *) fail "this system is not known: install by npm, and set the path of the native program in the settings." ;;
  esac
  case "$(uname -m)" in
    x86_64 | amd64) machine=x64 ;;
    aarch64 | arm64) machine=arm64 ;;
    *) fail "this machine ($(uname -m)) is not known." ;;
  esac
  printf '%s-%s\n' "$system" "$machine"
}

# install_tool NAME VERSION PACKAGE CHECKSUM UNPINNED PATTERN...
#   NAME      the program, and the name of its file
#   VERSION   its version
#   PACKAGE   what npm packs, such as @openai/codex@0.169.0-linux-x64
#   CHECKSUM  of the program, sha256; empty if none is known
#   UNPINNED  1 if it may be installed without a known checksum
#   PATTERN   where the program is in the package, the first that fits
install_tool() {
  local name=$1 version=$2 package=$3 checksum=$4 unpinned=$5
  shift 5
  local tools="$HOME/.cache/yemotai/tools"
  local target="$tools/$name-$version/$name"
  if [[ -f $target ]]; then
    local have
    have=$(sha256_of "$target")
    if [[ -z $checksum || $have == "$checksum" ]]; then
      say "$name $version is there already (sha256 $have)."
      printf '%s\n' "$target"
      return
    fi
    say "$target is not the program that it should be (sha256 $have): it is installed anew."
  fi
  if [[ -z $checksum && $unpinned != 1 ]]; then
    fail "no checksum of $name $version on $(platform) is known here. Add --unpinned to install it all the same and see its checksum."
  fi
  command -v npm >/dev/null || fail "npm is needed to fetch $package (it comes with Node.js)."

  mkdir -p "$tools"
  local work
  work=$(mktemp -d "$tools/.installing-$name-XXXXXX")
  # shellcheck disable=SC2064  # the folder of now, not of the end
  trap "rm -rf '$work'" EXIT
  say "Fetching $package ..."
  (cd "$work" && npm pack --silent --ignore-scripts "$package" >/dev/null) || fail "npm could not fetch $package."
  tar -xzf "$work"/*.tgz -C "$work"

  local pattern found=
  for pattern in "$@"; do
    # shellcheck disable=SC2086  # the pattern is to be expanded
    found=$(compgen -G "$work/package/$pattern" | head -n 1 || true)
    [[ -n $found ]] && break
  done
  [[ -n $found ]] || fail "$package has no native program where it is usually found."
  local got
  got=$(sha256_of "$found")
  if [[ -n $checksum && $got != "$checksum" ]]; then
    fail "$package is not what it should be: its program has the sha256 $got, and $checksum is expected. Nothing was installed."
  fi
  [[ -n $checksum ]] || say "sha256 of $name $version on $(platform): $got (not checked against anything)"
  chmod 755 "$found"
  mkdir -p "$(dirname "$target")"
  mv -f "$found" "$target"
  rm -rf "$work"
  trap - EXIT
  say "$name $version is installed."
  printf '%s\n' "$target"
}
