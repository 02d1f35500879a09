# The image of the Action, and of any other CI:
#
#   docker build -t threatgate .
#   docker run --rm -v "$PWD:/repo:ro" -w /repo threatgate check --base origin/main
#
# It runs as root and has no WORKDIR, as GitHub asks of a container action: the
# workspace is mounted from outside and belongs to somebody else. The program
# reads it all the same, and writes only where it is told to.
ARG BASE=docker.io/library/debian:bookworm-slim

FROM ${BASE} AS build
RUN apt-get update && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        gcc libc6-dev make pkg-config libgit2-dev libdeflate-dev libcurl4-openssl-dev \
        libjansson-dev libfyaml-dev libpcre2-dev libexpat1-dev libcmark-gfm-dev \
        libcmark-gfm-extensions-dev && \
    rm -rf /var/lib/apt/lists/*
COPY . /src
RUN make -C /src -s -j"$(nproc)" all && strip /src/build/threatgate

# Everything but libcurl is linked into the program; see docs/dependencies.md.
FROM ${BASE}
RUN apt-get update && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates libcurl4 && \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/* /var/log/*
COPY --from=build /src/build/threatgate /usr/local/bin/threatgate
ENTRYPOINT ["/usr/local/bin/threatgate"]
CMD ["help"]
