package io.fourways.service.publishing;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a broker says when a message is larger than it takes: it closes the channel, and names the size but not the
 * message. Nothing that is sent again and again may do so for ever.
 *
 * @see <a href="https://www.rabbitmq.com/docs/configure#config-items">RabbitMQ: max_message_size</a>
 */
final class OversizedMessage {

    private static final int PRECONDITION_FAILED = 406;
    private static final Pattern SIZE = Pattern.compile("message size (\\d{1,9}) (?:is )?larger than");

    private OversizedMessage() {}

    /** The size of the message that the channel was closed for, if it was. */
    static OptionalInt sizeIn(ShutdownSignalException cause) {
        if (cause.getReason() instanceof AMQP.Channel.Close close && close.getReplyCode() == PRECONDITION_FAILED) {
            Matcher size = SIZE.matcher(close.getReplyText());
            return size.find() ? OptionalInt.of(Integer.parseInt(size.group(1))) : OptionalInt.empty();
        }
        return OptionalInt.empty();
    }
}
