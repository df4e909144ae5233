{{/* The environment of a service. What is left empty in the values is left to the service. */}}

{{/* Of (list name value). Helm reads all numbers as floating, and would write a million as 1e+06. */}}
{{- define "fourways.plainEnv" -}}
{{- $value := index . 1 -}}
{{- if and (kindIs "float64" $value) (eq (float64 (floor $value)) (float64 $value)) -}}
{{- $value = int64 $value -}}
{{- end -}}
{{- if not (or (kindIs "invalid" $value) (eq (toString $value) "")) -}}
- name: {{ index . 0 }}
  value: {{ toString $value | quote }}
{{- end -}}
{{- end -}}

{{/* Of (list name secret key). */}}
{{- define "fourways.secretEnv" -}}
{{- if index . 1 -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end -}}
{{- end -}}

{{/* Of a component. Lines that say nothing are left to the caller to drop. */}}
{{- define "fourways.env" -}}
{{- $values := .root.Values -}}
{{/* said aloud, since Kubernetes gives every Service of the namespace to pods in variables of such names */}}
{{ include "fourways.plainEnv" (list (printf "FOURWAYS_%s_PORT" (upper .name)) .port) }}
{{ include "fourways.plainEnv" (list "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE" (printf "%ss" (include "fourways.phaseSeconds" .))) }}
{{ include "fourways.plainEnv" (list "JDK_JAVA_OPTIONS" (default $values.jvmOptions .own.jvmOptions)) }}
{{ include "fourways.brokerEnv" . }}
{{ include "fourways.securityEnv" . }}
{{ include "fourways.plainEnv" (list "FOURWAYS_LOG_MAX_BYTES" $values.log.maxBytes) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_LOG_MAX_AGE" $values.log.maxAge) }}
{{- range $name, $segments := $values.log.apart }}
{{ include "fourways.plainEnv" (list (printf "FOURWAYS_LOGS_%s" (upper $name)) (join "," $segments)) }}
{{- end }}
{{ include "fourways.tracingEnv" . }}
{{ include (printf "fourways.%sEnv" .name) . }}
{{- end -}}

{{- define "fourways.brokerEnv" -}}
{{- $broker := .root.Values.broker -}}
{{- $secret := include "fourways.brokerSecret" .root -}}
{{ include "fourways.plainEnv" (list "SPRING_RABBITMQ_HOST" (include "fourways.brokerHost" .root)) }}
{{ include "fourways.plainEnv" (list "SPRING_RABBITMQ_PORT" (include "fourways.brokerPort" .root)) }}
{{ include "fourways.plainEnv" (list "SPRING_RABBITMQ_VIRTUAL_HOST" $broker.virtualHost) }}
{{ include "fourways.secretEnv" (list "SPRING_RABBITMQ_USERNAME" $secret $broker.usernameKey) }}
{{ include "fourways.secretEnv" (list "SPRING_RABBITMQ_PASSWORD" $secret $broker.passwordKey) }}
{{- if eq .name "gateway" }}
{{ include "fourways.plainEnv" (list "SPRING_RABBITMQ_STREAM_HOST" (default (include "fourways.brokerHost" .root) $broker.streamHost)) }}
{{ include "fourways.plainEnv" (list "SPRING_RABBITMQ_STREAM_PORT" (include "fourways.streamPort" .root)) }}
{{- end }}
{{- if $broker.tls.enabled }}
{{ include "fourways.plainEnv" (list "SPRING_RABBITMQ_SSL_ENABLED" "true") }}
{{- if eq .name "gateway" }}
{{ include "fourways.plainEnv" (list "SPRING_RABBITMQ_STREAM_SSL_ENABLED" "true") }}
{{- end }}
{{- if $broker.tls.caSecret }}
{{ include "fourways.plainEnv" (list "SPRING_SSL_BUNDLE_PEM_BROKER_TRUSTSTORE_CERTIFICATE" (printf "/etc/fourways/broker/%s" $broker.tls.caKey)) }}
{{ include "fourways.plainEnv" (list "SPRING_RABBITMQ_SSL_BUNDLE" "broker") }}
{{- if eq .name "gateway" }}
{{ include "fourways.plainEnv" (list "SPRING_RABBITMQ_STREAM_SSL_BUNDLE" "broker") }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "fourways.brokerPort" -}}
{{- default (ternary 5671 5672 .Values.broker.tls.enabled) .Values.broker.port -}}
{{- end -}}

{{- define "fourways.streamPort" -}}
{{- default (ternary 5551 5552 .Values.broker.tls.enabled) .Values.broker.streamPort -}}
{{- end -}}

{{- define "fourways.securityEnv" -}}
{{- $security := .root.Values.security -}}
{{ include "fourways.plainEnv" (list "FOURWAYS_SECURITY_MODE" "jwt") }}
{{ include "fourways.secretEnv" (list "FOURWAYS_SECURITY_JWT_SECRET" (include "fourways.jwtSecret" .root) $security.jwt.key) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_SECURITY_JWKS_URL" $security.jwks.url) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_SECURITY_ISSUER" $security.issuer) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_SECURITY_AUDIENCE" $security.audience) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_SECURITY_CLOCK_SKEW" $security.clockSkew) }}
{{- end -}}

{{- define "fourways.tracingEnv" -}}
{{- $tracing := .root.Values.tracing -}}
{{- if $tracing.endpoint }}
{{ include "fourways.plainEnv" (list "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT" $tracing.endpoint) }}
{{ include "fourways.plainEnv" (list "MANAGEMENT_TRACING_SAMPLING_PROBABILITY" $tracing.sampling) }}
{{- end }}
{{- end -}}

{{- define "fourways.gatewayEnv" -}}
{{ include "fourways.plainEnv" (list "FOURWAYS_GATEWAY_DRAIN_TIME" (printf "%ds" (int .own.drainSeconds))) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_GATEWAY_ALLOWED_ORIGINS" (join "," .own.allowedOrigins)) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_GATEWAY_LOGS" (join "," .own.logs)) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_GATEWAY_HEARTBEAT" .own.heartbeat) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_GATEWAY_WINDOW_MAX_EVENTS" .own.window.maxEvents) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_GATEWAY_WINDOW_MAX_BYTES" .own.window.maxBytes) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_GATEWAY_LIMITS_CONNECTIONS" .own.connections) }}
{{- if .root.Values.trustForwardedHeaders }}
{{ include "fourways.plainEnv" (list "SERVER_FORWARD_HEADERS_STRATEGY" "framework") }}
{{- end }}
{{- end -}}

{{- define "fourways.producerEnv" -}}
{{ include "fourways.plainEnv" (list "FOURWAYS_PRODUCER_PUBLISH_RATE" .own.publishRate) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_PRODUCER_PUBLISH_BURST" .own.publishBurst) }}
{{- end -}}

{{- define "fourways.ingestEnv" -}}
{{ include "fourways.secretEnv" (list "FOURWAYS_INGEST_DATABASE_URL" .own.database.existingSecret .own.database.key) }}
{{ include "fourways.secretEnv" (list "FOURWAYS_INGEST_SECRETS_KEY" (include "fourways.sealingSecret" (list .root .name)) .own.secretsKey.key) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_INGEST_RETENTION" .own.retention) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_INGEST_REJECTED_RETENTION" .own.rejectedRetention) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_INGEST_DEDUPLICATION" .own.deduplication) }}
{{- end -}}

{{- define "fourways.dispatchEnv" -}}
{{ include "fourways.secretEnv" (list "FOURWAYS_DISPATCH_DATABASE_URL" .own.database.existingSecret .own.database.key) }}
{{ include "fourways.secretEnv" (list "FOURWAYS_DISPATCH_SECRETS_KEY" (include "fourways.sealingSecret" (list .root .name)) .own.secretsKey.key) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_DISPATCH_DELIVERY_DRAIN" (printf "%ds" (int .own.drainSeconds))) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_DISPATCH_EGRESS_PORTS" (join "," .own.egress.ports)) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_DISPATCH_EGRESS_ALLOW" (join "," .own.egress.allow)) }}
{{ include "fourways.plainEnv" (list "FOURWAYS_DISPATCH_EGRESS_HTTP" .own.egress.http) }}
{{- end -}}
