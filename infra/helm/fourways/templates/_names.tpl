{{/* What things are called, and by which labels they are found. */}}

{{- define "fourways.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for the longest of what is put behind it. */}}
{{- define "fourways.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "fourways.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "fourways.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The services, by what they are called in the values. Management is on the port + 1000. */}}
{{- define "fourways.components" -}}
gateway:
  service: delivery-gateway
  port: 8080
producer:
  service: event-producer
  port: 8081
ingest:
  service: webhook-ingest
  port: 8082
dispatch:
  service: webhook-dispatch
  port: 8083
{{- end -}}

{{/* What identifies the release. Of a chart's root. */}}
{{- define "fourways.releaseLabels" -}}
app.kubernetes.io/name: {{ include "fourways.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "fourways.labels" -}}
{{ include "fourways.releaseLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: fourways
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What identifies the pods of one service. Of a component. */}}
{{- define "fourways.selector" -}}
{{ include "fourways.releaseLabels" .root }}
app.kubernetes.io/component: {{ .service }}
{{- end -}}

{{- define "fourways.componentLabels" -}}
{{ include "fourways.labels" .root }}
app.kubernetes.io/component: {{ .service }}
{{- end -}}

{{- define "fourways.componentName" -}}
{{ include "fourways.fullname" .root }}-{{ .name }}
{{- end -}}

{{- define "fourways.serviceAccountName" -}}
{{- if .own.serviceAccount.create -}}
{{- default (include "fourways.componentName" .) .own.serviceAccount.name -}}
{{- else -}}
{{- default "default" .own.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "fourways.image" -}}
{{- $image := .root.Values.image -}}
{{- if .own.image -}}
{{- .own.image -}}
{{- else -}}
{{- with $image.registry }}{{ . }}/{{ end -}}
{{- printf "%s/%s:%s" $image.repository .service (default .root.Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}
