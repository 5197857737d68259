#!/usr/bin/env bash
# Compiles the native file: build.sh SOURCE OUTPUT [LIBTORCH_ROOT]
# LIBTORCH_ROOT is a folder with include/ and lib/, such as the one inside a pip-installed torch; without it the
# distribution's libtorch-dev is used.
set -euo pipefail
source=$1 output=$2 root=${3:-}
mkdir -p "$(dirname "$output")"

if [ -n "$root" ]; then
    include=(-isystem "$root/include" -isystem "$root/include/torch/csrc/api/include")
    lib=$root/lib
    link=(-L"$lib" -Wl,-rpath,"$lib")
else
    include=(-isystem /usr/include/torch/csrc/api/include)
    lib=$(dirname "$(ldconfig -p | awk '/libc10\.so/ { print $NF; exit }')")
    [ "$lib" != . ] || lib=/usr/lib/$(uname -m)-linux-gnu
    link=(-L"$lib")
fi

# Older binary wheels of torch are built with the C++ ABI from before C++11: their c10 shows which it is.
symbols=$(nm -DC "$lib/libc10.so" 2>/dev/null || true)
abi=1
if [[ $symbols == *c10::Error::* && $symbols != *__cxx11* ]]; then abi=0; fi

"${CXX:-g++}" -std=c++17 -O2 -g0 -fPIC -shared -fvisibility=hidden -Wall -Wextra -Wno-unused-parameter -Wno-overloaded-virtual \
    -D_GLIBCXX_USE_CXX11_ABI=$abi "${include[@]}" "$source" -o "$output.tmp" \
    "${link[@]}" -Wl,--no-as-needed -ltorch -ltorch_cpu -lc10 -ldl
mv "$output.tmp" "$output"
