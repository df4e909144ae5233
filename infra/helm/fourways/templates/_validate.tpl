{{/* What values must say together, which their schema cannot tell as clearly. Of a chart's root. */}}
{{- define "fourways.validate" -}}
{{- with .Values -}}
{{- if and (not .broker.operator.enabled) (not .broker.host) -}}
{{- fail "broker.host is missing: where RabbitMQ is, or set broker.operator.enabled" -}}
{{- end -}}
{{- if and .broker.operator.enabled .broker.host -}}
{{- fail "broker.host and broker.operator.enabled exclude each other" -}}
{{- end -}}
{{- if and (not .broker.operator.enabled) (not .broker.existingSecret) -}}
{{- fail "broker.existingSecret is missing: the Secret with the broker's username and password" -}}
{{- end -}}
{{- if and .broker.operator.enabled .broker.tls.enabled (not .broker.operator.tlsSecret) -}}
{{- fail "broker.operator.tlsSecret is missing: broker.tls.enabled needs a certificate of the broker" -}}
{{- end -}}
{{- if not (or .security.jwt.existingSecret .security.jwks.url .secrets.generate) -}}
{{- fail "security.jwt.existingSecret, security.jwks.url or secrets.generate is missing: the key of tokens" -}}
{{- end -}}
{{- range $name := list "ingest" "dispatch" -}}
{{- $own := index $.Values $name -}}
{{- if and $own.enabled (not $own.database.existingSecret) -}}
{{- fail (printf "%s.database.existingSecret is missing: the Secret with the URL of its database" $name) -}}
{{- end -}}
{{- end -}}
{{- if and .dispatch.enabled (not (include "fourways.sealingSecret" (list $ "dispatch"))) (not (include "fourways.jwtSecret" $)) -}}
{{- fail "dispatch.secretsKey.existingSecret or secrets.generate is missing: without a tokens' secret there is nothing to derive the key from" -}}
{{- end -}}
{{- if and .ingress.enabled (not .ingress.host) -}}
{{- fail "ingress.host is missing" -}}
{{- end -}}
{{- if and .ingress.controller (not (hasKey .ingress.presets .ingress.controller)) -}}
{{- fail (printf "ingress.controller is %q, and ingress.presets has only %s" .ingress.controller (keys .ingress.presets | sortAlpha | join ", ")) -}}
{{- end -}}
{{- if and .ingress.enabled (eq .ingress.host .ingress.publishHost) -}}
{{- fail "ingress.publishHost must be another name than ingress.host: an Ingress cannot tell POST /v1/events from GET /v1/events" -}}
{{- end -}}
{{- if and .httpRoute.enabled (not .httpRoute.parentRefs) -}}
{{- fail "httpRoute.parentRefs is missing: the Gateway that the route is for" -}}
{{- end -}}
{{- range $name, $facts := include "fourways.components" $ | fromYaml -}}
{{- $scaling := (index $.Values $name).autoscaling -}}
{{- if and $scaling.enabled (not $scaling.cpuUtilization) (not $scaling.metric.enabled) -}}
{{- fail (printf "%s.autoscaling has nothing to go by: set cpuUtilization, or metric.enabled" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
