package io.fourways.ingest.source;

import io.fourways.contract.Channel;
import io.fourways.contract.InvalidEventException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/**
 * Where a source's events belong, such as {@code orders.{/data/object/customer}}: a channel with placeholders.
 *
 * <ul>
 *   <li>{@code {source}} is the source's name.
 *   <li>{@code {type}} is the provider's type. Its dots part segments; a segment with nothing in it becomes {@code _}.
 *   <li>{@code {/a/b}} is what the JSON pointer (RFC 6901, without <code>}</code>) finds in the event's data: a text,
 *       number or boolean. It is one segment or part of one, whoever wrote it: its dots become {@code _} too. An object,
 *       an array, null, nothing at that place, or data that is not JSON, is missing.
 * </ul>
 *
 * <p>It always renders to a channel. A character that a channel may not have becomes {@code _} (a character beyond
 * the Basic Multilingual Plane is one); what is missing or empty becomes {@code _}. If that is longer than a channel
 * may be, the event belongs to the default, {@value #DEFAULT}; if that is too long as well, to
 * {@code webhooks.{source}}. A channel cut short might be another one's name, and is never used.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
public final class ChannelTemplate {

    /** Of a source that has no template of its own. */
    public static final String DEFAULT = "webhooks.{source}.{type}";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final ChannelTemplate FALLBACK = of(DEFAULT);

    private final String text;
    private final List<TemplatePart> parts;

    private ChannelTemplate(String text, List<TemplatePart> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** @throws IllegalArgumentException saying what is wrong with it */
    public static ChannelTemplate of(String text) {
        List<TemplatePart> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int read = 0;
        while (placeholder.find()) {
            parts.add(TemplatePart.literal(text.substring(read, placeholder.start())));
            parts.add(placeholder(placeholder.group(1)));
            read = placeholder.end();
        }
        parts.add(TemplatePart.literal(text.substring(read)));
        requireChannel(PLACEHOLDER.matcher(text).replaceAll("x"));
        return new ChannelTemplate(text, List.copyOf(parts));
    }

    private static TemplatePart placeholder(String name) {
        if (name.equals("source")) {
            return TemplatePart.source();
        }
        if (name.equals("type")) {
            return TemplatePart.type();
        }
        if (name.startsWith("/")) {
            return TemplatePart.pointer(JsonPointer.compile(name));
        }
        throw new IllegalArgumentException(
                "{" + name + "} is none of {source}, {type} and a JSON pointer such as {/data/id}");
    }

    private static void requireChannel(String sample) {
        try {
            new Channel(sample);
        } catch (InvalidEventException malformed) {
            throw new IllegalArgumentException(
                    "with its placeholders filled in it " + malformed.getMessage(), malformed);
        }
    }

    /**
     * The channel of one event.
     *
     * @param source the source's name
     * @param type   the provider's type
     * @param data   the event's data
     */
    public Channel render(String source, String type, byte[] data) {
        StringBuilder channel = new StringBuilder();
        for (TemplatePart part : parts) {
            channel.append(part.render(source, type, data));
            if (channel.length() > Channel.MAX_LENGTH) {
                return equals(FALLBACK) ? new Channel("webhooks." + source) : FALLBACK.render(source, type, data);
            }
        }
        return new Channel(channel.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelTemplate template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
