{{/* What a pod of a service is. Of a component. */}}
{{- define "fourways.pod" -}}
{{- $values := .root.Values -}}
metadata:
  labels:
    {{- include "fourways.componentLabels" . | nindent 4 }}
    {{- with merge (dict) .own.podLabels $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with merge (dict) .own.podAnnotations $values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "fourways.serviceAccountName" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ include "fourways.graceSeconds" . }}
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with default $values.priorityClassName .own.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  securityContext:
    {{- include "fourways.podSecurity" .root | nindent 4 }}
  {{- include "fourways.placement" . | trim | nindent 2 }}
  containers:
    - name: {{ .service }}
      image: {{ include "fourways.image" . | quote }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      securityContext:
        {{- include "fourways.containerSecurity" . | nindent 8 }}
      ports:
        - name: http
          containerPort: {{ .port }}
        - name: management
          containerPort: {{ .management }}
      env:
        {{- range $line := include "fourways.env" . | splitList "\n" }}
        {{- if trim $line }}
        {{ $line }}
        {{- end }}
        {{- end }}
        {{- with concat $values.extraEnv .own.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with concat $values.extraEnvFrom .own.extraEnvFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- include "fourways.probes" .root | trim | nindent 6 }}
      {{- with include "fourways.preStop" . }}
      {{- . | nindent 6 }}
      {{- end }}
      resources:
        {{- toYaml .own.resources | nindent 8 }}
      volumeMounts:
        - name: tmp
          mountPath: /tmp
        {{- if and $values.broker.tls.enabled $values.broker.tls.caSecret }}
        - name: broker-ca
          mountPath: /etc/fourways/broker
          readOnly: true
        {{- end }}
        {{- with concat $values.extraVolumeMounts .own.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: {{ $values.tmpSize }}
    {{- if and $values.broker.tls.enabled $values.broker.tls.caSecret }}
    - name: broker-ca
      secret:
        secretName: {{ $values.broker.tls.caSecret }}
    {{- end }}
    {{- with concat $values.extraVolumes .own.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* What the Pod Security Standard "restricted" asks for. Of a chart's root. */}}
{{- define "fourways.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.runAs.user }}
runAsUser: {{ int . }}
{{- end }}
{{- with .Values.runAs.group }}
runAsGroup: {{ int . }}
fsGroup: {{ int . }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "fourways.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop:
    - ALL
{{- end -}}

{{/* Of a chart's root. Who is not ready is left alone; who is not alive is started anew. */}}
{{- define "fourways.probes" -}}
{{- range $probe, $path := dict "startup" "liveness" "readiness" "readiness" "liveness" "liveness" }}
{{ $probe }}Probe:
  httpGet:
    path: /actuator/health/{{ $path }}
    port: management
  {{- toYaml (index $.Values.probes $probe) | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Where pods go. Of a component. */}}
{{- define "fourways.placement" -}}
{{- $values := .root.Values -}}
{{- with default $values.nodeSelector .own.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with default $values.tolerations .own.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with default $values.affinity .own.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.topologySpread }}
topologySpreadConstraints:
  {{- range . }}
  - maxSkew: {{ .maxSkew }}
    topologyKey: {{ .topologyKey }}
    whenUnsatisfiable: {{ .whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "fourways.selector" $ | nindent 8 }}
    {{- if include "fourways.since" (list $.root "1.27.0") }}
    matchLabelKeys:
      - pod-template-hash
    {{- end }}
  {{- end }}
{{- end }}
{{- end -}}
