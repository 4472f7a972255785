# The servers of a cluster without nodes: etcd, the API server and the controller manager, on free
# ports of this machine alone, with a certificate and a token made for the run. To be sourced.
# Needs tools, the folder with the servers, and work, an empty folder.

started=()

free_port() {
  local port
  while :; do
    port=$((RANDOM % 20000 + 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

start() {
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  started+=($!)
}

k() {
  kubectl --kubeconfig="$work/kubeconfig" --cache-dir="$work/cache" "$@"
}

# Asks until the answer is yes, for a minute at most.
await() {
  local what=$1
  shift
  for _ in $(seq 120); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.5
  done
  echo "gave up waiting for $what; the logs are in $work" >&2
  return 1
}

start_servers() {
  local etcd api peer token
  etcd=$(free_port) peer=$(free_port) api=$(free_port) token=$(openssl rand -hex 16)
  openssl genrsa -out "$work/accounts.key" 2048 2>/dev/null
  (umask 077 && echo "$token,admin,admin,system:masters" >"$work/tokens.csv")

  start etcd etcd --data-dir "$work/etcd" \
    --listen-client-urls "http://127.0.0.1:$etcd" --advertise-client-urls "http://127.0.0.1:$etcd" \
    --listen-peer-urls "http://127.0.0.1:$peer" --initial-advertise-peer-urls "http://127.0.0.1:$peer" \
    --initial-cluster "default=http://127.0.0.1:$peer"
  start apiserver "$tools/kube-apiserver" --etcd-servers="http://127.0.0.1:$etcd" \
    --bind-address=127.0.0.1 --secure-port="$api" --cert-dir="$work/certificates" \
    --token-auth-file="$work/tokens.csv" --authorization-mode=RBAC \
    --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file="$work/accounts.key" \
    --service-account-signing-key-file="$work/accounts.key" --service-cluster-ip-range=10.0.0.0/24
  write_kubeconfig "$api" "$token"
  await "the API server" k get --raw /readyz
  start controllers "$tools/kube-controller-manager" --kubeconfig="$work/kubeconfig" \
    --leader-elect=false --bind-address=127.0.0.1 --secure-port="$(free_port)" \
    --service-account-private-key-file="$work/accounts.key" \
    --root-ca-file="$work/certificates/apiserver.crt"
  await "service accounts" k -n default get serviceaccount default
}

write_kubeconfig() {
  cat >"$work/kubeconfig" <<END
apiVersion: v1
kind: Config
current-context: run
contexts: [{name: run, context: {cluster: run, user: admin}}]
users: [{name: admin, user: {token: $2}}]
clusters:
  - name: run
    cluster:
      server: https://127.0.0.1:$1
      certificate-authority: $work/certificates/apiserver.crt
END
}

# Those that this run started and no others, the last first.
stop_servers() {
  local i
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null || continue
    wait "${started[i]}" 2>/dev/null || true
  done
}
