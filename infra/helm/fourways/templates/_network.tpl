{{/* Who may talk to whom. */}}

{{/* Peers, or anybody if there are none. Of (list direction peers). */}}
{{- define "fourways.peers" -}}
{{- with index . 1 -}}
{{ index $ 0 }}:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* The port of a URL. Of the URL. */}}
{{- define "fourways.urlPort" -}}
{{- $url := urlParse . -}}
{{- $parts := splitList ":" $url.host -}}
{{- if gt (len $parts) 1 -}}
{{- last $parts -}}
{{- else -}}
{{- ternary 443 80 (eq $url.scheme "https") -}}
{{- end -}}
{{- end -}}

{{/* Who reaches a service. Of a component. */}}
{{- define "fourways.ingressRules" -}}
- ports:
    - port: {{ .port }}
      protocol: TCP
  {{- with include "fourways.peers" (list "from" .own.networkPolicy.from) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
- ports:
    - port: {{ .management }}
      protocol: TCP
  from:
    {{- with .root.Values.networkPolicy.monitoring }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    # `helm test` asks whether it is ready
    - podSelector:
        matchLabels:
          {{- include "fourways.releaseLabels" .root | nindent 10 }}
          app.kubernetes.io/component: test
{{- end -}}

{{/* Whom a service reaches. Of a component. */}}
{{- define "fourways.egressRules" -}}
{{- $values := .root.Values -}}
# names
- ports:
    {{- range $protocol := list "UDP" "TCP" }}
    {{- range $port := $values.networkPolicy.dnsPorts }}
    - port: {{ $port }}
      protocol: {{ $protocol }}
    {{- end }}
    {{- end }}
  {{- with include "fourways.peers" (list "to" $values.networkPolicy.dns) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
# the broker
- ports:
    - port: {{ include "fourways.brokerPort" .root }}
      protocol: TCP
    {{- if eq .name "gateway" }}
    - port: {{ include "fourways.streamPort" .root }}
      protocol: TCP
    {{- end }}
  {{- with include "fourways.peers" (list "to" (include "fourways.brokerPeers" .root | fromYamlArray)) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- if hasKey .own "database" }}
# its database
- ports:
    - port: {{ .own.database.port }}
      protocol: TCP
  {{- with include "fourways.peers" (list "to" .own.database.networkPolicyPeers) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
{{- with $values.security.jwks.url }}
# the issuer's keys
- ports:
    - port: {{ include "fourways.urlPort" . }}
      protocol: TCP
  {{- with include "fourways.peers" (list "to" $values.security.jwks.networkPolicyPeers) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
{{- with $values.tracing.endpoint }}
# traces
- ports:
    - port: {{ include "fourways.urlPort" . }}
      protocol: TCP
  {{- with include "fourways.peers" (list "to" $values.tracing.networkPolicyPeers) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
{{- if eq .name "dispatch" }}
{{ include "fourways.endpointRules" . }}
{{- end }}
{{- with .own.networkPolicy.extraEgress }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "fourways.brokerPeers" -}}
{{- if .Values.broker.networkPolicyPeers -}}
{{- toYaml .Values.broker.networkPolicyPeers -}}
{{- else if .Values.broker.operator.enabled -}}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ include "fourways.brokerName" . }}
{{- else -}}
[]
{{- end -}}
{{- end -}}

{{/* A port, or a range of them. A cluster that knows no ranges refuses them, and is told each port. Of (list root port-or-range). */}}
{{- define "fourways.portsOf" -}}
{{- $range := splitList "-" (index . 1) -}}
{{- $first := first $range | int -}}
{{- $last := last $range | int -}}
{{- if include "fourways.since" (list (index . 0) "1.22.0") -}}
- port: {{ $first }}
  {{- if lt $first $last }}
  endPort: {{ $last }}
  {{- end }}
  protocol: TCP
{{- else if gt (sub $last $first) 999 -}}
{{- fail (printf "dispatch.egress.ports: %s are more than 1000 ports, which a cluster before Kubernetes 1.22 must be told one by one" (index . 1)) -}}
{{- else -}}
{{- range untilStep $first (int (add $last 1)) 1 }}
- port: {{ . }}
  protocol: TCP
{{- end }}
{{- end -}}
{{- end -}}

{{/* Where webhooks go: to the Internet and nowhere else, as webhook-dispatch itself has it. Of a component. */}}
{{- define "fourways.endpointRules" -}}
# endpoints
- ports:
    {{- range .own.egress.ports }}
    {{- include "fourways.portsOf" (list $.root (toString .)) | nindent 4 }}
    {{- end }}
  to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except:
          - 0.0.0.0/8
          - 10.0.0.0/8
          - 100.64.0.0/10
          - 127.0.0.0/8
          - 168.63.129.16/32
          - 169.254.0.0/16
          - 172.16.0.0/12
          - 192.0.0.0/24
          - 192.0.2.0/24
          - 192.88.99.0/24
          - 192.168.0.0/16
          - 198.18.0.0/15
          - 198.51.100.0/24
          - 203.0.113.0/24
          - 224.0.0.0/3
    - ipBlock:
        cidr: 2000::/3
        except:
          - 2001::/23
          - 2001:db8::/32
          - 2002::/16
          - 3fff::/20
    {{- range .own.egress.allow }}
    - ipBlock:
        cidr: {{ . }}
    {{- end }}
{{- end -}}
