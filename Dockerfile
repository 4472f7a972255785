# One image for every command of Sightline, made of the assembled distribution:
#   mvn -DskipTests package && docker build -t sightline .
# and for NVIDIA's GPUs, with the CUDA and cuDNN that TensorFlow 2.18 is built with:
#   mvn -Pgpu -DskipTests package && docker build -t sightline-gpu --build-arg DEVICE=gpu \
#     --build-arg JAVA_IMAGE=eclipse-temurin:17-jre \
#     --build-arg BASE_IMAGE=nvidia/cuda:12.5.1-cudnn-runtime-ubuntu22.04 .
# docs/containers.md says how it is run. BASE_IMAGE: glibc and bash, and a Java of version 17 or newer;
# where it has none, JAVA_IMAGE names the image that Java is taken from.
ARG BASE_IMAGE=eclipse-temurin:17-jre
ARG JAVA_IMAGE=${BASE_IMAGE}

FROM ${JAVA_IMAGE} AS layout
ARG BASE_IMAGE
ARG JAVA_IMAGE=${BASE_IMAGE}
ARG DEVICE=cpu
USER 0
WORKDIR /build
COPY app/target/sightline-*.tar.gz ./
RUN case ${DEVICE} in \
      cpu) rm -f sightline-*-gpu.tar.gz ; set -- sightline-*.tar.gz ;; \
      gpu) set -- sightline-*-gpu.tar.gz ;; \
      *) echo "DEVICE: expected cpu or gpu, found ${DEVICE}" >&2 ; exit 1 ;; \
    esac \
 && if [ $# != 1 ] || [ ! -f "$1" ] ; then \
      echo "app/target: expected one distribution for ${DEVICE}, found $*: pack it with mvn -DskipTests package, for gpu with -Pgpu too" >&2 ; exit 1 ; \
    fi \
 && mkdir /opt/sightline \
 && tar xzf "$1" --strip-components=1 -C /opt/sightline \
 && rm sightline-*.tar.gz \
 && cd /opt/sightline \
 && java -cp 'lib/*' dev.sightline.app.natives.NativeLayout lib native \
 && if [ "${JAVA_IMAGE:-}" != "${BASE_IMAGE:-}" ] ; then \
      cp -rL "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" java ; \
    fi
COPY docker/java.options /opt/sightline/lib/
COPY docker/healthy /opt/sightline/bin/

FROM ${BASE_IMAGE}
ARG VERSION=unknown
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="Sightline" \
      org.opencontainers.image.description="Classifies images as they stream through Kafka, and watches whether it is right" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
USER 0
COPY --from=layout /opt/sightline /opt/sightline
RUN echo 'sightline:x:10001:10001::/var/lib/sightline:/usr/sbin/nologin' >> /etc/passwd \
 && mkdir -p /var/lib/sightline \
 && chown 10001:10001 /var/lib/sightline
ENV PATH=/opt/sightline/bin:/opt/sightline/java/bin:${PATH} \
    HOME=/var/lib/sightline \
    LANG=C.UTF-8 \
    SIGHTLINE_STATE_DIR=/var/lib/sightline/state
USER 10001:10001
WORKDIR /var/lib/sightline
VOLUME /var/lib/sightline
EXPOSE 8080 8090
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["healthy"]
ENTRYPOINT ["sightline"]
CMD ["--help"]
