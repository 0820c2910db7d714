#!/usr/bin/env bash
# Brings a libtorch 2.4 for the CPU from PyPI, for the feature rust-bert (tch 0.17 wants 2.4.x; no other host than PyPI is asked).
#
#   bash scripts/libtorch.sh target/libtorch && . target/libtorch/env.sh && cargo test --features rust-bert
#
# The wheel is built for CUDA; only its CPU part is taken. Two libraries that this part names for its profiler are replaced by
# stubs whose functions report an error, and libtorch.so, which would ask for CUDA's gigabyte, by a library that leads on to
# the CPU part. Needs: python3 with pip, gcc, nm; 800 MB of download, 500 MB on the disk.
set -euo pipefail

dest=${1:?usage: libtorch.sh DEST}
mkdir -p "$dest/lib"
dest=$(cd "$dest" && pwd)

environment() {
  cat > "$dest/env.sh" <<END
# PyPI's wheel has the old C++ ABI.
export LIBTORCH='$dest' LIBTORCH_CXX11_ABI=0
export LD_LIBRARY_PATH='$dest/lib'\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}
END
}

if [ -f "$dest/lib/.whole" ]; then
  environment
  echo "libtorch is there: $dest"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m pip download --quiet --no-deps --only-binary :all: --python-version 3.11 --implementation cp --abi cp311 \
  --platform manylinux1_x86_64 --dest "$work" torch==2.4.1

python3 - "$work" "$dest" <<'END'
import pathlib
import shutil
import sys
import zipfile

work, dest = map(pathlib.Path, sys.argv[1:])
(wheel,) = work.glob("torch-2.4.1-*.whl")
with zipfile.ZipFile(wheel) as archive:
    for member in archive.infolist():
        path = pathlib.PurePosixPath(member.filename)
        if member.is_dir():
            continue
        library = path.parts[:2] == ("torch", "lib") and (
            path.name in ("libtorch_cpu.so", "libc10.so") or path.name.startswith("libgomp-")
        )
        if library:
            target = dest / "lib" / path.name
        elif path.parts[:2] == ("torch", "include"):
            target = dest.joinpath(*path.parts[1:])
        else:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
END

cd "$dest/lib"
for library in libcudart.so.12 libcupti.so.12; do
  # 999 is cudaErrorUnknown and CUPTI_ERROR_UNKNOWN: the profiler takes it for a machine without a card.
  nm -D --undefined-only libtorch_cpu.so | sed -n "s/.* U \(.*\)@$library\$/int \1(void) { return 999; }/p" | sort -u > "$work/stub.c"
  echo "$library { global: *; };" > "$work/stub.map"
  gcc -shared -fPIC -w -o "$library" "-Wl,-soname,$library" "-Wl,--version-script=$work/stub.map" "$work/stub.c"
done
gcc -shared -o libtorch.so -Wl,-soname,libtorch.so -Wl,--no-as-needed -L. -ltorch_cpu -lc10 '-Wl,-rpath,$ORIGIN' \
  -Wl,--unresolved-symbols=ignore-all -x c /dev/null

touch .whole
environment
echo "libtorch is there: $dest"
