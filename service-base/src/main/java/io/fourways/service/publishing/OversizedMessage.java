package io.fourways.service.publishing;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;

/**
 * What a broker says when a message is larger than it takes: it closes the channel, and names neither the message nor,
 * in a form that one may rely on, its size. Nothing that is sent again and again may do so for ever.
 *
 * <p>RabbitMQ calls it a failed precondition of {@code basic.publish}. What else that means there (an expiration, a user
 * or copies that are malformed) no message of ours has. AMQP has a code of its own for it, which Qpid uses.
 *
 * @see <a href="https://www.rabbitmq.com/docs/configure#config-items">RabbitMQ: max_message_size</a>
 * @see <a href="https://www.rabbitmq.com/amqp-0-9-1-reference">AMQP 0-9-1: reply codes, classes and methods</a>
 */
final class OversizedMessage {

    private static final int CONTENT_TOO_LARGE = 311;
    private static final int PRECONDITION_FAILED = 406;
    private static final int BASIC = 60;
    private static final int PUBLISH = 40;

    private OversizedMessage() {}

    /** Whether a channel was closed for one. */
    static boolean ended(ShutdownSignalException cause) {
        return cause.getReason() instanceof AMQP.Channel.Close close
                && (close.getReplyCode() == CONTENT_TOO_LARGE
                        || (close.getReplyCode() == PRECONDITION_FAILED && isOfPublish(close)));
    }

    private static boolean isOfPublish(AMQP.Channel.Close close) {
        return close.getClassId() == BASIC && close.getMethodId() == PUBLISH;
    }
}
