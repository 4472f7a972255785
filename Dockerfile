# One image for every command of Sightline, made of the assembled distribution:
#   mvn -DskipTests package && docker build -t sightline .
# docs/containers.md says how it is run. BASE_IMAGE: a Java of version 17 or newer on glibc, with bash.
ARG BASE_IMAGE=eclipse-temurin:17-jre

FROM ${BASE_IMAGE} AS layout
USER 0
WORKDIR /build
COPY app/target/sightline-*.tar.gz ./
RUN tar xzf sightline-*.tar.gz && rm sightline-*.tar.gz \
 && mv sightline-* /opt/sightline \
 && cd /opt/sightline \
 && java -cp 'lib/*' dev.sightline.app.natives.NativeLayout lib native
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
RUN mkdir -p /var/lib/sightline \
 && chown 10001:10001 /var/lib/sightline
ENV PATH=/opt/sightline/bin:${PATH} \
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
