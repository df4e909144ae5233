package io.fourways.gateway.stream;

import com.rabbitmq.stream.Codec;
import com.rabbitmq.stream.Message;
import com.rabbitmq.stream.MessageBuilder;
import com.rabbitmq.stream.codec.QpidProtonCodec;
import io.netty.buffer.ByteBuf;
import org.apache.qpid.proton.amqp.messaging.Data;

/**
 * AMQP 1.0 messages of which only the binary body matters. What has none (another kind of section, no section, or bytes
 * that are no AMQP at all) has an empty one: whoever may publish can write such a thing, and the stream client gives up
 * on all that stands behind it in the same chunk, if decoding or handling it fails.
 */
public final class LogCodec implements Codec {

    private final Codec amqp = new QpidProtonCodec();
    private final Message empty = amqp.messageBuilder().addData(new byte[0]).build();

    @Override
    public Message decode(ByteBuf buffer, int length) {
        int end = buffer.readerIndex() + length;
        try {
            Message message = amqp.decode(buffer, length);
            return hasBinaryBody(message) ? message : empty;
        } catch (RuntimeException foreign) {
            return empty; // as foreign as what is AMQP, but of another kind; who takes it says so in the log
        } finally {
            buffer.readerIndex(end);
        }
    }

    private static boolean hasBinaryBody(Message message) {
        return message.getBody() instanceof Data data && data.getValue() != null;
    }

    @Override
    public EncodedMessage encode(Message message) {
        return amqp.encode(message);
    }

    @Override
    public MessageBuilder messageBuilder() {
        return amqp.messageBuilder();
    }
}
