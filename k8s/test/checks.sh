# What is to hold of a folder with a kustomization once it is applied. To be sourced behind
# servers.sh. Each check prints what is wrong, if anything, and says so by its status.

# Without an error, and without a warning, which kubectl leaves at status 0.
applied() {
  local printed
  printed=$(k apply --server-side --validate=strict -k "$1" 2>&1) || {
    echo "$printed"
    return 1
  }
  if grep -iE 'warning|error|violat' <<<"$printed"; then
    return 1
  fi
}

# A second apply finds nothing to change.
unchanged() {
  k diff --server-side -k "$1" && applied "$1"
}

restricted() {
  [ "$(k get namespace sightline -o jsonpath='{.metadata.labels.pod-security\.kubernetes\.io/enforce}')" = restricted ]
}

# How many pods the workloads in the namespace ask for.
wanted_pods() {
  k -n sightline get statefulset,deployment,job -o json \
    | jq '[.items[] | .spec.replicas // 1] | add'
}

all_pods_are_there() {
  [ "$(k -n sightline get pods -o name | wc -l)" -eq "$(wanted_pods)" ]
}

# The controllers make every pod, one of the CronJob among them, and none is refused.
pods_are_made() {
  local wanted
  k -n sightline create job trial --from=cronjob/sightline-trainer >/dev/null || return
  await "pods" all_pods_are_there || true
  if k -n sightline get events -o json \
    | jq -er '.items[] | select(.reason | startswith("FailedCreate")) | .message'; then
    return 1
  fi
  all_pods_are_there || {
    echo "wanted $(wanted_pods) pods, found: $(k -n sightline get pods -o name | tr '\n' ' ')"
    return 1
  }
}

# Another image and another setting are taken by all but the Jobs that are still there, and by
# these once they are deleted.
updated() {
  local over=$work/over/next printed
  kustomization "$over" "$1" <<END
images: [{name: sightline, newTag: 9.9.9}, {name: sightline-gpu, newTag: 9.9.9}]
configMapGenerator:
  - name: sightline-settings
    behavior: merge
    literals: [SIGHTLINE_MODEL_NAME=other]
END
  printed=$(k apply --server-side --validate=strict -k "$over" 2>&1 >/dev/null || true)
  if grep -vE '(topics|first-training)" is invalid: spec.template: .*field is immutable$' \
    <<<"$printed" | grep .; then
    return 1
  fi
  k -n sightline delete job --ignore-not-found sightline-topics sightline-first-training >/dev/null
  applied "$over" || return
  [ "$(k -n sightline get pods,statefulset,deployment,job,cronjob -o json \
    | jq '[.items[] | select(.kind != "Pod" and .metadata.name != "trial") | .spec | .. | .image? // empty
           | select(test("^sightline(-gpu)?:9[.]9[.]9$") | not)] | length')" = 0 ]
}

# Namespace and claim, a Secret, the upload's pod, and the rest: as docs/kubernetes.md has it.
in_the_order_of_the_page() {
  local printed
  printed=$({
    k apply -k "$1" -l 'app.kubernetes.io/component in (namespace, data)' \
      && await "service accounts" k -n sightline get serviceaccount default \
      && k -n sightline create secret generic sightline-dashboard-token --from-literal=token=any \
      && k -n sightline apply -f "$1/../../upload.yaml" \
      && k apply -k "$1"
  } 2>&1) || {
    echo "$printed"
    return 1
  }
  if grep -iE 'warning|error|violat' <<<"$printed"; then
    return 1
  fi
}

# What docs/kubernetes.md says is left by a removal that keeps data; then it is gone too.
kept() {
  k delete -k "$1" -l 'app.kubernetes.io/component notin (namespace, data, kafka)' \
    --wait --timeout=60s >/dev/null || return
  k -n sightline get secret sightline-dashboard-token >/dev/null || return
  k -n sightline get persistentvolumeclaim sightline-data state-sightline-worker-0 >/dev/null || return
  if k -n sightline get statefulset,deployment,cronjob,job,service,networkpolicy -o name | grep .; then
    return 1
  fi
  k delete namespace sightline --wait --timeout=60s >/dev/null
}

# Nothing is left once the controllers are done.
deleted() {
  k delete -k "$1" --wait --timeout=60s >/dev/null || return
  if k get namespace sightline 2>/dev/null; then
    return 1
  fi
}

# The closed lists that tests go by are those that this server publishes.
closed_lists_are_its_own() {
  local group
  for group in api/v1 apis/apps/v1 apis/batch/v1 apis/policy/v1 apis/networking.k8s.io/v1; do
    k get --raw "/openapi/v3/$group" | jq -r '
      .components.schemas | to_entries[] | (.key | split(".") | last) as $type
      | (.value.properties // {}) | to_entries[]
      | (.value.enum // .value.items.enum // empty) as $values
      | "\($type).\(.key) \($values | map(select(. != "")) | join(" "))"'
  done | grep -v 'Status[.]' | LC_ALL=C sort -u | diff "$1" -
}

# What the server must not take is refused, for the reason given: otherwise nothing above says much.
refused() {
  local reason=$1 printed
  if printed=$(k apply --server-side --validate=strict --dry-run=server -f - 2>&1); then
    echo "it was taken: $printed"
    return 1
  fi
  grep -q -- "$reason" <<<"$printed" || {
    echo "refused, but for another reason: $printed"
    return 1
  }
}

# A folder with a kustomization on top of others, which are named by paths that are not absolute.
kustomization() {
  local folder=$1 below=$2
  mkdir -p "$folder"
  {
    echo "apiVersion: kustomize.config.k8s.io/v1beta1"
    echo "kind: Kustomization"
    echo "namespace: sightline"
    echo "resources: [$(realpath --relative-to="$folder" "$below")]"
    cat
  } >"$folder/kustomization.yaml"
}
