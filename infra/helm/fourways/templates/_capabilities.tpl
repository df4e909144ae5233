{{/*
What the cluster can do. A rendering without a cluster knows its version (`--kube-version`) but believes it to have every
API that Helm knows: so both are asked.
*/}}

{{/* Whether an API is there, or is said to be. Of (list root api). */}}
{{- define "fourways.has" -}}
{{- $root := index . 0 -}}
{{- $api := index . 1 -}}
{{- if or ($root.Capabilities.APIVersions.Has $api) (has $api $root.Values.apiVersions) }}true{{ end -}}
{{- end -}}

{{/* Whether the cluster is of that version or newer. Of (list root version). */}}
{{- define "fourways.since" -}}
{{- $root := index . 0 -}}
{{- if semverCompare (printf ">=%s-0" (index . 1)) $root.Capabilities.KubeVersion.Version }}true{{ end -}}
{{- end -}}

{{/* Whether something that needs an API is wanted: "true", "false", or "auto" if the API is there. Of (list root wish api). */}}
{{- define "fourways.wanted" -}}
{{- $wish := index . 1 | toString -}}
{{- if eq $wish "auto" -}}
{{- include "fourways.has" (list (index . 0) (index . 2)) -}}
{{- else if eq $wish "true" -}}
true
{{- end -}}
{{- end -}}

{{- define "fourways.podDisruptionBudgetApi" -}}
{{- if and (include "fourways.since" (list . "1.21.0")) (include "fourways.has" (list . "policy/v1")) -}}
policy/v1
{{- else -}}
policy/v1beta1
{{- end -}}
{{- end -}}

{{- define "fourways.autoscalingApi" -}}
{{- if and (include "fourways.since" (list . "1.23.0")) (include "fourways.has" (list . "autoscaling/v2")) -}}
autoscaling/v2
{{- else -}}
autoscaling/v2beta2
{{- end -}}
{{- end -}}

{{- define "fourways.httpRouteApi" -}}
{{- if and (include "fourways.has" (list . "gateway.networking.k8s.io/v1beta1")) (not (include "fourways.has" (list . "gateway.networking.k8s.io/v1"))) -}}
gateway.networking.k8s.io/v1beta1
{{- else -}}
gateway.networking.k8s.io/v1
{{- end -}}
{{- end -}}
