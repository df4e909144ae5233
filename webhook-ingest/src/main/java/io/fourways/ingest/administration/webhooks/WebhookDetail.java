package io.fourways.ingest.administration.webhooks;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook whole.
 *
 * @param summary    what is listed of it
 * @param headers    the request's, but for credentials
 * @param body       the bytes as UTF-8; null when they are none
 * @param bodyBase64 the bytes then
 * @param bodyCut    whether only the beginning of the body was kept
 */
@SuppressWarnings("ArrayRecordComponent")
record WebhookDetail(
        @JsonUnwrapped WebhookSummary summary,
        Map<String, List<String>> headers,
        @Nullable String body,
        byte @Nullable [] bodyBase64,
        boolean bodyCut) {

    static WebhookDetail of(WebhookSummary summary, Map<String, List<String>> headers, byte[] body) {
        String text = text(body);
        boolean cut = body.length < summary.size();
        return new WebhookDetail(summary, headers, text, text == null ? body : null, cut);
    }

    private static @Nullable String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException noText) {
            return null;
        }
    }
}
