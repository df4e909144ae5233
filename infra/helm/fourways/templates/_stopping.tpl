{{/*
How a pod stops, in seconds. Of a component.

A pod is told to stop while others still send to it, so it goes on for `shutdownDelaySeconds` first. Then it gets SIGTERM: it
listens no more, and `drainSeconds` are what its clients, requests or deliveries have. Spring stops one phase after the other,
and waits for each so long: the web server's with its clients, that of the work in the background, and the rest, which
takes a moment.
*/}}
{{- define "fourways.phaseSeconds" -}}
{{- add (int .own.drainSeconds) 10 -}}
{{- end -}}

{{/* What it may take in all, at the least. */}}
{{- define "fourways.leastGraceSeconds" -}}
{{- add (int .own.shutdownDelaySeconds) (mul 2 (int (include "fourways.phaseSeconds" .))) -}}
{{- end -}}

{{- define "fourways.graceSeconds" -}}
{{- $least := int (include "fourways.leastGraceSeconds" .) -}}
{{- $said := int .own.terminationGracePeriodSeconds -}}
{{- if and $said (lt $said $least) -}}
{{- fail (printf "%s.terminationGracePeriodSeconds is %d, and %s may take %d to stop: shutdownDelaySeconds + 2 × (drainSeconds + 10)" .name $said .service $least) -}}
{{- end -}}
{{- default $least $said -}}
{{- end -}}

{{/* There is no shell in the images, so only a cluster that sleeps itself can delay. */}}
{{- define "fourways.preStop" -}}
{{- if and (gt (int .own.shutdownDelaySeconds) 0) (include "fourways.since" (list .root "1.30.0")) -}}
lifecycle:
  preStop:
    sleep:
      seconds: {{ int .own.shutdownDelaySeconds }}
{{- end -}}
{{- end -}}
