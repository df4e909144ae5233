{{/* Which Secrets hold what. Each is empty when there is none. Of a chart's root. */}}

{{- define "fourways.jwtSecret" -}}
{{- if .Values.security.jwt.existingSecret -}}
{{- .Values.security.jwt.existingSecret -}}
{{- else if and .Values.secrets.generate (not .Values.security.jwks.url) -}}
{{- include "fourways.fullname" . -}}-jwt
{{- end -}}
{{- end -}}

{{/* Of (list root component), one with a database. */}}
{{- define "fourways.sealingSecret" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $own := index $root.Values $name -}}
{{- if $own.secretsKey.existingSecret -}}
{{- $own.secretsKey.existingSecret -}}
{{- else if $root.Values.secrets.generate -}}
{{- include "fourways.fullname" $root -}}-{{ $name }}-key
{{- end -}}
{{- end -}}

{{- define "fourways.brokerName" -}}
{{ include "fourways.fullname" . }}-broker
{{- end -}}

{{/* The Cluster Operator names the Secret of the user that it makes after the cluster. */}}
{{- define "fourways.brokerSecret" -}}
{{- if .Values.broker.operator.enabled -}}
{{- include "fourways.brokerName" . -}}-default-user
{{- else -}}
{{- .Values.broker.existingSecret -}}
{{- end -}}
{{- end -}}

{{- define "fourways.brokerHost" -}}
{{- if .Values.broker.operator.enabled -}}
{{- include "fourways.brokerName" . -}}
{{- else -}}
{{- .Values.broker.host -}}
{{- end -}}
{{- end -}}

{{/*
A Secret that is made up once and then kept: a later upgrade finds it in the cluster and writes what is there. It is
immutable, so that what renders without looking into the cluster, and would make up another, is refused and not obeyed.
Of (dict root name key value).
*/}}
{{- define "fourways.generatedSecret" -}}
{{- $there := lookup "v1" "Secret" .root.Release.Namespace .name -}}
{{- $value := .value | b64enc -}}
{{- if $there -}}
{{- $value = index $there.data .key -}}
{{- end -}}
apiVersion: v1
kind: Secret
metadata:
  name: {{ .name }}
  labels:
    {{- include "fourways.labels" .root | nindent 4 }}
  annotations:
    helm.sh/resource-policy: keep
type: Opaque
immutable: true
data:
  {{ .key }}: {{ $value | quote }}
{{- end -}}
