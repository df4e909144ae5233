{{/* Which paths lead to which service, behind one host name. */}}

{{/*
What only one service has, longest first: what every kind of routing can tell apart. Of a chart's root.
Who publishes and who reads share `/v1/events`, and `/v1/channels` but for what is below it.
*/}}
{{- define "fourways.routes" -}}
{{- with .Values }}
{{- if and .routes.webhooks .ingest.enabled }}
- {path: /webhooks/, type: Prefix, component: ingest}
{{- end }}
{{- if and .routes.webhookAdministration .ingest.enabled }}
- {path: /v1/sources, type: Prefix, component: ingest}
- {path: /v1/webhooks, type: Prefix, component: ingest}
- {path: /v1/replays, type: Prefix, component: ingest}
{{- end }}
{{- if and .routes.webhookApi .dispatch.enabled }}
- {path: /api/v1, type: Prefix, component: dispatch}
{{- end }}
{{- if and .routes.publishing .producer.enabled }}
- {path: /v1/channels/, type: Prefix, component: producer}
{{- end }}
{{- if and .routes.events .gateway.enabled }}
- {path: /v1/events, type: Exact, component: gateway}
- {path: /v1/channels, type: Exact, component: gateway}
- {path: /v1/advice, type: Exact, component: gateway}
{{- end }}
{{- end }}
{{- end -}}
